"""What is no figure: dates, clock times, telephone and document numbers, addresses, and numbers that are names."""

import re
from collections.abc import Sequence
from functools import cache

from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.numbers import Line, hyphen_at, lower
from transforms.figures.units import prefix_currency
from transforms.reading import Reading, Token

Span = tuple[int, int]

_MASKS = re.compile(
    r"""
    https?://\S+ | www\.\S+ | \S+@\S+\.\w+                              # addresses on the web
  | \d+(?:\.\d+){3,} | (?:[0-9a-fA-F]{0,4}::?){2,7}[0-9a-fA-F]{1,4}     # addresses of machines
  | \+\s?\d[\d\s().-]{6,40}\d                                           # +44 20 7946 0000
  | \(\+?\d{1,5}\)\s?\d[\d\s-]{3,20}\d                                  # (020) 7946 0000
  | (?<![\w.,])\d{1,5}\(\d{2,5}\)[\d-]{5,20}                            # 1(516)733-3989
  | (?<![\w.,$£€-])\d{1,5}[-.]\d{1,7}(?:[-.]\d{1,9}){1,5}(?![\w%])      # 541-754-3010, 12-34-56-78, 1.2.3
  | (?<![\w.,-])\d{3}[-–]\d{4}(?![\w-])                                 # 555-0100
  | (?<![\w.,])0\d{1,5}[\s/-]{1,2}\d[\d\s-]{3,20}\d                     # 07700 900873
  | (?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\b\.?)?      # 17:22
  | (?<![\w.,])(?:\d{1,4}(?:[.:]\d\d)?\s?(?:-|–|to|and|or)\s?)?         # 6 am, 5 to 6.30 p.m.
        \d{1,4}(?:[.:]\d\d)?\s?(?:[ap]\.m\b\.?|[ap]m\b|[AP]\.?M\b\.?|o['’]clock\b)
  | (?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)                          # 2020-03-25
  | (?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)                # 25/3/2020
  | (?<![\d$£€.,])(?:1[5-9]|20)\d\d\s?[-–—/~]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d,]|\.\d|\s?(?:%|[a-z]))   # 2013–14
  | ['’]?\b\d{2,4}['’]?s\b                                              # 1990s
  | ['’]\d\d\b                                                          # '87
  | \#\s?\d+ | \bv\d+(?:\.\d+)*                                         # #5, v2.0
  | \d+x(?=\s|$)(?!\d)
    """,
    re.VERBOSE,
)

YEARS = range(1900, 2040)
OLD_YEARS = range(1500, 1900)


@cache
def _month_dates() -> re.Pattern[str]:
    months = "|".join(sorted(lexicon().times["months"] - {"may", "march", "mar", "sun"}, key=len, reverse=True))
    day, tail = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:,?\s+(?:of\s+)?\d{4})?"
    span = rf"{day}(?:\s?(?:-|–|to|and|or|through|until|/)\s?{day})?"
    month = rf"(?:(?i:{months})|May|March|Mar|MAY|MARCH)\b\.?"
    return re.compile(
        rf"""\b{month}[\s/,-]{{0,2}}(?:the\s+)?{span}(?!\d|,\d{{3}}|\.\d|\s?(?:%|percent|per\scent)){tail}
          | (?<![\w.,$£€]){span}(?:\s|/|-|\sof\s)(?:of\s+)?{month}{tail}
          | \b{month}(?:\s+of)?[\s/,-]{{0,2}}['’]?\d{{4}}\b""",
        re.VERBOSE,
    )


def masked(text: str, start: int, end: int) -> list[Span]:
    """Spans of text[start:end] that hold digits but no figure, by their look alone."""
    spans = [match.span() for match in _MASKS.finditer(text, start, end)]
    spans += [match.span() for match in _month_dates().finditer(text, start, end)]
    return spans


def is_excluded(line: Line, amount: Amount, reading: Reading) -> bool:
    """Whether an amount is none: it is glued to a name, a year, a clock time, a numbered thing or a code."""
    if _glued(line, amount) or _is_pronoun(line, amount, reading):
        return True
    if amount.measured or amount.form in ("part", "vague") or amount.scale >= 100:
        return _numbered_unit(line, amount)
    return (
        _is_year(line, amount, reading)
        or _is_time(line, amount)
        or _is_code(line, amount)
        or _is_numbered(line, amount, reading)
        or _in_name(line, amount, reading)
    )


