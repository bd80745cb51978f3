"""Which kinds of source there are, which a specification is, and how references are fetched."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from schemas.errors import UsageError
from sources.feeds import Feed
from sources.files import File, Folder, fetch_file
from sources.hosts import Hosts
from sources.jsonfeeds import JsonFeed
from sources.kinds import Answer, Found, Kind, Lead, Place, answer_of
from sources.once import Once
from sources.pages import fetch_pages, page_attempt
from sources.records import Records
from sources.reference import Attempt, Reference
from sources.settings import FetchSettings
from sources.site import RobotsTxt, Site
from sources.sitemaps import Sitemap
from sources.walk import Recall, Walk, is_web
from sources.warc import Warc


class Page:
    """A web page with one article: what is nothing else."""

    name: ClassVar[str] = "page"
    lists: ClassVar[bool] = False

    def takes(self, place: Place) -> bool:
        """Any answer of a web server."""
        return isinstance(place, Answer)

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Attempt]:
        """The page, which is here already; raises SourceError unsupported or too_large."""
        answer = answer_of(place, settings.max_bytes)
        yield page_attempt(answer.asked, answer.response, settings)


KINDS: tuple[Kind, ...] = (
    Folder(),
    Records(),
    Warc(),
    File(),
    Sitemap(),
    JsonFeed(),
    Feed(),
    Site(),
    RobotsTxt(),
    Page(),
)
"""The kinds of source; the first that takes a place looks at it."""

NAMED = re.compile(rf"({'|'.join(kind.name for kind in KINDS)}):(?!//)(?=.)", re.DOTALL)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def discover(
    spec: str,
    *,
    settings: FetchSettings,
    hosts: Hosts | None = None,
    once: Once | None = None,
    recall: Recall | None = None,
) -> Iterator[Found]:
    """What a path or URL holds: things to fetch, and what was found already.

    What kind of source it is, is told by its name and content, or said before it: `site:https://example.org`.
    A line of JSON, a record of a WARC file, and a page that had to be fetched to know that it is one, come as finished
    attempts; so does a feed or sitemap itself, before what it names. What cannot be read is an attempt without a
    document; a path that does not exist, or another kind of URL, raises UsageError.

    Shared over a run: `hosts` is what is known of them, `once` the pages that were named (each is given once),
    `recall` adds to a reference what is known of it from runs before.
    """
    named = NAMED.match(spec)
    lead = Lead(location=spec[named.end() :], kind=named[1]) if named else Lead(location=spec)
    _check(lead.location)
    walk = Walk(KINDS, settings, hosts or Hosts(), once or Once(), recall or _unchanged)
    return walk.follow(lead)


def _check(location: str) -> None:
    """Raise UsageError where this is neither a web address nor an existing path."""
    if is_web(location):
        return
    if SCHEME.match(location):
        message = f"{location} cannot be fetched: give an http or https URL, or a path"
        raise UsageError(message, resource=location)
    try:
        Path(location).stat()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UsageError(f"{location} does not exist: give a file, a folder or a URL", resource=location) from error


def _unchanged(reference: Reference) -> Reference:
    return reference


def fetch(references: Sequence[Reference], *, settings: FetchSettings, hosts: Hosts | None = None) -> list[Attempt]:
    """Have every reference; one attempt each, in their order. What fails is an attempt without a document.

    `hosts` is what is known of them, shared over a run.
    """
    pages = [r for r in references if r.kind == "page"]
    attempts = {
        "page": iter(asyncio.run(fetch_pages(pages, settings, hosts or Hosts())) if pages else ()),
        "file": (fetch_file(r, settings) for r in references if r.kind == "file"),
    }
    return [next(attempts[r.kind]) for r in references]
