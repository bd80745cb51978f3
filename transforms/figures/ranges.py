"""Ranges: two neighbouring amounts that are joined, and the one amount they bound."""

from dataclasses import replace

from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.line import HYPHENS, Line


def joint(line: Line, first: Amount, second: Amount) -> str | None:
    """How two neighbouring amounts are joined: "to", "-", "and", "or", ","; None if by anything else."""
    between = [x.lower for x in line[first.last : second.first]]
    if len(between) == 1 and between[0] in JOINTS:
        hyphen = line[first.last]
        spaced = hyphen.text not in HYPHENS or hyphen.glued == line[second.first].glued
        return JOINTS[between[0]] if spaced else None
    if between in (["-", "to", "-"], ["-", "to"]) or (between[1:] == ["to"] and between[0] in lexicon().sets["scored"]):
        return "to"
    if between in (["-", "or"], ["-", "and"], [",", "and"], [",", "or"], ["-", ","]):
        return between[-1]
    return None


JOINTS = {
    "to": "to",
    "-": "-",
    "–": "-",
    "—": "-",
    "‑": "-",
    "~": "-",
    "and": "and",
    "or": "or",
    ",": ",",
    "through": "to",
    "&": "and",
}


def sharing(first: Amount, second: Amount) -> Amount:
    """The first of two joined amounts with the unit that only the second one says: "5 to 7 dollars"."""
    shared = first
    apart = second.kind in ("percent", "percentage_point") and (first.value or 0) > WHOLE >= (second.value or 0)
    if not first.measured and second.measured and not apart:
        shared = replace(
            shared, unit=second.unit, currency=second.currency, minor=second.minor, kind=second.kind, per=second.per
        )
    elif first.currency and first.per is None:
        shared = replace(shared, per=second.per)
    return shared


WHOLE = 100
"""Per cent beyond which a bare number beside a smaller share is none: "25,600 or 2.2 per cent"."""


def scaled_alike(first: Amount, second: Amount) -> Amount:
    """The first of a range with the scale word of the second, where it must be meant: "$5-7 million"."""
    if first.value is None or second.value is None or first.scale > 1 or second.scale < 100 or first.form == "part":
        return first
    if not 0 <= first.value <= second.value / second.scale:
        return first
    value = first.value * second.scale
    return replace(first, value=value, low=value, high=value, scale=second.scale)


def as_range(first: Amount, second: Amount) -> Amount:
    """One amount from two that bound it."""
    first = scaled_alike(sharing(first, second), second)
    if not second.measured and first.measured:
        second = replace(second, unit=first.unit, currency=first.currency, minor=first.minor, kind=first.kind)
    ends = [x for x in (first.low, first.high, second.low, second.high) if x is not None]
    return replace(
        second, first=first.first, core=first.core, value=None, low=min(ends), high=max(ends), comparison="range",
        kind=second.kind if second.kind != "count" else first.kind, currency=second.currency or first.currency,
        prefixed=first.prefixed or second.prefixed,
    )  # fmt: skip


def alike(first: Amount, second: Amount) -> bool:
    """Whether two amounts are measured in the same thing, as far as each says."""
    if not (first.measured and second.measured):
        return not first.measured or bool(first.currency) or first.kind == "age"
    return (first.unit, first.currency, first.minor) == (second.unit, second.currency, second.minor)
