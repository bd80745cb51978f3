"""A hostile web: of each fault, what is recorded, what is tried again, and that the pages beside it are untouched."""

import socket
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from sources import Attempt, FetchSettings, Reference, discover, fetch
from tests.hostile import (
    FAULTS,
    GOOD,
    bomb_of_entities,
    feed,
    for_cookies,
    index,
    path_of,
    serve,
    unless_known,
)
from tests.webserver import ROBOTS, Reply, WebServer, gzipped

Settings = Callable[..., FetchSettings]


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server plays a public host; all other addresses are what they are."""
    from sources.addresses import is_public

    monkeypatch.setattr("sources.addresses.is_public", lambda host: host == "127.0.0.1" or is_public(host))


@pytest.fixture
def strict(make_settings: Settings, loopback_is_public: None) -> FetchSettings:  # noqa: ARG001  # it is in force
    """The limits of a real run, without private addresses."""
    return make_settings(allow_private=False)


def pages(*urls: str) -> list[Reference]:
    return [Reference(kind="page", location=url) for url in urls]


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_recorded_and_its_neighbours_are_had(name: str, server: WebServer, strict: FetchSettings) -> None:
    before, after = server.serve("/before", Reply(GOOD)), server.serve("/after", Reply(GOOD))
    fault = FAULTS[name]
    if fault.outcome == "timeout":
        strict = replace(strict, read_seconds=1, total_seconds=1.5)
    first, attempt, last = fetch(pages(before, serve(server, name), after), settings=strict)
    assert (first.outcome, last.outcome) == ("new", "new")
    assert (attempt.outcome, server.asked(path_of(name))) == (fault.outcome, fault.asked)
    assert (attempt.document is None, attempt.error is None) == (fault.outcome != "new", fault.outcome == "new")


def test_five_gigabytes_of_zeros_take_no_memory(server: WebServer, settings: FetchSettings) -> None:
    """What is counted is the memory of Python's own objects, at its highest."""
    url = serve(server, "5 GB of zeros, gzipped")
    fetch(pages(url), settings=settings)  # what is loaded once is loaded now
    tracemalloc.start()
    try:
        assert fetch(pages(url), settings=settings)[0].outcome == "too_large"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * settings.max_bytes


def test_a_page_that_says_it_has_not_changed_is_not_sent_again(server: WebServer, settings: FetchSettings) -> None:
    url = server.serve("/a", unless_known)
    [had] = fetch(pages(url), settings=settings)
    assert (had.outcome, had.etag) == ("new", '"v1"')
    known = Reference(kind="page", location=url, etag=had.etag, last_modified="Sun, 01 Mar 2026 10:00:00 GMT")
    [again] = fetch([known], settings=settings)
    assert (again.outcome, again.status, again.document, again.error) == ("not_modified", 304, None, None)
    assert (again.etag, again.last_modified) == (known.etag, known.last_modified)
    assert server.requests[-1][1]["If-Modified-Since"] == known.last_modified
    [changed] = fetch([Reference(kind="page", location=url, etag='"v0"')], settings=settings)
    assert changed.outcome == "new"


def test_cookies_of_one_page_are_unknown_to_the_next(server: WebServer, settings: FetchSettings) -> None:
    first, second = server.serve("/1", for_cookies), server.serve("/2", for_cookies)
    assert [a.outcome for a in fetch(pages(first, second), settings=settings)] == ["new", "new"]
    brought = [(path, headers.get("Cookie")) for path, headers in server.requests]
    assert sorted(brought, key=str) == [("/1", "seen=yes"), ("/1", None), ("/2", "seen=yes"), ("/2", None)]


def test_every_answer_with_a_body_is_kept_raw(server: WebServer, settings: FetchSettings) -> None:
    image = Reply(b"\x89PNG\r\n", content_type="image/png")
    urls = server.serve("/page", gzipped(GOOD)), server.serve("/image", image), server.url("/none")
    page, picture, none = fetch(pages(*urls), settings=settings)
    assert page.raw
    assert (page.raw.url, page.raw.status, page.raw.body) == (urls[0], 200, GOOD)
    assert ("Content-Type", "text/html; charset=utf-8") in page.raw.headers
    assert not {"Content-Encoding", "Content-Length"} & {name for name, _ in page.raw.headers}
    assert picture.raw
    assert (picture.document, picture.raw.body) == (None, image.body)
    assert none.raw is None


