"""Files and folders: paths to documents."""

import errno
import gzip
import mimetypes
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar, cast

from schemas.documents import Document, DocumentKind
from schemas.errors import SourceError
from sources.kinds import Lead, Place, path_of
from sources.reference import Attempt, Reference, failed
from sources.settings import FetchSettings
from sources.sniff import GZIP, looks_like_html

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
KNOWN_TYPES = mimetypes.MimeTypes()  # Python's own table: what the machine adds must not decide


class Folder:
    """A folder: its files and those of its subfolders, each as what it is."""

    name: ClassVar[str] = "folder"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:
        """By what the file system says."""
        return isinstance(place, Path) and place.is_dir()

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Lead | Attempt]:
        """The files, sorted, and a failed attempt for each subfolder that cannot be read."""
        for found in files_under(path_of(place), settings):
            yield found if isinstance(found, Attempt) else Lead(location=str(found))


class File:
    """A file with one article, as text or HTML, gzipped or not."""

    name: ClassVar[str] = "file"
    lists: ClassVar[bool] = False

    def takes(self, place: Place) -> bool:
        """Any path."""
        return isinstance(place, Path)

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Reference]:  # noqa: ARG002  # read later
        """The file itself, to be read when its turn comes."""
        yield Reference(kind="file", location=str(path_of(place)))


def files_under(folder: Path, settings: FetchSettings) -> Iterator[Path | Attempt]:
    """Every file of a folder and its subfolders, sorted, without hidden ones; a folder that cannot be read fails."""
    unreadable: list[OSError] = []
    count = 0
    for root, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            count += 1
            yield Path(root, name)
    for error in unreadable:
        yield failed(str(error.filename), _unreadable(str(error.filename), error), settings.now())
    if not count and not unreadable:
        empty = SourceError(f"{folder} holds no files", resource=str(folder), outcome="empty")
        yield failed(str(folder), empty, settings.now())


def fetch_file(reference: Reference, settings: FetchSettings) -> Attempt:
    """Read one file, gzipped or not."""
    path = Path(reference.location)
    try:
        body = _read(path, max(settings.max_bytes, settings.max_text_bytes))
        kind = _kind(path, body)
        if kind == "html" and len(body) > settings.max_bytes:
            raise _too_large(path, settings.max_bytes)
    except SourceError as error:
        return failed(reference.source_id, error, settings.now())
    fetched_at = settings.now()
    document = Document(source_id=reference.source_id, kind=kind, body=body, fetched_at=fetched_at)
    return Attempt(
        source_id=reference.source_id,
        url=reference.source_id,
        fetched_at=fetched_at,
        outcome="new",
        document=document,
        bytes=len(body),
    )


def _read(path: Path, limit: int) -> bytes:
    try:
        with open_plain(path) as file:
            body = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(str(path), error) from error
    if len(body) > limit:
        raise _too_large(path, limit)
    if not body.strip():
        raise SourceError(f"{path} is empty", resource=str(path), outcome="empty")
    return body


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading, through gzip where its first bytes say so; raises OSError."""
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
        raise OSError(errno.EINVAL, "it is not a regular file")
    file = path.open("rb")
    if file.peek(2)[:2] != GZIP:
        return file
    file.close()
    return cast(BinaryIO, gzip.open(path))


def _unreadable(path: str, error: Exception) -> SourceError:
    outcome = "truncated" if isinstance(error, EOFError) else "unreadable"
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SourceError(f"{path} cannot be read: {why}", resource=path, outcome=outcome)


def _too_large(path: Path, limit: int) -> SourceError:
    message = f"{path} is larger than the {limit:,} bytes allowed"
    return SourceError(message, resource=str(path), outcome="too_large")


def _kind(path: Path, body: bytes) -> DocumentKind:
    name = Path(path.stem) if path.suffix == ".gz" else path
    suffix = name.suffix.lower()
    if suffix in HTML_SUFFIXES or (suffix not in TEXT_SUFFIXES and looks_like_html(body)):
        return "html"
    guessed, _ = KNOWN_TYPES.guess_type(name.name)
    if suffix in TEXT_SUFFIXES or guessed in (None, "text/plain"):
        return "text"
    message = f"{path} is {guessed}, which newsfacts does not read"
    raise SourceError(message, resource=str(path), outcome="unsupported")
