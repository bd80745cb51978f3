"""Levels: bare numbers that count nothing but say how high something stands, or are counts after all."""

import itertools
from dataclasses import replace

from transforms.figures.amounts import Amount
from transforms.figures.found import Found
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.figures.subject import Subject
from transforms.reading import Reading, Token


def pointed(line: Line, founds: list[Found]) -> list[Found]:
    """The levels of a sentence that tells of points, in points too: "fell 85 points to 7,604"."""
    points = next((f.amount.unit for f in founds if f.amount.unit is not None and f.amount.unit.name == "point"), None)
    if points is None:
        return founds
    return [
        replace(f, amount=replace(f.amount, unit=points, kind="index")) if _is_level(line, f, following) else f
        for f, following in itertools.zip_longest(founds, founds[1:])
    ]


def _is_level(line: Line, found: Found, following: Found | None) -> bool:
    """Whether a bare number stands at a level: it went there, or a change in points comes right after it."""
    amount = found.amount
    if amount.measured or amount.form != "digits" or amount.kind not in ("count", "index") or amount.per:
        return False
    if amount.kind == "index" or (found.told is not None and found.told.role == "to"):
        return True
    moved = following is not None and following.amount.unit is not None and following.amount.unit.name == "point"
    return moved and lower(line, amount.last) in lexicon().particles


def leveled(line: Line, found: Found, reading: Reading) -> Found:
    """A bare number that counts nothing but says how high something stands: "closed at 27,349", "magnitude 6.4"."""
    amount, subject = found.amount, found.subject
    if amount.kind != "count" or amount.measured or subject is None:
        return found
    if subject.noun in lexicon().sets["bounds"] or _is_sided(line, amount):
        return replace(found, subject=None)
    if _is_graded(line, amount):
        graded = subject.noun in lexicon().levels and subject.last > subject.head.i + 1
        whole = replace(subject, head=reading.tokens[subject.last - 1]) if graded else subject  # a magnitude-6 QUAKE
        return replace(found, amount=replace(amount, kind="index"), subject=whole)
    if amount.value is None or subject.last > found.tokens[-1].i or not _stands(subject):
        return found
    before = reading.tokens[found.tokens[0].i - 1] if found.tokens[0].i else None
    return _at_level(found, subject, before)


def _at_level(found: Found, subject: Subject, before: Token | None) -> Found:
    """The figure as an index of its subject, on the left; or as a count after all, as the token before it tells."""
    of = before is not None and before.lower == "of"
    if of and found.amount.scale > 1:
        return found  # a city of 1.4 million
    members = of and subject.noun in lexicon().sets["members_of"]  # a father of seven, a family of four
    if members or (before is not None and before.pos in ("NOUN", "PROPN")):
        return replace(found, subject=None)
    return replace(found, amount=replace(found.amount, kind="index"))


def _is_sided(line: Line, amount: Amount) -> bool:
    """218 IN FAVOUR, 204 AGAINST: those who voted one way, whom the sentence does not name."""
    j = amount.last + (lower(line, amount.last) == "in")
    return lower(line, j) in lexicon().sets["sided"]


def grouped(line: Line, found: Found) -> Found:
    """1.200 people: a point before three digits groups them where the number counts what comes in ones."""
    amount, subject = found.amount, found.subject
    whole, _, rest = line[amount.core].text.partition(".")
    apart = subject is not None and subject.head.tag == "NNS" and subject.last > found.tokens[-1].i
    if not apart or amount.kind != "count" or amount.last - amount.core != 1 or len(rest) != 3 or whole in ("", "0"):
        return found
    value = float(whole + rest)
    low, high = (None if bound is None else value for bound in (amount.low, amount.high))
    return replace(found, amount=replace(amount, value=value, low=low, high=high))


def _is_graded(line: Line, amount: Amount) -> bool:
    """Magnitude 6.4, category-4, an 8.1-magnitude quake."""
    levels = lexicon().levels
    before = amount.first - 2 if lower(line, amount.first - 1) == "-" else amount.first - 1
    return lower(line, before) in levels or (hyphen_at(line, amount.last) and lower(line, amount.last + 1) in levels)


def _stands(subject: Subject) -> bool:
    """Whether a subject is one that stands at a level, rather than one whose members are counted."""
    if subject.noun in lexicon().sets["quoted"]:
        return True
    if subject.noun in lexicon().sets["counted_by"] or subject.head.tag in ("NNS", "NNPS"):
        return False
    return subject.head.tag == "NNP" or subject.noun not in lexicon().sets["counters"]
