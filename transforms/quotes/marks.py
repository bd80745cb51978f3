"""What stands in quotation marks: pairs of marks, also over paragraphs."""

import re
from dataclasses import dataclass

OPENING = {"“": "”", "„": "”“", "«": "»", "``": "''", "‘": "’", "'": "'", '"': '"'}
"""Opening marks, and what closes each."""

SINGLE = frozenset({"‘", "'"})
"""Marks that are apostrophes too."""

_MARK = re.compile(r"``|''|[“”„«»\"‘’']")
_BREAK = re.compile(r"\s*\n\s*")

LONGEST = 6000
"""Code points of a paragraph in which a mark must close, and of a quotation that goes on over paragraphs."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch in quotation marks: `start` to `end` without the marks, `first` to `last` with them, all half open."""

    first: int
    start: int
    end: int
    last: int


def marked(text: str) -> tuple[Marked, ...]:
    """All stretches in quotation marks that are not inside another, in order."""
    found, at = [], 0
    unclosed = dict.fromkeys(SINGLE, 0)  # up to where a mark is known not to close: it is not tried again
    while (opened := _next_opening(text, at)) is not None:
        mark, first = opened
        at = first + len(mark)
        if first < unclosed.get(mark, 0):
            continue
        stretch = _closed(text, mark, first)
        if stretch is None:
            unclosed[mark] = _paragraph_end(text, at)
            continue
        if stretch.end > stretch.start:
            found.append(stretch)
        at = stretch.last
    return tuple(found)


def _next_opening(text: str, at: int) -> tuple[str, int] | None:
    for hit in _MARK.finditer(text, at):
        mark = hit.group()
        if mark in OPENING and _can_open(text, hit.start(), hit.end(), mark):
            return mark, hit.start()
    return None


def _can_open(text: str, start: int, end: int, mark: str) -> bool:
    """Whether a mark has a gap before it and a word after it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not after or after.isspace():
        return False
    if mark in {"“", "„", "«", "``"}:
        return True
    free = not before or before.isspace() or before in '([{—–-“"‘/:'
    return free and (mark not in SINGLE or not after.isdigit())


def _closed(text: str, mark: str, first: int) -> Marked | None:
    """The stretch that a mark opens: to its closing mark, over paragraphs that open with the mark again."""
    start = at = first + len(mark)
    while True:
        stop = _paragraph_end(text, at)
        close = _closing(text, mark, at, stop)
        if close is not None:
            return _stretch(text, first, start, *close)
        following = _BREAK.match(text, stop)
        again = following.end() if following else len(text)
        if mark in SINGLE or not text.startswith(mark, again) or again - start > LONGEST:
            # A single mark that never closes was an apostrophe; a double one ends with its paragraph.
            return None if mark in SINGLE else _stretch(text, first, start, stop, stop)
        at = again + len(mark)


def _stretch(text: str, first: int, start: int, end: int, last: int) -> Marked:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Marked(first, start, end, last)


def _paragraph_end(text: str, at: int) -> int:
    limit = min(len(text), at + LONGEST)
    found = text.find("\n", at, limit)
    while found >= 0 and text[found + 1 : found + 2].islower():
        found = text.find("\n", found + 1, limit)  # a hard-wrapped line
    return limit if found < 0 else found


def _closing(text: str, mark: str, at: int, stop: int) -> tuple[int, int] | None:
    """Start and end of the mark that closes what `mark` opened, before `stop`: its own, or one mixed up with it."""
    own = _closing_with(text, mark, OPENING[mark], at, stop)
    if mark != '"':
        return own
    end = own[0] if own else stop
    mixed = _closing_with(text, mark, "”", at, end)  # "so”
    return mixed if mixed and "“" not in text[at : mixed[0]] else own


def _closing_with(text: str, mark: str, closing: str, at: int, stop: int) -> tuple[int, int] | None:
    depth = 0
    for hit in _MARK.finditer(text, at, stop):
        sign = hit.group()
        if mark == "“" and sign == "“":
            depth += 1
        elif sign in closing and _can_close(text, hit.start(), hit.end(), mark):
            if depth == 0:
                return hit.span()
            depth -= 1
    return None


def _can_close(text: str, start: int, end: int, mark: str) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if mark == '"':
        return not (before.isspace() and after.isalnum())
    if mark not in SINGLE:
        return True
    if before.isspace() or after.isalnum():
        return False
    # "the workers’ union": an apostrophe after s, where a later mark can close as well.
    later = text.find("’" if mark == "‘" else "'", end, _paragraph_end(text, end))
    return before != "s" or later < 0 or text[later + 1 : later + 2].isalnum()
