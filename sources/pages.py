"""Web pages: a page's URL to its document."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal
from urllib.parse import urlsplit

import aiohttp

from schemas.documents import Document, DocumentKind
from schemas.errors import SourceError
from sources.hosts import Hosts
from sources.polite import polite_get
from sources.reference import Attempt, Reference, failed
from sources.refusals import NotModifiedError
from sources.settings import FetchSettings
from sources.sniff import looks_like_html
from sources.web import Response, open_session

logger = logging.getLogger(__name__)

HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "application/octet-stream"})


async def fetch_pages(references: Sequence[Reference], settings: FetchSettings, hosts: Hosts) -> list[Attempt]:
    """Fetch pages, many hosts at a time and few pages a host; the attempts come in the order of the references."""
    async with open_session(settings) as session:
        return await asyncio.gather(*(_fetch_page(session, each, settings, hosts) for each in references))


async def _fetch_page(
    session: aiohttp.ClientSession, reference: Reference, settings: FetchSettings, hosts: Hosts
) -> Attempt:
    try:
        response = await polite_get(session, reference, settings, hosts)
    except SourceError as error:
        return attempt_without(reference, error, settings)
    except Exception as error:  # an error of our own in one page must not lose the batch: it is logged and recorded
        logger.exception("fetching %s", reference.location)
        ours = SourceError(f"{reference.location} failed: {error!r}", resource=reference.location, outcome="failed")
        return failed(reference.source_id, ours, settings.now())
    try:
        return page_attempt(reference, response, settings)
    except SourceError as error:
        return attempt_without(reference, error, settings, response)


def attempt_without(
    reference: Reference, error: SourceError, settings: FetchSettings, response: Response | None = None
) -> Attempt:
    """The attempt that ended in this error, or in "not modified"; with the raw response where there was one."""
    attempt = failed(reference.source_id, error, settings.now())
    if isinstance(error, NotModifiedError):
        return replace(attempt, etag=error.etag, last_modified=error.last_modified, error=None)
    return replace(attempt, raw=response.raw if response else None)


def page_attempt(reference: Reference, response: Response, settings: FetchSettings) -> Attempt:
    """The attempt that a response makes; raises SourceError unsupported where it is no page."""
    attempt = attempt_of(reference, response, settings, outcome="new")
    document = Document(
        source_id=reference.source_id,
        kind=_kind(response),
        body=response.body,
        fetched_at=attempt.fetched_at,
        url=response.url,
        title=reference.title,
        published_at=reference.published_at,
        published_precision=reference.published_precision,
        charset=response.charset,
    )
    return replace(attempt, document=document)


def attempt_of(
    reference: Reference, response: Response, settings: FetchSettings, *, outcome: Literal["new", "feed"]
) -> Attempt:
    """The attempt that had this response, without a document."""
    return Attempt(
        source_id=reference.source_id,
        url=reference.source_id,
        fetched_at=settings.now(),
        outcome=outcome,
        status=response.status,
        bytes=len(response.body),
        etag=response.header("ETag"),
        last_modified=response.header("Last-Modified"),
        redirected_to=response.url if urlsplit(response.url) != urlsplit(reference.location) else None,
        raw=response.raw,
    )


def _kind(response: Response) -> DocumentKind:
    if response.content_type in HTML_TYPES or looks_like_html(response.body):
        return "html"
    if response.content_type == "text/plain":
        return "text"
    message = f"{response.url} is {response.content_type}, which newsfacts does not read"
    raise SourceError(message, resource=response.url, outcome="unsupported", status=response.status)
