"""From what an expression says to the days it means: pure, given the day of publication and the story so far."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from schemas.ontology import DateKind, DatePrecision
from transforms.dates.expression import (
    Clock,
    Day,
    DayPart,
    Era,
    Expression,
    From,
    Holiday,
    InWeek,
    Length,
    Month,
    MonthDay,
    NthWeekday,
    Part,
    Recurring,
    Reference,
    Step,
    Until,
    Weekday,
    Weekend,
    Year,
    Years,
)
from transforms.dates.lexicon import holiday_in
from transforms.dates.periods import Period, Unit, day_of, nth_weekday, period, plus_days, plus_months, season, shifted
from transforms.dates.values import clock_value, joined_value, length_value

_PRECISION: dict[Unit, DatePrecision] = {
    "day": "day", "week": "week", "weekend": "week", "month": "month", "quarter": "quarter", "half": "year",
    "season": "season", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip


_SIZE: dict[Unit, int] = {unit: size for size, unit in enumerate(_PRECISION)}
"""The units by their length."""

FAR = 270
"""Days away from which on a date without a year is the nearer one, whatever the verb says: news would name the year."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative expressions count from.

    `published` is the day of publication, None where it is not known. `story` are the periods the text has spoken of,
    the latest last. `direction` is -1 where the verb is in the past, 1 where it is in the future, 0 where neither.
    """

    published: dt.date | None = None
    story: tuple[Period, ...] = ()
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """The normal form: TIMEX3 kind and value, and the days it covers; both None where it stays open."""

    kind: DateKind
    value: str | None = None
    period: Period | None = None
    precision: DatePrecision | None = None


def normalise(expression: Expression, anchor: Anchor) -> Meaning | None:
    """What an expression means; None where there is no such day ("February 30")."""
    match expression:
        case Length():
            return Meaning("DURATION", _length(expression))
        case Recurring():
            return Meaning("SET", expression.value)
        case Reference():
            return Meaning("DATE", expression.value)
        case Clock() | DayPart():
            return _time(expression, anchor)
        case _:
            return _date(expression, anchor)


def _length(length: Length) -> str:
    value = length_value(length.amount, length.unit)
    return joined_value(value, _length(length.rest)) if length.rest else value


def _date(expression: Expression, anchor: Anchor) -> Meaning | None:
    if not _possible(expression):
        return None
    if (found := _place(expression, anchor)) is None:
        return Meaning("DATE", _open_value(expression))
    return Meaning("DATE", found.value, found, _PRECISION[found.unit])


def _possible(expression: Expression) -> bool:
    """Whether the calendar has such a day in some year, or in the one that is said."""
    if not isinstance(expression, Day):
        return True
    year = expression.year.year if isinstance(expression.year, Year) else 2020
    return day_of(year, expression.month, expression.day) is not None


def _open_value(expression: Expression) -> str | None:
    """The value of what cannot be placed: what is said of it, with X for the rest; never a guess."""
    match expression:
        case Day() | Month() | Part() | MonthDay():
            return f"XXXX-{_within_year(expression)}"
        case Weekday() | InWeek() | Until():
            return f"XXXX-WXX-{expression.weekday}"
        case Step(steps=None, sign=sign) if sign:
            return "PAST_REF" if sign < 0 else "FUTURE_REF"
        case _:
            return None


def _within_year(expression: Day | Month | Part | MonthDay) -> str:
    match expression:
        case Day():
            return f"{expression.month:02d}-{expression.day:02d}"
        case Month():
            return f"{expression.month:02d}"
        case MonthDay():
            return f"XX-{expression.day:02d}"
        case Part():
            return expression.code


def _place(expression: Expression, anchor: Anchor) -> Period | None:
    """The period of the calendar an expression names; None where it needs a day of publication that is not known."""
    match expression:
        case Year() | Years() | Era():
            return _said(expression)
        case Step():
            return _stepped(expression, anchor)
        case Weekday() | Weekend() | InWeek() | Until() | From() | MonthDay():
            return _near(expression, anchor)
        case Day() | Month() | Part() | Holiday() | NthWeekday():
            return _in_year(expression, anchor)
        case _:
            return None


def _said(expression: Year | Years | Era) -> Period | None:
    """What says its year itself."""
    match expression:
        case Year():
            return period("year", dt.date(expression.year, 1, 1)) if 1 <= expression.year <= 9990 else None
        case Years():
            return _span("year", dt.date(expression.first, 1, 1), dt.date(expression.last, 12, 31))
        case Era():
            return period(expression.unit, dt.date(max(1, expression.first), 1, 1))


def _near(expression: Weekday | Weekend | InWeek | Until | From | MonthDay, anchor: Anchor) -> Period | None:
    """What says only its place in a week or month."""
    match expression:
        case Weekday() | Weekend():
            return _in_week(expression, anchor)
        case InWeek() | Until():
            return _told_in_week(expression, anchor)
        case From():
            return _from(expression, anchor)
        case MonthDay():
            return _in_month(expression.day, anchor)


def _span(unit: Unit, first: dt.date, last: dt.date) -> Period:
    """Days that are no one unit of the calendar; the value names both ends."""
    said = (str(first.year), str(last.year)) if unit == "year" else (first.isoformat(), last.isoformat())
    return Period(unit, first, last, "/".join(said))


def _from(expression: From, anchor: Anchor) -> Period | None:
    ahead = replace(anchor, direction=1) if expression.days else anchor
    day = _place(expression.day, ahead)
    moved = plus_days(day.first, expression.days) if day else None
    return period(expression.unit, moved) if moved else None


def _told_in_week(expression: InWeek | Until, anchor: Anchor) -> Period | None:
    if isinstance(expression, Until):
        start = _place(expression.start, anchor)
        ahead = (expression.weekday - start.first.isoweekday()) % 7 if start else 0
        day = plus_days(start.first, ahead) if start else None
    else:
        week = shifted("week", anchor.published, expression.step) if anchor.published else None
        day = plus_days(week.first, expression.weekday - 1) if week else None
    return period("day", day) if day else None


def _in_month(number: int, anchor: Anchor) -> Period | None:
    """The day with this number nearest to publication, on the side where the verb looks."""
    if anchor.published is None:
        return None
    months = (plus_months(anchor.published.replace(day=1), i) for i in range(-2, 3))
    days = (day_of(month.year, month.month, number) for month in months if month)
    return _chosen([period("day", day) for day in days if day], anchor.published, None, anchor.direction)


def _stepped(step: Step, anchor: Anchor) -> Period | None:
    if step.steps is None:
        return None
    base = _base(step, anchor)
    if base is None:
        return None
    if step.keeps and base.unit in ("quarter", "half", "month"):
        moved = plus_months(base.first, 12 * step.steps)
        return period(base.unit, moved) if moved else None
    if step.unit == "week" and abs(step.steps) > 1:
        moved = plus_days(base.first, 7 * step.steps)
        return period("week", moved) if moved else None
    return shifted(step.unit, base.first, step.steps)


def _base(step: Step, anchor: Anchor) -> Period | None:
    """The period a step counts from."""
    today = period("day", anchor.published) if anchor.published else None
    ahead = step.origin == "publication" or (step.origin == "story" and anchor.direction >= 0)
    if ahead and not step.keeps:
        return today
    told = anchor.story[::-1]
    if step.keeps:
        return next((p for p in told[:6] if p.unit in ("quarter", "half")), today)
    near = next((p for p in told if _SIZE[p.unit] <= _SIZE[step.unit]), None)
    return near or (today if step.steps == 0 and step.unit != "day" else None)


def _in_week(expression: Weekday | Weekend, anchor: Anchor) -> Period | None:
    told = isinstance(expression, Weekday) and expression.origin == "narrative"
    today = next((p.first for p in anchor.story[::-1] if p.unit == "day"), None) if told else anchor.published
    if today is None:
        return None
    if isinstance(expression, Weekend):
        return _weekend(expression.step, today, anchor.direction)
    moved = plus_days(today, _days_to(expression.weekday, today, expression.step, anchor.direction))
    return period("day", moved) if moved else None


def _weekend(step: int | None, today: dt.date, direction: int) -> Period | None:
    """The weekend that is meant; on a Sunday it is the running one, "this weekend" of the past the one gone by."""
    day = today - dt.timedelta(today.isoweekday() == 7)
    gone = step == 0 and day.isoweekday() < 6 and (direction < 0 or (direction == 0 and day.isoweekday() == 1))
    days = (6 - day.isoweekday() - 7 * gone) if step == 0 else _days_to(6, day, step, direction)
    moved = plus_days(day, days)
    return period("weekend", moved) if moved else None


def _days_to(weekday: int, today: dt.date, step: int | None, direction: int) -> int:
    """Days to the weekday that is meant: by "last", "this", "next", else by the verb; today counts unless told."""
    ahead = (weekday - today.isoweekday()) % 7
    if step == 0:
        return weekday - today.isoweekday()
    if step is None:
        return ahead if direction > 0 or ahead == 0 else ahead - 7
    return ahead - 7 if step < 0 else ahead or 7


def _in_year(expression: Day | Month | Part | Holiday | NthWeekday, anchor: Anchor) -> Period | None:
    build = _builder(expression)
    if isinstance(expression.year, Year):
        return build(expression.year.year)
    if expression.year is not None:
        year = _stepped(expression.year, anchor)
        return build(year.first.year) if year else None
    if anchor.published is None:
        return None
    years = range(max(1, anchor.published.year - 4), anchor.published.year + 5)
    options = [p for y in years if (p := build(y))]
    direction = anchor.direction
    if isinstance(expression, Day) and expression.weekday:
        options = [p for p in options if p.first.isoweekday() == expression.weekday] or options
        direction = 0
    if isinstance(expression, Part) and expression.code[0] in "QH":
        direction = 0 if direction > 0 else -1
    return _chosen(options, anchor.published, expression.step, direction)


def _builder(expression: Day | Month | Part | Holiday | NthWeekday) -> Callable[[int], Period | None]:
    """From a year to the day, month or part of it that is meant."""

    def build(year: int) -> Period | None:
        if not 1 <= year <= 9990:
            return None
        match expression:
            case Day() | NthWeekday():
                day = _day_in(year, expression)
                return period("day", day) if day else None
            case Month():
                return period("month", dt.date(year, expression.month, 1))
            case Holiday():
                return _feast(expression.key, year)
            case Part(code=code) if code[0] in "QH":
                unit: Unit = "quarter" if code[0] == "Q" else "half"
                return period(unit, dt.date(year, (int(code[1]) - 1) * (3 if code[0] == "Q" else 6) + 1, 1))
            case Part():
                return season(year, expression.code)

    return build


def _day_in(year: int, expression: Day | NthWeekday) -> dt.date | None:
    if isinstance(expression, Day):
        return day_of(year, expression.month, expression.day)
    return nth_weekday(year, expression.month, expression.weekday, expression.nth)


def _feast(key: str, year: int) -> Period | None:
    """A holiday's day; those of several days are as exact as a week, or as a month."""
    days = holiday_in(key, year)
    if days is None:
        return None
    length = (days[1] - days[0]).days + 1
    return period("day", days[0]) if length == 1 else _span("week" if length < 20 else "month", *days)


