"""Rules for times told from another time: last month, two days ago, the next day, tonight, now."""

from fractions import Fraction
from typing import cast, get_args

from transforms.dates.expression import DayPart, Expression, Length, LengthUnit, Origin, Reference, Step
from transforms.dates.patterns import Built, Found, rule
from transforms.dates.periods import Unit

_UNITS = frozenset(get_args(Unit))
_DEICTIC = frozenset({"week", "month", "quarter", "year"})


def _step(unit: str, steps: int, found: Found) -> Expression | None:
    """A step told from publication; from the story for "the next day", and for the past for "the next year".

    Units shorter than a day are lengths.
    """
    if unit in _DEICTIC and steps > 0 and found.group("the"):
        return Step(cast("Unit", unit), steps, "story")
    if unit in _DEICTIC or (unit in _UNITS and unit != "day" and steps == 0):
        return Step(cast("Unit", unit), steps)
    if unit == "day":
        return Step("day", steps, "narrative") if found.group("the") and steps > 0 else None
    return Length(Fraction(1), cast("LengthUnit", unit)) if steps else None


@rule("<the=the>? EDGES? <the_too=the>? <step=STEP> fiscal? <unit=unit>", 0.75)
def step_unit(found: Found) -> Built:
    """Last month; the past year; earlier this week; the end of next year; the current fiscal year."""
    unit, step = found.value("unit", "unit") or "", found.step() or 0
    return _step(unit, step, found)


@rule("EDGES? the? <step=that|same|following|preceding> fiscal? <unit=unit>", 0.6)
def told_unit(found: Found) -> Built:
    """That year; the same day; the following month."""
    unit = found.value("unit", "unit") or ""
    return Step(cast("Unit", unit), found.step() or 0, "narrative") if unit in _UNITS else None


@rule("the? latest <unit=quarter|period>", 0.6)
def latest(_: Found) -> Built:
    """The latest quarter."""
    return Step("quarter", -1)


@rule("EDGES? the (?:fiscal|more)? <unit=unit>", 0.5)
def the_unit(found: Found) -> Built:
    """The quarter; the end of the month: what the text spoke of. The year ended March 31 is a length."""
    unit = found.value("unit", "unit") or ""
    after = found.after.lower if found.after else ""
    if after in ("-", "of"):
        return None
    if unit == "year" and after in ("ended", "ending", "through", "to"):
        return Length(Fraction(1), "year")
    return Step(cast("Unit", unit), 0, "narrative") if unit in _DEICTIC else None


@rule("year_word hyphen? of_whom? edge_noun", 0.7)
def year_end(_: Found) -> Built:
    """Year end; year's end."""
    return Step("year", 0)


@rule("APPROX? <amount=AMOUNT> more? <unit=unit|units> <to=ago|hence|earlier|later>", 0.65)
def counted(found: Found) -> Built:
    """Two days ago; about a year earlier; three weeks later."""
    unit, amount = found.value("unit", "unit") or found.value("unit", "units") or "", found.amount()
    sign, origin = _direction(found)
    if unit not in _UNITS | {"fortnight"}:
        return Reference("PAST_REF" if sign < 0 else "FUTURE_REF")
    if amount is None:
        return Step(cast("Unit", unit), None, origin, sign if origin == "publication" else 0)
    grain, count = _whole(unit, amount)
    return Step(grain, sign * count, origin, sign, keeps=grain == "year" and count == 1)


def _whole(unit: str, amount: Fraction) -> tuple[Unit, int]:
    """An amount of a unit in whole units: half a year is six months, a fortnight two weeks."""
    if unit == "fortnight":
        return "week", int(amount * 2)
    if unit == "year" and amount.denominator != 1:
        return "month", int(amount * 12)
    return cast("Unit", unit), int(amount)


def _direction(found: Found) -> tuple[int, Origin]:
    """Which way the words after the amount look, and from where."""
    origins: tuple[tuple[str, Origin], ...] = (
        ("ago", "publication"),
        ("hence", "publication"),
        ("earlier", "narrative"),
        ("later", "narrative"),
    )
    for category, origin in origins:
        if (value := found.value("to", category)) is not None:
            return int(value), origin
    return 0, "publication"


@rule("the? same? fiscal? (?:period|quarter) <tail=last year_word | a year_word (?:ago|earlier)>", 0.8)
def period_ago(_: Found) -> Built:
    """The corresponding period last year; the quarter a year ago."""
    return Step("year", -1, "narrative", -1, keeps=True)


@rule("the <unit=unit> <to=told>", 0.7)
def unit_told(found: Found) -> Built:
    """The day before, where nothing follows that it is before."""
    unit, after = found.value("unit", "unit") or "", found.after
    if unit not in _UNITS or (after is not None and after.text not in ".,;:\"'”’)"):
        return None
    return Step(cast("Unit", unit), found.integer("to", "told") or 0, "narrative")


@rule(
    "(?: the? <unit=unit> hyphen? (?:ago|earlier) (?:period|quarter|month) | <alone=unit> hyphen? (?:ago|earlier) )",
    0.65,
)
def unit_ago(found: Found) -> Built:
    """Year-ago; the year-earlier period."""
    unit = found.value("unit", "unit") or found.value("alone", "unit") or ""
    return Step(cast("Unit", unit), -1, "narrative", -1, keeps=True) if unit in _UNITS else None


@rule("edge? <today=today>", 0.97)
def today(found: Found) -> Built:
    """Today; late yesterday."""
    return Step("day", found.integer("today", "today") or 0)


@rule("<step=this|last> <part=part>", 0.9)
def this_part(found: Found) -> Built:
    """This morning; last night."""
    return DayPart(found.value("part", "part") or "", Step("day", found.step() or 0))


@rule("(?:edge|edger) <step=this|last> <part=part>", 0.9)
def edge_part(found: Found) -> Built:
    """Later this afternoon; late last night."""
    return this_part(found)


@rule("<part=tonight|lastnight>", 0.9)
def tonight(found: Found) -> Built:
    """Tonight; overnight."""
    return DayPart("NI", Step("day", 0 if found.value("part", "tonight") else -1))


@rule("<lead=the>? <part=part>", 0.5)
def part_alone(found: Found) -> Built:
    """Morning: a part of a day that only counts with the day it belongs to."""
    return DayPart(found.value("part", "part") or "")


@rule("<word=ref>", 0.7)
def reference(found: Found) -> Built:
    """Now; recently; the future."""
    return Reference(found.value("word", "ref") or "")


@rule("the near? <word=past|future>", 0.7)
def past_or_future(found: Found) -> Built:
    """The past; the near future."""
    return Reference("PAST_REF" if found.value("word", "past") is not None else "FUTURE_REF")


@rule("this <unit=units>", 0.7)
def these_days(found: Found) -> Built:
    """These days."""
    return Reference("PRESENT_REF") if found.value("unit", "units") == "day" else None
