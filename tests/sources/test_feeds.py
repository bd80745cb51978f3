"""Feeds: which pages they name, and what is none."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import SourceError
from sources import Attempt, FetchSettings, Reference, discover, fetch
from sources.feeds import Feed
from sources.kinds import Answer
from sources.web import Response
from tests.webserver import Reply, WebServer

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Harbour News</title>
  <item><title>Crane &amp;amp; &lt;b&gt;pier&lt;/b&gt; closed</title><link>{server}/crane</link>
    <pubDate>Sat, 28 Feb 2026 09:30:00 +0200</pubDate></item>
  <item><title>Pilots strike</title><link>/pilots</link></item>
  <item><title>Pilots strike again</title><link>/pilots</link></item>
  <item><title>Lost</title><link>{server}/lost</link><pubDate>2026-02-27</pubDate></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><title>Dredging begins</title><id>tag:1</id><link href="/dredging"/>
<published>2026-02-28T09:30:00Z</published></entry></feed>"""

BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<rss version="2.0"><channel><item><title>&b;</title><link>/x</link></item></channel></rss>"""


def found(url: str, settings: FetchSettings) -> list[Reference | Attempt]:
    return list(discover(url, settings=settings))


def named(url: str, settings: FetchSettings) -> list[Reference]:
    """What a feed names, after the feed itself."""
    feed, *pages = found(url, settings)
    assert isinstance(feed, Attempt)
    assert (feed.url, feed.outcome, feed.document) == (url, "feed", None)
    return [page for page in pages if isinstance(page, Reference)]


def test_an_rss_feed_names_each_page_once_with_title_and_date(server: WebServer, settings: FetchSettings) -> None:
    reply = Reply(RSS.format(server=server.url("")).encode(), content_type="application/rss+xml")
    assert named(server.serve("/feed", reply), settings) == [
        Reference(
            kind="page",
            location=server.url("/crane"),
            title="Crane & pier closed",
            published_at=dt.datetime(2026, 2, 28, 7, 30),  # noqa: DTZ001  # UTC without zone
            published_precision="second",
        ),
        Reference(kind="page", location=server.url("/pilots"), title="Pilots strike"),
        Reference(
            kind="page",
            location=server.url("/lost"),
            title="Lost",
            published_at=dt.datetime(2026, 2, 27),  # noqa: DTZ001  # UTC without zone
            published_precision="day",
        ),
    ]


@pytest.mark.parametrize("content_type", ["application/atom+xml", "text/xml", "text/html", None])
def test_a_feed_is_told_by_its_content_whatever_its_type(
    server: WebServer, settings: FetchSettings, content_type: str | None
) -> None:
    [reference] = named(server.serve("/feed", Reply(ATOM.encode(), content_type=content_type)), settings)
    assert (reference.location, reference.title) == (server.url("/dredging"), "Dredging begins")


def test_an_entry_whose_page_is_gone_fails_alone(server: WebServer, settings: FetchSettings) -> None:
    server.serve("/crane", Reply(b"<p>The crane is closed.</p>"))
    server.serve("/pilots", Reply(b"<p>Pilots strike.</p>"))
    feed = server.serve("/feed", Reply(RSS.format(server=server.url("")).encode(), content_type="text/xml"))
    references = [r for r in discover(feed, settings=settings) if isinstance(r, Reference)]
    attempts = fetch(references, settings=settings)
    assert [a.outcome for a in attempts] == ["new", "new", "not_found"]
    assert attempts[0].document
    assert attempts[0].document.title == "Crane & pier closed"


@pytest.mark.parametrize(
    ("path", "body", "content_type"),
    [
        ("/feed.xml", b"<html><body>Not here any more</body></html>", "text/html"),
        ("/feed", b"{}", "application/rss+xml"),
        ("/feed", BOMB.encode(), "application/rss+xml"),
        ("/feed", BOMB.encode("utf-16"), "application/rss+xml"),
        ("/feed", b"<rss version='2.0'><channel><item><title>cut off", "application/rss+xml"),
        ("/feed", b"<rss version='2.0'>" + b"<channel>" * 50_000, "application/rss+xml"),
        ("/feed", b"<rss version='2.0'>" + b"<item/>" * 500_001, "application/rss+xml"),
    ],
)
def test_what_is_said_to_be_a_feed_and_is_none_is_one_failed_attempt(
    server: WebServer, settings: FetchSettings, path: str, body: bytes, content_type: str
) -> None:
    [attempt] = found(server.serve(path, Reply(body, content_type=content_type)), settings)
    assert isinstance(attempt, Attempt)
    assert (attempt.outcome, attempt.document) == ("not_a_feed", None)


def test_a_feed_is_an_attempt_with_what_tells_whether_it_changed(server: WebServer, settings: FetchSettings) -> None:
    reply = Reply(ATOM.encode(), content_type="application/atom+xml", headers={"ETag": '"7"'})
    feed, _ = found(server.serve("/feed", reply), settings)
    assert isinstance(feed, Attempt)
    assert (feed.status, feed.bytes, feed.etag) == (200, len(ATOM), '"7"')


def test_a_feed_without_entries_is_said_to_be_empty(server: WebServer, settings: FetchSettings) -> None:
    body = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour News</title></channel></rss>"
    [attempt] = found(server.serve("/feed", Reply(body)), settings)
    assert isinstance(attempt, Attempt)
    assert (attempt.outcome, attempt.document) == ("empty", None)


def test_a_huge_feed_is_too_large(server: WebServer, make_settings: Callable[..., FetchSettings]) -> None:
    reply = Reply(lambda: iter([b"<rss>"] + [b"<item>" * 100_000] * 80), content_type="application/rss+xml")
    [attempt] = found(server.serve("/feed", reply), make_settings(max_bytes=1_000_000))
    assert isinstance(attempt, Attempt)
    assert attempt.outcome == "too_large"


def test_a_page_that_was_fetched_to_know_it_is_done(server: WebServer, settings: FetchSettings) -> None:
    [attempt] = found(server.serve("/page", Reply(b"<html><p>The ferry runs.</p></html>")), settings)
    assert isinstance(attempt, Attempt)
    assert attempt.document
    assert (attempt.outcome, attempt.document.kind) == ("new", "html")


def test_a_url_that_answers_404_is_a_failed_attempt(server: WebServer, settings: FetchSettings) -> None:
    [attempt] = found(server.url("/nowhere"), settings)
    assert isinstance(attempt, Attempt)
    assert (attempt.outcome, attempt.status) == ("not_found", 404)


def test_nothing_outside_a_feed_is_asked_for(server: WebServer, settings: FetchSettings) -> None:
    dtd = server.serve("/evil.dtd", Reply(b"<!ENTITY a 'b'>"))
    body = ATOM.replace("<feed", f'<!DOCTYPE feed SYSTEM "{dtd}"><feed', 1).encode()
    assert len(named(server.serve("/feed", Reply(body)), settings)) == 1
    assert server.asked("/evil.dtd") == 0


def test_only_entries_of_the_period_asked_for_are_named_and_those_without_a_date(
    server: WebServer, make_settings: Callable[..., FetchSettings]
) -> None:
    reply = Reply(RSS.format(server=server.url("")).encode(), content_type="application/rss+xml")
    last_day = make_settings(since=dt.datetime(2026, 2, 28))  # noqa: DTZ001  # UTC without zone
    pages = named(server.serve("/feed", reply), last_day)
    assert [page.location for page in pages] == [server.url("/crane"), server.url("/pilots")]


def test_a_guid_that_is_no_address_is_no_page(server: WebServer, settings: FetchSettings) -> None:
    body = b"""<rss version="2.0"><channel><item><guid isPermaLink="false">77</guid><title>x</title></item>
        <item><guid>https://tide.example/a</guid></item></channel></rss>"""
    assert [page.location for page in named(server.serve("/feed", Reply(body)), settings)] == ["https://tide.example/a"]


