"""A site: its feeds and sitemaps are found from its home page."""

from dataclasses import replace

from sources import Attempt, FetchSettings, Reference, discover
from tests.sources.test_sitemaps import index, urlset, xml
from tests.webserver import Reply, WebServer

HOME = """<html><head><link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/rss+xml" href="/news.rss"><link rel="alternate" hreflang="de" href="/de">
<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="news.atom">
<link rel="alternate" type="application/rss+xml" href="/news.rss"></head><p>Harbour News</p></html>"""


def rss(*urls: str) -> Reply:
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    return Reply(f"<rss><channel>{items}</channel></rss>".encode(), content_type="application/rss+xml")


def found(server: WebServer, settings: FetchSettings) -> tuple[list[str], list[tuple[str, str]]]:
    """The pages named, and the outcomes of what was looked into, as paths."""
    each = list(discover(f"site:{server.url('/')}", settings=settings))
    paths = [(e.location if isinstance(e, Reference) else e.url).removeprefix(server.url("")) for e in each]
    pages = [path for path, e in zip(paths, each, strict=True) if isinstance(e, Reference)]
    return pages, [(path, e.outcome) for path, e in zip(paths, each, strict=True) if isinstance(e, Attempt)]


def test_feeds_are_found_in_the_page_and_sitemaps_in_robots_txt(server: WebServer, settings: FetchSettings) -> None:
    server.serve("/", Reply(HOME.encode()))
    server.serve("/news.rss", rss(server.url("/a"), server.url("/b")))
    server.serve("/news.atom", rss(server.url("/b/?utm_source=atom")))
    server.serve("/robots.txt", Reply(f"User-agent: *\nSitemap: {server.url('/all.xml')}\nsitemap: /2.xml".encode()))
    server.serve("/all.xml", xml(index(server.url("/1.xml"))))
    server.serve("/1.xml", xml(urlset([server.url("/a"), server.url("/c")])))
    server.serve("/2.xml", xml(urlset([server.url("/d")])))
    pages, attempts = found(server, settings)
    assert pages == ["/a", "/b", "/c", "/d"]
    assert [path for path, _ in attempts] == [
        "/",
        "/news.rss",
        "/news.atom",
        "/robots.txt",
        "/all.xml",
        "/1.xml",
        "/2.xml",
    ]
    assert {outcome for _, outcome in attempts} == {"feed"}
    assert server.asked("/sitemap.xml") == 0


def test_where_a_site_names_none_the_usual_places_are_tried_in_turn(server: WebServer, settings: FetchSettings) -> None:
    server.serve("/", Reply(b"<html><p>Harbour News</p></html>"))
    server.serve("/feed", Reply(b"<html><p>No such page</p></html>"))  # said with status 200
    server.serve("/rss.xml", rss(server.url("/a")))
    server.serve("/sitemap.xml", xml(urlset([server.url("/b")])))
    pages, attempts = found(server, settings)
    assert pages == ["/a", "/b"]
    assert attempts == [("/", "feed"), ("/rss.xml", "feed"), ("/sitemap.xml", "feed")]
    assert (server.asked("/atom.xml"), server.asked("/sitemap_index.xml")) == (0, 0)


def test_a_feed_that_is_named_and_gone_is_recorded(server: WebServer, settings: FetchSettings) -> None:
    server.serve("/", Reply(HOME.encode()))
    server.serve("/news.atom", Reply(b"<html><p>This page has moved</p></html>"))
    pages, attempts = found(server, settings)
    assert pages == []
    assert attempts == [("/", "feed"), ("/news.rss", "not_found"), ("/news.atom", "not_a_feed")]


def test_a_site_without_feeds_and_sitemaps_says_so(server: WebServer, settings: FetchSettings) -> None:
    server.serve("/", Reply(b"<html><p>Harbour News</p></html>"))
    assert found(server, settings) == ([], [("/", "feed"), ("/", "empty")])


def test_a_site_that_does_not_answer_is_one_failed_attempt(server: WebServer, settings: FetchSettings) -> None:
    assert found(server, settings) == ([], [("/", "not_found")])


def test_a_home_page_is_read_even_where_it_is_as_it_was(server: WebServer, settings: FetchSettings) -> None:
    """Its feeds may have changed; they are asked whether they have."""
    server.serve("/", Reply(HOME.encode(), headers={"ETag": '"1"'}))
    server.serve("/news.rss", rss(server.url("/a")))

    def recall(reference: Reference) -> Reference:
        return replace(reference, etag='"1"')

    list(discover(f"site:{server.url('/')}", settings=settings, recall=recall))
    conditional = {path for path, headers in server.requests if "If-None-Match" in headers}
    assert conditional >= {"/news.rss", "/sitemap.xml"}
    assert conditional.isdisjoint({"/", "/robots.txt"})
