"""Hosts: how often each is asked, how many things at a time, and which are left alone because they keep failing."""

import datetime as dt
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from schemas.errors import SourceError
from sources.robots import RobotsCache
from sources.settings import FetchSettings
from sources.slots import Slots


@dataclass(frozen=True, slots=True)
class HostRecord:
    """What is remembered of a host from run to run; `host` is in lower case, with its port where that is not the usual.

    `failures` are those in a row, `left_alone_until` (UTC without zone) is null where it may be asked, `last_error`
    is one sentence.
    """

    host: str
    failures: int
    left_alone_until: dt.datetime | None
    last_error: str | None
    last_success_at: dt.datetime | None


@dataclass(slots=True)
class _Host:
    """What is known of a host now. `next_at` is the clock's time before which it is not asked again."""

    slots: Slots = field(default_factory=Slots)
    looking_up: Slots = field(default_factory=Slots)
    failures: int = 0
    left_alone_until: dt.datetime | None = None
    last_error: str | None = None
    last_success_at: dt.datetime | None = None
    crawl_delay: float = 0.0
    next_at: float = float("-inf")


class Hosts:
    """All hosts of a run, shared by its threads, each with an event loop of its own."""

    def __init__(self, records: Iterable[HostRecord] = ()) -> None:
        """Start from what is remembered."""
        self.robots = RobotsCache()
        self._everywhere = Slots()
        self._lock = threading.Lock()
        self._hosts = {r.host: _remembered(r) for r in records}

    def records(self) -> list[HostRecord]:
        """What there is to remember, by host."""
        with self._lock:
            return [
                HostRecord(name, host.failures, host.left_alone_until, host.last_error, host.last_success_at)
                for name, host in sorted(self._hosts.items())
                if host.failures or host.last_success_at
            ]

    def check(self, name: str, asked: str, now: dt.datetime) -> None:
        """Raise SourceError host_left_alone where this host is not to be asked yet."""
        with self._lock:
            host = self._host(name)
            until, why = host.left_alone_until, host.last_error
        if until is not None and until > now:
            message = f"{asked} was not fetched: {name} is left alone until {until:%Y-%m-%d %H:%M} UTC ({why})"
            raise SourceError(message, resource=asked, outcome="host_left_alone")

    @asynccontextmanager
    async def turn(
        self, name: str, asked: str, settings: FetchSettings, *, delayed: bool = True
    ) -> AsyncIterator[None]:
        """Wait for one's turn at a host: a free place, the delay since the last turn began, and a place among all.

        A turn that is not `delayed` waits for its place only, and delays no other. Raises SourceError host_left_alone
        where that has come about meanwhile.
        """
        with self._lock:
            host = self._host(name)
        async with host.slots.taken(settings.per_host):
            self.check(name, asked, settings.now())
            wait = self._reserve(host, settings) if delayed else 0.0
            if wait > 0:
                await settings.sleep(wait)
            async with self._everywhere.taken(settings.concurrency):
                yield

    def looking_up(self, name: str) -> AbstractAsyncContextManager[None]:
        """Be the only one who looks up this host's robots.txt."""
        with self._lock:
            return self._host(name).looking_up.taken(1)

    def _reserve(self, host: _Host, settings: FetchSettings) -> float:
        """Take the next moment at which the host may be asked; seconds until then."""
        delay = min(max(settings.delay_seconds, host.crawl_delay), settings.max_delay_seconds)
        with self._lock:
            now = settings.clock()
            at = max(now, host.next_at)
            host.next_at = at + delay
            return at - now

    def crawl_delay(self, name: str, seconds: float) -> None:
        """Keep at least so many seconds between two requests to this host, as its robots.txt asks."""
        with self._lock:
            self._host(name).crawl_delay = seconds

    def rest(self, name: str, seconds: float, settings: FetchSettings) -> None:
        """Ask this host nothing for so many seconds, as it asks for."""
        with self._lock:
            host = self._host(name)
            host.next_at = max(host.next_at, settings.clock() + seconds)

    def succeeded(self, name: str, now: dt.datetime) -> None:
        """Note that the host is well."""
        with self._lock:
            host = self._host(name)
            host.failures, host.left_alone_until, host.last_error, host.last_success_at = 0, None, None, now

    def failed(self, name: str, error: str, settings: FetchSettings, *, asks_for: float = 0.0) -> None:
        """Note a failure: after so many in a row, or when it asks for more seconds than we wait, it is left alone.

        Each further failure doubles the time. What was underway when that began adds nothing.
        """
        now = settings.now()
        with self._lock:
            host = self._host(name)
            if host.left_alone_until is not None and host.left_alone_until > now:
                return
            host.failures += 1
            host.last_error = error
            more = host.failures - settings.failures_allowed
            seconds = settings.leave_alone_seconds * 2.0 ** min(more, 30) if more >= 0 else 0.0
            if asks_for > settings.max_wait_seconds:
                seconds = max(seconds, asks_for)
            if seconds:
                host.left_alone_until = now + dt.timedelta(seconds=min(seconds, settings.max_leave_alone_seconds))

    def _host(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host()
        return host


def _remembered(record: HostRecord) -> _Host:
    return _Host(
        failures=record.failures,
        left_alone_until=record.left_alone_until,
        last_error=record.last_error,
        last_success_at=record.last_success_at,
    )
