"""Dates: the calendar under them, and the language their rules are written in."""

import datetime as dt
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.dates.expression import Day, Expression, Length, Month, Part, Step, Weekday, Weekend, Year
from transforms.dates.lexicon import holiday_in, lexicon
from transforms.dates.normalise import Anchor, normalise
from transforms.dates.patterns import translated
from transforms.dates.periods import Unit, easter, nth_weekday, period, plus_months, shifted
from transforms.dates.values import clock_value, length_value

DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31))
UNITS = st.sampled_from(get_args(Unit))


@given(day=DAYS, unit=UNITS)
def test_a_period_holds_its_day_except_a_weekend(day: dt.date, unit: Unit) -> None:
    found = period(unit, day)
    assert found.first <= found.last
    assert unit == "weekend" or found.first <= day <= found.last


@given(day=DAYS, unit=UNITS, steps=st.integers(-10, 10))
def test_steps_there_and_back_come_home(day: dt.date, unit: Unit, steps: int) -> None:
    away = shifted(unit, day, steps)
    assert away is not None
    assert shifted(unit, away.first, -steps) == period(unit, day)


def test_steps_off_the_calendar_lead_nowhere() -> None:
    assert shifted("year", dt.date(2020, 1, 1), -(10**12)) is None
    assert shifted("day", dt.date(2020, 1, 1), 10**12) is None
    assert plus_months(dt.date(2020, 3, 31), -1) == dt.date(2020, 2, 29)


@pytest.mark.parametrize(
    ("year", "day"), [(1999, "1999-04-04"), (2008, "2008-03-23"), (2020, "2020-04-12"), (2038, "2038-04-25")]
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("key", "year", "first", "last"),
    [
        ("orthodox_easter", 2024, "2024-05-05", "2024-05-05"), ("rosh_hashanah", 2023, "2023-09-16", "2023-09-17"),
        ("yom_kippur", 2024, "2024-10-12", "2024-10-12"), ("passover", 2020, "2020-04-09", "2020-04-16"),
        ("hanukkah", 2023, "2023-12-08", "2023-12-15"), ("hanukkah", 2024, "2024-12-26", "2025-01-02"),
        ("ramadan", 2020, "2020-04-24", "2020-05-23"), ("eid_al_fitr", 2020, "2020-05-24", "2020-05-24"),
        ("eid_al_adha", 2020, "2020-07-31", "2020-07-31"), ("holy_week", 2020, "2020-04-05", "2020-04-11"),
    ],
)  # fmt: skip
def test_feasts_of_other_calendars(key: str, year: int, first: str, last: str) -> None:
    found = holiday_in(key, year)
    assert found is not None
    assert (found[0].isoformat(), found[1].isoformat()) == (first, last)


@given(year=st.integers(1583, 2500))
def test_feasts_fall_in_the_year_asked_for(year: int) -> None:
    days = [
        found[0] for key in ("ramadan", "orthodox_easter", "passover", "hanukkah") if (found := holiday_in(key, year))
    ]
    assert {day.year for day in days} <= {year}


def test_holidays_of_2020() -> None:
    days = {
        key: (holiday_in(key, 2020) or (None,))[0]
        for key in ("thanksgiving", "memorial_day", "good_friday", "election_day")
    }
    assert days == {
        "thanksgiving": dt.date(2020, 11, 26),
        "memorial_day": dt.date(2020, 5, 25),
        "good_friday": dt.date(2020, 4, 10),
        "election_day": dt.date(2020, 11, 3),
    }
    assert nth_weekday(2020, 2, 6, 5) == dt.date(2020, 2, 29)
    assert nth_weekday(2021, 2, 6, 5) is None


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [
        (Fraction(49), "year", "P49Y"), (Fraction(5, 2), "year", "P2.5Y"), (None, "hour", "PTXH"),
        (Fraction(1), "fortnight", "P2W"), (Fraction(2), "decade", "P20Y"), (Fraction(30), "minute", "PT30M"),
    ],
)  # fmt: skip
def test_length_value(amount: Fraction | None, unit: str, value: str) -> None:
    assert length_value(amount, unit) == value  # type: ignore[arg-type]


def test_clock_value() -> None:
    assert (clock_value(6, None, None, None), clock_value(14, 30, 5, "+00:00")) == ("T06:00", "T14:30:05Z")
    assert clock_value(10, 30, None, "-04:00") == "T10:30-04:00"


def test_a_date_far_off_without_a_year_is_the_nearer_one() -> None:
    in_october = Anchor(dt.date(2019, 10, 30), direction=-1)
    assert _value(Day(12, 7), in_october) == "2019-12-07"
    assert _value(Day(9, 7), in_october) == "2019-09-07"


def test_the_day_of_the_week_tells_the_year() -> None:
    assert _value(Day(10, 26, weekday=1), Anchor(dt.date(1998, 10, 25), direction=-1)) == "1998-10-26"


def test_next_and_last_are_never_today() -> None:
    friday = Anchor(dt.date(2020, 3, 27))
    assert [_value(Weekday(5, step), friday) for step in (-1, 0, 1, None)] == [
        "2020-03-20", "2020-03-27", "2020-04-03", "2020-03-27",
    ]  # fmt: skip


def test_this_winter_and_this_weekend_are_the_ones_that_run() -> None:
    assert _value(Part("WI", None, 0), Anchor(dt.date(2020, 1, 20))) == "2019-WI"
    days = {"sunday": dt.date(2020, 3, 22), "wednesday": dt.date(2020, 3, 25)}
    assert {name: _value(Weekend(0), Anchor(day)) for name, day in days.items()} == {
        "sunday": "2020-W12-WE", "wednesday": "2020-W13-WE",
    }  # fmt: skip
    assert _value(Weekend(-1), Anchor(days["sunday"])) == "2020-W11-WE"


def test_no_such_day() -> None:
    assert normalise(Day(2, 30), Anchor(dt.date(2020, 1, 1))) is None
    assert normalise(Day(2, 29, Year(2019)), Anchor()) is None


OPEN = (Month(4), Day(3, 20), Weekday(1), Step("month", -1), Length(None, "day"))


def test_open_without_publication() -> None:
    assert [_value(e, Anchor()) for e in OPEN] == [
        "XXXX-04", "XXXX-03-20", "XXXX-WXX-1", None, "PXD",
    ]  # fmt: skip


def test_a_category_that_no_word_has_is_refused() -> None:
    with pytest.raises(KeyError):
        translated("month nonsense")


def test_every_word_of_the_lexicon_is_in_lower_case_and_has_a_sign() -> None:
    book = lexicon()
    assert all(word == word.lower() for word in book.words)
    assert all(frozenset(sense.category for sense in senses) in book.signs for senses in book.words.values())


def _value(expression: Expression, anchor: Anchor) -> str | None:
    meaning = normalise(expression, anchor)
    assert meaning is not None
    return meaning.value
