"""One run over sources: finds what they hold, fetches and reads what is due, and stores its facts."""

import dataclasses
from collections.abc import Sequence

from flows.fetching.batches import batched
from flows.fetching.find import Finder, check
from flows.fetching.keep import Keeper
from flows.fetching.manners import manners
from flows.runs.job import Equipment, Job, Wrap, perform
from flows.runs.tally import Summary, begun
from flows.settings.config import Config
from flows.settings.listed import Listed
from flows.stages.belt import Stages
from flows.stages.ingest import clean_batch, extract_batch, fetch_batch, load_batch, plan_batch
from schemas.hosts import Host
from sources import FetchSettings, HostRecord, Hosts
from warehouse.publish import publish
from warehouse.raw import RawFiles
from warehouse.store import Warehouse

BATCH_SECONDS = 10
"""So long one host may hold up a batch by the delay that it is owed between two of its pages."""


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
