"""JSON Lines: one article a line, {"id", "text" or "html", "title", "url", "published_at"}."""

import datetime as dt
import json
import logging
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from schemas.documents import Document, DocumentKind
from schemas.errors import SourceError
from schemas.moments import Moment, read_moment
from schemas.strings import storable
from sources.files import open_plain
from sources.kinds import Place, path_of
from sources.reference import Attempt, failed
from sources.settings import FetchSettings

logger = logging.getLogger(__name__)

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


class Records:
    """A JSON Lines file."""

    name: ClassVar[str] = "jsonl"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:
        """By the end of its name."""
        return isinstance(place, Path) and place.name.lower().endswith(SUFFIXES)

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Attempt]:
        """An attempt for each line that is not blank."""
        return lines_of(path_of(place), settings)


def lines_of(path: Path, settings: FetchSettings) -> Iterator[Attempt]:
    """An attempt for each line that is not blank; memory does not grow with the file or its longest line.

    The file is read once, from its start to its end: in a gzipped one there is no going back to a line.
    """
    number = 0
    try:
        with open_plain(path) as file:
            for number, line in enumerate(_lines(file, settings.max_text_bytes + 1), start=1):
                if line.strip():
                    yield _attempt(line, f"{path}:{number}", settings)
    except (OSError, EOFError, zlib.error) as error:
        broken = SourceError(f"{path} cannot be read: {error}", resource=str(path), outcome="unreadable")
        yield failed(str(path), broken, settings.now())
    else:
        if not number:
            empty = SourceError(f"{path} is empty", resource=str(path), outcome="empty")
            yield failed(str(path), empty, settings.now())


def _lines(file: BinaryIO, most: int) -> Iterator[bytes]:
    """Each line, cut off after so many bytes."""
    while line := file.readline(most):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(most)


def _attempt(line: bytes, where: str, settings: FetchSettings) -> Attempt:
    where, fetched_at = storable(where), settings.now()
    try:
        document = read_record(_short(line, where, settings), where=where, fetched_at=fetched_at)
    except SourceError as error:
        return failed(where, error, fetched_at)
    return Attempt(
        source_id=document.source_id,
        url=where,
        fetched_at=fetched_at,
        outcome="new",
        document=document,
        bytes=len(line),
    )


def _short(line: bytes, where: str, settings: FetchSettings) -> bytes:
    if len(line) <= settings.max_text_bytes:
        return line
    message = f"{where} is longer than the {settings.max_text_bytes:,} bytes allowed"
    raise SourceError(message, resource=where, outcome="too_large")


def read_record(line: bytes, *, where: str, fetched_at: dt.datetime) -> Document:
    """One line of JSON to its document, text kept character for character; raises SourceError bad_json.

    `where` names the line in messages, and the record where it has no id of its own.
    """
    record = _parse(line, where)
    kind: DocumentKind = "html" if _said(record, "html") and not _said(record, "text") else "text"
    published = _published(record, where)
    return Document(
        source_id=_said(record, "id") or where,
        kind=kind,
        body=_body(record, kind, where).encode(),
        fetched_at=fetched_at,
        url=_said(record, "url"),
        title=_said(record, "title"),
        published_at=published.at if published else None,
        published_precision=published.precision if published else "none",
        charset="utf-8",
        verbatim=kind == "text",
    )


def _parse(line: bytes, where: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _bad_json(where, f"is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise _bad_json(where, "is not a JSON object")
    return record


def _body(record: Mapping[str, Any], kind: str, where: str) -> str:
    body = record.get(kind)
    if not isinstance(body, str) or not body.strip():
        raise _bad_json(where, "has no text: one of 'text' and 'html' must be a string that is not empty")
    return storable(body)


def _said(record: Mapping[str, Any], name: str) -> str | None:
    """A field as a string, null where it is missing, empty or something else."""
    value = record.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return storable(value) if isinstance(value, str) and value.strip() else None


def _published(record: Mapping[str, Any], where: str) -> Moment | None:
    said = _said(record, "published_at")
    published = read_moment(said) if said else None
    if said and published is None:
        logger.warning("%s: published_at '%s' is not an ISO 8601 date and was left out", where, said)
    return published


def _bad_json(where: str, why: str) -> SourceError:
    return SourceError(f"{where} {why}", resource=where, outcome="bad_json")
