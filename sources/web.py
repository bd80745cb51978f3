"""HTTP: one GET with limits and checked redirects."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp
from yarl import URL

from schemas.errors import SourceError
from schemas.strings import storable
from sources.addresses import private_socket, public_socket
from sources.bodies import read_body
from sources.reference import Raw
from sources.refusals import explain, refusal
from sources.settings import FetchSettings

T = TypeVar("T")

REDIRECTS = frozenset({301, 302, 303, 307, 308})
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
    """A session that verifies certificates, obeys no proxy variables, keeps no cookies and goes where it may."""
    guard = private_socket if settings.allow_private else public_socket
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
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,  # aiohttp takes a gzip body that was cut off for a whole one
        trust_env=False,
        max_line_size=MAX_HEADER,
        max_field_size=MAX_HEADER,
    ) as session:
        yield session


async def follow(session: aiohttp.ClientSession, request: Request, settings: FetchSettings, visit: Visit) -> Response:
    """GET once, following redirects by hand, so that each hop is counted, checked and visited like the first.

    Raises SourceError, PassingError where another try may help. The time that visits wait is not counted. Cookies
    live as long as this: pages that insist on one are had, and nobody is known again.
    """
    at = _checked(request.url, asked=request.url)
    cookies = aiohttp.CookieJar(unsafe=True)  # unsafe: also those of hosts that are addresses
    left = settings.total_seconds
    for _ in range(settings.max_redirects + 1):
        async with visit(at):
            began = time.monotonic()
            answer = await _in_time(_hop(session, at, request, settings, cookies), left, request.url)
            left -= time.monotonic() - began
        if isinstance(answer, Response):
            return answer
        at = answer
    message = f"{request.url} redirects more than {settings.max_redirects} times"
    raise SourceError(message, resource=request.url, outcome="bad_redirect")


async def _in_time(hop: Awaitable[T], seconds: float, url: str) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await hop
    except TimeoutError as error:
        raise explain(url, error) from error


async def _hop(
    session: aiohttp.ClientSession,
    at: URL,
    request: Request,
    settings: FetchSettings,
    cookies: aiohttp.CookieJar,
) -> Response | URL:
    """The response, or where it is redirected to."""
    url = request.url
    try:
        async with session.get(at, allow_redirects=False, headers=_headers(at, request, cookies)) as answer:
            cookies.update_cookies(answer.cookies, answer.url)
            if answer.status in REDIRECTS:
                return _checked(_target(answer, url), asked=url)
            return await _read(answer, request, settings)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise explain(url, error) from error


def _headers(at: URL, request: Request, cookies: aiohttp.CookieJar) -> Mapping[str, str]:
    said = "; ".join(f"{name}={cookie.coded_value}" for name, cookie in cookies.filter_cookies(at).items())
    return {**request.conditions, "Cookie": said} if said else request.conditions


def _target(answer: aiohttp.ClientResponse, asked: str) -> str:
    location = answer.headers.get("Location")
    if not location:
        message = f"{asked} redirects without saying where to"
        raise SourceError(message, resource=asked, outcome="bad_redirect", status=answer.status)
    return str(answer.url.join(URL(_readable(location))))


def _readable(header: str) -> str:
    """A header as text: what was no UTF-8, and came as halves of surrogate pairs, is taken for Latin-1."""
    try:
        header.encode()
    except UnicodeEncodeError:
        return header.encode(errors="surrogateescape").decode("latin-1")
    return header


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
        raise refusal(asked, answer.status, answer.headers, request.conditions, settings.now())
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
