"""Pruning: drops old versions of articles and old records, by policy, and raw files that nothing refers to."""

# ruff: noqa: S608 -- the names in these statements are those of `schemas`, never input

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from warehouse.aside import OF_ARTICLES
from warehouse.store import Warehouse
from warehouse.transaction import transaction

HERE = Path(__file__).parent

_OLD_REJECTS = "SELECT run_id FROM rejects WHERE rejected_at < $before"

_OLD_RUNS = """
    SELECT run_id FROM runs WHERE started_at < $before AND state <> 'running'
    AND run_id NOT IN (SELECT run_id FROM fetches) AND run_id NOT IN (SELECT run_id FROM rejects)
"""

_REFERRED = """
    SELECT warc_file FROM articles WHERE warc_file IS NOT NULL
    UNION SELECT warc_file FROM fetches WHERE warc_file IS NOT NULL
"""


def drop_versions(warehouse: Warehouse, keep: int) -> dict[str, int]:
    """Keep `keep` versions of each article and whichever is current; returns the rows dropped, by table."""
    doomed = (HERE / "prune_versions.sql").read_text(encoding="utf-8")
    with warehouse.writing("the dropping of old versions"), transaction(warehouse.connection):
        tables = [table.name for table in OF_ARTICLES]
        return _drop(warehouse, tables, ("article_id", "version"), doomed, {"keep_versions": keep})


def drop_records(warehouse: Warehouse, before: dt.datetime) -> dict[str, int]:
    """Drop fetches, rejects and runs from before that time (UTC), but what is known of each page; returns the rows.

    A run stays as long as a fetch or a reject of it does.
    """
    fetches = (HERE / "prune_fetches.sql").read_text(encoding="utf-8")
    given = {"before": before}
    with warehouse.writing("the dropping of old records"), transaction(warehouse.connection):
        dropped = _drop(warehouse, ["fetches"], ("fetch_id",), fetches, given)
        dropped |= _drop(warehouse, ["rejects"], ("run_id",), _OLD_REJECTS, given)
        return dropped | _drop(warehouse, ["runs"], ("run_id",), _OLD_RUNS, given)


def _drop(
    warehouse: Warehouse, tables: Sequence[str], keys: Sequence[str], doomed: str, given: Mapping[str, Any]
) -> dict[str, int]:
    """Delete the rows of the tables whose keys a query gives."""
    connection = warehouse.connection
    connection.execute(f"CREATE OR REPLACE TEMP TABLE doomed AS {doomed}", dict(given))
    same = " AND ".join(f"stored.{key} = doomed.{key}" for key in keys)
    try:
        return {
            name: int(
                connection.execute(
                    f"DELETE FROM {name} AS stored WHERE EXISTS (SELECT 1 FROM doomed WHERE {same})"
                ).fetchall()[0][0]
            )
            for name in tables
        }
    finally:
        connection.execute("DROP TABLE doomed")


def drop_raw(warehouse: Warehouse) -> int:
    """Remove the raw files that no article and no fetch refers to; returns how many bytes they had."""
    referred = {name for (name,) in warehouse.connection.execute(_REFERRED).fetchall()}
    raw = warehouse.data / "raw"
    files = [path for path in raw.rglob("*.warc.gz") if path.relative_to(warehouse.data).as_posix() not in referred]
    freed = sum(path.stat().st_size for path in files)
    for path in files:
        path.unlink()
    for folder in raw.glob("*/"):
        if not any(folder.iterdir()):
            folder.rmdir()
    return freed
