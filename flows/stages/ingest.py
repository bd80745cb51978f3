"""The pipeline's stages, each a plain function on a batch: fetch, clean, plan, extract and load."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.fetching.items import FEED, Item, Numbered
from flows.fetching.keep import Keeper
from flows.workers.bisection import Lost, in_halves
from flows.workers.pool import Workers
from flows.workers.serialization import articles_to_arrow, documents_to_arrow
from schemas.documents import Document
from schemas.facts import FACT_TABLES, Batch
from schemas.ids import make_id
from schemas.runs import Fetch
from schemas.shingles import SHINGLES
from schemas.urls import canonical
from schemas.validate import Rejected
from sources import Attempt, FetchSettings, Hosts, Reference, fetch
from warehouse.raw import Kept
from warehouse.store import Warehouse

SUCCESSES = ("new", "changed", "unchanged", "not_modified", "reread", "withdrawn", FEED)
"""What becomes of a document that does not fail; a feed is none, but has been had. `reread` and `withdrawn` come of
reading again what is there."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one batch: an attempt each; `first` is the number in the run of the first one."""

    first: int
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The articles of a batch, each with `no`, its place in `fetches`. A fetch without outcome yet has an article."""

    fetches: Sequence[Fetch]
    articles: pa.Table


@dataclass(frozen=True, slots=True)
class Extracted:
    """Everything about a batch that is to be stored."""

    fetches: Sequence[Fetch]
    tables: Batch
    rejects: Sequence[Rejected] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a batch came to: documents by outcome, rows by table, and the fetches that gave no article."""

    outcomes: Mapping[str, int]
    rows: Mapping[str, int]
    rejects: int
    failures: Sequence[Fetch] = field(default=())


def fetch_batch(batch: Numbered, settings: FetchSettings, hosts: Hosts, keeper: Keeper) -> Fetched:
    """Have every document of a batch, and keep what was fetched; one attempt each, in order."""
    first, items = batch
    wanted = [each.found for each in items if isinstance(each.found, Reference)]
    had = iter(fetch(wanted, settings=settings, hosts=hosts))
    return Fetched(
        first,
        keeper.keep([replace(i, found=next(had)) if isinstance(i.found, Reference) else i for i in items]),
    )


def clean_batch(fetched: Fetched, pool: Workers, run_id: str) -> Cleaned:
    """The articles in the documents."""
    fetches = [as_fetch(item, run_id, no) for no, item in enumerate(fetched.items, fetched.first)]
    attempts = [item.found for item in fetched.items if isinstance(item.found, Attempt)]
    documents = [(no, a.document) for no, a in enumerate(attempts) if a.document is not None]
    if not documents:
        return Cleaned(fetches, articles_to_arrow(()))
    articles, lost = articles_in(documents, pool)
    for no, outcome, error in lost:
        fetches[no] = replace(fetches[no], outcome=outcome, error=error)
    return Cleaned(fetches, with_places(articles, [_place(item) for item in fetched.items]))


def articles_in(documents: Iterable[tuple[int, Document]], pool: Workers) -> tuple[pa.Table, list[Lost]]:
    """The articles in some documents, each with its document's number, and the documents that give none."""
    answers, lost = in_halves(pool, "clean", "documents", documents_to_arrow(documents))
    refused = [(f["no"], f["outcome"], f["error"]) for a in answers for f in a["failures"].to_pylist()]
    return pa.concat_tables([articles_to_arrow(()), *(a["articles"] for a in answers)]), lost + refused


def _place(item: Item) -> Kept | None:
    """Where the raw body lies: what this run kept, or the WARC file that it was read from."""
    document = item.found.document if isinstance(item.found, Attempt) else None
    if item.kept or document is None or document.warc_file is None:
        return item.kept
    return Kept(str(Path(document.warc_file).absolute()), document.warc_offset or 0)


def with_places(articles: pa.Table, kept: Sequence[Kept | None]) -> pa.Table:
    """The articles with where their raw bodies lie; `kept` has a place for each number of the batch."""
    places = [kept[no] for no in articles["no"].to_pylist()]
    columns = {"warc_file": [p and p.file for p in places], "warc_offset": [p and p.offset for p in places]}
    for name, values in columns.items():
        position = articles.schema.get_field_index(name)
        field = articles.schema.field(position)
        articles = articles.set_column(position, field, pa.array(values, field.type))
    return articles


