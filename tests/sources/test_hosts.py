"""Hosts: how often they are asked, how many pages at a time, and when they are left alone."""

import asyncio
import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable

import pytest

from schemas.errors import UsageError
from sources import Attempt, FetchSettings, HostRecord, Hosts, Reference, fetch
from sources.slots import Slots
from tests.hostile import GOOD
from tests.webserver import Reply, WebServer

Settings = Callable[..., FetchSettings]

NOON = dt.datetime(2026, 3, 1, 12)  # noqa: DTZ001  # UTC without zone
AN_HOUR = dt.timedelta(hours=1)
NAME = "news.example"


def ask(settings: FetchSettings, hosts: Hosts, *urls: str) -> list[Attempt]:
    return fetch([Reference(kind="page", location=url) for url in urls], settings=settings, hosts=hosts)


def at(moment: dt.datetime) -> dict[str, Callable[[], dt.datetime]]:
    return {"now": lambda: moment}


def test_pages_of_one_host_start_a_delay_apart_over_all_batches(
    server: WebServer, make_settings: Settings, waits: list[float]
) -> None:
    """The clock of these settings goes on by what was slept."""
    hosts, settings = Hosts(), make_settings(delay_seconds=2.0, per_host=1)
    urls = [server.serve(f"/{n}", Reply(GOOD)) for n in range(3)]
    ask(settings, hosts, *urls)
    ask(settings, hosts, *urls)
    assert waits == [2.0] * 5


def test_hosts_do_not_wait_for_each_other(make_settings: Settings, waits: list[float]) -> None:
    with WebServer().running() as one, WebServer().running() as other:
        urls = [each.serve("/a", Reply(GOOD)) for each in (one, other)]
        ask(make_settings(delay_seconds=60.0), Hosts(), *urls)
    assert waits == []


