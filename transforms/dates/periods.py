"""Periods of the calendar, from a day to a century, and steps between them."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
"""How many months the longer units last; days, weeks and weekends are counted in days."""

DAYS: dict[Unit, int] = {"day": 1, "week": 7, "weekend": 7}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""Seasons of the northern half of the world by their first month, as news agencies write them."""

FIRST_YEAR, LAST_YEAR = 1, 9990


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the calendar. `first` and `last` are its days, inclusive; `value` is its TIMEX3 value."""

    unit: Unit
    first: dt.date
    last: dt.date
    value: str


def period(unit: Unit, day: dt.date) -> Period:
    """The period of this unit that holds the day; a season is the one that runs then."""
    first, last = _bounds(unit, day)
    return Period(unit, first, last, _value(unit, first))


def shifted(unit: Unit, day: dt.date, steps: int) -> Period | None:
    """The period so many units after (before, where negative) the one that holds the day; None off the calendar."""
    if unit in DAYS:
        moved = plus_days(day, DAYS[unit] * steps)
    else:
        moved = plus_months(period(unit, day).first, MONTHS[unit] * steps)
    return period(unit, moved) if moved else None


def plus_months(day: dt.date, months: int) -> dt.date | None:
    """The same day so many months on, cut to the month's last day; None off the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return dt.date(year, month + 1, min(day.day, days_in(year, month + 1)))


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """A day of the calendar; None where there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return (dt.date(year, 12, 31) if month == 12 else dt.date(year, month + 1, 1) - dt.timedelta(1)).day


def season(year: int, code: str) -> Period:
    """A season by its code (SP, SU, FA, WI) of a year; winter is named by the year it begins in."""
    return period("season", dt.date(year, SEASONS[code], 1))


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date | None:
    """The nth weekday (1 Monday to 7 Sunday) of a month, the last one for -1; None where there is none."""
    if nth < 0:
        last = dt.date(year, month, days_in(year, month))
        return last - dt.timedelta((last.isoweekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return day_of(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def plus_days(day: dt.date, days: int) -> dt.date | None:
    """The day so many days on; None off the calendar."""
    ordinal = day.toordinal() + days
    return dt.date.fromordinal(ordinal) if 1 <= ordinal <= dt.date(LAST_YEAR, 12, 31).toordinal() else None


def _bounds(unit: Unit, day: dt.date) -> tuple[dt.date, dt.date]:
    if unit == "day":
        return day, day
    if unit in ("week", "weekend"):
        monday = dt.date.fromordinal(max(1, day.toordinal() - day.weekday()))
        sunday = monday + dt.timedelta(6)
        return (sunday - dt.timedelta(1) if unit == "weekend" else monday), sunday
    if unit == "season":
        first = plus_months(dt.date(day.year, day.month, 1), -(day.month % 3)) or dt.date(1, 1, 1)
    elif unit in ("decade", "century"):
        span = MONTHS[unit] // 12
        first = dt.date(max(1, day.year // span * span), 1, 1)
    else:
        span = MONTHS[unit]
        first = dt.date(day.year, (day.month - 1) // span * span + 1, 1)
    following = plus_months(first, MONTHS[unit])
    return first, (following - dt.timedelta(1) if following else dt.date(9999, 12, 31))


def _value(unit: Unit, first: dt.date) -> str:
    year = f"{first.year:04d}"
    iso_year, iso_week, _ = first.isocalendar()
    week = f"{iso_year:04d}-W{iso_week:02d}"
    values: dict[Unit, str] = {
        "day": first.isoformat(),
        "week": week,
        "weekend": f"{week}-WE",
        "month": f"{year}-{first.month:02d}",
        "quarter": f"{year}-Q{(first.month + 2) // 3}",
        "half": f"{year}-H{(first.month + 5) // 6}",
        "season": f"{year}-{next((c for c, m in SEASONS.items() if m == first.month), 'WI')}",
        "year": year,
        "decade": year[:3],
        "century": year[:2],
    }
    return values[unit]