def _glued(line: Line, amount: Amount) -> bool:
    """M4, Covid-19, 5G, 11a: letters or a hyphen tie the number to a name."""
    first, last = line[amount.first], amount.last
    if last < len(line) and line[last].glued and line[last].kind in ("word", "number", "junk"):
        return True
    if hyphen_at(line, last) and line[last + 1].text.isupper() and len(line[last + 1].text) > 1:
        return True
    if amount.first == 0 or not first.glued:
        return False
    before = line[amount.first - 1]
    if before.kind in ("word", "number", "junk"):
        return True
    joined = before.text in "-‐‑–/.#_" and before.glued and amount.first > 1
    return joined and line[amount.first - 2].kind == "word" and line[amount.first - 2].lower not in OPEN_PREFIXES


OPEN_PREFIXES = frozenset({"sub", "minus", "to", "or", "and", "a", "plus", "than", "per"})
"""Words that a hyphen joins to a number that stays a figure: "sub-300", "0-to-60"."""


def _is_pronoun(line: Line, amount: Amount, reading: Reading) -> bool:
    """ "one" that counts nothing: no one, this one, one another, one must."""
    if amount.last - amount.first != 1 or line[amount.first].lower != "one":
        return False
    before, after = lower(line, amount.first - 1), lower(line, amount.last)
    if before in ONE_AFTER or after in ONE_BEFORE or hyphen_at(line, amount.last):
        return not amount.measured
    if after == "of":
        return False
    token = reading.covering(line[amount.first].start, line[amount.first].end)[0]
    head = reading.head(token)
    return not (token.dep in ("nummod", "compound", "quantmod") and head is not None and head.i > token.i)


ONE_AFTER = frozenset({"no", "this", "that", "the", "each", "every", "any", "some", "which", "another", "other", "good", "last",
                       "next", "previous", "current", "new", "old", "first", "second", "big", "bad", "only", "right", "wrong"})  # fmt: skip
ONE_BEFORE = frozenset({"another", "must", "should", "can", "could", "may", "might", "would", "day,", "who", "that", "which", "has",
                        "is", "was", "thing", "time"})  # fmt: skip


def _is_year(line: Line, amount: Amount, reading: Reading) -> bool:
    """A bare number of four digits that names a year."""
    if amount.value is None:
        ends = (amount.low or 0.0, amount.high or 0.0)
        return (
            all(end in YEARS for end in ends)
            and _plain_four(line, amount.core)
            and not _counted(line, amount, reading, sure=True)
        )
    if not _plain_four(line, amount.core) or amount.prefixed:
        return False
    if int(amount.value) in YEARS:
        return not _counted(line, amount, reading, sure=amount.value % 100 != 0)
    before = lower(line, amount.first - 1)
    return (
        int(amount.value) in OLD_YEARS
        and before in lexicon().times["years"]
        and not _counted(line, amount, reading, sure=False)
    )


def _plain_four(line: Line, i: int) -> bool:
    return len(line[i].text) == 4 and line[i].text.isdigit()


def _counted(line: Line, amount: Amount, reading: Reading, *, sure: bool) -> bool:
    """Whether a number that could be a year counts the plural noun after it; if `sure`, only with a hedge before it."""
    after = reading.covering(line[amount.last - 1].start, line[amount.last - 1].end)[-1]
    hedged = lexicon().before.at(line, amount.first - 1) is not None and lower(line, amount.first - 1) not in (
        "around",
        "about",
        "over",
    )
    head = reading.head(after)
    plural = head is not None and head.tag == "NNS" and head.i > after.i
    return plural and (hedged or not sure)


def _is_time(line: Line, amount: Amount) -> bool:
    """at 8, 5 May, March 3, 8 GMT."""
    times = lexicon().times
    before, after = lower(line, amount.first - 1), lower(line, amount.last)
    if after in times["clock"] and line[amount.core].kind == "number":
        return True
    if amount.value is None or amount.value % 1 or not 1 <= amount.value <= 31:
        return False
    stop = amount.last >= len(line) or line[amount.last].kind == "sign" or after in times["days"] | times["weekdays"]
    if amount.value <= 12 and before == "at" and stop and not lower(line, amount.first - 2).endswith("ed"):
        return True
    if before in times["weekdays"] or (before == "the" and lower(line, amount.first - 2) == "on" and stop):
        return True
    if lower(line, amount.first - 1) == "," and lower(line, amount.first - 2) in times["weekdays"]:
        return True
    return (
        line[amount.core].kind == "number"
        and before in ("may", "march", "mar")
        and line[amount.first - 1].text[0].isupper()
    )


def _is_code(line: Line, amount: Amount) -> bool:
    """A telephone, account or document number: long, ungrouped, and announced; or digits in several groups."""
    first = line[amount.core]
    if first.kind != "number" or amount.prefixed:
        return False
    near = {x.lower for x in line[max(0, amount.first - 6) : amount.first]}
    digits = sum(len(x.text) for x in line[amount.core : amount.last] if x.kind == "number")
    announced = bool(near & lexicon().identifiers)
    if announced and (digits >= 5 or _digit_groups(line, amount)) and "," not in first.text and "." not in first.text:
        return True
    if first.text.isdigit() and len(first.text) in (8, 9, 10, 11) and not first.text.endswith("000"):
        return announced or lower(line, amount.first - 1) in ("", ":", ")", "#", "(")
    return False


