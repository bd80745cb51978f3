"""Sitemaps and their indexes, plain or gzipped: a sitemap's bytes to the pages or sitemaps it names."""

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import ClassVar

from schemas.errors import SourceError
from schemas.moments import Moment, read_moment
from schemas.strings import storable
from sources.bodies import Inflater
from sources.kinds import Answer, Lead, Place, answer_of
from sources.links import web_address
from sources.markup import read_xml
from sources.period import changed_before, named_within
from sources.reference import Reference
from sources.settings import FetchSettings
from sources.sniff import GZIP, start_of

ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b")
LOOSE_AMPERSAND = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w{1,10};)", re.DOTALL)
MOST_ELEMENTS = 5_000_000
MOST_CHARACTERS = 8192
"""Of a field: what is longer is no address and no title."""
ENTRIES = frozenset({"url", "sitemap"})
FIELDS: Mapping[tuple[str, ...], str] = {
    ("loc",): "location",
    ("lastmod",): "modified",
    ("news", "publication_date"): "published",
    ("news", "title"): "title",
}
"""What is read of an entry, by the elements that lead to it: an image's loc is not the page's."""


class Sitemap:
    """A sitemap (sitemaps.org, with Google's news extension), which names pages, or an index, which names sitemaps."""

    name: ClassVar[str] = "sitemap"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:
        """By its root element."""
        return isinstance(place, Answer) and ROOT.search(_start(place.response.body)) is not None

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Reference | Lead]:
        """The pages with their titles and dates, or the sitemaps that may name some of the period asked for."""
        response = answer_of(place, settings.max_list_bytes).response
        url = response.url
        if not self.takes(place):
            raise SourceError(f"{url} is not a sitemap", resource=url, outcome="not_a_feed")
        entries = _Entries()
        body = _mended(_plain(response.body, settings.max_list_bytes, url))
        for _ in read_xml(body, entries, url=url, most=MOST_ELEMENTS):
            for entry in entries.taken():
                yield from _found(entry, url, settings)


def _start(body: bytes) -> bytes:
    """The first bytes, of what is gzipped too."""
    if body[:2] != GZIP:
        return start_of(body)
    try:
        return start_of(Inflater().feed(body[:4096], 4096))
    except zlib.error:
        return b""


def _plain(body: bytes, most: int, url: str) -> bytes:
    """The sitemap without the gzip that its name ends in; raises SourceError."""
    if body[:2] != GZIP:
        return body
    inflater = Inflater()
    try:
        plain = inflater.feed(body, most + 1)
    except zlib.error as error:
        raise SourceError(f"{url} is corrupt gzip", resource=url, outcome="bad_encoding") from error
    if len(plain) > most:
        raise SourceError(f"{url} is larger than the {most:,} bytes allowed", resource=url, outcome="too_large")
    if not inflater.complete:
        raise SourceError(f"{url} broke off before the end of its gzip body", resource=url, outcome="truncated")
    return plain


def _mended(body: bytes) -> bytes:
    """The sitemap with each & escaped that stands for itself, as in many parameters, which would be lost with it."""
    return LOOSE_AMPERSAND.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], body)


class _Entries:
    """Puts the entries together from the elements."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._entry: dict[str, str] | None = None
        self._complete: list[dict[str, str]] = []

    def taken(self) -> list[dict[str, str]]:
        """The entries that were completed since the last time."""
        complete, self._complete = self._complete, []
        return complete

    def opens(self, name: str) -> None:
        """An element within the entry, or an entry."""
        if self._entry is not None:
            self._path.append(name)
        elif name in ENTRIES:
            self._entry = {"kind": name}

    def closes(self, _name: str) -> None:
        """The last that was opened."""
        if self._path:
            self._path.pop()
        elif self._entry is not None:
            self._complete.append(self._entry)
            self._entry = None

    def says(self, text: str) -> None:
        """Kept where it is a field, up to a length."""
        field = FIELDS.get(tuple(self._path))
        if field is not None and self._entry is not None:
            said = self._entry.get(field, "")
            self._entry[field] = said + text[: MOST_CHARACTERS - len(said)]


def _found(entry: Mapping[str, str], base: str, settings: FetchSettings) -> Iterator[Reference | Lead]:
    location = entry.get("location", "")
    url = web_address(location, base)
    if url is None or len(location) >= MOST_CHARACTERS:
        return
    modified = _moment(entry, "modified")
    if entry["kind"] == "url":
        yield _reference(url, entry, modified)
    elif named_within(url, settings) and not changed_before(modified and modified.at, settings):
        yield Lead(location=url, kind=Sitemap.name)


def _reference(url: str, entry: Mapping[str, str], modified: Moment | None) -> Reference:
    published = _moment(entry, "published")
    return Reference(
        kind="page",
        location=url,
        title=" ".join(storable(entry.get("title", "")).split()) or None,
        published_at=published.at if published else None,
        published_precision=published.precision if published else "none",
        modified_at=modified.at if modified else None,
    )


def _moment(entry: Mapping[str, str], field: str) -> Moment | None:
    return read_moment(entry[field]) if field in entry else None