@pytest.mark.parametrize(("per_host", "everywhere", "most"), [(2, 16, 2), (1, 16, 1), (8, 3, 3)])
def test_no_more_pages_at_a_time_than_allowed(
    make_settings: Settings, per_host: int, everywhere: int, most: int
) -> None:
    """Counted while holding a turn, in two threads with an event loop each."""
    hosts, settings = Hosts(), make_settings(per_host=per_host, concurrency=everywhere)
    now, highest, lock = 0, 0, threading.Lock()

    async def one() -> None:
        nonlocal now, highest
        async with hosts.turn(NAME, NAME, settings):
            with lock:
                now, highest = now + 1, max(highest, now + 1)
            await asyncio.sleep(0)
            with lock:
                now -= 1

    async def many() -> None:
        await asyncio.gather(*(one() for _ in range(40)))

    threads = [threading.Thread(target=lambda: asyncio.run(many())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (now, highest) == (0, most)


def test_who_stops_waiting_for_a_place_takes_none() -> None:
    slots = Slots()

    async def hold() -> None:
        async with slots.taken(1):
            pass

    async def impatient() -> None:
        async with slots.taken(1):
            waiting = asyncio.ensure_future(hold())
            await asyncio.sleep(0)
            waiting.cancel()
            late = asyncio.ensure_future(hold())
            await asyncio.sleep(0)
        late.cancel()  # it has been handed the place by now
        await asyncio.gather(waiting, late, return_exceptions=True)
        async with asyncio.timeout(5), slots.taken(1):
            pass

    asyncio.run(impatient())


def test_a_host_that_asks_for_time_rests_for_all_its_pages(
    server: WebServer, make_settings: Settings, waits: list[float]
) -> None:
    busy = server.serve("/busy", Reply(status=429, headers={"Retry-After": "5"}), Reply(GOOD))
    other = server.serve("/other", Reply(GOOD))
    attempts = ask(make_settings(per_host=1), Hosts(), busy, other)
    assert [a.outcome for a in attempts] == ["new", "new"]
    assert sum(waits) >= 5.0
    assert [path for path, _ in server.requests] in (["/busy", "/other", "/busy"], ["/busy", "/busy", "/other"])


def test_a_host_that_fails_ten_times_in_a_row_is_asked_no_more(server: WebServer, settings: FetchSettings) -> None:
    hosts = Hosts()
    urls = [server.serve(f"/{n}", Reply(status=503)) for n in range(20)]
    outcomes = Counter(a.outcome for a in ask(settings, hosts, *urls))
    assert outcomes == {"http_error": len(server.requests), "host_left_alone": 20 - len(server.requests)}
    assert len(server.requests) in range(10, 10 + settings.per_host)  # one more may have been underway
    [record] = hosts.records()
    assert (record.host, record.failures) == (f"127.0.0.1:{server.url('').rsplit(':')[-1]}", settings.failures_allowed)
    assert record.left_alone_until == settings.now() + dt.timedelta(seconds=settings.leave_alone_seconds)
    assert record.last_error
    assert "503" in record.last_error


def test_pages_that_are_gone_do_not_speak_against_a_host(server: WebServer, settings: FetchSettings) -> None:
    hosts = Hosts()
    attempts = ask(settings, hosts, *(server.url(f"/{n}") for n in range(30)))
    assert {a.outcome for a in attempts} == {"not_found"}
    assert [(r.failures, r.last_success_at) for r in hosts.records()] == [(0, settings.now())]


def test_it_is_left_alone_for_twice_as_long_each_time_and_at_most_a_day(make_settings: Settings) -> None:
    hosts, now, pauses = Hosts(), NOON, []
    for _ in range(20):
        settings = make_settings(**at(now))
        hosts.failed(NAME, "it failed", settings)
        until = hosts.records()[0].left_alone_until
        pauses.append((until - now).total_seconds() if until else 0.0)
        now = until or now
    assert pauses[:9] == [0.0] * 9
    assert pauses[9:13] == [600.0, 1200.0, 2400.0, 4800.0]
    assert pauses[-1] == 24 * 3600


def test_what_fails_while_a_host_is_left_alone_already_adds_nothing(make_settings: Settings) -> None:
    hosts, settings = Hosts([HostRecord(NAME, 10, NOON + AN_HOUR, "it failed", None)]), make_settings(**at(NOON))
    before = hosts.records()
    hosts.failed(NAME, "it failed again", settings)
    assert hosts.records() == before


def test_one_success_makes_good_for_all_failures() -> None:
    hosts = Hosts([HostRecord(NAME, 12, NOON, "it failed", None)])
    hosts.check(NAME, "http://news.example/a", NOON)
    hosts.succeeded(NAME, NOON)
    assert hosts.records() == [HostRecord(NAME, 0, None, None, NOON)]


def test_what_is_remembered_holds_in_the_next_run(server: WebServer, make_settings: Settings) -> None:
    url = server.serve("/a", Reply(GOOD))
    name = url.split("/")[2]
    hosts = Hosts([HostRecord(name, 10, NOON + AN_HOUR, "http://x/ answered with status 500", None)])
    [refused] = ask(make_settings(**at(NOON)), hosts, url)
    assert (refused.outcome, server.requests, server.robots_asked) == ("host_left_alone", [], 0)
    assert refused.error == (
        f"{url} was not fetched: {name} is left alone until 2026-03-01 13:00 UTC (http://x/ answered with status 500)"
    )
    [had] = ask(make_settings(**at(NOON + AN_HOUR)), hosts, url)
    assert had.outcome == "new"


def test_a_host_that_asks_for_an_hour_is_left_alone_for_it(server: WebServer, make_settings: Settings) -> None:
    hosts, settings = Hosts(), make_settings(**at(NOON))
    url = server.serve("/a", Reply(status=429, headers={"Retry-After": "3600"}))
    [first] = ask(settings, hosts, url)
    [second] = ask(settings, hosts, url)
    assert (first.outcome, first.status, second.outcome) == ("http_error", 429, "host_left_alone")
    assert server.asked("/a") == 1
    assert hosts.records()[0].left_alone_until == NOON + AN_HOUR


def test_records_come_by_name_and_survive_being_stored() -> None:
    records = [HostRecord("a.example", 0, None, None, NOON), HostRecord("b.example:81", 3, None, "it failed", None)]
    assert Hosts(reversed(records)).records() == records


def test_a_host_that_nobody_answers_for_is_left_alone_too(make_settings: Settings) -> None:
    """Its robots.txt, asked for three times, is what fails; each page is said to fail so, until it is left alone."""
    hosts, settings = Hosts(), make_settings(failures_allowed=3)
    with WebServer().running() as gone:
        urls = [gone.url(f"/{n}") for n in range(5)]
    assert [a.outcome for a in ask(settings, hosts, *urls)] == ["connection_failed"] * 5
    assert [a.outcome for a in ask(settings, hosts, *urls)] == ["host_left_alone"] * 5
    assert [record.failures for record in hosts.records()] == [3]


@pytest.mark.parametrize("contact", ["caf\xe9", "a\r\nX-Evil: yes", "line\nbreak"])
def test_a_contact_that_cannot_be_sent_is_refused(contact: str) -> None:
    with pytest.raises(UsageError):
        FetchSettings(contact=contact)


def test_the_contact_is_part_of_the_introduction(server: WebServer, make_settings: Settings) -> None:
    ask(make_settings(contact="https://news.example/bot"), Hosts(), server.serve("/a", Reply(GOOD)))
    assert server.requests[0][1]["User-Agent"].endswith("(+https://news.example/bot)")
