"""WARC files: what a crawl kept, as if the web had just been asked for it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, ClassVar

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, WarcReader, ZstdReader
from fastwarc.warc import HeaderMap, WarcRecord, WarcRecordType

from schemas.errors import SourceError
from schemas.moments import read_moment
from schemas.strings import storable
from schemas.urls import normal_form
from sources.damage import Step, is_cut_off, read_records
from sources.kinds import Place, path_of
from sources.pages import page_attempt
from sources.reference import Attempt, Reference, failed
from sources.refusals import GONE
from sources.settings import FetchSettings
from sources.sniff import looks_like_html
from sources.web import Response

SUFFIXES = (".warc", ".warc.gz")
ANSWERS = (WarcRecordType.response, WarcRecordType.no_type, WarcRecordType.unknown)
"""Responses, and what may have been one before it lost its header."""

CHUNKED = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
STATUS = re.compile(rb"HTTP/\S+ +(\d{3})\b")
DECODERS: Mapping[str, Callable[[BinaryIO], WarcReader]] = {
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "br": BrotliReader,
    "zstd": ZstdReader,
}


class Warc:
    """A WARC file (ISO 28500), gzipped or not, such as those of Common Crawl's CC-NEWS."""

    name: ClassVar[str] = "warc"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:
        """By the end of its name."""
        return isinstance(place, Path) and place.name.lower().endswith(SUFFIXES)

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Attempt]:
        """An attempt for each response and each damaged place; raises SourceError where the file is cut off or none."""
        path = path_of(place)
        step, outcome = None, None
        for step in _steps(path):
            if isinstance(step, SourceError):
                yield failed(str(path), step, settings.now())
            elif step.record.record_type in ANSWERS:
                attempt = _attempt(step, path, settings)
                outcome = attempt.outcome
                yield attempt
        if isinstance(step, Step) and outcome != "truncated" and is_cut_off(path, step.offset):
            message = f"{path} is cut off: what came after the record at {step.offset:,} is lost"
            raise SourceError(message, resource=str(path), outcome="truncated")


def read_at(path: Path, offset: int, settings: FetchSettings) -> Attempt:
    """The attempt that the record at this offset makes (`Document.warc_offset`)."""
    step = next(_steps(path, offset), None)
    if isinstance(step, Step) and step.offset == offset:
        return _attempt(step, path, settings)
    error = SourceError(f"{path} has no record at {offset:,}", resource=str(path), outcome="unreadable")
    return failed(f"{path}:{offset}", error, settings.now())


def _steps(path: Path, offset: int = 0) -> Iterator[Step | SourceError]:
    try:
        yield from read_records(path, offset)
    except OSError as error:  # not a file, or not ours to read
        yield SourceError(f"{path} cannot be read: {error}", resource=str(path), outcome="unreadable")


def _attempt(step: Step, path: Path, settings: FetchSettings) -> Attempt:
    where = storable(f"{path}:{step.offset}")
    headers = _headers(step.record.headers)
    url = headers.get("Warc-Target-Uri", "").strip("<> ")
    try:
        response = _response(step.record, headers, url or where, settings)
        attempt = page_attempt(Reference(kind="page", location=url), response, settings)
    except SourceError as error:
        return replace(failed(url or where, error, settings.now()), url=where)
    taken = read_moment(headers.get("Warc-Date", ""))
    document = attempt.document and replace(
        attempt.document,
        fetched_at=taken.at if taken else attempt.fetched_at,
        warc_file=storable(str(path)),
        warc_offset=step.offset,
    )
    return replace(attempt, url=where, document=document, raw=None)


def _headers(headers: HeaderMap) -> dict[str, str]:
    """By their names in title case; of those with one name the first."""
    pairs = ((k.decode("latin-1").title(), storable(v.decode("utf-8", "replace"))) for k, v in headers.items_bytes())
    return dict(reversed(list(pairs)))


def _response(record: WarcRecord, headers: Mapping[str, str], url: str, settings: FetchSettings) -> Response:
    """The answer that was kept, decoded; raises SourceError where it is none, or no whole one."""
    if "Content-Length" not in headers:
        raise SourceError(f"{url} was not kept to its end", resource=url, outcome="truncated")
    if not record.is_http_parsed or normal_form(url) is None:
        raise SourceError(f"{url} is no answer of a web server", resource=url, outcome="unsupported")
    line = STATUS.match(record.http_headers.status_line_bytes or b"")
    status = int(line[1]) if line else None
    if status is None or not 200 <= status < 300:
        outcome = "not_found" if status in GONE else "http_error"
        raise SourceError(f"{url} answered with status {status}", resource=url, outcome=outcome, status=status)
    http = _headers(record.http_headers)
    body = _decoded(_block(record, headers, url, settings), http, url, settings)
    return Response(url, status, http, body)


def _block(record: WarcRecord, headers: Mapping[str, str], url: str, settings: FetchSettings) -> bytes:
    length = record.content_length
    if length > settings.max_bytes:
        raise _too_large(url, settings)
    try:
        block = record.reader.read(length)
    except OSError as error:
        raise SourceError(f"{url} is damaged: {error}", resource=url, outcome="unreadable") from error
    if len(block) < length or "Warc-Truncated" in headers:
        raise SourceError(f"{url} was not kept to its end", resource=url, outcome="truncated")
    if not block.strip():
        raise SourceError(f"{url} answered with an empty page", resource=url, outcome="empty")
    return block


def _decoded(block: bytes, http: Mapping[str, str], url: str, settings: FetchSettings) -> bytes:
    """The body without its codings, which the header may name long after they were taken off."""
    try:
        if http.get("Transfer-Encoding", "").strip().lower() == "chunked" and CHUNKED.match(block):
            block = ChunkedReader(BytesIO(block)).read(len(block))
        coding = http.get("Content-Encoding", "").strip().lower()
        if coding not in ("", "identity") and not looks_like_html(block):
            block = DECODERS[coding](BytesIO(block)).read(settings.max_bytes + 1)
    except (OSError, KeyError) as error:
        message = f"{url} is in a content encoding that cannot be read: {error}"
        raise SourceError(message, resource=url, outcome="bad_encoding") from error
    if len(block) > settings.max_bytes:
        raise _too_large(url, settings)
    return block


def _too_large(url: str, settings: FetchSettings) -> SourceError:
    message = f"{url} is larger than the {settings.max_bytes:,} bytes allowed"
    return SourceError(message, resource=url, outcome="too_large")
