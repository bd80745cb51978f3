"""Why there is no page: what a status or an error of the HTTP library means, and whether it may pass."""

import datetime as dt
import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import aiohttp

from schemas.errors import SourceError
from schemas.strings import storable
from sources.addresses import AddressRefusedError

NOT_MODIFIED = 304
GONE = frozenset({404, 410})
RETRIED = frozenset({429, 500, 502, 503, 504})


class PassingError(SourceError):
    """An error that may pass; `wait` is how many seconds the server asks to be left alone, if it says so."""

    wait: float | None = None


class NotModifiedError(SourceError):
    """The server says that what it sent last time still holds; `etag` and `last_modified` are what it says now."""

    etag: str | None = None
    last_modified: str | None = None


ERRORS: tuple[tuple[tuple[type[Exception], ...], type[SourceError], str, str], ...] = (
    ((AddressRefusedError,), SourceError, "blocked_address", "was not fetched: {error}"),
    ((TimeoutError,), SourceError, "timeout", "did not answer in time"),
    ((aiohttp.ClientSSLError, ssl.SSLError), SourceError, "tls_failed", "has no trusted certificate: {error}"),
    ((aiohttp.InvalidURL, UnicodeError), SourceError, "bad_url", "is not a URL that can be fetched"),
    ((aiohttp.ClientPayloadError,), PassingError, "truncated", "broke off before its end"),
    ((aiohttp.ClientResponseError,), PassingError, "connection_failed", "sent what is no HTTP: {error.message}"),
    ((aiohttp.ClientError, OSError), PassingError, "connection_failed", "could not be reached: {error}"),
    ((Exception,), SourceError, "bad_url", "is not a URL that can be fetched: {error}"),
)
"""Errors of the library, the narrow ones first, and ours for each: its outcome, and what it says of the URL."""


def explain(url: str, error: Exception) -> SourceError:
    """The error of the library as one of ours."""
    cause = getattr(error, "os_error", None)
    if isinstance(cause, AddressRefusedError):
        error = cause
    kind, outcome, saying = next((k, o, s) for kinds, k, o, s in ERRORS if isinstance(error, kinds))
    return kind(f"{url} {saying.format(error=error)}", resource=url, outcome=outcome)


def refusal(
    url: str, status: int, headers: Mapping[str, str], conditions: Mapping[str, str], now: dt.datetime
) -> SourceError:
    """What an answer means that is neither 2xx nor a redirect; `conditions` are the headers it was asked under."""
    if status == NOT_MODIFIED and conditions:
        return _not_modified(url, headers, conditions)
    outcome = "not_found" if status in GONE else "http_error"
    kind = PassingError if status in RETRIED else SourceError
    error = kind(f"{url} answered with status {status}", resource=url, outcome=outcome, status=status)
    if isinstance(error, PassingError):
        error.wait = _retry_after(headers.get("Retry-After", ""), now)
    return error


def _not_modified(url: str, headers: Mapping[str, str], conditions: Mapping[str, str]) -> NotModifiedError:
    message = f"{url} has not been modified"
    error = NotModifiedError(message, resource=url, outcome="not_modified", status=NOT_MODIFIED)
    error.etag = _said(headers.get("ETag", conditions.get("If-None-Match")))
    error.last_modified = _said(headers.get("Last-Modified", conditions.get("If-Modified-Since")))
    return error


def _said(header: str | None) -> str | None:
    return None if header is None else storable(header)


def _retry_after(header: str, now: dt.datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None where it says nothing readable."""
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (until - now.replace(tzinfo=until.tzinfo and dt.UTC)).total_seconds())
