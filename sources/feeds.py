"""RSS and Atom feeds: a feed's bytes to the pages it names."""

import calendar
import datetime as dt
import html
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin
from xml.sax import SAXException

import feedparser

from schemas.errors import SourceError
from schemas.moments import Moment
from sources.reference import Reference
from sources.sniff import looks_like_feed
from sources.web import Response

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
FEED_NAME = re.compile(r"\.(?:rss|atom|rdf|xml)$", re.IGNORECASE)
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")


def is_feed(response: Response) -> bool:
    """Whether a response is a feed, or is meant to be one by its type or name."""
    return (
        looks_like_feed(response.body)
        or response.content_type in FEED_TYPES
        or FEED_NAME.search(response.url.partition("?")[0]) is not None
    )


def read_feed(response: Response) -> Iterator[Reference]:
    """The pages a feed names, each once, in its order; raises SourceError not_a_feed, or empty where it names none."""
    if ENTITY.search(response.body.replace(b"\0", b"")):  # a bomb of entities; no feed needs any of its own
        raise _not_a_feed(response, "declares XML entities")
    if not looks_like_feed(response.body):
        raise _not_a_feed(response, "is neither RSS nor Atom")
    parsed = feedparser.parse(
        io.BytesIO(response.body),
        response_headers={"content-type": response.headers.get("Content-Type", "application/xml")},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    pages: dict[str, Any] = {}
    for entry in parsed.entries:
        url = _page_of(entry, response.url)
        if url:
            pages.setdefault(url, entry)
    if not pages and isinstance(problem := parsed.get("bozo_exception"), SAXException):
        raise _not_a_feed(response, f"cannot be parsed ({problem})")
    if not pages:
        message = f"{response.url} is a feed that names no pages"
        raise SourceError(message, resource=response.url, outcome="empty", status=response.status)
    return (_reference(url, entry) for url, entry in pages.items())


def _page_of(entry: Any, feed_url: str) -> str | None:
    """The web address of an entry's page: its link, or an id that is one; entries without have no article to fetch."""
    said = entry.get("link") or entry.get("id") or ""
    try:
        url = urljoin(feed_url, said)
    except ValueError:  # brackets that are no IPv6 address
        return None
    return url if said and url.startswith(("http://", "https://")) else None


def _not_a_feed(response: Response, why: str) -> SourceError:
    message = f"{response.url} is not a feed that can be read: it {why}"
    return SourceError(message, resource=response.url, outcome="not_a_feed", status=response.status)


def _reference(url: str, entry: Any) -> Reference:
    published = _published(entry)
    return Reference(
        kind="page",
        location=url,
        title=_plain(entry.get("title", "")) or None,
        published_at=published.at if published else None,
        published_precision=published.precision if published else "none",
    )


def _plain(title: str) -> str:
    """A title without the tags and character references that feeds wrap into it."""
    return " ".join(html.unescape(TAG.sub("", title)).split())


def _published(entry: Any) -> Moment | None:
    """When the entry says it was published; feedparser gives UTC."""
    parsed = entry.get("published_parsed")
    if parsed is None:
        return None
    try:
        at = dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):  # a year beyond the calendar
        return None
    date_only = re.search(r"\d:\d", entry.get("published", "")) is None
    return Moment(at, "day" if date_only else "second")