def as_fetch(item: Item, run_id: str, number: int) -> Fetch:
    """What is recorded of an attempt, the outcome as far as it is known."""
    attempt = item.found
    if not isinstance(attempt, Attempt):
        raise TypeError(f"{attempt} was not fetched")
    return Fetch(
        fetch_id=make_id(run_id, number, attempt.url),
        url=attempt.url,
        page=canonical(attempt.url),
        source=item.source,
        fetched_at=attempt.fetched_at,
        status=attempt.status,
        bytes=attempt.bytes,
        etag=attempt.etag,
        last_modified=attempt.last_modified,
        redirected_to=attempt.redirected_to,
        outcome=attempt.outcome,
        warc_file=item.kept.file if item.kept else None,
        warc_offset=item.kept.offset if item.kept else None,
        error=attempt.error,
        run_id=run_id,
    )


def plan_batch(cleaned: Cleaned, warehouse: Warehouse) -> Cleaned:
    """The same with outcomes, and only the articles that are new or changed, each with its version."""
    if not len(cleaned.articles):
        return cleaned
    plan = warehouse.plan(cleaned.articles)
    fetches = list(cleaned.fetches)
    columns = (cleaned.articles["no"], plan["outcome"], plan["article_id"])
    for no, outcome, article in zip(*(column.to_pylist() for column in columns), strict=True):
        fetches[no] = replace(fetches[no], outcome=outcome, article_id=article)
    position = cleaned.articles.schema.get_field_index("version")
    articles = cleaned.articles.set_column(position, "version", plan["version"])
    return Cleaned(fetches, articles.filter(pc.not_equal(plan["outcome"], "unchanged")))


def extract_batch(planned: Cleaned, pool: Workers) -> Extracted:
    """The facts of the articles, validated; an article that cannot be read is a failed fetch."""
    if not len(planned.articles):
        return Extracted(planned.fetches, _empty())
    answers, lost = in_halves(pool, "extract", "articles", planned.articles)
    tables = {name: pa.concat_tables([empty, *(a[name] for a in answers)]) for name, empty in _empty().items()}
    tables["locations"] = _distinct(tables["locations"], "location_id")
    rejects = [Rejected(**row) for answer in answers for row in answer["rejected"].to_pylist()]
    fetches = list(planned.fetches)
    for no, outcome, error in [*lost, *_refused(planned.articles, rejects)]:
        fetches[no] = replace(fetches[no], outcome=outcome, article_id=None, error=error)
    return Extracted(fetches, tables, rejects)


def _refused(articles: pa.Table, rejects: Iterable[Rejected]) -> Iterator[Lost]:
    """The articles whose own row broke its contract, so that nothing of them is stored."""
    reasons = {reject.article_id: reject.reason for reject in rejects if reject.table_name == "articles"}
    for no, article in zip(articles["no"].to_pylist(), articles["article_id"].to_pylist(), strict=True):
        if article in reasons:
            yield no, "rejected", f"The article broke its contract: {reasons[article]}."


def _distinct(rows: pa.Table, key: str) -> pa.Table:
    """The first row of each key."""
    first = {value: no for no, value in reversed(list(enumerate(rows[key].to_pylist())))}
    return rows.take(pa.array(sorted(first.values()), pa.int64()))


def load_batch(extracted: Extracted, warehouse: Warehouse, run_id: str) -> Loaded:
    """Store it, all or nothing."""
    rows = warehouse.load(extracted.tables, run_id=run_id, rejects=extracted.rejects, fetches=extracted.fetches)
    return tallied(extracted.fetches, rows, len(extracted.rejects))


def tallied(fetches: Sequence[Fetch], rows: Mapping[str, int], rejects: int) -> Loaded:
    """What a batch with these fetches came to."""
    failures = [each for each in fetches if each.outcome not in SUCCESSES]
    return Loaded(Counter(each.outcome for each in fetches), rows, rejects, failures)


def _empty() -> Batch:
    """What extraction gives, without a row."""
    return {name: table.to_arrow(()) for name, table in FACT_TABLES.items()} | {"shingles": SHINGLES.to_arrow(())}
