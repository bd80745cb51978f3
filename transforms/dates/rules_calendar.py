"""Rules for times named by the calendar: dates, months, years, quarters, seasons, holidays, clock times."""

import re

from transforms.dates.expression import (
    Day,
    Era,
    Holiday,
    Month,
    Part,
    Step,
    Weekday,
    Weekend,
    Year,
    Years,
)
from transforms.dates.lexemes import Lexeme
from transforms.dates.patterns import Built, Found, amount_of, rule

PIVOT = 50
"""A year of two digits is in the 1900s from here on, else in the 2000s."""


def full_year(digits: str) -> int:
    """A year as it is written, of two digits or four."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= PIVOT else 2000)


def year_said(found: Found) -> Year | Step | None:
    """The year of a macro YEARS, where it took part."""
    if (digits := found.value("year", "year") or found.value("short", "short_year")) is not None:
        return Year(full_year(digits))
    if (step := found.step("ystep")) is not None:
        told = any(found.value("ystep", category) is not None for category in ("this", "last", "next"))
        return Step("year", step, "publication" if told else "narrative")
    return None


def month_said(found: Found, name: str = "month") -> int | None:
    """The month of a group, written out or short."""
    for group in (name, f"{name}_short"):
        if (value := found.value(group, "month") or found.value(group, "month_short")) is not None:
            return int(value)
    return None


def weekday_said(found: Found) -> int | None:
    """The day of the week before a date."""
    return found.integer("weekday", "weekday") or found.integer("weekday", "weekday_short")


def counts_things(found: Found, lexeme: Lexeme) -> bool:
    """Whether a number counts what the plural noun after it names: "20 people" is no day, "2000 troops" no year."""
    token = found.token(lexeme)
    head = found.reading.head(token) if token else None
    return bool(token and head and token.dep in ("nummod", "quantmod") and head.i > token.i and head.tag == "NNS")


@rule("(?:<weekday=WEEKDAY> comma?)? EDGE? <step=STEP>? <month=MONTH> the? <day=day> YEARS?", 0.95)
def month_day(found: Found) -> Built:
    """March 20; Friday, Nov. 6, 1998; March 3rd of last year."""
    month, day = month_said(found), found.integer("day", "day")
    year = year_said(found)
    if not month or not day or (year is None and counts_things(found, found.group("day")[0])):
        return None
    return Day(month, day, year, weekday_said(found), found.step())


@rule("<day=day> hyphen <month=MONTH> hyphen <year=year>", 0.9)
def day_month_hyphened(found: Found) -> Built:
    """12-Mar-2020."""
    return day_month(found)


@rule("(?:<weekday=WEEKDAY> comma?)? the? <day=day> of? <month=MONTH> YEARS?", 0.95)
def day_month(found: Found) -> Built:
    """20 March; Friday, 20 March 2020; the 3rd of May."""
    month, day = month_said(found), found.integer("day", "day")
    return Day(month, day, year_said(found), weekday_said(found)) if month and day else None


@rule("<begin=<month=MONTH> <day=day>> (?:hyphen|to|and) <last=<until=day> YEARS?>", 0.9)
def month_days(found: Found) -> Built:
    """May 3-5; May 3 to 5, 2019: two dates."""
    month, day, until = month_said(found), found.integer("day", "day"), found.integer("until", "day")
    if not month or not day or not until or counts_things(found, found.group("until")[0]):
        return None
    year = year_said(found)
    return (("begin", Day(month, day, year)), ("last", Day(month, until, year)))


@rule("<begin=the? <day=day>> (?:hyphen|to|and) <last=the? <until=day> of? <month=MONTH> YEARS?>", 0.9)
def days_month(found: Found) -> Built:
    """3 to 5 May; the 3rd and 5th of May 2019: two dates."""
    month, day, until = month_said(found), found.integer("day", "day"), found.integer("until", "day")
    if not month or not day or not until:
        return None
    year = year_said(found)
    return (("begin", Day(month, day, year)), ("last", Day(month, until, year)))


@rule("EDGE? <month=MONTH> YEARS", 0.95)
def month_year(found: Found) -> Built:
    """March 2020; March, 2019; mid-April of last year."""
    month = month_said(found)
    return Month(month, year_said(found)) if month else None


@rule("<begin=EDGE? <month=MONTH>> (?:hyphen|to|and) <last=<until=MONTH> YEARS>", 0.9)
def months_year(found: Found) -> Built:
    """March to May 2020; March and April last year: two months."""
    month, until, year = month_said(found), month_said(found, "until"), year_said(found)
    return (("begin", Month(month, year)), ("last", Month(until, year))) if month and until else None


@rule("EDGES? <step=STEP|following|preceding>? (?:<month=month> | <month_short=month_short> dot)", 0.9)
def month_alone(found: Found) -> Built:
    """April; last May; early November; the May meeting. Not the March for something."""
    month, token = month_said(found), found.token(found.sequence[found.span[1] - 1])
    named = found.before is not None and found.before.lower in ("the", "a", "an")
    if not month or (named and token is not None and token.dep not in ("compound", "nmod", "amod")):
        return None
    return Month(month, None, found.step())


@rule("edge? <step=STEP>? <weekday=weekday>", 0.85)
def weekday(found: Found) -> Built:
    """Monday; last Friday; late Tuesday."""
    number = found.integer("weekday", "weekday")
    return Weekday(number, found.step()) if number else None


@rule("the? <step=following|preceding> <weekday=weekday>", 0.8)
def weekday_told(found: Found) -> Built:
    """The following Monday."""
    number = found.integer("weekday", "weekday")
    return Weekday(number, found.step(), "narrative") if number else None


@rule("<date=slashed>", 0.8)
def slashed(found: Found) -> Built:
    """3/20/2020 month first, as American papers write; 20.3.2020 and 20/3/2020 day first."""
    text = found.group("date")[0].text
    one, two, year = re.split("[/.]", text)
    if len(one) == 4:
        return Day(int(two), int(year), Year(int(one))) if 1 <= int(two) <= 12 and 1 <= int(year) <= 31 else None
    if "." in text and len(year) == 2:
        return None
    month, day = (int(two), int(one)) if "." in text or int(one) > 12 else (int(one), int(two))
    return Day(month, day, Year(full_year(year))) if 1 <= month <= 12 and 1 <= day <= 31 else None


@rule("EDGE? <month=MONTH> <century=number> hyphen? <rest=number (?:hyphen? number)?>", 0.9)
def month_spoken_year(found: Found) -> Built:
    """January nineteen ninety-seven, as it is said on the air."""
    month, year = month_said(found), _spoken(found)
    return Month(month, year) if month and year else None


@rule("the <year=year> (?:period|quarter)", 0.6)
def year_period(found: Found) -> Built:
    """The 1988 period."""
    return Year(int(found.group("year")[0].text))


@rule("(?:the? EDGE)? (?:the? fiscal? year_word)? (?:fiscal)? <year=year>", 0.9)
def year_alone(found: Found) -> Built:
    """2019; early 2020; fiscal 2019; the year 2000. Not 2000 troops."""
    lexeme = found.group("year")[0]
    if len(found.match.group()) == 1 and not _is_year(found, lexeme):
        return None
    return Year(int(lexeme.text))


def _is_year(found: Found, lexeme: Lexeme) -> bool:
    """Whether a bare number of four digits is a year, by what stands around it."""
    if found.after and found.after.text in ("%", "°"):
        return False
    if counts_things(found, lexeme):
        # "the 1965 riots" are of a year, "the 2000 troops" are many
        return bool(found.before and found.before.lower == "the") and int(lexeme.text) % 100 != 0
    led = found.before is not None and found.before.lower in YEAR_LEADS
    if found.before and not led and (name := found.token(found.before)) and name.pos == "PROPN":
        return False
    return led or "1900" <= lexeme.text < "2100"


YEAR_LEADS = frozenset({"in", "since", "until", "by", "before", "after", "from", "of", "during", "through", "late"})


@rule("<begin=<year=year>> hyphen <last=<until=year>>", 0.9)
def years(found: Found) -> Built:
    """2015-2019: two years."""
    return (
        ("begin", Year(int(found.group("year")[0].text))),
        ("last", Year(int(found.group("until")[0].text))),
    )


@rule("<short=short_year>", 0.7)
def short_year(found: Found) -> Built:
    """'98."""
    return Year(full_year(found.value("short", "short_year") or "0"))


