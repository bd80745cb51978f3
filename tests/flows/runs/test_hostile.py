"""A whole run against a hostile web: each page ends as one row that says what became of it, and the good are had."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.fetching.manners import manners
from tests.flows.conftest import Ingest, article, published
from tests.hostile import FAULTS, feed, serve
from tests.webserver import Reply, WebServer

CLEANED = {"100,000 tags deep": "too_deep"}
"""What cleaning refuses of what was fetched."""


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer().running() as server:
        yield server


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs wait for nothing, and lose no patience with the one host that has all the faults."""
    short = {"delay_seconds": 0, "backoff_seconds": 0, "read_seconds": 2, "total_seconds": 3, "failures_allowed": 999}
    for module in ("fetching.find", "runs.ingest"):
        monkeypatch.setattr(f"flows.{module}.manners", lambda *said: replace(manners(*said), **short))


def good(number: int) -> Reply:
    """A page with an article."""
    text = "".join(f"<p>{line}</p>" for line in article(number).splitlines())
    return Reply(f"<html lang='en'><body><article><h1>Bridge {number}</h1>{text}</article></body></html>".encode())


def test_each_page_of_a_hostile_web_is_one_row_and_the_good_ones_are_articles(
    server: WebServer, ingest: Ingest, data: Path
) -> None:
    faults = {serve(server, name): name for name in FAULTS if name != "429 with Retry-After"}  # it would be waited for
    others = [server.serve(f"/good/{number}", good(number)) for number in range(20)]
    pages = [page for pair in zip(faults, others * 3, strict=False) for page in pair]
    ingest(server.serve("/feed", Reply(feed(*pages), content_type="text/xml")), allow_private=True, per_host=16)
    rows = dict(published(data, "SELECT url, outcome FROM fetches WHERE outcome <> 'feed'"))
    had = {url for (url,) in published(data, "SELECT url FROM articles")}
    assert rows.keys() == faults.keys() | set(others)
    assert had >= set(others)
    assert {rows[url] for url in others} == {"new"}
    fetched = {url: name for url, name in faults.items() if FAULTS[name].outcome != "new"}
    assert {name: rows[url] for url, name in fetched.items()} == {n: FAULTS[n].outcome for n in fetched.values()}
    assert {name: rows[url] for url, name in faults.items() if name in CLEANED} == CLEANED
