"""RSS and Atom feeds: a feed's bytes to the pages it names."""

import calendar
import datetime as dt
import html
import io
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from xml.sax import SAXException

import feedparser

from schemas.errors import SourceError
from schemas.moments import Moment
from schemas.strings import storable
from sources.kinds import Answer, Place, answer_of
from sources.links import page_of
from sources.markup import check_xml
from sources.reference import Reference
from sources.settings import FetchSettings
from sources.sniff import looks_like_feed
from sources.web import Response

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
FEED_NAME = re.compile(r"\.(?:rss|atom|rdf|xml)$", re.IGNORECASE)
MOST_ELEMENTS = 500_000
"""In a feed: 10,000 entries have 100,000."""
TAG = re.compile(r"<[^<>]*>")


class Feed:
    """An RSS, Atom or RDF feed."""

    name: ClassVar[str] = "feed"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:
        """Whether an answer is a feed, or is meant to be one by its type or name."""
        if not isinstance(place, Answer):
            return False
        response = place.response
        return (
            looks_like_feed(response.body)
            or response.content_type in FEED_TYPES
            or FEED_NAME.search(response.url.partition("?")[0]) is not None
        )

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Reference]:
        """The pages it names, in its order; raises SourceError not_a_feed or too_large."""
        response = answer_of(place, settings.max_bytes).response
        feed, url = _parsed(response), response.url
        pages = [
            (page, entry)
            for entry in feed.entries
            if (page := page_of(entry.get("link", ""), entry.get("id", ""), url))
        ]
        if not pages and isinstance(problem := feed.get("bozo_exception"), SAXException):
            raise _not_a_feed(response, f"cannot be parsed ({problem})")
        yield from (_reference(page, entry) for page, entry in pages)


def _parsed(response: Response) -> Any:
    """What feedparser makes of it; raises SourceError not_a_feed."""
    url, body = response.url, response.body
    if not looks_like_feed(body):
        raise _not_a_feed(response, "is neither RSS nor Atom")
    check_xml(body, url=url, most=MOST_ELEMENTS)
    return feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": response.headers.get("Content-Type", "application/xml")},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _not_a_feed(response: Response, why: str) -> SourceError:
    message = f"{response.url} is not a feed that can be read: it {why}"
    return SourceError(message, resource=response.url, outcome="not_a_feed", status=response.status)


def _reference(url: str, entry: Any) -> Reference:
    published, modified = _moment(entry, "published"), _moment(entry, "updated")
    return Reference(
        kind="page",
        location=url,
        title=plain_title(entry.get("title", "")) or None,
        published_at=published.at if published else None,
        published_precision=published.precision if published else "none",
        modified_at=modified.at if modified else None,
    )


def plain_title(title: str) -> str:
    """A title without the tags and character references that feeds wrap into it."""
    return " ".join(storable(html.unescape(TAG.sub("", title))).split())


def _moment(entry: Any, field: str) -> Moment | None:
    """When the entry says it was published or updated; feedparser gives UTC."""
    if f"{field}_parsed" not in entry or entry[f"{field}_parsed"] is None:
        return None
    try:
        at = dt.datetime.fromtimestamp(calendar.timegm(entry[f"{field}_parsed"]), dt.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):  # a year beyond the calendar
        return None
    date_only = re.search(r"\d:\d", entry.get(field, "")) is None
    return Moment(at, "day" if date_only else "second")
