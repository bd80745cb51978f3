"""Which kind of source a specification is, and which kind of reference is fetched how."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from schemas.errors import SourceError, UsageError
from sources.feeds import is_feed, read_feed
from sources.files import fetch_file, files_under
from sources.hosts import Hosts
from sources.pages import attempt_of, attempt_without, fetch_pages, page_attempt
from sources.polite import polite_get
from sources.records import is_records, lines_of
from sources.reference import Attempt, Reference
from sources.settings import FetchSettings
from sources.web import Response, open_session

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def discover(spec: str, *, settings: FetchSettings, hosts: Hosts | None = None) -> Iterator[Reference | Attempt]:
    """What a file, folder, JSON Lines file, page URL or feed URL holds: things to fetch, and what was found already.

    A line of JSON, and a page that had to be fetched to know that it is one, come as finished attempts; so does a feed
    itself, before what it names. What cannot be discovered is an attempt without a document; a path that does not
    exist, or another kind of URL, raises UsageError. `hosts` is what is known of them, shared over a run.
    """
    scheme = SCHEME.match(spec)
    if scheme is None:
        return _discover_path(Path(spec), settings)
    if scheme[0].lower() in ("http://", "https://"):
        return _discover_url(spec, settings, hosts or Hosts())
    raise UsageError(f"{spec} cannot be fetched: give an http or https URL, or a path", resource=spec)


def _discover_path(path: Path, settings: FetchSettings) -> Iterator[Reference | Attempt]:
    try:
        path.stat()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UsageError(f"{path} does not exist: give a file, a folder or a URL", resource=str(path)) from error
    return _walk(path, settings)


def _walk(path: Path, settings: FetchSettings) -> Iterator[Reference | Attempt]:
    for found in files_under(path, settings) if path.is_dir() else (path,):
        if isinstance(found, Attempt):
            yield found
        elif is_records(found):
            yield from lines_of(found, settings)
        else:
            yield Reference(kind="file", location=str(found))


def _discover_url(url: str, settings: FetchSettings, hosts: Hosts) -> Iterator[Reference | Attempt]:
    page = Reference(kind="page", location=url)
    response = None
    try:
        response = asyncio.run(_get(page, settings, hosts))
        if is_feed(response):
            pages = read_feed(response)
            yield attempt_of(page, response, settings, outcome="feed")
            yield from pages
        else:
            yield page_attempt(page, response, settings)
    except SourceError as error:
        yield attempt_without(page, error, settings, response)


async def _get(reference: Reference, settings: FetchSettings, hosts: Hosts) -> Response:
    async with open_session(settings) as session:
        return await polite_get(session, reference, settings, hosts)


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
