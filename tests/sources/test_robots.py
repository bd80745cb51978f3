"""robots.txt: what it forbids, what holds where there is none, and how often it is asked for."""

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from schemas.errors import SourceError
from sources import Attempt, FetchSettings, Hosts, Reference, fetch
from sources.robots import KEPT, MOST_BYTES, Robots, RobotsCache, read_robots
from tests.hostile import GOOD, drip
from tests.webserver import ROBOTS, Answer, Reply, WebServer, gzipped, redirect

Settings = Callable[..., FetchSettings]

FORBIDDING = b"User-agent: *\nDisallow: /private\n"


def text(body: bytes, status: int = 200) -> Reply:
    return Reply(body, status, content_type="text/plain")


def robots(agents: int, rules: int, between: bytes = b"") -> bytes:
    """A group for so many robots with so many rules."""
    names = b"".join(b"User-agent: a%x\n" % number + between for number in range(agents))
    return names + b"".join(b"Disallow: /%x\n" % number for number in range(rules))


def ask(settings: FetchSettings, *urls: str, hosts: Hosts | None = None) -> list[Attempt]:
    return fetch([Reference(kind="page", location=url) for url in urls], settings=settings, hosts=hosts)


@pytest.fixture
def private(server: WebServer) -> str:
    """A page, which some robots.txt forbid."""
    return server.serve("/private", Reply(GOOD))


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ((text(FORBIDDING),), "refused_by_robots"),
        ((text(b"\xef\xbb\xbf" + FORBIDDING),), "refused_by_robots"),
        ((gzipped(FORBIDDING),), "refused_by_robots"),
        ((redirect("/elsewhere.txt"),), "refused_by_robots"),
        ((text(b"User-agent: *\nDisallow: /\n\nUser-agent: NewsFacts\nAllow: /\n"),), "new"),
        ((text(b"User-agent: newsfacts\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),), "refused_by_robots"),
        ((text(b"User-agent: *\nDisallow: /other\n"),), "new"),
        ((Reply(b"<!doctype html><title>Disallow: /</title><pre>User-agent: *\nDisallow: /</pre>"),), "new"),
        ((text(b""),), "new"),
        ((Reply(bytes(range(256)) * 10),), "new"),
        ((redirect(ROBOTS),), "new"),
        ((Reply(status=404),), "new"),
        ((Reply(status=403),), "new"),
        ((Reply(status=500),), "refused_by_robots"),
        ((Reply(status=429),), "refused_by_robots"),
        ((Reply(status=503), text(b"")), "new"),
        ((Reply(status=503), text(FORBIDDING)), "refused_by_robots"),
        ((Reply(lambda: drip(b"#", 0.1)),), "timeout"),
        ((Reply(FORBIDDING, length=1000),), "refused_by_robots"),
    ],
)
def test_what_a_robots_txt_says_or_its_absence_decides(
    server: WebServer, make_settings: Settings, private: str, answers: tuple[Answer, ...], outcome: str
) -> None:
    server.serve(ROBOTS, *answers)
    server.serve("/elsewhere.txt", text(FORBIDDING))
    [attempt] = ask(make_settings(total_seconds=0.5 if outcome == "timeout" else 60), private)
    assert attempt.outcome == outcome
    assert server.asked("/private") == (outcome == "new")
    assert (attempt.error is None) == (outcome == "new")


def test_of_two_megabytes_the_first_500_kib_hold(server: WebServer, settings: FetchSettings, private: str) -> None:
    """A rule cut in two is no rule: its first half would forbid more."""
    line = b"Disallow: /nothing\n"
    head = FORBIDDING + line * ((MOST_BYTES - len(FORBIDDING)) // len(line)) + b"Disallow: /"
    late = server.serve("/late", Reply(GOOD))
    server.serve(ROBOTS, text(head + b"late\n" * 300_000))
    assert [a.outcome for a in ask(settings, private, late)] == ["refused_by_robots", "new"]


def test_it_is_asked_for_once_for_all_pages_and_batches_of_a_day(
    server: WebServer, make_settings: Settings, private: str
) -> None:
    now = dt.datetime(2026, 3, 1, 12)  # noqa: DTZ001  # UTC without zone
    hosts = Hosts()
    server.serve(ROBOTS, text(FORBIDDING), text(b""))
    for hours, outcome, asked in ((0, "refused_by_robots", 1), (23, "refused_by_robots", 1), (25, "new", 2)):
        settings = make_settings(now=lambda hours=hours: now + dt.timedelta(hours=hours))
        attempts = ask(settings, *[private] * 5, hosts=hosts)
        assert ({a.outcome for a in attempts}, server.robots_asked) == ({outcome}, asked)


def test_one_that_could_not_be_had_is_asked_for_again_sooner(
    server: WebServer, make_settings: Settings, private: str
) -> None:
    now = dt.datetime(2026, 3, 1, 12)  # noqa: DTZ001  # UTC without zone
    hosts = Hosts()
    server.serve(ROBOTS, *[Reply(status=500)] * 3, text(b""))
    for minutes, outcome, asked in ((0, "refused_by_robots", 3), (9, "refused_by_robots", 3), (11, "new", 4)):
        settings = make_settings(now=lambda minutes=minutes: now + dt.timedelta(minutes=minutes))
        [attempt] = ask(settings, private, hosts=hosts)
        assert (attempt.outcome, server.robots_asked) == (outcome, asked)


def test_each_hop_of_a_redirect_obeys_the_rules_of_its_own_site(
    server: WebServer, settings: FetchSettings, private: str
) -> None:
    server.serve(ROBOTS, text(FORBIDDING))
    with WebServer().running() as other:
        start = other.serve("/a", redirect(private))
        [attempt] = ask(settings, start)
    assert (attempt.outcome, other.asked(ROBOTS), server.asked("/private")) == ("refused_by_robots", 1, 0)
    assert (attempt.url, attempt.error and start in attempt.error) == (start, True)


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        (b"User-agent: *\nCrawl-delay: 7\n", 7.0),
        (b"User-agent: *\nRequest-rate: 1/20\n", 20.0),
        (b"User-agent: *\nCrawl-delay: 3600\n", 30.0),
        (b"User-agent: *\nCrawl-delay: never\n", 2.0),
        (b"User-agent: *\nCrawl-delay: -5\n", 2.0),
        (b"User-agent: *\nCrawl-delay: nan\n", 2.0),
        (b"User-agent: other\nCrawl-delay: 9\n", 2.0),
    ],
)
def test_the_delay_it_asks_for_is_kept_within_bounds(
    server: WebServer, make_settings: Settings, waits: list[float], body: bytes, seconds: float
) -> None:
    server.serve(ROBOTS, text(body))
    first, second = server.serve("/1", Reply(GOOD)), server.serve("/2", Reply(GOOD))
    ask(make_settings(delay_seconds=2.0, max_delay_seconds=30.0), first, second)
    assert waits == [seconds]


