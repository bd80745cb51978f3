"""What a server says with a status or a header, however it says it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.refusals import PassingError, refusal

NOON = dt.datetime(2026, 3, 1, 12)  # noqa: DTZ001  # UTC without zone
URL = "http://news.example/a"


def wait(said: str) -> float | None:
    error = refusal(URL, 503, {"Retry-After": said}, {}, NOON)
    assert isinstance(error, PassingError)
    return error.wait


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("0", 0.0),
        (" 120 ", 120.0),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 13:00:00 +0100", 0.0),
        ("Sun, 01 Mar 2026 12:01:00 -0000", 60.0),
        ("Sat, 28 Feb 2026 12:00:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Sun, 99 Mar 2026 12:01:00 +9999", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(said: str, seconds: float | None) -> None:
    assert wait(said) == seconds


@settings(deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} Mar \d{1,5} \d\d:\d\d:\d\d [+-]\d{1,5}"))
def test_any_retry_after_is_seconds_or_nothing(said: str) -> None:
    seconds = wait(said)
    assert seconds is None or seconds >= 0


@settings(deadline=None)
@given(st.integers(min_value=400, max_value=999))
def test_what_may_pass_is_tried_again_and_nothing_else(status: int) -> None:
    error = refusal(URL, status, {}, {}, NOON)
    assert isinstance(error, PassingError) == (status in {429, 500, 502, 503, 504})
    assert (error.status, error.outcome) == (status, "not_found" if status in {404, 410} else "http_error")
