"""When something is due: what newsfacts.toml says is read, and what says nothing is not."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prefect.schedules import Cron

from flows.settings.timing import UNITS, cron, interval


@pytest.mark.parametrize(
    ("said", "seconds"), [("15 minutes", 900), ("hour", 3600), ("2 Days", 172_800), (" 1 week ", 604_800)]
)
def test_intervals_are_read(said: str, seconds: int) -> None:
    assert interval(said) == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize("said", ["", "15", "0 minutes", "-1 day", "1.5 hours", "15 minutes ago", "month", "1minute"])
def test_what_is_no_interval_is_not(said: str) -> None:
    assert interval(said) is None


@given(st.integers(1, 10_000), st.sampled_from(sorted(UNITS)))
def test_any_whole_number_of_any_unit_is_an_interval(number: int, unit: str) -> None:
    assert interval(f"{number} {unit}s") == number * (interval(unit) or dt.timedelta())


@pytest.mark.parametrize(
    "said", ["30 5 * * *", "*/15 * * * *", "0 6-22/2 * * mon-fri", "5,35 0 1 jan,jul 7", "  0  0 * * SUN "]
)
def test_cron_lines_are_read_and_prefect_takes_them(said: str) -> None:
    line = cron(said)
    assert line == " ".join(said.lower().split())
    assert Cron(line).cron == line


@pytest.mark.parametrize(
    "said",
    ["", "* * * *", "60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 8", "5-1 * * * *", "*/0 * * * *",
     "daily", "0 0 * * monday", "1, * * * *", "* * * * * *"],
)  # fmt: skip
def test_what_is_no_cron_line_is_not(said: str) -> None:
    assert cron(said) is None
