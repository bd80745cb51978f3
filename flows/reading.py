"""Facts of texts that go into no warehouse: files, URLs, standard input, JSON Lines as they stream by."""

import datetime as dt
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from flows.config import Config
from flows.rows import Facts, facts_of
from flows.work import signed
from schemas.articles import Article
from schemas.documents import Document
from schemas.errors import CleanError, SourceError
from schemas.facts import FactTables
from schemas.moments import Moment, read_moment
from sources import Attempt, FetchSettings, Reference, discover, fetch
from sources.records import read_record
from transforms.clean import clean
from transforms.extract import extract_all, load_model
from transforms.reading.parse import Model

STDIN = "-"
LINES = (".jsonl", ".ndjson")

TOGETHER = 8
"""Articles read at a time, as many as the parser takes."""

Failed = Callable[[str], None]
"""Is told, in one sentence, of each article that could not be read; the others go on."""


def read_source(source: str, config: Config, failed: Failed) -> Iterator[Facts]:
    """The facts of every article of a file, folder, URL or standard input ("-")."""
    if source == STDIN:
        yield from read_stream(sys.stdin.buffer, "standard input", config, failed)
    elif source.endswith(LINES) and Path(source).is_file():
        with Path(source).open("rb") as stream:
            yield from read_stream(stream, source, config, failed)
    else:
        settings = FetchSettings(allow_private=config.allow_private)
        yield from read(_documents(discover(source, settings=settings), settings, failed), config, failed)


def read_stream(stream: BinaryIO, name: str, config: Config, failed: Failed) -> Iterator[Facts]:
    """The facts of JSON Lines, line by line, or of a plain text as one article: the first line tells which."""
    first = next((line for line in stream if line.strip()), b"")
    if first.lstrip().startswith(b"{"):
        documents = _records(itertools.chain([first], stream), name, failed)
    else:
        documents = iter([Document(source_id=name, kind="text", body=first + stream.read(), fetched_at=_now())])
    return read(documents, config, failed)


def read(documents: Iterable[Document], config: Config, failed: Failed) -> Iterator[Facts]:
    """The facts of each document, a few at a time: memory does not grow with their number."""
    model = load_model(config.parser or None)
    published = read_moment(config.published) if config.published else None
    iterator = iter(documents)
    while batch := list(itertools.islice(iterator, TOGETHER)):
        articles = [article for document in batch if (article := _cleaned(document, published, failed))]
        yield from map(facts_of, _extracted(articles, model, failed))


def _cleaned(document: Document, published: Moment | None, failed: Failed) -> Article | None:
    try:
        return clean(document, published=published)
    except CleanError as error:
        failed(str(error))
        return None


def _extracted(articles: list[Article], model: Model, failed: Failed) -> list[FactTables]:
    """All of them together; where that fails, one by one, so that only the one to blame is missing."""
    try:
        return list(extract_all(signed(articles, model), model))
    except Exception as error:  # noqa: BLE001 - one text must not end the stream, whatever is wrong with it
        if len(articles) == 1:
            failed(f"{articles[0].source_id} could not be read: {type(error).__name__}: {error}")
            return []
    return [facts for article in articles for facts in _extracted([article], model, failed)]


def _records(lines: Iterable[bytes], name: str, failed: Failed) -> Iterator[Document]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield read_record(line, where=f"{name}:{number}", fetched_at=_now())
            except SourceError as error:
                failed(str(error))


def _documents(found: Iterable[Reference | Attempt], settings: FetchSettings, failed: Failed) -> Iterator[Document]:
    for each in found:
        attempt = each if isinstance(each, Attempt) else fetch([each], settings=settings)[0]
        if attempt.document is None:
            failed(attempt.error or f"{attempt.url} cannot be read: {attempt.outcome}")
        else:
            yield attempt.document


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