@pytest.fixture
def server_at_home() -> Iterator[WebServer]:
    """A server at ::1."""
    try:
        server = WebServer(address="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    with server.running():
        yield server


def test_a_page_comes_over_ipv6(server_at_home: WebServer, settings: FetchSettings) -> None:
    server_at_home.serve("/a", Reply(GOOD))
    [attempt] = fetch(pages(server_at_home.url("/a", "[::1]")), settings=settings)
    assert attempt.outcome == "new"


class Rebinding(AbstractResolver):
    """A name server that says 127.0.0.1 when first asked, and from then on 127.0.0.2."""

    def __init__(self, *addresses: str) -> None:
        self._answers = list(addresses) or ["127.0.0.1", "127.0.0.2"]

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [
            ResolveResult(hostname=host, host=each, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
            for each in address.split()
        ]

    async def close(self) -> None:
        """Nothing is open."""


def test_a_name_that_leads_inside_when_asked_again_is_followed_no_further(
    server: WebServer, strict: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The robots.txt comes from the public address, and nothing after it."""
    monkeypatch.setattr("aiohttp.connector.DefaultResolver", lambda **_: Rebinding())
    monkeypatch.setattr("aiohttp.connector._DNSCacheTable.expired", lambda *_: True)
    server.serve("/a", Reply(GOOD))
    [attempt] = fetch(pages(server.url("/a", "rebinding.example")), settings=strict)
    assert (attempt.outcome, server.robots_asked, server.requests) == ("blocked_address", 1, [])


def test_of_several_addresses_only_the_public_ones_are_tried(
    server: WebServer, strict: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aiohttp.connector.DefaultResolver", lambda **_: Rebinding("127.0.0.2 127.0.0.1"))
    server.serve("/a", Reply(GOOD))
    [attempt] = fetch(pages(server.url("/a", "twofold.example")), settings=strict)
    assert attempt.outcome == "new"


def found(url: str, settings: FetchSettings) -> list[Reference | Attempt]:
    return list(discover(url, settings=settings))


def test_a_feed_of_ten_thousand_entries_names_them_all(server: WebServer, settings: FetchSettings) -> None:
    read, *named = found(
        server.serve("/feed", Reply(feed(*map(str, range(10_000))), content_type="application/rss+xml")), settings
    )
    assert isinstance(read, Attempt)
    assert read.outcome == "feed"
    assert len({each.location for each in named if isinstance(each, Reference)}) == 10_000
    assert len(server.requests) == 1


def test_a_feed_with_a_bomb_of_entities_is_refused(server: WebServer, settings: FetchSettings) -> None:
    [attempt] = found(
        server.serve("/feed", Reply(bomb_of_entities(feed("/a", "/b")), content_type="text/xml")), settings
    )
    assert isinstance(attempt, Attempt)
    assert (attempt.outcome, server.asked("/feed")) == ("not_a_feed", 1)


def test_indexes_that_name_each_other_and_themselves_are_asked_for_once(
    server: WebServer, settings: FetchSettings
) -> None:
    server.serve("/b.xml", Reply(index(server.url("/a.xml"), server.url("/b.xml")), content_type="text/xml"))
    found(server.serve("/a.xml", Reply(index(server.url("/b.xml")), content_type="text/xml")), settings)
    assert (server.asked("/a.xml"), server.asked("/b.xml")) == (1, 1)


def test_a_list_that_the_robots_txt_forbids_is_not_read(server: WebServer, settings: FetchSettings) -> None:
    server.serve(ROBOTS, Reply(b"User-agent: *\nDisallow: /feed\n", content_type="text/plain"))
    [attempt] = found(server.serve("/feed", Reply(feed("/a", "/b"), content_type="text/xml")), settings)
    assert isinstance(attempt, Attempt)
    assert (attempt.outcome, server.asked("/feed")) == ("refused_by_robots", 0)
