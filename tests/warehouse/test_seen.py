"""What is known of pages: when they last answered, how often they failed since, and by what they are asked anew."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from schemas.facts import to_batch
from schemas.hosts import Host
from schemas.runs import Fetch
from tests.schemas.march import march
from warehouse.seen import Seen
from warehouse.store import Warehouse

PAGE = "https://news.example/1"
START = dt.datetime(2026, 11, 20)  # noqa: DTZ001 - UTC without zone, as everywhere


def hour(number: int) -> dt.datetime:
    return START + dt.timedelta(hours=number)


def fetched(warehouse: Warehouse, *fetches: dict[str, Any]) -> None:
    """Load fetches of PAGE, one an hour."""
    rows = [
        Fetch(**{"fetch_id": f"{number}", "url": PAGE, "page": PAGE, "fetched_at": hour(number), "run_id": "r", **each})
        for number, each in enumerate(fetches)
    ]
    warehouse.load(to_batch([]), run_id="r", fetches=rows)


GOOD = {"outcome": "new", "status": 200, "etag": "e", "last_modified": "m", "article_id": "a"}
LATE = {"outcome": "timeout"}


@pytest.mark.parametrize(
    ("fetches", "seen"),
    [
        ((GOOD,), Seen(hour(0), hour(0), hour(0), 0, "e", "m")),
        ((GOOD, {"outcome": "not_modified", "status": 304}), Seen(hour(0), hour(1), hour(1), 0, "e", "m")),
        ((GOOD, {"outcome": "changed", "status": 200}), Seen(hour(1), hour(1), hour(1), 0, None, None)),
        ((LATE, LATE, GOOD, LATE, LATE), Seen(hour(2), hour(2), hour(4), 2, "e", "m")),
        ((LATE, LATE), Seen(hour(0), None, hour(1), 2, None, None)),
        (({"outcome": "http_error", "status": 503},), Seen(hour(0), None, hour(0), 1, None, None)),
        (({"outcome": "not_found", "status": 404},), Seen(hour(0), hour(0), hour(0), 0, None, None)),
        (({"outcome": "no_text", "status": 200, "etag": "e"},), Seen(hour(0), hour(0), hour(0), 0, None, None)),
        (({"outcome": "extract_failed", "status": 200},), Seen(hour(0), None, hour(0), 1, None, None)),
    ],
)
def test_what_is_known_follows_from_the_fetches(
    warehouse: Warehouse, fetches: tuple[dict[str, Any], ...], seen: Seen
) -> None:
    fetched(warehouse, *fetches)
    assert warehouse.seen([(PAGE, "a"), (PAGE, "b"), ("https://news.example/other", "c")]) == {PAGE: seen}


def test_an_article_that_came_another_way_is_known_by_its_id(warehouse: Warehouse) -> None:
    facts = march("a")
    articles = tuple(replace(article, fetched_at=hour(3)) for article in facts.articles)
    warehouse.load(to_batch([facts.adding(articles=articles)]), run_id="r")
    assert warehouse.seen([(PAGE, "b"), (PAGE, "a")]) == {PAGE: Seen(hour(3), hour(3), hour(3), 0, None, None)}


def test_a_source_is_owed_the_pages_that_failed_and_are_not_given_up(warehouse: Warehouse) -> None:
    other = {"page": "https://news.example/2", "outcome": "timeout", "source": "feed"}
    fetched(warehouse, {**GOOD, "source": "feed"}, other, {**other, "source": "another"})
    assert (warehouse.owed("feed", 5), warehouse.owed("nothing", 5)) == (1, 0)
    assert warehouse.owed("feed", 1) == 0


def test_hosts_are_remembered_as_they_were_last(warehouse: Warehouse) -> None:
    ill = Host(host="news.example", failures=3, left_alone_until=hour(9), last_error="It did not answer.")
    warehouse.remember([ill, Host(host="b.example", last_success_at=hour(1))])
    warehouse.remember([Host(host="news.example", last_success_at=hour(10))])
    assert {host.host: host.failures for host in warehouse.hosts()} == {"news.example": 0, "b.example": 0}
