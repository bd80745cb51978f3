"""Rules for days counted from a named day, or by their place in a week or month."""

from typing import cast

from transforms.dates.expression import Day, From, InWeek, MonthDay, NthWeekday, Step, Until, Weekday
from transforms.dates.patterns import Built, Found, rule
from transforms.dates.periods import DAYS, Unit
from transforms.dates.rules_calendar import month_said, year_said


def _weekday(found: Found, name: str = "weekday") -> int:
    return found.integer(name, "weekday") or found.integer(name, "weekday_short") or 0


@rule("the? <unit=unit|weekend> of? (?:<weekday=WEEKDAY> comma?)? <month=MONTH> <day=day> YEARS?", 0.9)
def week_of(found: Found) -> Built:
    """The week of April 6; the weekend of March 7."""
    unit = "weekend" if found.value("unit", "weekend") is not None else found.value("unit", "unit")
    month, day = month_said(found), found.integer("day", "day")
    if unit not in ("week", "weekend") or not month or not day:
        return None
    return From(Day(month, day, year_said(found)), cast("Unit", unit), 0)


@rule(
    "<amount=a|NUMBER> <unit=unit|units> from (?:<weekday=weekday> | <today=today> | <month=MONTH> <day=day> YEARS?)",
    0.8,
)
def from_day(found: Found) -> Built:
    """A week from Friday; two weeks from March 3; three days from today."""
    size = DAYS.get(cast("Unit", found.value("unit", "unit") or found.value("unit", "units")))
    amount, month, day = found.amount(), month_said(found), found.integer("day", "day")
    if not size or not amount or amount.denominator != 1:
        return None
    if month and day:
        start: Day | Weekday | Step = Day(month, day, year_said(found))
    elif weekday := _weekday(found):
        start = Weekday(weekday)
    else:
        start = Step("day", found.integer("today", "today") or 0)
    return From(start, "day", size * int(amount))


@rule("the <unit=unit> <to=told> <today=today>", 0.95)
def next_but_one(found: Found) -> Built:
    """The day before yesterday; the day after tomorrow."""
    side, day = found.integer("to", "told") or 0, found.integer("today", "today") or 0
    return Step("day", day + side) if found.value("unit", "unit") == "day" else None


@rule("<weekday=weekday> of? <step=STEP> <unit=unit>", 0.85)
def weekday_of_week(found: Found) -> Built:
    """Thursday of next week; Monday last week."""
    step = found.step()
    return InWeek(_weekday(found), step) if found.value("unit", "unit") == "week" and step is not None else None


@rule("<step=STEP> <unit=unit> on? <weekday=weekday>", 0.8)
def week_weekday(found: Found) -> Built:
    """Last week Monday; next week on Thursday."""
    return weekday_of_week(found)


@rule("<begin=<weekday=weekday>> (?:to|hyphen) <last=<until=weekday>>", 0.85)
def weekdays_between(found: Found) -> Built:
    """Monday to Friday; Tuesday through Thursday: two days, the second after the first."""
    start = Weekday(_weekday(found))
    return (("begin", start), ("last", Until(_weekday(found, "until"), start)))


@rule("the? <nth=ordinal|last> <weekday=weekday> (?:in|of) <month=MONTH> YEARS?", 0.9)
def nth_weekday(found: Found) -> Built:
    """The first Monday in May; the last Friday of March 2019."""
    nth = -1 if found.value("nth", "last") is not None else found.integer("nth", "ordinal")
    month = month_said(found)
    return NthWeekday(nth, _weekday(found), month, year_said(found)) if nth and nth <= 5 and month else None


@rule("the <day=ordinal>", 0.7)
def day_of_month(found: Found) -> Built:
    """On the 28th: the only day that has no month. Not "on the 9th floor"."""
    number, lexeme = found.integer("day", "day"), found.group("day")[0]
    token = found.token(lexeme)
    led = found.before is not None and found.before.lower == "on"
    if not led or not number or not lexeme.text[0].isdigit() or token is None or token.dep not in ("pobj", "npadvmod"):
        return None
    return MonthDay(number)


@rule("<unit=unit> of_whom edge_noun", 0.75)
def units_end(found: Found) -> Built:
    """Month's end."""
    unit = found.value("unit", "unit") or ""
    return Step(cast("Unit", unit), 0) if unit in ("week", "month", "quarter") else None
