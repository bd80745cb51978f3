"""Publishing: the stored tables and their views as Parquet and as a DuckDB file for readers, each replaced whole."""

# ruff: noqa: S608 -- the names in these statements are those of `schemas` and of our views, never input

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.facts import TABLES
from schemas.table import Table
from warehouse.ddl import comments, create_table, literal, quoted
from warehouse.store import Warehouse
from warehouse.transaction import transaction
from warehouse.views import views

MONTH_BYTES = 100_000_000
"""A table is cut by publication month once its months are this large on average, in bytes of Parquet."""

ORDER = ("published_at", "day", "article_id", "version", "sentence_no", "start")
"""What rows are sorted by, as far as a table has it: near in time is near in the file."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where readers find the facts, and how many rows each table and view has."""

    serving: Path
    parquet: Path
    rows: Mapping[str, int]


def publish(warehouse: Warehouse, out: Path | None = None, *, month_bytes: int = MONTH_BYTES) -> Published:
    """Write all tables and views to `out` (the data folder) as `serving.duckdb` and `parquet/<name>/*.parquet`.

    Everything is written aside first and then renamed into place, file by file, so that a reader sees the file as
    it was or as it is, never half, and is never locked out. Raises WarehouseError where there is no room.
    """
    out = out or warehouse.data
    aside = out / ".publishing"
    with warehouse.writing("what was to be published"):
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        try:
            rows = _write(warehouse.connection, aside, month_bytes)
            _put_in_place(aside, out)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return Published(out / "serving.duckdb", out / "parquet", rows)


def _write(connection: duckdb.DuckDBPyConnection, aside: Path, month_bytes: int) -> dict[str, int]:
    """Make every file aside; returns the rows of each table and view.

    The storage format is that of DuckDB 1.0, which the drivers of BI tools can read.
    """
    home = connection.execute("SELECT current_database()").fetchall()[0][0]
    target = literal(str(aside / "serving.duckdb"))
    connection.execute(f"ATTACH {target} AS serving (STORAGE_VERSION 'v1.0.0')")
    try:
        with transaction(connection):
            for statement in _serving(home):
                connection.execute(statement)
        connection.execute("USE serving")
        names = [*TABLES, *(view.name for view in views())]
        rows = {name: _write_parquet(connection, name, aside / "parquet" / name, month_bytes) for name in names}
    finally:
        connection.execute(f"USE {quoted(home)}")
        connection.execute("DETACH serving")
    return rows


def _serving(home: str) -> Iterator[str]:
    """The statements that fill the serving file."""
    yield "USE serving"
    for table in TABLES.values():
        yield create_table(table)
        yield f"INSERT INTO {table.name} BY NAME {_sorted_rows(table, home)}"
        yield from comments(table)
    for view in views():
        yield from view.statements()


def _sorted_rows(table: Table, home: str) -> str:
    """The stored rows by publication, then as they stand in the article."""
    source = f"{quoted(home)}.main.{table.name}"
    names = table.arrow.names
    keys = [f"stored.{quoted(name)}" for name in dict.fromkeys((*ORDER, *table.key)) if name in names]
    if "version" not in names or table.name == "articles":
        return f"SELECT stored.* FROM {source} AS stored ORDER BY {', '.join(keys)}"
    return (
        f"SELECT stored.* FROM {source} AS stored"
        f" LEFT JOIN {quoted(home)}.main.articles AS article USING (article_id, version)"
        f" ORDER BY article.published_at, {', '.join(keys)}"
    )


def _write_parquet(connection: duckdb.DuckDBPyConnection, name: str, folder: Path, month_bytes: int) -> int:
    """One table or view of the serving file as one Parquet file, or as one a month where months are large."""
    folder.mkdir(parents=True)
    columns = [column for column, *_ in connection.execute(f"DESCRIBE {name}").fetchall()]
    order = ", ".join(quoted(column) for column in ORDER if column in columns) or "ALL"
    whole = folder / f"{name}.parquet"
    rows = _copy(connection, f"FROM {name} ORDER BY {order}", whole)
    dated = _with_month(name, columns)
    if dated and rows:
        months = [month for (month,) in connection.execute(f"SELECT DISTINCT month_ FROM ({dated})").fetchall()]
        if whole.stat().st_size > month_bytes * len(months):
            whole.unlink()
            for month in months:
                of_month = f"SELECT * EXCLUDE month_ FROM ({dated}) WHERE month_ = {literal(month)} ORDER BY {order}"
                _copy(connection, of_month, folder / f"{name}-{month}.parquet")
    return rows


def _with_month(name: str, columns: Sequence[str]) -> str | None:
    """The rows with their month of publication as `month_`; nothing where they belong to no article."""
    month = "coalesce(strftime({}, '%Y-%m'), 'undated') AS month_"
    if "published_at" in columns:
        return f"SELECT *, {month.format('published_at')} FROM {name}"
    if {"article_id", "version"} <= set(columns):
        month = month.format("articles.published_at")
        return f"SELECT {name}.*, {month} FROM {name} LEFT JOIN articles USING (article_id, version)"
    return None


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    done = connection.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
    return int(done.fetchall()[0][0])


def _put_in_place(aside: Path, out: Path) -> None:
    """Rename every finished file to where readers look, each in one step; drop the files they no longer need."""
    files = sorted(path for path in aside.rglob("*") if path.is_file())
    for path in files:
        _sync(path)
    for folder in sorted((aside / "parquet").iterdir()):
        home = out / "parquet" / folder.name
        home.mkdir(parents=True, exist_ok=True)
        # Where a table is cut by month for the first time, a reader may find it short for a moment, but never doubled.
        for stale in set(home.iterdir()) - {home / path.name for path in folder.iterdir()}:
            stale.unlink()
        for path in sorted(folder.iterdir()):
            path.replace(home / path.name)
        _sync(home)
    (aside / "serving.duckdb").replace(out / "serving.duckdb")
    _sync(out)


def _sync(path: Path) -> None:
    """Have the disk hold what was written; folders cannot be opened for that on Windows, and need not be."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
