"""Raw: the bodies as they were fetched, in WARC files of one run and day, so that all that follows can be repeated."""

import datetime as dt
import gzip
import io
import json
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from schemas.errors import WarehouseError
from warehouse.sync import sync

GIBIBYTE = 1 << 30

LEVEL = 6
"""Of gzip: higher ones take twice the time for a few parts in a hundred."""

SAID = "WARC-JSON-Metadata"
"""The header of a record that holds, as JSON, what was known of the body beside what the server sent."""

REASONS = {200: "OK"}


@dataclass(frozen=True, slots=True)
class Record:
    """One fetched body: its final URL, the answer's status and headers, and what else was known of it, as JSON."""

    url: str
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    fetched_at: dt.datetime
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a record lies: `file` within the data folder, and the offset of its gzip member."""

    file: str
    offset: int


class RawFiles:
    """The WARC files of one run: `raw/DAY/RUN-NUMBER.warc.gz`, a gzip member a record. Threads may share it.

    A file that was being written when its run was killed can be read up to its last whole record.
    """

    def __init__(self, data: Path, run_id: str, *, most_bytes: int = GIBIBYTE) -> None:
        self._data, self._run_id, self._most = data, run_id, most_bytes
        self._turn = threading.Lock()
        self._file: IO[bytes] | None = None
        self._name, self._day, self._number = "", dt.date.min, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._turn:
            self._close()

    def keep(self, records: Iterable[Record]) -> list[Kept]:
        """Write the records, in order; when this returns, the disk has them. Raises WarehouseError where it cannot."""
        members = [(record.fetched_at.date(), _member(record)) for record in records]
        if not members:
            return []
        with self._turn:
            try:
                kept = [self._append(day, member) for day, member in members]
                self._sync()
            except OSError as error:
                raise WarehouseError(
                    f"The fetched pages could not be kept in {self._data / 'raw'} ({error.strerror}): make room on the "
                    "disk or see to its rights, then run again.",
                    resource=str(self._data / "raw"),
                ) from error
        return kept

    def _append(self, day: dt.date, member: bytes) -> Kept:
        file = self._file
        if file is None or day > self._day or file.tell() >= self._most:
            file = self._next(max(day, self._day))
        offset = file.tell()
        try:
            file.write(member)
            file.flush()
        except OSError:
            file.truncate(offset)  # nothing may follow half a record
            file.seek(offset)
            raise
        return Kept(self._name, offset)

    def _next(self, day: dt.date) -> IO[bytes]:
        """Begin the next file."""
        self._close()
        self._day, self._number = day, self._number + 1
        self._name = f"raw/{day.isoformat()}/{self._run_id}-{self._number}.warc.gz"
        path = self._data / self._name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb")
        self._file.write(_about(path.name))
        for folder in (path.parent, path.parent.parent, self._data):
            sync(folder)
        return self._file

    def _sync(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def _close(self) -> None:
        self._sync()
        if self._file is not None:
            self._file.close()
            self._file = None


def _member(record: Record) -> bytes:
    """A response record, gzipped by itself. The body is the decoded one, and the headers say so."""
    status = f"{record.status} {REASONS.get(record.status, '')}".strip()
    headers = [*record.headers, ("Content-Length", str(len(record.body)))]
    return _gzipped(
        lambda writer: writer.create_warc_record(
            record.url,
            "response",
            payload=io.BytesIO(record.body),
            length=len(record.body),
            warc_headers_dict={
                "WARC-Date": record.fetched_at.isoformat(timespec="microseconds") + "Z",
                SAID: json.dumps(dict(record.said)),
            },
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        )
    )


def _about(name: str) -> bytes:
    info = {"software": "newsfacts", "format": "WARC File Format 1.1"}
    return _gzipped(lambda writer: writer.create_warcinfo_record(name, info))


def _gzipped(make: Any) -> bytes:
    whole = io.BytesIO()
    writer = WARCWriter(whole, gzip=False, warc_version="1.1")
    writer.write_record(make(writer))
    return gzip.compress(whole.getvalue(), LEVEL, mtime=0)


def read_raw(data: Path, kept: Kept) -> Record:
    """The record that was kept there; raises WarehouseError where it is not there any more."""
    path = data / kept.file
    try:
        with path.open("rb") as file:
            file.seek(kept.offset)
            found = next(iter(ArchiveIterator(file, record_types=WarcRecordType.response)), None)
            if found is None or found.http_headers is None:
                raise _lost(path, kept.offset, "it ends before")
            body = found.reader.read()
    except OSError as error:
        raise _lost(path, kept.offset, error.strerror or str(error)) from error
    http = found.http_headers
    return Record(
        url=found.headers["WARC-Target-URI"],
        status=http.status_code or 0,
        headers=list(http),
        body=body,
        fetched_at=dt.datetime.fromisoformat(found.headers["WARC-Date"]).replace(tzinfo=None),
        said=json.loads(found.headers.get(SAID) or "{}"),
    )


def _lost(path: Path, offset: int, why: str) -> WarehouseError:
    return WarehouseError(f"{path} holds no record at {offset:,} ({why}).", resource=str(path))
