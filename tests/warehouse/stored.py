"""What a warehouse holds, as plain rows that can be compared."""

from typing import Any

import pyarrow as pa

from schemas.facts import FACT_TABLES, Batch
from warehouse.store import Warehouse

Rows = dict[str, list[dict[str, Any]]]


def stored(warehouse: Warehouse) -> Rows:
    """Every fact in the writer's file, sorted."""
    return sorted_rows({n: warehouse.connection.sql(f"FROM {n}").to_arrow_table() for n in FACT_TABLES})


def sorted_rows(tables: Batch) -> Rows:
    """The rows of each table, sorted by their key."""
    return {name: _sorted(tables[name], table.key) for name, table in FACT_TABLES.items()}


def _sorted(rows: pa.Table, key: tuple[str, ...]) -> list[dict[str, Any]]:
    return sorted(rows.to_pylist(), key=lambda row: tuple(row[name] for name in key))
