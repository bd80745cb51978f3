"""One run: opens the warehouse, carries all batches through the stages, publishes, and records how it went."""

import dataclasses
import datetime as dt
import json
import platform
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from flows.belt import Stages, carry
from flows.config import Config
from flows.pipeline import (
    FEED,
    SUCCESSES,
    Loaded,
    Numbered,
    batched,
    clean_batch,
    extract_batch,
    fetch_batch,
    find,
    load_batch,
    plan_batch,
)
from flows.pool import Pool
from schemas.facts import BOOKKEEPING
from schemas.ontology import RunState
from schemas.runs import Fetch, Run
from sources import FetchSettings
from warehouse.publish import publish
from warehouse.store import Warehouse

LISTED = 100
"""Failures that a summary holds one by one; all of them are in `fetches`."""


class Progress(Protocol):
    """Who is told how a run goes; called from several threads."""

    def found(self, documents: int) -> None:
        """So many more documents are to be done."""

    def done(self, stage: str, documents: int) -> None:
        """So many more documents are through this stage: fetch, clean, plan, extract or load."""


class NoProgress:
    """Nobody is told."""

    def found(self, documents: int) -> None:
        """Pass over it."""

    def done(self, stage: str, documents: int) -> None:
        """Pass over it."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a run needs beside its settings: workers, who is told, and the time.monotonic() seconds count from."""

    pool: Pool
    progress: Progress
    started: float


@dataclass(slots=True)
class Tally:
    """What a run came to so far: documents by outcome, rows added by table, the first failures, when facts came."""

    started: float
    outcomes: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    rejects: int = 0
    failures: list[Fetch] = field(default_factory=list)
    first_facts: float | None = None

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    @property
    def failed(self) -> int:
        """Documents that gave no article."""
        return sum(n for outcome, n in self.outcomes.items() if outcome not in SUCCESSES)

    @property
    def facts(self) -> int:
        """Rows added beyond the articles themselves."""
        return sum(n for name, n in self.rows.items() if name not in {"articles", "shingles", *BOOKKEEPING})

    def add(self, loaded: Loaded) -> None:
        """Count a batch."""
        self.outcomes.update(loaded.outcomes)
        self.rows.update(loaded.rows)
        self.rejects += loaded.rejects
        self.failures += loaded.failures[: LISTED - len(self.failures)]
        if self.first_facts is None and self.facts:
            self.first_facts = self.seconds


@dataclass(frozen=True, slots=True)
class Summary:
    """A run that came to its end. `rows` are those added or changed, `published` all there are, by table and view."""

    run_id: str
    data: Path
    seconds: float
    first_facts: float | None
    outcomes: Mapping[str, int]
    rows: Mapping[str, int]
    rejects: int
    failed: int
    failures: Sequence[Fetch]
    published: Mapping[str, int]


def run(
    sources: Sequence[str],
    config: Config,
    equipment: Equipment,
    wrap: Callable[[Stages], Stages] = lambda stages: stages,
) -> Summary:
    """Do all of it. `wrap` may put something around each stage, such as a task.

    Raises UsageError where a source does not exist, WarehouseError where the warehouse cannot be used; what fails
    of a single document is in the summary instead.
    """
    pool = equipment.pool
    tally = Tally(equipment.started)
    settings = FetchSettings(allow_private=config.allow_private)
    batches = batched(find(sources, settings, config.limit), config.batch_size)
    record = _record(sources, config)
    with Warehouse.open(config.data) as warehouse:
        stages = wrap(_told(_stages(batches, settings, pool, warehouse, record.run_id), equipment.progress))
        warehouse.start_run(record)
        try:
            for loaded in carry(stages.find(), stages, width=2 * config.workers + 2):
                tally.add(loaded)
            extractor = pool.submit("name", b"", patience=60).result().decode() if tally.facts else None
            # Before publishing, so that the published record is the final one.
            warehouse.end_run(_ended(record, "completed", tally, extractor))
            published = stages.publish()
        except BaseException as error:
            warehouse.end_run(_ended(record, "failed" if isinstance(error, Exception) else "crashed", tally))
            raise
    return Summary(
        run_id=record.run_id,
        data=config.data,
        seconds=tally.seconds,
        first_facts=tally.first_facts,
        outcomes=tally.outcomes,
        rows=tally.rows,
        rejects=tally.rejects,
        failed=tally.failed,
        failures=tally.failures,
        published=published.rows,
    )


def _stages(
    batches: Iterator[Numbered], settings: FetchSettings, pool: Pool, warehouse: Warehouse, run_id: str
) -> Stages:
    return Stages(
        find=lambda: batches,
        fetch=lambda batch: fetch_batch(batch, settings),
        clean=lambda fetched: clean_batch(fetched, pool, run_id),
        plan=lambda cleaned: plan_batch(cleaned, warehouse),
        extract=lambda planned: extract_batch(planned, pool),
        load=lambda extracted: load_batch(extracted, warehouse, run_id),
        publish=lambda: publish(warehouse),
    )


def _told(stages: Stages, progress: Progress) -> Stages:
    """The same stages, each telling the progress what it has done."""

    def found() -> Iterator[Numbered]:
        for first, batch in stages.find():
            progress.found(len(batch))
            yield first, batch

    def telling(stage: str, count: Callable[[Any], int]) -> Callable[[Any], Any]:
        def staged(given: Any) -> Any:
            result = getattr(stages, stage)(given)
            progress.done(stage, count(result))
            return result

        return staged

    return Stages(
        find=found,
        fetch=telling("fetch", lambda fetched: len(fetched.attempts)),
        clean=telling("clean", lambda cleaned: len(cleaned.fetches)),
        plan=telling("plan", lambda planned: len(planned.fetches)),
        extract=telling("extract", lambda extracted: len(extracted.fetches)),
        load=telling("load", lambda loaded: sum(loaded.outcomes.values())),
        publish=stages.publish,
    )


def _record(sources: Sequence[str], config: Config) -> Run:
    settings = {"sources": list(sources), **dataclasses.asdict(config)}
    return Run(
        run_id=uuid.uuid4().hex[:16],
        flow="ingest",
        started_at=_now(),
        state="running",
        config=json.dumps(settings, default=str),
        host=platform.node(),
    )


def _ended(record: Run, state: RunState, tally: Tally, extractor: str | None = None) -> Run:
    return dataclasses.replace(
        record,
        ended_at=_now(),
        state=state,
        documents=tally.outcomes.total() - tally.outcomes[FEED],
        articles_new=tally.outcomes["new"] + tally.outcomes["changed"],
        articles_unchanged=tally.outcomes["unchanged"],
        articles_failed=tally.failed,
        facts=tally.facts,
        rejects=tally.rejects,
        extractor=extractor,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
