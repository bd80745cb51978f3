"""How things are fetched: limits, patience and manners."""

import asyncio
import datetime as dt
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version

MEBIBYTE = 1024 * 1024


def utc_now() -> dt.datetime:
    """The time now, UTC without zone."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _jitter() -> float:
    return random.random()  # noqa: S311  # spreads retries in time, guards nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """Limits for whatever is fetched or read. Times are seconds, sizes are bytes after decompression.

    `total_seconds` is the one deadline of a try, its redirects and its whole body included. `sleep`, `jitter` (0 to 1)
    and `now` are passed in so that tests neither wait nor depend on chance.
    """

    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 60
    max_bytes: int = 5 * MEBIBYTE
    max_text_bytes: int = 10 * MEBIBYTE
    max_redirects: int = 10
    attempts: int = 3
    backoff_seconds: float = 1
    max_wait_seconds: float = 30
    concurrency: int = 16
    per_host: int = 2
    allow_private: bool = False
    user_agent: str = f"newsfacts/{version('newsfacts')}"
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = _jitter
    now: Callable[[], dt.datetime] = utc_now
