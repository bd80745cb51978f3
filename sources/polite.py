"""Polite requests: the one way to the web, for pages, feeds and sitemaps alike."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import aiohttp
from yarl import URL

from schemas.errors import SourceError
from sources.hosts import Hosts
from sources.reference import Reference
from sources.refusals import PassingError
from sources.robots import MOST_BYTES, Robots, read_robots, without_robots
from sources.settings import FetchSettings
from sources.web import Request, Response, follow

T = TypeVar("T")

FAILURES = frozenset({"connection_failed", "timeout", "tls_failed"})
"""Outcomes that speak against a host, as 429 and 5xx do; anything else that it answers shows that it is well."""

NOT_ASKED = frozenset({"blocked_address", "host_left_alone"})
"""Outcomes that say nothing of a host."""


async def polite_get(
    session: aiohttp.ClientSession, reference: Reference, settings: FetchSettings, hosts: Hosts
) -> Response:
    """GET what a reference names, its ETag and date sent along, robots.txt obeyed at every hop, each host in its turn.

    Raises SourceError: not_modified, refused_by_robots, host_left_alone and all that may go wrong on the way. 429, 5xx
    and broken connections are tried again, `settings.attempts` in all.
    """
    request = Request(reference.location, settings.max_bytes, conditions=_conditions(reference))

    @asynccontextmanager
    async def visit(at: URL) -> AsyncIterator[None]:
        hosts.check(_name(at), request.url, settings.now())
        robots = await robots_of(session, str(at), settings, hosts)
        robots.check(str(at), request.url)
        async with _judged(at, settings, hosts), hosts.turn(_name(at), request.url, settings):
            yield

    return await _patiently(lambda: follow(session, request, settings, visit), settings)


async def robots_of(session: aiohttp.ClientSession, url: str, settings: FetchSettings, hosts: Hosts) -> Robots:
    """The rules of the site that a URL belongs to, asked for once a day, and sooner where they could not be had."""
    origin = URL(url).origin()
    async with hosts.looking_up(_name(origin)):
        robots = hosts.robots.get(str(origin), settings.now())
        if robots is None:
            robots = await _fetch_robots(session, origin, settings, hosts)
            seconds = settings.robots_retry_seconds if robots.error else settings.robots_seconds
            hosts.robots.put(str(origin), robots, settings.now() + dt.timedelta(seconds=seconds))
            hosts.crawl_delay(_name(origin), robots.crawl_delay)
    return robots


async def _fetch_robots(session: aiohttp.ClientSession, origin: URL, settings: FetchSettings, hosts: Hosts) -> Robots:
    request = Request(str(origin / "robots.txt"), MOST_BYTES, cut=True)

    @asynccontextmanager
    async def visit(at: URL) -> AsyncIterator[None]:
        async with _judged(at, settings, hosts), hosts.turn(_name(at), request.url, settings, delayed=False):
            yield

    try:
        response = await _patiently(lambda: follow(session, request, settings, visit), settings)
    except SourceError as error:
        return without_robots(error)
    return read_robots(response.body, request.url)


def _name(url: URL) -> str:
    """The host's name in the records: with its port where that is not the scheme's own."""
    return (url.host_port_subcomponent or "").lower()


def _conditions(reference: Reference) -> dict[str, str]:
    said = {"If-None-Match": reference.etag, "If-Modified-Since": reference.last_modified}
    return {name: value for name, value in said.items() if value}


@asynccontextmanager
async def _judged(at: URL, settings: FetchSettings, hosts: Hosts) -> AsyncIterator[None]:
    """What comes of the request inside is noted of the host."""
    name = _name(at)
    try:
        yield
    except SourceError as error:
        wait = getattr(error, "wait", None) or 0.0
        if error.outcome in FAILURES or (error.status is not None and (error.status >= 500 or error.status == 429)):
            hosts.failed(name, str(error), settings, asks_for=wait)
            hosts.rest(name, min(wait, settings.max_wait_seconds), settings)
        elif error.outcome not in NOT_ASKED:
            hosts.succeeded(name, settings.now())
        raise
    hosts.succeeded(name, settings.now())


async def _patiently(get: Callable[[], Awaitable[T]], settings: FetchSettings) -> T:
    """Try until it works, as often as is allowed, with growing pauses; the host may be left alone before that."""
    tried = 0
    failure: PassingError | None = None
    while True:
        try:
            return await get()
        except PassingError as error:
            tried += 1
            failure, wait = error, _wait(error, tried, settings)
            if tried >= settings.attempts or wait > settings.max_wait_seconds:
                raise
        except SourceError as error:
            raise (failure if failure and error.outcome == "host_left_alone" else error) from None
        await settings.sleep(wait)


def _wait(error: PassingError, tried: int, settings: FetchSettings) -> float:
    """Seconds before the next try: what the server asks, else doubling with each try, spread by half."""
    if error.wait is not None:
        return error.wait
    backoff: float = settings.backoff_seconds * 2 ** (tried - 1)
    return min(backoff * (0.5 + settings.jitter()), settings.max_wait_seconds)
