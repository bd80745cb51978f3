"""A job in one warehouse: all its batches carried through the stages, published, and recorded however it ends."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from flows.runs.tally import Summary, Tally, ended, summary_of
from flows.settings.config import Config
from flows.stages.belt import Stages, carry
from flows.workers.pool import Workers
from schemas.runs import Run
from warehouse.remote import put_too
from warehouse.store import Warehouse


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

    pool: Workers
    progress: Progress
    started: float


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done in one warehouse: its record, its stages, what to store when all is loaded, what to count."""

    record: Run
    stages: Stages
    closing: Callable[[], None]
    known: Callable[[], int]


Wrap = Callable[[Stages], Stages]
"""May put something around each stage, such as a task."""


def perform(job: Job, warehouse: Warehouse, config: Config, equipment: Equipment, wrap: Wrap) -> Summary:
    """Carry all batches through, publish, and record how it went, however it ends."""
    tally, record = Tally(equipment.started), job.record
    stages = wrap(_told(job.stages, equipment.progress))
    warehouse.start_run(record)
    try:
        for loaded in carry(stages.find(), stages, width=2 * equipment.pool.size + 2):
            tally.add(loaded)
        job.closing()
        name = equipment.pool.submit("name", b"", patience=60).result().decode() if tally.facts else None
        # Before publishing, so that the published record is the final one.
        warehouse.end_run(ended(record, "completed", tally, name))
        published = stages.publish()
    except BaseException as error:
        warehouse.end_run(ended(record, "failed" if isinstance(error, Exception) else "crashed", tally))
        raise
    summary = summary_of(record, config, tally, published.rows, job.known())
    return dataclasses.replace(summary, unsent=put_too(config.data, config.publish_to, dt.datetime.now(dt.UTC)))


def _told(stages: Stages, progress: Progress) -> Stages:
    """The same stages, each telling the progress what it has done."""

    def found() -> Iterator[tuple[int, list[Any]]]:
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
        fetch=telling("fetch", lambda fetched: len(fetched.items)),
        clean=telling("clean", lambda cleaned: len(cleaned.fetches)),
        plan=telling("plan", lambda planned: len(planned.fetches)),
        extract=telling("extract", lambda extracted: len(extracted.fetches)),
        load=telling("load", lambda loaded: sum(loaded.outcomes.values())),
        publish=stages.publish,
    )