@rule("(?:the year_word)? <century=number> hyphen? <rest=number (?:hyphen? number)?>", 0.8)
def spoken_year(found: Found) -> Built:
    """Nineteen ninety-seven; the year two thousand."""
    if found.value("century", "number") == "2":
        return Year(2000) if amount_of(found.group("rest")) == 1000 and len(found.match.group()) == 4 else None
    return _spoken(found)


def _spoken(found: Found) -> Year | None:
    """A year as it is spelt out: a number from seventeen to twenty, then one from ten to ninety-nine."""
    century, rest = found.value("century", "number") or "", amount_of(found.group("rest"))
    spelt = not any(lexeme.text.isdigit() for lexeme in found.group("century") + found.group("rest"))
    if not spelt or rest is None or century not in ("17", "18", "19", "20") or not 10 <= rest < 100:
        return None
    return Year(int(century) * 100 + int(rest))


@rule("(?:the? edge_noun of)? <the=the>? (?:edge hyphen?)? <decade=decade>", 0.85)
def decade(found: Found) -> Built:
    """The 1990s; the late '80s; the nineties."""
    text = found.value("decade", "decade") or ""
    if not found.group("the") and len(text) < 4:
        return None
    return Era("decade", int(text) if len(text) == 4 else 1900 + int(text))