def _digit_groups(line: Line, amount: Amount) -> bool:
    neighbours = [*line[max(0, amount.first - 3) : amount.first], *line[amount.last : amount.last + 3]]
    return sum(x.kind in ("number", "junk") for x in neighbours) >= 1


def _numbered_unit(line: Line, amount: Amount) -> bool:
    """No. 3 metres is a figure, Section 4 million is not: only plain labels before a unit."""
    return (
        lower(line, amount.first - 1) in ("section", "no")
        and amount.unit is None
        and amount.currency is None
        and amount.scale < 100
    )


def _is_numbered(line: Line, amount: Amount, reading: Reading) -> bool:
    """Section 427, Flight 370, Article 5, Phase 3: the number is the name of a thing."""
    i = amount.first - 1
    if lower(line, i) in (".", "#", ":") and lower(line, i - 1) in (
        "no",
        "nos",
        "nr",
        "nrs",
        "art",
        "sec",
        "fig",
        "vol",
        "ch",
        "pp",
        "p",
    ):
        return True
    match = lexicon().numbered.at(line, i)
    if match is None:
        return _listed_name(line, amount, reading)
    word = line[i]
    plain = word.text.islower() and word.lower in lexicon().capitalised
    return not plain and not _counts_right(line, amount, reading)


def _listed_name(line: Line, amount: Amount, reading: Reading) -> bool:
    """Sections 4 and 5: a plural of what is numbered."""
    word = lower(line, amount.first - 1)
    singular = word[:-1] if word.endswith("s") and len(word) > 4 else ""
    return singular in NUMBERED_PLURALS and not _counts_right(line, amount, reading)


NUMBERED_PLURALS = frozenset(
    {
        "section",
        "article",
        "chapter",
        "paragraph",
        "page",
        "route",
        "room",
        "gate",
        "rule",
        "phase",
        "line",
        "figure",
        "resolution",
    }
)


def _counts_right(line: Line, amount: Amount, reading: Reading) -> bool:
    """Whether the parse ties the number to a plural common noun right after it."""
    token = reading.covering(line[amount.last - 1].start, line[amount.last - 1].end)[-1]
    head = reading.head(token)
    return head is not None and head.i > token.i and head.tag == "NNS" and token.dep == "nummod"


def _in_name(line: Line, amount: Amount, reading: Reading) -> bool:
    """Apple Watch 5, S&P 500, Stoxx 600, Big Four, Group of Seven: a proper name that the number closes or stands in."""
    token = reading.covering(line[amount.core].start, line[amount.core].end)[0]
    if (
        token.pos == "PROPN"
        and line[amount.core].kind == "word"
        and line[amount.core].text[0].isupper()
        and _beside_name(reading, token)
    ):
        return True
    if token.i == 0 or line[amount.core].kind != "number" or amount.form != "digits":
        return _of_name(line, amount)
    before = reading.tokens[token.i - 1]
    if before.sentence != token.sentence or not before.text[0].isupper() or before.pos not in ("PROPN", "NOUN", "X"):
        return False
    if (
        before.end != token.start
        and (token.head == before.i or before.head in (token.head, token.i))
        and not _counts_right(line, amount, reading)
    ):
        return not _is_age_of(line, amount, reading, before)
    return False


def _beside_name(reading: Reading, token: Token) -> bool:
    """Whether a capitalised number word goes on a name: Kick Six, Big Four."""
    before = reading.tokens[token.i - 1] if token.i else None
    return before is not None and before.sentence == token.sentence and before.pos == "PROPN"


def _of_name(line: Line, amount: Amount) -> bool:
    """Group of Seven, Council of Eight."""
    i = amount.first
    capital = line[amount.core].text[0].isupper()
    return capital and lower(line, i - 1) == "of" and i > 1 and line[i - 2].text[0].isupper()


def _is_age_of(line: Line, amount: Amount, reading: Reading, before: Token) -> bool:
    """Nick Hague 44 has spent: a person's name, then a number that could be an age, then a verb or comma."""
    person = any(name.label == "PER" and name.last == before.i + 1 for name in reading.names)
    return person and amount.value is not None and 5 <= amount.value <= 110 and amount.value % 1 == 0


def excludes_prefix(line: Line, i: int) -> bool:
    """Whether a currency symbol starts at i: letters that would otherwise make the number a name."""
    return prefix_currency(line, i) is not None


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether any span shares a code point with [start, end)."""
    return any(a < end and start < b for a, b in spans)
