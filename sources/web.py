"""HTTP: one GET with limits, checked redirects and patient retries."""

import asyncio
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from schemas.errors import SourceError
from schemas.strings import storable
from sources.addresses import REFUSED, AddressRefusedError, public_socket
from sources.bodies import read_body
from sources.settings import FetchSettings

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED = frozenset({429, 500, 502, 503, 504})
GONE = frozenset({404, 410})
MAX_HEADER = 64 * 1024
"""Bytes of one header line: content security policies of news sites outgrow aiohttp's 8 KiB."""


@dataclass(frozen=True, slots=True)
class Response:
    """A complete 2xx answer: the final URL, its status, headers (any case) and decompressed body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str | None:
        """A header's value, null where it was not sent."""
        value = self.headers.get(name)
        return None if value is None else storable(value)

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty where none was sent."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the Content-Type header declares."""
        for part in self.headers.get("Content-Type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


class _PassingError(SourceError):
    """An error that may pass; `wait` is how many seconds the server asks to be left alone, if it says so."""

    wait: float | None = None


@asynccontextmanager
async def open_session(settings: FetchSettings) -> AsyncIterator[aiohttp.ClientSession]:
    """A session that verifies certificates, obeys no proxy variables and reaches public addresses only."""
    guard = None if settings.allow_private else public_socket
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, socket_factory=guard),
        timeout=aiohttp.ClientTimeout(
            total=None, sock_connect=settings.connect_seconds, sock_read=settings.read_seconds
        ),
        headers={
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
            "Accept-Encoding": "gzip",
        },
        auto_decompress=False,  # aiohttp takes a gzip body that was cut off for a whole one
        trust_env=False,
        max_line_size=MAX_HEADER,
        max_field_size=MAX_HEADER,
    ) as session:
        yield session


async def get(session: aiohttp.ClientSession, url: str, settings: FetchSettings) -> Response:
    """GET a URL. Raises SourceError; 429, 5xx and broken connections are tried again, `settings.attempts` in all."""
    for tried in range(1, settings.attempts + 1):
        try:
            return await _try(session, url, settings)
        except _PassingError as error:
            wait = _wait(error, tried, settings)
            if tried == settings.attempts or wait > settings.max_wait_seconds:
                raise
        await settings.sleep(wait)
    raise ValueError("settings.attempts must be at least 1")


def _wait(error: _PassingError, tried: int, settings: FetchSettings) -> float:
    """Seconds before the next try: what the server asks, else doubling with each try, spread by half."""
    if error.wait is not None:
        return error.wait
    backoff: float = settings.backoff_seconds * 2 ** (tried - 1)
    return min(backoff * (0.5 + settings.jitter()), settings.max_wait_seconds)


async def _try(session: aiohttp.ClientSession, url: str, settings: FetchSettings) -> Response:
    try:
        async with asyncio.timeout(settings.total_seconds):
            return await _follow(session, url, settings)
    except TimeoutError as error:
        raise SourceError(f"{url} did not answer in time", resource=url, outcome="timeout") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise _explain(url, error) from error


async def _follow(session: aiohttp.ClientSession, url: str, settings: FetchSettings) -> Response:
    """Follow redirects by hand, so that each hop is counted and checked like the first."""
    at = _checked(url, asked=url)
    for _ in range(settings.max_redirects + 1):
        async with session.get(at, allow_redirects=False) as answer:
            if answer.status not in REDIRECTS:
                return await _read(answer, asked=url, settings=settings)
            at = _checked(_target(answer, url), asked=url)
    message = f"{url} redirects more than {settings.max_redirects} times"
    raise SourceError(message, resource=url, outcome="bad_redirect")


def _target(answer: aiohttp.ClientResponse, asked: str) -> str:
    location = answer.headers.get("Location")
    if not location:
        message = f"{asked} redirects without saying where to"
        raise SourceError(message, resource=asked, outcome="bad_redirect", status=answer.status)
    return str(answer.url.join(URL(location)))


def _checked(url: str, *, asked: str) -> URL:
    parsed = URL(url)
    if parsed.scheme not in ("http", "https") or not parsed.host:
        what = "is" if url == asked else f"redirects to {url[:200]}, which is"
        raise SourceError(f"{asked} {what} not an http or https URL", resource=asked, outcome="bad_url")
    return parsed


async def _read(answer: aiohttp.ClientResponse, *, asked: str, settings: FetchSettings) -> Response:
    if not 200 <= answer.status < 300:
        raise _refusal(answer, asked, settings)
    body = await read_body(
        answer.content.iter_any(),
        answer.headers.get("Content-Encoding", ""),
        limit=settings.max_bytes,
        url=asked,
    )
    if not body:
        raise SourceError(f"{asked} answered with an empty page", resource=asked, outcome="empty", status=answer.status)
    return Response(str(answer.url), answer.status, answer.headers, body)


def _refusal(answer: aiohttp.ClientResponse, asked: str, settings: FetchSettings) -> SourceError:
    message = f"{asked} answered with status {answer.status}"
    outcome = "not_found" if answer.status in GONE else "http_error"
    if answer.status not in RETRIED:
        return SourceError(message, resource=asked, outcome=outcome, status=answer.status)
    error = _PassingError(message, resource=asked, outcome=outcome, status=answer.status)
    error.wait = _retry_after(answer.headers.get("Retry-After", ""), settings.now())
    return error


def _retry_after(header: str, now: dt.datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None where it says nothing readable."""
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (until - now.replace(tzinfo=until.tzinfo and dt.UTC)).total_seconds())


def _explain(url: str, error: Exception) -> SourceError:
    """The error of the library as one of ours: which of them may pass, and one sentence on it."""
    cause = getattr(error, "os_error", error)
    match error:
        case _ if isinstance(cause, AddressRefusedError):
            return SourceError(f"{url} was not fetched: {REFUSED}", resource=url, outcome="blocked_address")
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return SourceError(f"{url} has no trusted certificate: {error}", resource=url, outcome="tls_failed")
        case aiohttp.InvalidURL() | UnicodeError():
            return SourceError(f"{url} is not a URL that can be fetched", resource=url, outcome="bad_url")
        case aiohttp.ClientPayloadError():
            return _PassingError(f"{url} broke off before its end", resource=url, outcome="truncated")
        case aiohttp.ClientError() | OSError():
            return _PassingError(f"{url} could not be reached: {error}", resource=url, outcome="connection_failed")
        case _:
            return SourceError(f"{url} is not a URL that can be fetched: {error}", resource=url, outcome="bad_url")
