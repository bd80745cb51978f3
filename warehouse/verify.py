"""Verifying: whether what is published still keeps its contract, and whether Parquet and DuckDB say the same."""

# ruff: noqa: S608 -- the names in these statements are those of `schemas` and of our views, never input

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.errors import WarehouseError
from schemas.facts import FACT_TABLES, PUBLISHED
from schemas.table import Table
from schemas.validate import ARTICLE, REFERENCES, SPANS
from warehouse.ddl import literal, quoted
from warehouse.store import SETTINGS, first_line
from warehouse.views import views


@dataclass(frozen=True, slots=True)
class Check:
    """One claim about a table: how many of its rows were looked at, how many break it, and one that does."""

    table: str
    claim: str
    rows: int
    faults: int
    example: str | None = None


def verify(data: Path) -> Iterator[Check]:
    """Check everything published in a data folder, claim by claim, as they are found; raises WarehouseError.

    Every span equals its text, every key is unique, every id resolves, and every Parquet table and view holds the
    rows of the DuckDB file, in any order. Takes some seconds a million rows; reads only.
    """
    serving, parquet = data / "serving.duckdb", data / "parquet"
    if not serving.is_file():
        raise WarehouseError(
            f"Nothing is published in {data} yet: run `newsfacts run` first, or choose another --data."
        )
    try:
        with duckdb.connect(config=dict(SETTINGS)) as connection:
            connection.execute(f"ATTACH {literal(str(serving))} AS serving (READ_ONLY)")
            connection.execute("USE serving")
            for table in PUBLISHED.values():
                yield from _table(connection, table)
            for name in (*PUBLISHED, *(view.name for view in views())):
                yield _same(connection, name, parquet / name)
    except duckdb.Error as error:
        raise WarehouseError(f"{data} cannot be verified ({first_line(error)}): a run publishes it anew.") from error


def _table(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Check]:
    names = table.arrow.names
    keys = ", ".join(map(quoted, table.key))
    yield _check(
        connection, table, f"{keys.replace(chr(34), '')} tells rows apart",
        f"SELECT {keys}, count(*) AS times FROM {table.name} GROUP BY {keys} HAVING count(*) > 1",
    )  # fmt: skip
    if table.name in FACT_TABLES and set(ARTICLE) <= set(names) and table.name != "articles":
        yield from _spans(connection, table)
        yield _check(
            connection, table, "article_id and version resolve",
            f"SELECT * FROM {table.name} ANTI JOIN articles USING (article_id, version)",
        )  # fmt: skip
    for column, (target, key) in REFERENCES.items():
        if column in names and (target, key) != (table.name, column):
            yield _check(
                connection, table, f"{column} resolves",
                f"SELECT * FROM {table.name} AS rows WHERE {column} IS NOT NULL "
                f"AND NOT EXISTS (SELECT 1 FROM {target} WHERE {target}.{key} = rows.{column})",
            )  # fmt: skip


def _spans(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Check]:
    for start, end, text in SPANS:
        if {start, end, text} <= set(table.arrow.names):
            said = f'substring(articles.text, rows."{start}" + 1, rows."{end}" - rows."{start}")'
            yield _check(
                connection, table, f"{text} is what stands from {start} to {end}",
                f"SELECT rows.* FROM {table.name} AS rows JOIN articles USING (article_id, version) "
                f'WHERE rows."{start}" IS NOT NULL AND {said} IS DISTINCT FROM rows."{text}"',
            )  # fmt: skip


def _check(connection: duckdb.DuckDBPyConnection, table: Table, claim: str, faulty: str) -> Check:
    rows = connection.execute(f"SELECT count(*) FROM {table.name}").fetchall()[0][0]
    faults = connection.execute(f"SELECT count(*) FROM ({faulty})").fetchall()[0][0]
    example = (
        connection.execute(f"SELECT to_json(broken) FROM ({faulty}) AS broken LIMIT 1").fetchall() if faults else []
    )
    return Check(table.name, claim, rows, faults, str(example[0][0]) if example else None)


def _same(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> Check:
    """Compare a table or view with its Parquet files by number of rows and by the sum of the rows' hashes."""
    claim = "Parquet equals DuckDB"
    if not any(folder.glob("*.parquet")):
        return Check(name, claim, 0, 1, f"{folder} holds no Parquet file")
    summed = "SELECT count(*), sum(hash(each)::HUGEINT) FROM {} AS each"
    ((rows, here),) = connection.execute(summed.format(name)).fetchall()
    files = f"read_parquet({literal(str(folder / '*.parquet'))})"
    ((there_rows, there),) = connection.execute(summed.format(files)).fetchall()
    if (rows, here) == (there_rows, there):
        return Check(name, claim, rows, 0)
    return Check(name, claim, rows, max(1, abs(rows - there_rows)), f"{rows} rows in DuckDB, {there_rows} in Parquet")
