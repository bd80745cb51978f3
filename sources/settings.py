"""How things are fetched: limits, patience and manners."""

import asyncio
import datetime as dt
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version

from schemas.errors import UsageError
from schemas.moments import utc_now

AGENT = "newsfacts"
"""The name by which we introduce ourselves, and by which a robots.txt may speak of us."""

VERSION = version("newsfacts")

MEBIBYTE = 1024 * 1024


def _jitter() -> float:
    return random.random()  # noqa: S311  # spreads retries in time, guards nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """Limits for whatever is fetched or read. Times are seconds, sizes are bytes after decompression.

    `total_seconds` is the one deadline of a try, its redirects and its whole body included. `contact` is a URL or mail
    address under which whoever is visited finds who visits. `delay_seconds` lie between the starts of two requests to a
    host, or more where its robots.txt asks for more, but at most `max_delay_seconds`. A robots.txt holds for
    `robots_seconds`, and is asked for again after `robots_retry_seconds` where it could not be had.
    After `failures_allowed` failures in a row a host is left alone for `leave_alone_seconds`, for twice as long after
    each further one, at most for `max_leave_alone_seconds`. `sleep`, `jitter` (0 to 1), `now` and `clock` (seconds
    that never run backwards) are passed in so that tests neither wait nor depend on chance.

    `max_list_bytes` and `max_entries` are for feeds, sitemaps and what else names articles: the most that a sitemap may
    have. What says that it was published before `since`, or not before `until` (UTC without zone), is passed over.
    """

    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 60
    max_bytes: int = 5 * MEBIBYTE
    max_text_bytes: int = 10 * MEBIBYTE
    max_list_bytes: int = 50 * MEBIBYTE
    max_entries: int = 50_000
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    max_redirects: int = 10
    attempts: int = 3
    backoff_seconds: float = 1
    max_wait_seconds: float = 30
    concurrency: int = 16
    per_host: int = 2
    delay_seconds: float = 1
    max_delay_seconds: float = 30
    robots_seconds: float = 24 * 3600
    robots_retry_seconds: float = 600
    failures_allowed: int = 10
    leave_alone_seconds: float = 600
    max_leave_alone_seconds: float = 24 * 3600
    allow_private: bool = False
    contact: str | None = None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = _jitter
    now: Callable[[], dt.datetime] = utc_now
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        """Refuse a contact that could not be sent; raises UsageError."""
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise UsageError(f"contact is {self.contact!r}: give a URL or a mail address, in ASCII.")

    @property
    def user_agent(self) -> str:
        """How we introduce ourselves."""
        return f"{AGENT}/{VERSION}" + (f" (+{self.contact})" if self.contact else "")
