"""Ratios: one in five, three out of four, 2000 over 3."""

from dataclasses import replace

from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, lower

PARTS = frozenset(
    {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000}
)
"""Wholes of which one says "one in ..."."""


def as_ratio(line: Line, first: Amount, second: Amount) -> Amount | None:
    """The ratio that two neighbouring amounts state, or None."""
    if first.value is None or second.value is None or first.measured or first.form == "part" or second.value == 0:
        return None
    between = [x.lower for x in line[first.last : second.first]]
    if between == ["in"] and _is_share(line, first, second):
        return _ratio(first, second)
    named = {lower(line, second.last + k) for k in range(4)} & NAMED
    if named and (between == ["-", "to", "-"] or (between == [":"] and line[first.last].glued)):
        return _ratio(first, second)
    if between == ["out", "of"] and first.value < second.value and not second.measured:
        return _ratio(first, second)
    ends = second.last >= len(line) or line[second.last].kind == "sign"
    return _ratio(first, second) if between == ["over"] and ends and not second.measured else None


LARGEST = 1000
"""Beyond it "one in" a number that is not round is more likely one thing in a year than a share."""

NAMED = frozenset({"ratio", "margin"})
"""Words behind two numbers that are one: "a 3-to-1 ratio", "a 15:1 student-teacher ratio"."""


def _is_share(line: Line, first: Amount, second: Amount) -> bool:
    assert first.value is not None
    assert second.value is not None
    timed = second.measured or lower(line, second.last) in lexicon().age_units
    one = first.value == 1 and second.value % 1 == 0 and second.value < LARGEST
    return not timed and first.value < second.value and (one or second.value in PARTS) and first.value < 10


def _ratio(first: Amount, second: Amount) -> Amount:
    value = (first.value or 0.0) / (second.value or 1.0)
    return replace(first, last=second.last, value=value, low=value, high=value, kind="ratio", form="part")
