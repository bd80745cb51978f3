"""Ends of periods: the days of "early March", "the end of 2018" and "later this year"."""

import datetime as dt
from dataclasses import replace
from typing import Literal

from transforms.dates.normalise import Meaning
from transforms.dates.periods import Period, Unit, plus_months

Edge = Literal["START", "MID", "END", "BEFORE", "AFTER"]
"""The first, middle or last third of a period; the part of it before ("earlier") or after ("later") publication."""

_MONTHS: dict[Unit, int] = {"year": 4, "half": 2, "quarter": 1, "season": 1, "decade": 40, "century": 400}
"""How many months a third of a unit has."""


def narrowed(meaning: Meaning, edge: Edge | None, published: dt.date | None) -> Meaning:
    """The meaning with the days that are said of its period; its value stays that of the whole."""
    if edge is None or meaning.period is None or meaning.kind != "DATE" or meaning.period.unit in ("day", "weekend"):
        return meaning
    first, last = _days(meaning.period, edge, published)
    return replace(meaning, period=replace(meaning.period, first=first, last=last))


def _days(period: Period, edge: Edge, published: dt.date | None) -> tuple[dt.date, dt.date]:
    if edge in ("BEFORE", "AFTER"):
        if published is None or not period.first <= published <= period.last:
            return period.first, period.last
        return (period.first, published) if edge == "BEFORE" else (published, period.last)
    second, third = _thirds(period)
    day = dt.timedelta(1)
    return {
        "START": (period.first, second - day),
        "MID": (second, third - day),
        "END": (third, period.last),
    }[edge]


def _thirds(period: Period) -> tuple[dt.date, dt.date]:
    """Where the middle and the last third of a period begin."""
    months = _MONTHS.get(period.unit)
    if months:
        second, third = plus_months(period.first, months), plus_months(period.first, 2 * months)
        if second and third:
            return second, third
    size = dt.timedelta(10 if period.unit == "month" else 2)
    return period.first + size, period.first + 2 * size
