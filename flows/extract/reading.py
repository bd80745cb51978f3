"""Facts of texts that go into no warehouse: files, URLs, standard input, JSON Lines as they stream by."""

import itertools
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from flows.extract.rows import Facts, facts_of
from flows.settings.config import Config
from schemas.articles import Article
from schemas.documents import Document
from schemas.errors import CleanError, SourceError
from schemas.facts import FactTables
from schemas.moments import Moment, read_moment, utc_now
from sources import Attempt, FetchSettings, Hosts, discover, fetch
from sources.records import read_record
from transforms.clean import clean
from transforms.extract import extract_all, load_model
from transforms.reading.parse import Model

STDIN = "-"
TOGETHER = 8
"""Articles read at a time, as many as the parser takes."""

Failed = Callable[[str], None]
"""Is told, in one sentence, of each article that could not be read; the others go on."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to read: the parser, the publication date of texts that carry none, and who hears of failures."""

    model: Model
    published: Moment | None
    failed: Failed


def open_desk(config: Config, failed: Failed) -> Desk:
    """Load the parser."""
    published = read_moment(config.published) if config.published else None
    return Desk(load_model(config.parser or None), published, failed)


def read_source(source: str, desk: Desk, settings: FetchSettings) -> Iterator[Facts]:
    """The facts of every article of a file, folder, URL or standard input ("-")."""
    if source == STDIN:
        yield from read_stream(sys.stdin.buffer, "standard input", desk)
    else:
        yield from read(_documents(source, desk, settings), desk)


def read_stream(stream: BinaryIO, name: str, desk: Desk) -> Iterator[Facts]:
    """The facts of JSON Lines, line by line, or of a plain text as one article: the first line tells which."""
    first = next((line for line in stream if line.strip()), b"")
    if first.lstrip().startswith(b"{"):
        documents = _records(itertools.chain([first], stream), name, desk)
    else:
        documents = iter([Document(source_id=name, kind="text", body=first + stream.read(), fetched_at=utc_now())])
    return read(documents, desk)


def read(documents: Iterable[Document], desk: Desk) -> Iterator[Facts]:
    """The facts of each document, a few at a time: memory does not grow with their number."""
    iterator = iter(documents)
    while batch := list(itertools.islice(iterator, TOGETHER)):
        articles = [article for document in batch if (article := _cleaned(document, desk))]
        yield from map(facts_of, _extracted(articles, desk))


def _cleaned(document: Document, desk: Desk) -> Article | None:
    try:
        return clean(document, published=desk.published)
    except CleanError as error:
        desk.failed(str(error))
        return None


def _extracted(articles: list[Article], desk: Desk) -> list[FactTables]:
    """All of them together; where that fails, one by one, so that only the one to blame is missing."""
    try:
        return list(extract_all(articles, desk.model))
    except Exception as error:  # noqa: BLE001 - one text must not end the stream, whatever is wrong with it
        if len(articles) == 1:
            desk.failed(f"{articles[0].source_id} could not be read: {type(error).__name__}: {error}")
            return []
    return [facts for article in articles for facts in _extracted([article], desk)]


def _records(lines: Iterable[bytes], name: str, desk: Desk) -> Iterator[Document]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield read_record(line, where=f"{name}:{number}", fetched_at=utc_now())
            except SourceError as error:
                desk.failed(str(error))


def _documents(source: str, desk: Desk, settings: FetchSettings) -> Iterator[Document]:
    hosts = Hosts()
    for each in discover(source, settings=settings, hosts=hosts):
        attempt = each if isinstance(each, Attempt) else fetch([each], settings=settings, hosts=hosts)[0]
        if attempt.document is not None:
            yield attempt.document
        elif attempt.outcome != "feed":
            desk.failed(attempt.error or f"{attempt.url} cannot be read: {attempt.outcome}")
