"""The pipeline's stages, each a plain function on a batch: fetch, clean, plan, extract and load."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from flows.carry import articles_to_arrow, documents_to_arrow, pack, unpack
from flows.pool import Pool, WorkerDiedError, WorkFailedError
from schemas.facts import FACT_TABLES, Batch
from schemas.ids import make_id
from schemas.runs import Fetch
from schemas.shingles import SHINGLES
from schemas.validate import Rejected
from sources import Attempt, FetchSettings, Reference, discover, fetch
from warehouse.store import Warehouse

Found = Reference | Attempt
"""What discovery gives: a thing to fetch, or one that was had (or failed) while looking."""

Numbered = tuple[int, list[Found]]
"""A batch of them, with the number in the run of its first member."""

FIRST_BATCH = 1
"""The first batch is small, so that the first facts are there soon; each next one is twice as large, up to the full."""

PATIENCE = 60.0
"""Seconds a worker is given for a batch, and PATIENCE_EACH more for each of its articles."""
PATIENCE_EACH = 30.0

FEED = "feed"
"""The outcome of a feed that was read: what it names has outcomes of its own."""

Lost = tuple[int, str, str]
"""Number of a document in its batch that gave no article, the outcome, and one sentence on why."""

SUCCESSES = ("new", "changed", "unchanged", FEED)
"""What becomes of a document that does not fail; a feed is none, but has been had."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one batch; `first` is the number in the run of its first attempt."""

    first: int
    attempts: Sequence[Attempt]


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


def find(sources: Sequence[str], settings: FetchSettings, limit: int | None = None) -> Iterator[Found]:
    """All that the sources hold, at most `limit`; raises UsageError for one that is not there, before any is read."""
    each = [discover(source, settings=settings) for source in sources]
    return _first(itertools.chain.from_iterable(each), limit)


def _first(found: Iterable[Found], limit: int | None) -> Iterator[Found]:
    """As many documents; feeds do not count."""
    left = limit
    for each in found:
        yield each
        if left is not None and not (isinstance(each, Attempt) and each.outcome == FEED):
            left -= 1
            if not left:
                return


def batched(found: Iterable[Found], size: int) -> Iterator[Numbered]:
    """Batches of at most `size`, the first ones smaller, each with the number of its first member."""
    iterator, first, now = iter(found), 0, min(FIRST_BATCH, size)
    while batch := list(itertools.islice(iterator, now)):
        yield first, batch
        first, now = first + len(batch), min(2 * now, size)


def fetch_batch(batch: Numbered, settings: FetchSettings) -> Fetched:
    """Have every document of a batch; one attempt each, in order."""
    first, found = batch
    had = iter(fetch([each for each in found if isinstance(each, Reference)], settings=settings))
    return Fetched(first, [next(had) if isinstance(each, Reference) else each for each in found])


def clean_batch(fetched: Fetched, pool: Pool, run_id: str) -> Cleaned:
    """The articles in the documents."""
    fetches = [_as_fetch(attempt, run_id, no) for no, attempt in enumerate(fetched.attempts, fetched.first)]
    documents = [(no, a.document) for no, a in enumerate(fetched.attempts) if a.document is not None]
    if not documents:
        return Cleaned(fetches, articles_to_arrow(()))
    answers, lost = _in_halves(pool, "clean", "documents", documents_to_arrow(documents))
    for no, outcome, error in lost + [tuple(f.values()) for a in answers for f in a["failures"].to_pylist()]:
        fetches[no] = replace(fetches[no], outcome=outcome, error=error)
    return Cleaned(fetches, pa.concat_tables([articles_to_arrow(()), *(a["articles"] for a in answers)]))


def _as_fetch(attempt: Attempt, run_id: str, number: int) -> Fetch:
    return Fetch(
        fetch_id=make_id(run_id, number, attempt.url),
        url=attempt.url,
        fetched_at=attempt.fetched_at,
        status=attempt.status,
        bytes=attempt.bytes,
        etag=attempt.etag,
        last_modified=attempt.last_modified,
        redirected_to=attempt.redirected_to,
        outcome=attempt.outcome,
        error=attempt.error,
        run_id=run_id,
    )


def plan_batch(cleaned: Cleaned, warehouse: Warehouse) -> Cleaned:
    """The same with outcomes, and only the articles that are new or changed, each with its version."""
    if not len(cleaned.articles):
        return cleaned
    plan = warehouse.plan(cleaned.articles)
    fetches = list(cleaned.fetches)
    for no, outcome in zip(cleaned.articles["no"].to_pylist(), plan["outcome"].to_pylist(), strict=True):
        fetches[no] = replace(fetches[no], outcome=outcome)
    position = cleaned.articles.schema.get_field_index("version")
    articles = cleaned.articles.set_column(position, "version", plan["version"])
    return Cleaned(fetches, articles.filter(pc.not_equal(plan["outcome"], "unchanged")))


def extract_batch(planned: Cleaned, pool: Pool) -> Extracted:
    """The facts of the articles, validated; an article that cannot be read is a failed fetch."""
    if not len(planned.articles):
        return Extracted(planned.fetches, _empty())
    answers, lost = _in_halves(pool, "extract", "articles", planned.articles)
    tables = {name: pa.concat_tables([empty, *(a[name] for a in answers)]) for name, empty in _empty().items()}
    tables["locations"] = _distinct(tables["locations"], "location_id")
    rejects = [Rejected(**row) for answer in answers for row in answer["rejected"].to_pylist()]
    fetches = list(planned.fetches)
    for no, outcome, error in [*lost, *_refused(planned.articles, rejects)]:
        fetches[no] = replace(fetches[no], outcome=outcome, error=error)
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
    outcomes: dict[str, int] = {}
    for each in extracted.fetches:
        outcomes[each.outcome] = outcomes.get(each.outcome, 0) + 1
    failures = [each for each in extracted.fetches if each.outcome not in SUCCESSES]
    return Loaded(outcomes, rows, len(extracted.rejects), failures)


def _empty() -> Batch:
    """What extraction gives, without a row."""
    return {name: table.to_arrow(()) for name, table in FACT_TABLES.items()} | {"shingles": SHINGLES.to_arrow(())}


def _in_halves(pool: Pool, method: str, name: str, rows: pa.Table) -> tuple[list[dict[str, pa.Table]], list[Lost]]:
    """Have a worker do these rows. Where that fails, each half of them, down to the single row that is to blame."""
    patience = PATIENCE + PATIENCE_EACH * len(rows)
    try:
        answer = pool.submit(method, pack({name: rows}), patience=patience).result()
        return [unpack(answer)], []
    except (WorkerDiedError, WorkFailedError) as error:
        if len(rows) == 1:
            return [], [(rows["no"][0].as_py(), f"{method}_failed", str(error))]
    middle = len(rows) // 2
    one, lost = _in_halves(pool, method, name, rows[:middle])
    other, also_lost = _in_halves(pool, method, name, rows[middle:])
    return one + other, lost + also_lost