def _chosen(options: list[Period], today: dt.date, step: int | None, direction: int) -> Period | None:
    """Which year's is meant: by "last", "this", "next", else by the verb; the nearest where nothing tells."""
    before = [p for p in options if (p.last < today if step == -1 else p.first <= today)]
    after = [p for p in options if (p.first > today if step == 1 else p.last >= today)]
    if step == 0:
        return next((p for p in options if p.first <= today <= p.last or p.first.year == today.year), None)
    if step == -1 or (step is None and direction < 0 and before and _distance(before[-1], today) < FAR):
        return before[-1] if before else None
    if step == 1 or (step is None and direction > 0 and after and _distance(after[0], today) < FAR):
        return after[0] if after else None
    return min(options, key=lambda p: (_distance(p, today), p.first), default=None)


def _distance(option: Period, today: dt.date) -> int:
    return max((option.first - today).days, (today - option.last).days, 0)


def _time(expression: Clock | DayPart, anchor: Anchor) -> Meaning | None:
    day = _place(expression.day, anchor) if expression.day else None
    if isinstance(expression, DayPart):
        suffix, precision = f"T{expression.code}", "day"
    else:
        if expression.hour > 24:
            return None
        suffix = clock_value(expression.hour, expression.minute, expression.second, expression.zone)
        precision = "hour" if expression.minute is None else "minute" if expression.second is None else "second"
    if expression.day is not None and not _possible(expression.day):
        return None
    if day is None:
        said = _open_value(expression.day) if expression.day else None
        return Meaning("TIME", f"{said or 'XXXX-XX-XX'}{suffix}")
    return Meaning("TIME", day.value + suffix, day, precision)  # type: ignore[arg-type]
