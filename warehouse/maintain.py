"""Maintaining a warehouse: prune, publish, verify, compact and back up, in this order."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse.backup import back_up
from warehouse.compact import compact
from warehouse.prune import drop_raw, drop_records, drop_versions
from warehouse.publish import publish
from warehouse.remote import put_too
from warehouse.store import Warehouse
from warehouse.verify import Check, verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What to keep; by default everything.

    `keep_versions` of each article, the current one always; `keep_days` of fetches, rejects and runs; `drop_raw` is
    whether raw files that nothing refers to are removed; `keep_backups` in the folder `backup`, if there is one. What
    is published goes to the folder with the URI `publish_to`, too, if there is one.
    """

    keep_versions: int | None = None
    keep_days: float | None = None
    drop_raw: bool = False
    publish_to: str = ""
    backup: Path | None = None
    keep_backups: int = 7


@dataclass(frozen=True, slots=True)
class Maintained:
    """What was done: rows dropped by table, bytes gained, claims that hold and those that do not, the backup made.

    `unsent` says why what was published could not be put elsewhere, too.
    """

    dropped: Mapping[str, int]
    raw_bytes: int
    file_bytes: int
    claims: int
    broken: Sequence[Check]
    backup: Path | None
    unsent: str | None = None


def maintain(data: Path, policy: Policy, now: dt.datetime) -> Maintained:
    """Do what the policy says; `now` is in UTC. A warehouse that breaks a claim is not backed up: the copies are good.

    Raises WarehouseError where another run has the warehouse open, or where something cannot be written.
    """
    dropped: Counter[str] = Counter()
    with Warehouse.open(data) as warehouse:
        warehouse.swap()  # what a run that was killed left aside
        if policy.keep_versions is not None:
            dropped.update(drop_versions(warehouse, policy.keep_versions))
        if policy.keep_days is not None:
            dropped.update(drop_records(warehouse, now - dt.timedelta(days=policy.keep_days)))
        raw_bytes = drop_raw(warehouse) if policy.drop_raw else 0
        publish(warehouse)
        unsent = put_too(data, policy.publish_to, now.replace(tzinfo=dt.UTC))
    checks = list(verify(data))
    broken = [check for check in checks if check.faults]
    file_bytes = compact(data)
    backup = back_up(data, policy.backup, now, keep=policy.keep_backups) if policy.backup and not broken else None
    return Maintained(+dropped, raw_bytes, file_bytes, len(checks) - len(broken), broken, backup, unsent)
