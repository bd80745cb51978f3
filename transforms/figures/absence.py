"""Absence: "no cases", "none of the hostages": a figure of nought."""

from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, lower
from transforms.figures.singular import singular
from transforms.reading import Reading, Token


def none_at(line: Line, i: int, reading: Reading) -> Amount | None:
    """The figure that "no" or "none of" at lexeme i states of people or things that news counts."""
    if lower(line, i) == "none" and lower(line, i + 1) == "of":
        return _nought(i) if _counts(_object(reading, line, i + 1)) else None
    if lower(line, i) != "no" or lower(line, i + 1) in ("more", "longer", "doubt"):
        return None
    token = reading.covering(line[i].start, line[i].end)[0]
    return _nought(i) if token.dep == "det" and _counts(reading.head(token)) else None


def _object(reading: Reading, line: Line, i: int) -> Token | None:
    of = reading.covering(line[i].start, line[i].end)[0]
    return next((child for child in reading.children(of) if child.dep == "pobj"), None)


def _counts(noun: Token | None) -> bool:
    return noun is not None and noun.tag == "NNS" and singular(noun.lower) in lexicon().countable


def _nought(i: int) -> Amount:
    return Amount(i, i + 1, i, 0.0, 0.0, 0.0, "count", "none")
