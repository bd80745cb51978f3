"""JSON feeds: which pages they name, and what is none."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import SourceError
from sources import Attempt, FetchSettings, Reference, discover
from sources.jsonfeeds import JsonFeed
from sources.kinds import Answer
from sources.web import Response
from tests.webserver import Reply, WebServer

VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: object, version: str = VERSION) -> bytes:
    return json.dumps({"version": version, "title": "Harbour News", "items": items}, indent=1).encode()


@pytest.mark.parametrize("content_type", ["application/feed+json", "application/json", None])
def test_a_json_feed_names_each_page_once_with_title_and_date(
    server: WebServer, settings: FetchSettings, content_type: str | None
) -> None:
    items = [
        {
            "id": "1",
            "url": server.url("/crane"),
            "title": "Crane &amp; pier",
            "date_published": "2026-02-28T09:30:00+02:00",
            "date_modified": "2026-03-01",
        },
        {"id": server.url("/pilots"), "content_text": "Pilots strike."},
        {"id": "3", "url": "/pilots?utm_source=feed"},
        {"id": "4", "url": 5, "title": ["x"]},
        "no item",
    ]
    read, *pages = discover(server.serve("/feed", Reply(feed(*items), content_type=content_type)), settings=settings)
    assert isinstance(read, Attempt)
    assert read.outcome == "feed"
    assert pages == [
        Reference(
            kind="page",
            location=server.url("/crane"),
            title="Crane & pier",
            published_at=dt.datetime(2026, 2, 28, 7, 30),  # noqa: DTZ001  # UTC without zone
            published_precision="second",
            modified_at=dt.datetime(2026, 3, 1),  # noqa: DTZ001
        ),
        Reference(kind="page", location=server.url("/pilots")),
    ]


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"<html>Gone</html>", "not_a_feed"),
        (b"[1, 2]", "not_a_feed"),
        (b'{"items": 5}', "not_a_feed"),
        (b"[" * 100_000, "not_a_feed"),
        (feed(), "empty"),
    ],
)
def test_what_is_said_to_be_one_and_names_nothing_is_one_failed_attempt(
    server: WebServer, settings: FetchSettings, body: bytes, outcome: str
) -> None:
    [attempt] = discover(server.serve("/feed", Reply(body, content_type="application/feed+json")), settings=settings)
    assert isinstance(attempt, Attempt)
    assert attempt.outcome == outcome


JSON = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["http://[x", "https://tide.example/a", "2026-01"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["items", "id", "url", "title", "date_published", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON.map(lambda value: json.dumps(value).encode()) | JSON.map(feed) | st.binary(max_size=30))
def test_any_bytes_are_a_feed_or_refused(body: bytes) -> None:
    response = Response("https://tide.example/feed.json", 200, {}, body)
    place = Answer(Reference(kind="page", location=response.url), response)
    try:
        assert all(each.location.startswith("http") for each in JsonFeed().find(place, FetchSettings()))
    except SourceError as error:
        assert error.outcome == "not_a_feed"  # noqa: PT017  # either is right
