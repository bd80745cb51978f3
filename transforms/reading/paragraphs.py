"""Paragraphs of a text: the pieces that are parsed apart, so that no sentence runs from a headline into the story."""

import re
from collections.abc import Iterator

LONGEST = 8_000
"""Code points that are parsed in one piece: longer ones are cut at a sentence end or a space, so memory stays flat."""

DATELINE = re.compile(
    r"""
    (?: [A-Z][A-Z.'’]{2,} (?:[ -][A-Z][A-Z.'’]+)*       # PORT SUDAN: a place in capitals
      | [A-Z][\w.'’-]+ (?:\ [A-Z][\w.'’-]+)* (?=[^—–_]{0,40}\([A-Z])   # or any, where an agency follows
    )
    (?: ,\ [A-Z][\w.'’ -]* ){0,2}                       # , Kenya
    (?: ,?\ [A-Z][a-z]{2,8}\.?\ \d{1,2} (?:,\ \d{4})? )? # , March 3
    (?: \ \([A-Z][^()\n]{1,30}\) )?                     # (AP)
    \ ? (?: [—–] | -- | (?<=\ )[-_](?=\ ) )\s*          # and a dash
    """,
    re.VERBOSE,
)
"""Where an article was written, before its first words: "NAIROBI, Kenya (AP) — "."""

LONGEST_DATELINE = 90

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_CUT = re.compile(r"[.!?][\"'”’)]*\s|\s")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs of a text, without blank ends.

    A line is a paragraph, but hard-wrapped lines are one: a line that ends without a stop and goes on in lower case.
    A dateline is a paragraph of its own, or the parser takes it for the subject of the first sentence.
    """
    for start, end in _whole(text):
        dateline = DATELINE.match(text, start, min(end, start + LONGEST_DATELINE))
        if dateline and dateline.end() < end:
            yield _stripped(text, start, dateline.end())
            start = dateline.end()  # noqa: PLW2901 - what is left of it
        yield from _pieces(text, start, end)


def _whole(text: str) -> Iterator[tuple[int, int]]:
    start = end = -1
    for line in _LINE.finditer(text):
        first, last = _stripped(text, line.start(), line.end())
        if first == last:
            continue
        if start >= 0 and _goes_on(text, end, first):
            end = last
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether the line at `start` continues the one that ended at `end`: one line break, no stop, lower case."""
    return text.count("\n", end, start) <= 1 and text[end - 1] not in ".!?:\"'”’" and text[start].islower()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = _last_cut(text, start)
        yield _stripped(text, start, cut)
        start, _ = _stripped(text, cut, end)
    if start < end:
        yield start, end


def _last_cut(text: str, start: int) -> int:
    """Where to cut a piece that starts at `start`: its last sentence end, else its last space, else its full length."""
    limit = start + LONGEST
    best = {True: limit, False: limit}
    for found in _CUT.finditer(text, start + LONGEST // 2, limit):
        best[len(found.group()) > 1] = found.end()
    return best[True] if best[True] < limit else best[False]
