"""One run over what is there: reads it again, beside the old rows, which stay until all of a part is done."""

from flows.fetching.manners import manners
from flows.runs.job import Equipment, Job, Wrap, perform
from flows.runs.tally import Summary, begun
from flows.settings.config import Config
from flows.stages.belt import Stages
from flows.stages.reextract import (
    clean_again,
    extract_again,
    find_again,
    in_batches,
    load_again,
    open_batch,
    plan_again,
)
from warehouse.publish import publish
from warehouse.stale import Wanted
from warehouse.store import Warehouse


def reread(config: Config, equipment: Equipment, *, everything: bool, wrap: Wrap = lambda stages: stages) -> Summary:
    """Clean and extract again what today's extractor has not read, or everything; of what was fetched `since`.

    Raises WarehouseError where the warehouse cannot be used.
    """
    record, settings, pool = begun("reextract", [], config), manners(config), equipment.pool
    name = pool.submit("name", b"", patience=60).result().decode()
    wanted = Wanted(name, everything=everything, since=settings.since)
    with Warehouse.open(config.data) as warehouse:
        job = Job(
            record=record,
            stages=Stages(
                find=lambda: in_batches(find_again(warehouse, wanted, record, config.limit), config.batch_size),
                fetch=lambda batch: open_batch(batch, warehouse, settings),
                clean=lambda opened: clean_again(opened, pool),
                plan=lambda cleaned: plan_again(cleaned, warehouse),
                extract=lambda planned: extract_again(planned, pool),
                load=lambda extracted: load_again(extracted, warehouse, record.run_id),
                publish=lambda: publish(warehouse),
            ),
            closing=warehouse.swap,
            known=lambda: 0,
        )
        return perform(job, warehouse, config, equipment, wrap)
