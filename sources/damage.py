"""The records of a WARC file that may be damaged: what can be read, and where it cannot."""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord

from schemas.errors import SourceError
from sources.sniff import GZIP

MOST_DAMAGES = 1000
"""So many damaged places of a file are passed over; then the rest is left."""

WINDOW = 1024 * 1024
OVERLAP = 1024
BEGINS = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/1\.")
"""Where a record may begin: a member of gzip, or the version in a file that is not compressed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A record, good until the next one is read; `offset` is that of its first byte, or of its gzip member's."""

    record: WarcRecord
    offset: int


def read_records(path: Path, start: int = 0) -> Iterator[Step | SourceError]:
    """The records from an offset on, and an error for each damaged place, with what can be read after it."""
    damages = 0
    while damages < MOST_DAMAGES:
        at = start
        try:
            with path.open("rb") as file:
                file.seek(start)
                for record in ArchiveIterator(file, parse_http=True):
                    at = record.stream_pos
                    yield Step(record, at)
            break
        except OSError as error:
            if at > start or not start:  # not again for a place found in the search for an end of the damage
                yield _unreadable(path, f"it is damaged after offset {at:,} ({error})")
            following = _next_start(path, at + 1)
            if following is None:
                break
            start, damages = following, damages + 1
    else:
        yield _unreadable(path, f"it is damaged in {MOST_DAMAGES:,} places: the rest was left")


def is_cut_off(path: Path, last: int) -> bool:
    """Whether the file ends within a gzip member, which the reader takes for the end; `last` is a record's offset."""
    with path.open("rb") as file:
        if file.read(2) != GZIP:
            return False
        file.seek(last)
        if file.read(2) != GZIP:  # one member for all records: their offsets lead nowhere
            last = 0
        file.seek(last)
        try:
            with gzip.GzipFile(fileobj=file) as plain:
                while plain.read(WINDOW):
                    pass
        except (EOFError, OSError, zlib.error):
            return True
    return False


def _next_start(path: Path, offset: int) -> int | None:
    """Where the next record seems to begin, at or after an offset; None where none does."""
    with path.open("rb") as file:
        file.seek(max(offset - 1, 0))
        window = file.read(WINDOW)
        while len(window) > 1:
            base = file.tell() - len(window)
            for found in BEGINS.finditer(window):
                at = base + found.start()
                if at >= offset and _is_start(window[found.start() : found.start() + OVERLAP]):
                    return at
            more = file.read(WINDOW)
            window = window[-OVERLAP:] + more if more else b""
    return None


def _is_start(data: bytes) -> bool:
    if data.startswith(b"WARC/"):
        return True
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False


def _unreadable(path: Path, why: str) -> SourceError:
    return SourceError(f"{path} cannot be read whole: {why}", resource=str(path), outcome="unreadable")
