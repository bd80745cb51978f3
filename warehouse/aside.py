"""Aside: what was read anew waits beside the stored rows, and takes their place all at once."""

# ruff: noqa: S608 -- the names in these statements are those of `schemas`, never input

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from schemas.facts import FACT_TABLES, Batch
from schemas.runs import FETCHES, REJECTS, Fetch, Reject
from schemas.shingles import SHINGLES
from schemas.table import Table
from warehouse.ddl import quoted
from warehouse.duplicates import Version
from warehouse.load import RETIRE_OLDER, marked, merge_distinct, merge_rows, registered, stored_versions
from warehouse.transaction import transaction

OF_ARTICLES: Sequence[Table] = [
    table for table in (*FACT_TABLES.values(), SHINGLES) if "article_id" in table.arrow.names
]
"""The tables whose rows belong to one version of an article."""

_THERE = "SELECT count(*) FROM duckdb_schemas() WHERE database_name = current_database() AND schema_name = 'aside'"

_WITHDRAW = """
    UPDATE articles SET is_current = false FROM aside.withdrawn AS withdrawn
    WHERE articles.article_id = withdrawn.article_id AND articles.version = withdrawn.version
"""


def load_aside(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    rejects: Iterable[Reject],
    fetches: Iterable[Fetch],
    withdrawn: Iterable[Version],
) -> dict[str, int]:
    """Put a validated batch aside in one transaction; returns the rows by table.

    `withdrawn` are article versions that are not current any more, whether or not others take their place.
    """
    staged = {name: batch[name] for name in FACT_TABLES}
    staged[SHINGLES.name] = batch.get(SHINGLES.name, SHINGLES.to_arrow(()))
    gone = [dict(zip(("article_id", "version"), each, strict=True)) for each in withdrawn]
    shape = pa.schema([("article_id", pa.string()), ("version", pa.int32())])
    staged["withdrawn"] = pa.Table.from_pylist(gone, shape)
    with registered(connection, staged), transaction(connection):
        _make(connection)
        settled = {version: original for version, (original, same) in stored_versions(connection).items() if same}
        connection.register("staged_articles", marked(connection, staged["articles"], settled))
        written = {table.name: _insert(connection, table.name, table.arrow.names) for table in OF_ARTICLES}
        _insert(connection, "withdrawn", shape.names)
        written |= {t.name: merge_distinct(connection, t) for t in FACT_TABLES.values() if t not in OF_ARTICLES}
        written[REJECTS.name] = merge_rows(connection, REJECTS, rejects, update=False)
        written[FETCHES.name] = merge_rows(connection, FETCHES, fetches)
    return written


def _make(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE SCHEMA IF NOT EXISTS aside")
    for table in OF_ARTICLES:
        connection.execute(f"CREATE TABLE IF NOT EXISTS aside.{table.name} AS FROM main.{table.name} LIMIT 0")
    connection.execute("CREATE TABLE IF NOT EXISTS aside.withdrawn (article_id VARCHAR, version INTEGER)")


def _insert(connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str]) -> int:
    names = ", ".join(map(quoted, columns))
    done = connection.execute(f"INSERT INTO aside.{name} ({names}) SELECT {names} FROM staged_{name}")
    return int(done.fetchall()[0][0])


def swap(connection: duckdb.DuckDBPyConnection) -> list[Version]:
    """Put what lies aside in the place of the stored rows, in one transaction; returns what is stored thereby."""
    if not connection.execute(_THERE).fetchall()[0][0]:
        return []
    versions: list[Version] = connection.execute("SELECT article_id, version FROM aside.articles").fetchall()
    with transaction(connection):
        connection.execute(_WITHDRAW)
        for table in OF_ARTICLES:
            connection.execute(
                f"DELETE FROM main.{table.name} AS stored USING aside.articles AS anew"
                " WHERE stored.article_id = anew.article_id AND stored.version = anew.version"
            )
        for table in OF_ARTICLES:
            connection.execute(f"INSERT INTO main.{table.name} BY NAME FROM aside.{table.name}")
        connection.execute(RETIRE_OLDER.format(newer="aside.articles"))
        connection.execute("DROP SCHEMA aside CASCADE")
    return versions
