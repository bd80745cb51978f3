"""HTTP: one GET with limits and checked redirects."""

import asyncio
import datetime as dt
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from schemas.errors import SourceError
from schemas.strings import storable
from sources.addresses import REFUSED, AddressRefusedError, public_socket
from sources.bodies import read_body
from sources.reference import Raw
from sources.settings import FetchSettings

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED = frozenset({429, 500, 502, 503, 504})
NOT_MODIFIED = 304
GONE = frozenset({404, 410})
OF_THE_CODING = frozenset({"Content-Encoding", "Transfer-Encoding", "Content-Length"})
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
    def raw(self) -> Raw:
        """The same as it is kept."""
        headers = tuple((storable(k), storable(v)) for k, v in self.headers.items() if k.title() not in OF_THE_CODING)
        return Raw(self.url, self.status, headers, self.body)

    @property
    def charset(self) -> str | None:
        """The charset that the Content-Type header declares."""
        for part in self.headers.get("Content-Type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


class PassingError(SourceError):
    """An error that may pass; `wait` is how many seconds the server asks to be left alone, if it says so."""

    wait: float | None = None


class NotModifiedError(SourceError):
    """The server says that what it sent last time still holds; `etag` and `last_modified` are what it says now."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What to GET: at most `most` bytes of body; more is an error, or passed over where it may be `cut`.

    `conditions` are headers under which the server need not send a body.
    """

    url: str
    most: int
    cut: bool = False
    conditions: Mapping[str, str] = field(default_factory=dict)


Visit = Callable[[URL], AbstractAsyncContextManager[None]]
"""What is done around the request to each hop: whoever is asked has to be ready, and what came of it is noted."""


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


async def follow(session: aiohttp.ClientSession, request: Request, settings: FetchSettings, visit: Visit) -> Response:
    """GET once, following redirects by hand, so that each hop is counted, checked and visited like the first.

    Raises SourceError, PassingError where another try may help. The time that visits wait is not counted.
    """
    at = _checked(request.url, asked=request.url)
    left = settings.total_seconds
    for _ in range(settings.max_redirects + 1):
        async with visit(at):
            began = time.monotonic()
            answer = await _hop(session, at, request, settings, left)
            left -= time.monotonic() - began
        if isinstance(answer, Response):
            return answer
        at = answer
    message = f"{request.url} redirects more than {settings.max_redirects} times"
    raise SourceError(message, resource=request.url, outcome="bad_redirect")


async def _hop(
    session: aiohttp.ClientSession, at: URL, request: Request, settings: FetchSettings, seconds: float
) -> Response | URL:
    """The response, or where it is redirected to."""
    url = request.url
    try:
        async with (
            asyncio.timeout(seconds),
            session.get(at, allow_redirects=False, headers=request.conditions) as answer,
        ):
            if answer.status in REDIRECTS:
                return _checked(_target(answer, url), asked=url)
            return await _read(answer, request, settings)
    except TimeoutError as error:
        raise SourceError(f"{url} did not answer in time", resource=url, outcome="timeout") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise _explain(url, error) from error


def _target(answer: aiohttp.ClientResponse, asked: str) -> str:
    location = answer.headers.get("Location")
    if not location:
        message = f"{asked} redirects without saying where to"
        raise SourceError(message, resource=asked, outcome="bad_redirect", status=answer.status)
    return str(answer.url.join(URL(location)))


def _checked(url: str, *, asked: str) -> URL:
    try:
        parsed = URL(url)
        _ = parsed.host, parsed.port  # worked out, and found wrong, only when asked for
    except ValueError as error:
        message = f"{asked} is not a URL that can be fetched: {error}"
        raise SourceError(message, resource=asked, outcome="bad_url") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        what = "is" if url == asked else f"redirects to {url[:200]}, which is"
        raise SourceError(f"{asked} {what} not an http or https URL", resource=asked, outcome="bad_url")
    return parsed


async def _read(answer: aiohttp.ClientResponse, request: Request, settings: FetchSettings) -> Response:
    asked = request.url
    if not 200 <= answer.status < 300:
        raise _refusal(answer, request, settings)
    body = await read_body(
        answer.content.iter_any(),
        answer.headers.get("Content-Encoding", ""),
        limit=request.most,
        cut=request.cut,
        url=asked,
    )
    if not body:
        raise SourceError(f"{asked} answered with an empty page", resource=asked, outcome="empty", status=answer.status)
    return Response(str(answer.url), answer.status, answer.headers, body)


def _refusal(answer: aiohttp.ClientResponse, request: Request, settings: FetchSettings) -> SourceError:
    asked = request.url
    if answer.status == NOT_MODIFIED and request.conditions:
        return _not_modified(answer, request)
    message = f"{asked} answered with status {answer.status}"
    outcome = "not_found" if answer.status in GONE else "http_error"
    if answer.status not in RETRIED:
        return SourceError(message, resource=asked, outcome=outcome, status=answer.status)
    error = PassingError(message, resource=asked, outcome=outcome, status=answer.status)
    error.wait = _retry_after(answer.headers.get("Retry-After", ""), settings.now())
    return error


def _not_modified(answer: aiohttp.ClientResponse, request: Request) -> NotModifiedError:
    message = f"{request.url} has not been modified"
    error = NotModifiedError(message, resource=request.url, outcome="not_modified", status=answer.status)
    error.etag = answer.headers.get("ETag", request.conditions.get("If-None-Match"))
    error.last_modified = answer.headers.get("Last-Modified", request.conditions.get("If-Modified-Since"))
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
            return PassingError(f"{url} broke off before its end", resource=url, outcome="truncated")
        case aiohttp.ClientError() | OSError():
            return PassingError(f"{url} could not be reached: {error}", resource=url, outcome="connection_failed")
        case _:
            return SourceError(f"{url} is not a URL that can be fetched: {error}", resource=url, outcome="bad_url")
