"""Moments and strings: what machines write, read into what every store can hold."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.moments import read_moment
from schemas.strings import storable


@pytest.mark.parametrize(
    ("said", "at", "precision"),
    [
        ("2026-02", "2026-02-01T00:00:00", "month"),
        ("2026-02-27", "2026-02-27T00:00:00", "day"),
        (" 20260227 ", "2026-02-27T00:00:00", "day"),
        ("2026-02-27T10:00:05", "2026-02-27T10:00:05", "second"),
        ("2026-02-27T10:00Z", "2026-02-27T10:00:00", "second"),
        ("2026-02-27 23:30:00-05:00", "2026-02-28T04:30:00", "second"),
        ("Fri, 27 Feb 2026 10:00:00 +0100", "2026-02-27T09:00:00", "second"),
    ],
)
def test_a_moment_is_read_to_utc_with_how_exact_it_is(said: str, at: str, precision: str) -> None:
    moment = read_moment(said)
    assert moment is not None
    assert (moment.at.isoformat(), moment.precision) == (at, precision)


@pytest.mark.parametrize("said", ["", "soon", "2026", "2026-13", "2026-02-30", "27/02/2026", "0001-01-01T00:00+14:00"])
def test_a_date_is_never_guessed(said: str) -> None:
    assert read_moment(said) is None


@given(st.datetimes(min_value=dt.datetime(1900, 1, 1)))  # noqa: DTZ001  # UTC without zone, as everywhere
def test_what_isoformat_writes_is_read_back(at: dt.datetime) -> None:
    moment = read_moment(at.isoformat())
    assert moment is not None
    assert moment.at == at


@given(st.text(alphabet="0123456789-:TZ+ .WFebMon,GMT", max_size=24))
def test_nothing_that_looks_like_a_date_breaks_it(said: str) -> None:
    moment = read_moment(said)
    assert moment is None or moment.at.tzinfo is None


@given(st.text(alphabet="a€👍\0\ud800\udfff", max_size=12))
def test_a_storable_string_keeps_its_length_and_can_be_encoded(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\0" not in kept
    kept.encode()