PIECES = st.sampled_from(
    [
        *(b"<rss>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<channel>", b"<item>", b"<entry>", b"</item>"),
        *(
            b"<link>",
            b"<link href='http://[x'/>",
            b"</link>",
            b"http://tide.example/a",
            b"<pubDate>",
            b"</pubDate>",
            b"<title>",
        ),
        *(
            b"99999-01-01",
            b"Sat, 31 Feb 2026 99:00:00 +9999",
            b"&lt;",
            b"&nbsp;",
            b"<![CDATA[",
            b"]]>",
            b"<!--",
            b"<!DOCTYPE",
        ),
        *(
            b"<?xml version='1.0' encoding='utf-16'?>",
            b"<?xml version='1.0' encoding='x'?>",
            b"\xff\xfe",
            b"\0",
            b"xml:base='['",
        ),
    ]
)


@given(st.lists(PIECES | st.binary(max_size=6), max_size=15).map(b"".join))
def test_any_bytes_are_a_feed_or_refused(body: bytes) -> None:
    response = Response("https://tide.example/feed", 200, {"Content-Type": "text/xml"}, b"<rss>" + body)
    place = Answer(Reference(kind="page", location=response.url), response)
    try:
        assert all(each.location.startswith("http") for each in Feed().find(place, FetchSettings()))
    except SourceError as error:
        assert error.outcome == "not_a_feed"  # noqa: PT017  # either is right
