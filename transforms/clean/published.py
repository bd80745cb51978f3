"""When an article was published, how exactly that is known, and what says so."""

import copy
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from htmldate import find_date

from schemas.documents import Document
from schemas.moments import Moment, read_moment
from schemas.ontology import PublishedFrom, PublishedPrecision
from transforms.clean.jsonld import string
from transforms.clean.metadata import Page

EARLIEST = dt.datetime(1995, 1, 1)  # noqa: DTZ001  # UTC without zone, like all times here; no news site is older
SLACK = dt.timedelta(days=2)
"""How far after the fetching a date may lie: time zones, and tomorrow's paper."""

# /2020/03/25/ /2020-03-25- /20200325/ /2020/mar/25/
URL_DATE = re.compile(r"[/_-](20\d\d|199\d)([/_-]?)(\d\d|[a-z]{3})\2(\d\d)(?!\d)", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?=$|Z|[+-])")


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date (UTC without zone) with its precision and its origin."""

    at: dt.datetime | None = None
    precision: PublishedPrecision = "none"
    origin: PublishedFrom = "none"


def publication(document: Document, page: Page | None, default: Moment | None) -> Published:
    """The document's own date, else what the page says, else the URL's, else the user's default."""
    if document.published_at:
        return Published(document.published_at, document.published_precision, "given")
    latest = document.fetched_at + SLACK
    said = _first(_said(page), latest) if page else None
    if said:
        return Published(*said, "metadata")
    told = _in_url(document.url or (page.canonical_url if page else None) or "")
    if told and EARLIEST <= told.at <= latest:
        return Published(*told, "url")
    marked = _in_markup(page, latest) if page else None
    if marked:
        return Published(*marked, "metadata")
    return Published(*default, "given") if default else Published()


def modification(document: Document, page: Page) -> dt.datetime | None:
    """When the page says it was last changed."""
    said = _first([string(page.node, "dateModified"), *page.meta("modified")], document.fetched_at + SLACK)
    return said.at if said else None


def _said(page: Page) -> Iterator[str | None]:
    """What the page says of its publication: JSON-LD, meta tags, then time tags marked as such."""
    yield string(page.node, "datePublished")
    yield from page.meta("published")
    for tag in page.tree.iter("time"):
        marks = " ".join(tag.get(name) or "" for name in ("itemprop", "class", "pubdate")).lower()
        if "publish" in marks or tag.get("pubdate") is not None:
            yield tag.get("datetime")


def _first(said: Iterable[str | None], latest: dt.datetime) -> Moment | None:
    """The first that can be read and lies between the web's beginning and the latest possible time."""
    moments = (_read(text) for text in said if text)
    return next((m for m in moments if m and EARLIEST <= m.at <= latest), None)


def _read(said: str) -> Moment | None:
    """A moment of metadata; midnight to the second is how sites write a day without a time."""
    day = MIDNIGHT.search(said)
    return read_moment(said[: day.start()] if day else said)


def _in_url(url: str) -> Moment | None:
    found = URL_DATE.search(url)
    if found is None:
        return None
    year, _, month, day = found.groups()
    number = month if month.isdecimal() else f"{_month(month):02}"
    return read_moment(f"{year}-{number}-{day}")


def _month(name: str) -> int:
    return MONTHS.index(name.lower()) + 1 if name.lower() in MONTHS else 0


def _in_markup(page: Page, latest: dt.datetime) -> Moment | None:
    """What htmldate makes of the page's other markup, without searching its text."""
    tree = copy.deepcopy(page.tree)  # htmldate takes out what it does not look at
    found = find_date(tree, extensive_search=False, original_date=True, min_date=EARLIEST, max_date=latest)
    return read_moment(found) if found else None
