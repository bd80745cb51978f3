"""One run: opens the warehouse, carries all batches through the stages, publishes, and records how it went."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flows.belt import Stages, carry
from flows.config import Config
from flows.find import Finder, check
from flows.keep import Keeper
from flows.listed import Listed
from flows.manners import manners
from flows.pipeline import clean_batch, extract_batch, fetch_batch, load_batch, plan_batch
from flows.pool import Workers
from flows.spread import batched
from flows.tally import Summary, Tally, begun, ended, summary_of
from schemas.errors import WarehouseError
from schemas.hosts import Host
from schemas.runs import Run
from sources import FetchSettings, HostRecord, Hosts
from warehouse.publish import publish
from warehouse.raw import RawFiles
from warehouse.remote import put
from warehouse.store import Warehouse

BATCH_SECONDS = 10
"""So long one host may hold up a batch by the delay that it is owed between two of its pages."""


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


def run(
    sources: Sequence[str | Listed], config: Config, equipment: Equipment, wrap: Wrap = lambda stages: stages
) -> Summary:
    """Do all of it; with no sources given, those that the settings list.

    Raises UsageError where a source does not exist, WarehouseError where the warehouse cannot be used; what fails
    of a single document is in the summary instead.
    """
    listed = [Listed(url=each) if isinstance(each, str) else each for each in sources] or config.sources
    check(listed, config)
    record = begun("ingest", [each.spec for each in listed], config)
    with Warehouse.open(config.data) as warehouse, RawFiles(config.data, record.run_id) as files:
        hosts = Hosts(HostRecord(**dataclasses.asdict(host)) for host in warehouse.hosts())
        keeper = Keeper(files if config.keep_raw else None)
        finder = Finder(listed, config, hosts, warehouse, keeper)
        settings = manners(config)
        job = Job(
            record=record,
            stages=Stages(
                find=lambda: batched(finder, config.batch_size, _share(settings, config)),
                fetch=lambda batch: fetch_batch(batch, settings, hosts, keeper),
                clean=lambda fetched: clean_batch(fetched, equipment.pool, record.run_id),
                plan=lambda cleaned: plan_batch(cleaned, warehouse),
                extract=lambda planned: extract_batch(planned, equipment.pool),
                load=lambda extracted: load_batch(extracted, warehouse, record.run_id),
                publish=lambda: publish(warehouse),
            ),
            closing=lambda: warehouse.remember(Host(**dataclasses.asdict(host)) for host in hosts.records()),
            known=lambda: finder.known,
        )
        return perform(job, warehouse, config, equipment, wrap)


def _share(settings: FetchSettings, config: Config) -> int:
    """How many pages of one host a batch may have."""
    if not settings.delay_seconds:
        return config.batch_size
    return min(config.batch_size, max(1, round(BATCH_SECONDS / settings.delay_seconds)))


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
    return sent(summary_of(record, config, tally, published.rows, job.known()), config)


def sent(summary: Summary, config: Config) -> Summary:
    """Put what is published where the settings ask for it, too; the run is good whether or not that can be done."""
    if not config.publish_to:
        return summary
    try:
        put(config.data, config.publish_to, dt.datetime.now(dt.UTC))
    except WarehouseError as error:
        return dataclasses.replace(summary, unsent=str(error))
    return summary


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
