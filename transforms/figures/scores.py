"""Scores: 3-1, 6-4, 52-48: results of matches and votes."""

from dataclasses import replace

from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, lower

NEAR = 8
"""Lexemes around a pair in which a word of sport or voting makes it a score."""


def as_score(line: Line, first: Amount, second: Amount) -> Amount | None:
    """The score that two hyphened numbers state, as bounds from the lower side's to the higher side's; or None."""
    if (
        not (_is_points(first) and _is_points(second))
        or first.prefixed
        or lower(line, first.first - 1) in ("aged", "ages")
    ):
        return None
    worded = lower(line, second.first - 1) == "to"
    if line[first.last].text == "~" or not (worded or (line[first.last].glued and line[second.first].glued)):
        return None
    assert first.value is not None
    assert second.value is not None
    if worded and first.value < second.value:
        return None
    if worded and lower(line, first.first - 1) == "from":
        return None
    near = {x.lower for x in line[max(0, first.first - NEAR) : second.last + NEAR // 2]}
    if (worded or first.value < second.value) and not near & lexicon().scores:
        return None
    low, high = sorted((first.value, second.value))
    return replace(first, last=second.last, value=None, low=low, high=high, kind="score", comparison="range")


def _is_points(amount: Amount) -> bool:
    whole = amount.value is not None and amount.value % 1 == 0
    return (
        whole
        and not amount.measured
        and amount.scale == 1
        and amount.form in ("digits", "words")
        and 0 <= (amount.value or 0) < 1000
    )
