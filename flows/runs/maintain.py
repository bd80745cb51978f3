"""Upkeep: the warehouse maintained as the settings say, and what came of it in words."""

from collections.abc import Iterator

from flows.settings.config import Config
from schemas.moments import utc_now
from warehouse.maintain import Maintained, Policy, maintain


def upkeep(config: Config) -> Maintained:
    """Maintain the warehouse; raises WarehouseError where that cannot be done."""
    policy = Policy(
        keep_versions=config.keep_versions,
        keep_days=config.keep_days,
        drop_raw=config.drop_raw,
        publish_to=config.publish_to,
        backup=config.backup,
        keep_backups=config.keep_backups,
    )
    return maintain(config.data, policy, utc_now())


def lines(done: Maintained) -> Iterator[tuple[str, str]]:
    """What was done, in labelled lines."""
    for table, rows in done.dropped.items():
        yield f"Dropped from {table}", f"{rows:,} rows"
    for label, gained in (("Raw files removed", done.raw_bytes), ("File made smaller by", done.file_bytes)):
        if gained:
            yield label, f"{gained / 1e6:,.1f} MB"
    yield "Claims that hold", f"{done.claims:,} of {done.claims + len(done.broken):,}"
    for check in done.broken:
        yield "Broken", f"{check.table}: {check.claim} ({check.faults:,} of {check.rows:,} rows)"
    if done.unsent:
        yield "Not put elsewhere", done.unsent
    if done.backup:
        yield "Backup", str(done.backup)
