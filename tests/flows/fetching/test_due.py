"""Which pages are due."""

import datetime as dt

import pytest

from flows.fetching.due import due
from sources import Reference
from warehouse.seen import Seen

START = dt.datetime(2026, 11, 1)  # noqa: DTZ001 - UTC without zone, as everywhere
DAY = dt.timedelta(days=1)
PAGE = Reference(kind="page", location="https://news.example/1")


def at(days: float) -> dt.datetime:
    return START + days * DAY


def seen(since: float = 0, stood: float | None = 0, tried: float = 0, failures: int = 0) -> Seen:
    return Seen(at(since), None if stood is None else at(stood), at(tried), failures, "e", "m")


def test_a_page_nobody_has_asked_for_is_due_as_it_is() -> None:
    assert due(PAGE, None, at(0), DAY) is PAGE


@pytest.mark.parametrize(
    ("known", "now", "expected"),
    [
        (seen(), 0.9, False),
        (seen(), 1, True),
        (seen(since=0, stood=4, tried=4), 7.9, False),  # it has been as it is for four days
        (seen(since=0, stood=4, tried=4), 8, True),
        (seen(since=4, stood=4, tried=4), 5, True),  # it changed four days after it was new
        (seen(stood=None, tried=1, failures=1), 1, True),  # the next run tries it again
        (seen(stood=0, tried=1, failures=1), 1, True),
        (seen(stood=None, tried=1, failures=2), 1 + 9 / 1440, False),
        (seen(stood=None, tried=1, failures=2), 1 + 10 / 1440, True),
        (seen(stood=None, tried=1, failures=3), 1 + 19 / 1440, False),
        (seen(stood=None, tried=1, failures=100), 28, False),
        (seen(stood=None, tried=1, failures=100), 30, True),
    ],
)
def test_a_known_page_is_due_when_it_is_old_or_failed_some_while_ago(known: Seen, now: float, expected: bool) -> None:  # noqa: FBT001
    asked = due(PAGE, known, at(now), DAY)
    assert (asked is not None) == expected
    assert asked is None or (asked.etag, asked.last_modified) == ("e", "m")


def test_a_page_that_changed_since_it_was_had_is_due_at_once() -> None:
    assert due(Reference(kind="page", location="x", modified_at=at(0.2)), seen(stood=0.1), at(0.2), DAY)
    assert not due(Reference(kind="page", location="x", modified_at=at(0.1)), seen(stood=0.1), at(0.2), DAY)
