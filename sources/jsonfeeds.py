"""JSON feeds (jsonfeed.org, version 1.1): a feed's bytes to the pages it names."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from schemas.errors import SourceError
from schemas.moments import read_moment
from sources.feeds import plain_title
from sources.kinds import Answer, Place, answer_of
from sources.links import page_of
from sources.reference import Reference
from sources.settings import FetchSettings
from sources.sniff import looks_like_json_feed

JSON_FEED_TYPE = "application/feed+json"


class JsonFeed:
    """A JSON feed."""

    name: ClassVar[str] = "jsonfeed"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:
        """By its type, or by the version that it begins with."""
        if not isinstance(place, Answer):
            return False
        return place.response.content_type == JSON_FEED_TYPE or looks_like_json_feed(place.response.body)

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Reference]:
        """The pages it names, in its order; raises SourceError not_a_feed or too_large."""
        response = answer_of(place, settings.max_bytes).response
        for item in _items(response.body, response.url):
            if page := page_of(_said(item, "url"), _said(item, "id"), response.url):
                yield _reference(page, item)


def _items(body: bytes, url: str) -> list[Mapping[str, Any]]:
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _not_a_feed(url, f"is not JSON: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise _not_a_feed(url, "has no list of items")
    return [item for item in items if isinstance(item, dict)]


def _reference(page: str, item: Mapping[str, Any]) -> Reference:
    published, modified = read_moment(_said(item, "date_published")), read_moment(_said(item, "date_modified"))
    return Reference(
        kind="page",
        location=page,
        title=plain_title(_said(item, "title")) or None,
        published_at=published.at if published else None,
        published_precision=published.precision if published else "none",
        modified_at=modified.at if modified else None,
    )


def _said(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _not_a_feed(url: str, why: str) -> SourceError:
    return SourceError(f"{url} is not a JSON feed that can be read: it {why}", resource=url, outcome="not_a_feed")