def test_a_site_behind_a_forbidden_address_is_said_to_be_that(server: WebServer, make_settings: Settings) -> None:
    [attempt] = ask(make_settings(allow_private=False), server.url("/a"))
    assert (attempt.outcome, server.robots_asked) == ("blocked_address", 0)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (robots(5000, rules=5000), "refused_by_robots"),
        (robots(5000, rules=5000, between=b"Sitemap: /map.xml\n"), "refused_by_robots"),
        (robots(5000, rules=1) * 5, "new"),
        (robots(10, rules=20_000), "new"),
        (robots(1, rules=1) + b"Disallow: /agent\n" * 5000 + b"Disallow: /a\n" * 5000, "new"),
    ],
)
def test_what_would_take_too_long_to_read_forbids_all(
    server: WebServer, settings: FetchSettings, private: str, body: bytes, outcome: str
) -> None:
    """A hundred thousand bytes can make the parser note 25 million rules."""
    server.serve(ROBOTS, text(body))
    [attempt] = ask(settings, private)
    assert (attempt.outcome, len(body) < MOST_BYTES) == (outcome, True)


def test_it_names_its_sitemaps() -> None:
    assert read_robots(b"Sitemap: https://news.example/map.xml\n", "").sitemaps == ("https://news.example/map.xml",)
    assert Robots().sitemaps == ()


@hypothesis(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"User-agent: *\n", b"Disallow: ", b"Crawl-delay: ", b""]))
def test_any_bytes_are_rules_or_none(body: bytes, head: bytes) -> None:
    robots = read_robots(head + body, "http://news.example/robots.txt")
    with contextlib.suppress(SourceError):
        robots.check("http://news.example/a?b=%C3%A9", "http://news.example/a")
    assert not robots.crawl_delay < 0


def test_the_sites_not_met_for_longest_are_forgotten_first() -> None:
    now = dt.datetime(2026, 3, 1)  # noqa: DTZ001  # UTC without zone
    cache, later = RobotsCache(), now + dt.timedelta(days=1)
    for number in range(KEPT):
        cache.put(str(number), Robots(), later)
    assert cache.get("0", now)
    cache.put("one more", Robots(), later)
    assert (cache.get("0", now) is None, cache.get("1", now) is None) == (False, True)
    assert cache.get("0", later) is None
