"""What a worker process is asked to do: bytes to articles, and articles to facts that keep their contract."""

from collections.abc import Generator, Iterable, Iterator
from typing import ClassVar

import pyarrow as pa

from flows.workers.limits import limited
from flows.workers.serialization import articles_of, articles_to_arrow, documents_of, pack, unpack
from schemas.articles import Article
from schemas.documents import Document
from schemas.errors import CleanError
from schemas.facts import FactTables, to_batch
from schemas.moments import read_moment
from schemas.shingles import SHINGLES, Shingle
from schemas.validate import Rejected, validate
from transforms.clean import clean
from transforms.duplicates import shingles
from transforms.extract import extract_all, extractor_name, load_model

FAILURES = pa.schema([("no", pa.int32()), ("outcome", pa.string()), ("error", pa.string())])
REJECTED = pa.schema([(name, pa.string()) for name in ("table_name", "article_id", "row", "check", "reason")])


class Reader:
    """Holds the parser; every method takes packed tables and returns packed tables.

    `seconds` of processor time and `memory` in bytes are what a page may take to be cleaned: more than the 20 seconds
    after which cleaning gives up by itself, which it cannot do within code in C.
    """

    seconds: ClassVar[float] = 25.0
    memory: ClassVar[int] = 1 << 30

    def __init__(self, parser: str = "", published: str = "") -> None:
        """Load the parser of this name (the default one where it is empty).

        `published` is the ISO date taken as publication date by texts that carry none.
        """
        self._model = load_model(parser or None)
        self._published = read_moment(published) if published else None

    def cleaned(self, document: Document) -> Article:
        """The article in a document; raises CleanError."""
        return clean(document, published=self._published)

    def read(self, articles: Iterable[Article]) -> Iterator[FactTables]:
        """The facts of each article, in order."""
        return extract_all(articles, self._model)

    def name(self, _: bytes) -> bytes:
        """Name and version of extractor and parser."""
        return extractor_name(self._model).encode()

    def clean(self, payload: bytes) -> Generator[int, None, bytes]:
        """Documents to `articles`, and `failures` for those that hold none.

        Yields the place of each document before it is cleaned: one that stalls or breaks the process is known by it.
        """
        articles, failures = [], []
        for place, (no, document) in enumerate(documents_of(unpack(payload)["documents"])):
            yield place
            try:
                with limited(self.seconds, self.memory):
                    articles.append((no, self.cleaned(document)))
            except CleanError as error:
                failures.append({"no": no, "outcome": error.outcome, "error": str(error)})
        return pack({"articles": articles_to_arrow(articles), "failures": pa.Table.from_pylist(failures, FAILURES)})

    def extract(self, payload: bytes) -> bytes:
        """Articles to the tables of facts, validated, with `shingles`, and `rejected` for the rows refused."""
        facts = list(self.read(articles_of(unpack(payload)["articles"])))
        batch = to_batch(facts) | {"shingles": shingled(article for each in facts for article in each.articles)}
        validated = validate(batch)
        return pack(validated.tables | {"rejected": _rejected(validated.rejects)})


def shingled(articles: Iterable[Article]) -> pa.Table:
    """What near-duplicates are found by: a row for each sampled run of words."""
    return SHINGLES.to_arrow(
        Shingle(article_id=article.article_id, version=article.version, shingle=shingle)
        for article in articles
        for shingle in shingles(article.text)
    )


def _rejected(rejects: Iterable[Rejected]) -> pa.Table:
    return pa.Table.from_pylist([{name: getattr(r, name) for name in REJECTED.names} for r in rejects], REJECTED)
