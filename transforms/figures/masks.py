"""Masks: stretches of text that hold digits but no figure, known by their look: dates, telephones, addresses."""

import re
from functools import cache

from transforms.figures.lexicon import lexicon

Span = tuple[int, int]
"""Code points, half open."""

_ADDRESSES = re.compile(r"https?://\S+ | www\.\S+ | (?<![^\s(<])[^\s@]{1,64}@[^\s@]{1,250}", re.VERBOSE)
"""Addresses on the web, of one of which every text with one has a sign: SIGNS."""

SIGNS = ("@", "://", "www.")

_MASKS = re.compile(
    r"""
    (?= [\d+(:'’#v] | (?<!\w)[a-fA-F][0-9a-fA-F]{0,3}: )                # nothing below starts otherwise: soon told
  (?: (?<![\d.])\d{1,3}(?:\.\d{1,3}){3} | (?<!\w)(?:[0-9a-fA-F]{0,4}::?){2,7}[0-9a-fA-F]{1,4}   # addresses of machines
  | \+[ ]?\d[\d\ ().-]{6,40}\d                                           # +44 20 7946 0000
  | \(\+?\d{1,5}\)[ ]?\d[\d\ -]{3,20}\d                                 # (020) 7946 0000
  | (?<![\w.,$£€])\d{3}[ ]\d{3}[ -]\d{4}(?!\d)                         # 123 456 7890
  | (?<![\w.,])\d{1,5}\(\d{2,5}\)[\d-]{5,20}                            # 1(516)733-3989
  | (?!\d{1,3}(?:\.\d{1,3}){1,3}\.\d{3}\s[a-z])                        # 1.200.000 people, however grouped, no code
        (?<![\w.,$£€-])\d{1,5}[-.]\d{1,7}(?:[-.]\d{1,9}){1,5}(?![\w%])  # 541-754-3010, 12-34-56-78, 1.2.3
  | (?<![\w.,-])\d{3}[-–]\d{4}(?![\w-])                                 # 555-0100
  | (?<![\w.,])0\d{1,5}[\ /-]{1,2}\d[\d\ -]{3,20}\d                     # 07700 900873
  | (?:(?<![\w.,:])\d{1,2}\s?(?:-|–|to|and)\s?)?                        # 17:22, 5 to 6:30 pm
        (?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\b\.?)?
  | (?<![\w.,])(?:\d{1,4}(?:[.:]\d\d)?\s?(?:-|–|to|and|or)\s?)?         # 6 am, 5 to 6.30 p.m.
        \d{1,4}(?:[.:]\d\d)?\s?(?:[ap]\.m\b\.?|[ap]m\b|[AP]\.?M\b\.?|o['’]clock\b)
  | (?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)                          # 2020-03-25
  | (?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)                # 25/3/2020
  | (?<![\w.,$£€/-])(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d(?![\w,%/-])        # 12-2015
  | (?<![\d$£€.,])(?:1[5-9]|20)\d\d\s?[-–—/~]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d,%]|\.\d|[a-z])   # 2013–14
  | ['’]?\b\d{2,4}['’]?s\b                                              # 1990s
  | ['’]\d\d\b                                                          # '87
  | \#\s?\d+ | \bv\d+(?:\.\d+)*                                         # #5, v2.0
  )
    """,
    re.VERBOSE,
)


@cache
def _month_dates() -> re.Pattern[str]:
    months = "|".join(sorted(lexicon().times["months"] - {"may", "march", "mar", "sun"}, key=len, reverse=True))
    day, tail = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:,?\s+(?:of\s+)?\d{4})?"
    span = rf"{day}(?:\s?(?:-|–|to|and|or|through|until|/)\s?{day})?"
    month = rf"(?:(?i:{months})|May|March|Mar|MAY|MARCH)\b\.?"
    return re.compile(
        rf"""(?=[\djfmasondJFMASOND])(?:
            \b{month}[\s/,-]{{0,2}}(?:the\s+)?{span}(?!\d|,\d{{3}}|\.\d|\s?(?:%|percent|per\scent)){tail}
          | (?<![\w.,$£€]){span}(?:\s|/|-|\sof\s)(?:of\s+)?{month}{tail}
          | \b{month}(?:[\s/,-]{{0,2}}['’]?\d{{4}}|\s+of\s+['’]?(?:\d{{4}}|\d\d))\b)""",
        re.VERBOSE,
    )


def masked(text: str) -> list[Span]:
    """Spans of a text that hold digits but no figure, by their look alone."""
    spans = [match.span() for match in _MASKS.finditer(text)]
    if any(sign in text for sign in SIGNS):
        spans += [match.span() for match in _ADDRESSES.finditer(text)]
    spans += [match.span() for match in _month_dates().finditer(text)]
    return spans