@rule("the? (?:edge hyphen?)? <number=ordinal> hyphen? century", 0.9)
def century(found: Found) -> Built:
    """The 20th century."""
    number = found.integer("number", "ordinal")
    return Era("century", (number - 1) * 100) if number and number <= 90 else None


@rule("the? QUARTER_OF? fiscal? hyphen? <number=ordinal> quarter", 0.95)
def quarter(found: Found) -> Built:
    """The third quarter; this year's fourth quarter; the 1988 second quarter; the year-ago third quarter."""
    number = found.integer("number", "ordinal")
    year = Step("year", -1) if found.group("ago") else year_said(found)
    return Part(f"Q{number}", year) if number and number <= 4 else None


@rule("QUARTER_OF? fiscal? hyphen? <number=ordinal> hyphen quarter", 0.95)
def quarter_hyphened(found: Found) -> Built:
    """Third-quarter profit: the article before it belongs to the profit."""
    return quarter(found)


@rule("the? fiscal? hyphen? <number=ordinal> hyphen? quarter (?:YEARS)", 0.85)
def quarter_year(found: Found) -> Built:
    """The third quarter of 1990; second quarter of last year."""
    number = found.integer("number", "ordinal")
    return Part(f"Q{number}", year_said(found)) if number and number <= 4 else None


@rule("<code=quarter_code> YEARS?", 0.85)
def quarter_code(found: Found) -> Built:
    """Q3; Q3 2019; 1Q20; H1 2019."""
    text = found.value("code", "quarter_code") or ""
    part = "".join(sorted(text[:2], reverse=True))
    year = Year(full_year(text[-2:])) if len(text) > 2 else year_said(found)
    return Part(part, year) if part[0] == "Q" or part[1] in "12" else None


@rule("fiscal? <code=fiscal_code>", 0.85)
def fiscal_code(found: Found) -> Built:
    """FY2019; FY20; FY2019-20."""
    first, *last = re.split("[-–/]", found.group("code")[0].text.removeprefix("FY").strip(" '’"))
    return Years(full_year(first), full_year(first) + 1) if last else Year(full_year(first))


@rule("(?:the? fiscal year_word?)? <years=years>", 0.8)
def two_years(found: Found) -> Built:
    """2019-20, of a season or a budget; fiscal 2019-20."""
    first = int((found.value("years", "years") or "0")[:4])
    return Years(first, first + 1) if first >= 1900 else None


@rule("the? <number=ordinal> half YEARS", 0.85)
def half(found: Found) -> Built:
    """The first half of 2019; the second half of this year."""
    number = found.integer("number", "ordinal")
    return Part(f"H{number}", year_said(found)) if number in (1, 2) else None


@rule("<lead=the>? <season=season> of? <years=years>", 0.9)
def season_of_two(found: Found) -> Built:
    """The winter of 2018-19."""
    year = int((found.value("years", "years") or "0")[:4])
    code = found.value("season", "season")
    return Part(code, Year(year if code == "WI" else year + 1)) if code else None


@rule("<lead=(?:the? EDGES | the)>? <step=STEP>? <season=season> YEARS?", 0.9)
def season(found: Found) -> Built:
    """The summer; last fall; summer 2019. Not the summer job."""
    year, step, code = year_said(found), found.step(), found.value("season", "season")
    led = found.group("lead") or (found.before and found.before.lower in ("in", "since", "by", "until", "during"))
    token = found.token(found.group("season")[0])
    led = (led and not (token and token.dep == "compound")) or step is not None or year is not None
    return Part(code, year, step) if code and led else None


@rule("the? <step=STEP>? weekend", 0.85)
def weekend(found: Found) -> Built:
    """The weekend; last weekend. Not a weekend."""
    return Weekend(found.step()) if len(found.match.group()) > 1 else None


@rule("<step=STEP>? <name=holiday> YEARS?", 0.9)
def holiday(found: Found) -> Built:
    """Christmas; Easter 2019."""
    key = found.value("name", "holiday")
    return Holiday(key, year_said(found), found.step()) if key else None
