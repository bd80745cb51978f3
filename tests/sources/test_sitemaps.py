"""Sitemaps: which pages they name, and that none of them leads astray."""

import datetime as dt
import gzip
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import SourceError
from sources import Attempt, FetchSettings, Reference, discover
from sources.kinds import Answer
from sources.sitemaps import Sitemap
from sources.web import Response
from tests.webserver import Reply, WebServer

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc> {server}/crane </loc><lastmod>2026-02-28T10:00:00Z</lastmod>
    <n:news><n:publication><n:name>Harbour News</n:name></n:publication>
      <n:publication_date>2026-02-28T09:30:00+02:00</n:publication_date>
      <n:title>Crane &amp; pier <![CDATA[closed]]></n:title></n:news>
    <image:image><image:loc>{server}/crane.jpg</image:loc><image:title>A crane</image:title></image:image>
  </url>
  <url><loc>{server}/pilots</loc><lastmod>2026-02-27</lastmod></url>
  <url><loc>{server}/pilots?utm_source=sitemap</loc></url>
  <url><loc></loc></url><url><loc>mailto:crew@tide.example</loc></url><url/>
</urlset>"""


def urlset(urls: Iterable[str]) -> bytes:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


def index(*entries: str | tuple[str, str]) -> bytes:
    """An index of sitemaps, each with its last change where one is given."""
    pairs = [(entry, "") if isinstance(entry, str) else entry for entry in entries]
    dated = ((url, f"<lastmod>{day}</lastmod>" if day else "") for url, day in pairs)
    return (
        b"<sitemapindex>%s</sitemapindex>"
        % "".join(f"<sitemap><loc>{url}</loc>{last}</sitemap>" for url, last in dated).encode()
    )


def xml(body: bytes) -> Reply:
    return Reply(body, content_type="application/xml")


def found(spec: str, settings: FetchSettings) -> tuple[list[str], list[tuple[str, str]]]:
    """The pages named, and the outcomes of what was looked into, by paths."""
    pages, attempts = [], []
    for each in discover(spec, settings=settings):
        if isinstance(each, Attempt):
            attempts.append((each.url.rpartition("/")[2], each.outcome))
        else:
            pages.append(each.location.rpartition("/")[2])
    return pages, attempts


def test_a_news_sitemap_names_each_page_once_with_title_and_dates(server: WebServer, settings: FetchSettings) -> None:
    url = server.serve("/map.xml", xml(NEWS.format(server=server.url("")).encode()))
    read, *pages = discover(url, settings=settings)
    assert isinstance(read, Attempt)
    assert (read.url, read.outcome) == (url, "feed")
    assert pages == [
        Reference(
            kind="page",
            location=server.url("/crane"),
            title="Crane & pier closed",
            published_at=dt.datetime(2026, 2, 28, 7, 30),  # noqa: DTZ001  # UTC without zone
            published_precision="second",
            modified_at=dt.datetime(2026, 2, 28, 10),  # noqa: DTZ001
        ),
        Reference(kind="page", location=server.url("/pilots"), modified_at=dt.datetime(2026, 2, 27)),  # noqa: DTZ001
    ]


def test_a_gzipped_sitemap_and_an_index_of_sitemaps_are_followed(server: WebServer, settings: FetchSettings) -> None:
    one = server.serve("/1.xml.gz", Reply(gzip.compress(urlset([server.url("/a")])), content_type="application/gzip"))
    two = server.serve("/2.xml", xml(urlset([server.url("/b"), server.url("/a")])))
    pages, attempts = found(server.serve("/all.xml", xml(index(one, two))), settings)
    assert pages == ["a", "b"]
    assert attempts == [("all.xml", "feed"), ("1.xml.gz", "feed"), ("2.xml", "feed")]


def test_indexes_that_name_each_other_are_read_once(server: WebServer, settings: FetchSettings) -> None:
    a, b = server.url("/a.xml"), server.url("/b.xml")
    server.serve("/a.xml", xml(index(a, b)))
    server.serve("/b.xml", xml(index(b, a, f"{a}#again")))
    assert found(a, settings) == ([], [("a.xml", "feed"), ("b.xml", "feed"), ("a.xml", "empty")])
    assert (server.asked("/a.xml"), server.asked("/b.xml")) == (1, 1)


def test_a_stair_of_indexes_is_left_after_a_few_steps(server: WebServer, settings: FetchSettings) -> None:
    for step in range(20):
        server.serve(f"/{step}.xml", xml(index(server.url(f"/{step + 1}.xml"))))
    _, attempts = found(server.url("/0.xml"), settings)
    assert attempts[-1][1] == "too_large"
    assert len(attempts) < 10


def test_an_index_that_leads_to_what_is_no_sitemap_fails_there_alone(
    server: WebServer, settings: FetchSettings
) -> None:
    page = server.serve("/page.xml", Reply(b"<html><p>Not found</p></html>"))
    good = server.serve("/good.xml", xml(urlset([server.url("/a")])))
    cut = server.serve("/cut.xml.gz", Reply(gzip.compress(urlset(["x"] * 900))[:-20], content_type="application/gzip"))
    pages, attempts = found(server.serve("/all.xml", xml(index(page, server.url("/no.xml"), cut, good))), settings)
    assert pages == ["a"]
    assert attempts == [
        ("all.xml", "feed"),
        ("page.xml", "not_a_feed"),
        ("no.xml", "not_found"),
        ("cut.xml.gz", "truncated"),
        ("good.xml", "feed"),
    ]


def test_broken_xml_is_read_as_far_as_it_goes(server: WebServer, settings: FetchSettings) -> None:
    body = urlset([server.url("/a?x=1&y=2"), server.url("/b")]).replace(b"</urlset>", b"<url><loc>http://cut.exa")
    assert found(server.serve("/map.xml", xml(body)), settings) == (["a?x=1&y=2", "b"], [("map.xml", "feed")])


def test_an_address_without_end_is_none_and_takes_no_time(server: WebServer, settings: FetchSettings) -> None:
    endless = "&#65;" * 400_000
    body = urlset([f"https://tide.example/{endless}", server.url("/a")])
    assert found(server.serve("/map.xml", xml(body)), settings)[0] == ["a"]


def test_no_more_entries_are_taken_than_allowed(server: WebServer, make_settings: Callable[..., FetchSettings]) -> None:
    url = server.serve("/map.xml", xml(urlset(server.url(f"/{n}") for n in range(9))))
    assert found(url, make_settings(max_entries=3)) == (
        ["0", "1", "2"],
        [("map.xml", "feed"), ("map.xml", "too_large")],
    )


BOMB = b'<!DOCTYPE u [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>/&b;</loc></url></urlset>'
OUTSIDE = b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>/&a;</loc></url></urlset>'


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        BOMB.decode().encode("utf-16"),
        OUTSIDE,
        b"<urlset>" + b"<a>" * 100_000,
        gzip.compress(b"<urlset>" + bytes(300_000)),
        b"<urlset>" + b"<url>" * 1000,
    ],
)
def test_a_dangerous_sitemap_is_refused(
    server: WebServer, make_settings: Callable[..., FetchSettings], body: bytes
) -> None:
    settings = make_settings(max_bytes=200_000, max_list_bytes=200_000)
    [attempt] = discover(server.serve("/map.xml", xml(body)), settings=settings)
    assert isinstance(attempt, Attempt)
    assert attempt.outcome in ("not_a_feed", "too_large")


def test_nothing_outside_is_asked_for(server: WebServer, settings: FetchSettings) -> None:
    dtd = server.serve("/evil.dtd", Reply(b"<!ENTITY a 'b'>"))
    body = f'<!DOCTYPE urlset SYSTEM "{dtd}">'.encode() + urlset([server.url("/a")])
    assert found(server.serve("/map.xml", xml(body)), settings)[0] == ["a"]
    assert server.asked("/evil.dtd") == 0


def test_dates_decide_which_pages_and_sitemaps_are_taken(
    server: WebServer, make_settings: Callable[..., FetchSettings]
) -> None:
    for name in ("2025-12", "2026-01", "2026-02", "old", "new"):
        server.serve(f"/{name}.xml", xml(urlset([server.url(f"/in-{name}")])))
    entries = [server.url(f"/{name}.xml") for name in ("2025-12", "2026-01", "2026-02")]
    dated = [(server.url("/old.xml"), "2025-11-30"), (server.url("/new.xml"), "2026-03-01")]
    january = make_settings(since=dt.datetime(2026, 1, 1), until=dt.datetime(2026, 2, 1))  # noqa: DTZ001
    pages, _ = found(server.serve("/all.xml", xml(index(*entries, *dated))), january)
    assert pages == ["in-2026-01", "in-new"]
    assert server.asked("/2025-12.xml") + server.asked("/old.xml") == 0


PIECES = st.sampled_from(
    [
        *(
            b"<urlset>",
            b"</urlset>",
            b"<sitemapindex>",
            b"<url>",
            b"</url>",
            b"<sitemap>",
            b"<loc>",
            b"</loc>",
            b"<lastmod>",
        ),
        *(
            b"http://[x",
            b"http://tide.example/a",
            b"&amp;",
            b"&x;",
            b"<![CDATA[",
            b"]]>",
            b"<!--",
            b"<?xml encoding='no'?>",
        ),
        *(
            b"<?xml version='1.0' encoding='utf-16'?>",
            b"\xff\xfe",
            b"\x1f\x8b\x08",
            b"\0",
            b"2026-13-45",
            b"xmlns:a='b'",
        ),
    ]
)


@given(st.lists(PIECES | st.binary(max_size=6), max_size=15).map(b"".join), st.booleans())
def test_any_bytes_are_a_sitemap_or_refused(body: bytes, zipped: bool) -> None:  # noqa: FBT001
    body = b"<urlset>" + body
    response = Response("https://tide.example/map.xml", 200, {}, gzip.compress(body) if zipped else body)
    place = Answer(Reference(kind="page", location=response.url), response)
    try:
        for each in Sitemap().find(place, FetchSettings()):
            assert each.location.startswith("http")
    except SourceError as error:
        assert error.outcome in ("not_a_feed", "bad_encoding", "truncated")  # noqa: PT017  # either is right
