"""Reading again what is there: bodies that were kept, and stored texts where there are none."""

import itertools
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from flows.fetching.keep import document_of
from flows.stages.ingest import SUCCESSES, Cleaned, Loaded, articles_in, extract_batch, tallied
from flows.workers.pool import Workers
from flows.workers.serialization import articles_of, articles_to_arrow
from schemas.articles import Article
from schemas.documents import Document
from schemas.errors import WarehouseError
from schemas.facts import Batch
from schemas.runs import Fetch, Run
from schemas.validate import Rejected
from sources import FetchSettings
from sources.warc import read_at
from warehouse.duplicates import Version
from warehouse.raw import Kept, read_raw
from warehouse.stale import Wanted
from warehouse.store import Warehouse

logger = logging.getLogger(__name__)

PAGE = 256
"""Articles that are looked up at a time."""

REREAD = "reread"
"""The outcome of an article whose text is the same: its facts are replaced."""

WITHDRAWN = "withdrawn"
"""The outcome of an article that is none any more, or turns out to be another one."""

OUR_FAULT = frozenset({"clean_failed", "failed", "timeout"})
"""Outcomes of cleaning that say nothing of the page: what is stored of it stays."""


@dataclass(frozen=True, slots=True)
class Again:
    """One thing to read again: a stored article, or a kept page that gave none (`stored` is null).

    `fetch` is the page's own, or stands for the stored article's, and `kept` tells where its body lies.
    """

    fetch: Fetch
    kept: Kept | None
    stored: Article | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A batch with the documents that were kept, null where only the stored text is there."""

    items: Sequence[Again]
    documents: Sequence[Document | None]


@dataclass(frozen=True, slots=True)
class Reread:
    """A batch on its way: `fetches` and `articles` as in `Cleaned`.

    `gone` are stored versions, by their number in the batch, that are to be withdrawn if what takes their place can be
    stored.
    """

    items: Sequence[Again]
    fetches: Sequence[Fetch]
    articles: pa.Table
    gone: Mapping[int, Version] = field(default_factory=dict)
    tables: Batch = field(default_factory=dict)
    rejects: Sequence[Rejected] = ()


def find_again(warehouse: Warehouse, wanted: Wanted, run: Run, limit: int | None) -> Iterator[Again]:
    """All that is to be read again, in the order in which it was kept, at most `limit`."""
    found = itertools.chain(_articles(warehouse, wanted, run), _failures(warehouse, wanted))
    return itertools.islice(found, limit)


def _articles(warehouse: Warehouse, wanted: Wanted, run: Run) -> Iterator[Again]:
    last = None
    while page := warehouse.stale_articles(wanted, last, PAGE):
        for article in page:
            kept = Kept(article.warc_file, article.warc_offset or 0) if article.warc_file else None
            at = article.fetched_at or run.started_at
            fetch = Fetch(fetch_id="", url=article.source_id, fetched_at=at, outcome="", run_id=run.run_id)
            yield Again(fetch, kept, article)
        last = page[-1]


def _failures(warehouse: Warehouse, wanted: Wanted) -> Iterator[Again]:
    last = ""
    while page := warehouse.failed_fetches(wanted, last, PAGE):
        yield from (Again(each, Kept(each.warc_file or "", each.warc_offset or 0)) for each in page)
        last = page[-1].fetch_id


def in_batches(items: Iterable[Again], size: int) -> Iterator[tuple[int, list[Again]]]:
    """Batches of at most `size`, each with the number of its first member."""
    iterator, first = iter(items), 0
    while batch := list(itertools.islice(iterator, size)):
        yield first, batch
        first += len(batch)


def open_batch(batch: tuple[int, Sequence[Again]], warehouse: Warehouse, settings: FetchSettings) -> Opened:
    """The documents as they were when they were fetched."""
    _, items = batch
    return Opened(items, [_document(item.kept, warehouse, settings) if item.kept else None for item in items])


def _document(kept: Kept, warehouse: Warehouse, settings: FetchSettings) -> Document | None:
    """The document that lies there; null where it holds none, or is there no more."""
    try:
        record = read_raw(warehouse.data, kept)
    except WarehouseError as error:
        logger.warning("%s", error)
        return None
    return document_of(record) or read_at(warehouse.data / kept.file, kept.offset, settings).document


def clean_again(opened: Opened, pool: Workers) -> Reread:
    """The articles in the documents, and the stored ones where there is no document."""
    fetches, gone = [item.fetch for item in opened.items], {}
    documents = [(no, document) for no, document in enumerate(opened.documents) if document is not None]
    found: list[tuple[int, Article]] = []
    if documents:
        articles, lost = articles_in(documents, pool)
        for no, outcome, error in lost:
            stored = opened.items[no].stored
            if stored is not None and outcome not in OUR_FAULT:
                gone[no] = (stored.article_id, stored.version)
            fetches[no] = replace(fetches[no], outcome=WITHDRAWN if no in gone else outcome, error=error)
        found += zip(articles["no"].to_pylist(), articles_of(articles), strict=True)
    texts = ((no, item.stored) for no, item in enumerate(opened.items) if opened.documents[no] is None)
    read = [(no, _as_before(article, opened.items[no])) for no, article in found]
    read += [(no, stored) for no, stored in texts if stored is not None]
    return Reread(opened.items, fetches, articles_to_arrow(read), gone)


def _as_before(article: Article, item: Again) -> Article:
    """The article with where its body lies, and the date that it was given, where the page has none."""
    stored, kept = item.stored, item.kept
    if kept is not None:
        article = replace(article, warc_file=kept.file, warc_offset=kept.offset)
    if stored is None or article.published_at is not None:
        return article
    names = ("published_at", "published_precision", "published_from")
    return replace(article, **{name: getattr(stored, name) for name in names})


def plan_again(reread: Reread, warehouse: Warehouse) -> Reread:
    """The same with outcomes and versions: of a text that is the same its own, of another one the next."""
    fetches, gone, articles = list(reread.fetches), dict(reread.gone), []
    plan = warehouse.plan(reread.articles).to_pylist()
    numbers = reread.articles["no"].to_pylist()
    for no, article, planned in zip(numbers, articles_of(reread.articles), plan, strict=True):
        stored, outcome = reread.items[no].stored, planned["outcome"]
        same = stored is not None and stored.article_id == article.article_id
        if stored is not None and same and stored.text_sha256 == article.text_sha256:
            outcome, planned["version"] = REREAD, stored.version
        elif stored is not None and not same:
            gone[no] = (stored.article_id, stored.version)
            outcome = WITHDRAWN if outcome == "unchanged" else outcome
        if outcome not in ("unchanged", WITHDRAWN):
            articles.append((no, replace(article, version=planned["version"])))
        fetches[no] = replace(fetches[no], outcome=outcome, error=None, article_id=article.article_id)
    return replace(reread, fetches=fetches, articles=articles_to_arrow(articles), gone=gone)


def extract_again(reread: Reread, pool: Workers) -> Reread:
    """The facts of the articles."""
    extracted = extract_batch(Cleaned(reread.fetches, reread.articles), pool)
    return replace(reread, fetches=extracted.fetches, tables=extracted.tables, rejects=extracted.rejects)


def load_again(reread: Reread, warehouse: Warehouse, run_id: str) -> Loaded:
    """Put it aside, all or nothing."""
    rows = warehouse.load_aside(
        reread.tables,
        run_id=run_id,
        rejects=reread.rejects,
        fetches=[f for f, item in zip(reread.fetches, reread.items, strict=True) if item.stored is None],
        withdrawn=[version for no, version in reread.gone.items() if reread.fetches[no].outcome in SUCCESSES],
    )
    return tallied(reread.fetches, rows, len(reread.rejects))
