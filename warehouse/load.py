"""Loading: the rows of one batch into the writer's tables, in one transaction, once however often it is done."""

# ruff: noqa: S608 -- the names in these statements are those of `schemas`, never input

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

from schemas.facts import FACT_TABLES, Batch
from schemas.runs import FETCHES, REJECTS, Fetch, Reject
from schemas.shingles import SHINGLES
from schemas.table import Row, Table
from warehouse.ddl import quoted
from warehouse.duplicates import Version, candidates, duplicates
from warehouse.transaction import transaction

_STORED_VERSIONS = """
    SELECT stored.article_id, stored.version, stored.duplicate_of, stored.text_sha256 = staged.text_sha256
    FROM articles AS stored JOIN staged_articles AS staged USING (article_id, version)
"""

_NEWEST_STORED = """
    SELECT article_id, max(version) FROM articles
    WHERE article_id IN (SELECT article_id FROM staged_articles) GROUP BY article_id
"""

RETIRE_OLDER = """
    UPDATE articles SET is_current = false
    FROM {newer} AS newer
    WHERE articles.article_id = newer.article_id AND articles.version < newer.version AND articles.is_current
"""


def load(
    connection: duckdb.DuckDBPyConnection, batch: Batch, rejects: Iterable[Reject], fetches: Iterable[Fetch]
) -> dict[str, int]:
    """Write a validated batch with what happened on its way; returns the rows added or changed, by table.

    An article version that is stored already is brought to the rows of the batch; one that is not is inserted.
    """
    staged = {name: batch[name] for name in FACT_TABLES}
    staged[SHINGLES.name] = batch.get(SHINGLES.name, SHINGLES.to_arrow(()))
    with registered(connection, staged), transaction(connection):
        stored = stored_versions(connection)
        settled = {version: original for version, (original, same) in stored.items() if same}
        connection.register("staged_articles", marked(connection, staged["articles"], settled))
        written = {
            table.name: _write(connection, table, renewing=bool(stored)) for table in (*FACT_TABLES.values(), SHINGLES)
        }
        connection.execute(RETIRE_OLDER.format(newer="staged_articles"))
        written[REJECTS.name] = merge_rows(connection, REJECTS, rejects, update=False)
        written[FETCHES.name] = merge_rows(connection, FETCHES, fetches)
    return written


@contextlib.contextmanager
def registered(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> Iterator[None]:
    """The Arrow tables as `staged_` and their name, for as long as this lasts."""
    for name, rows in tables.items():
        connection.register(f"staged_{name}", rows)
    try:
        yield
    finally:
        for name in tables:
            connection.unregister(f"staged_{name}")


def stored_versions(connection: duckdb.DuckDBPyConnection) -> dict[Version, tuple[str | None, bool]]:
    """Of the staged articles those that are stored: what they repeat, and whether their text is the same."""
    rows = connection.execute(_STORED_VERSIONS).fetchall()
    return {(article, version): (original, same) for article, version, original, same in rows}


def marked(
    connection: duckdb.DuckDBPyConnection, articles: pa.Table, settled: Mapping[Version, str | None]
) -> pa.Table:
    """The articles with `is_current` and `duplicate_of` as they follow from all that is stored."""
    columns = (articles[name].to_pylist() for name in ("article_id", "version", "text_sha256"))
    texts: dict[Version, str] = {(article, version): text for article, version, text in zip(*columns, strict=True)}
    newest = dict(connection.execute(_NEWEST_STORED).fetchall())
    for article, version in texts:
        newest[article] = max(version, newest.get(article, 0))
    original = duplicates(texts, settled, candidates(connection))
    current = pa.array([version == newest[article] for article, version in texts], pa.bool_())
    articles = _replaced(articles, "is_current", current)
    return _replaced(articles, "duplicate_of", pa.array([original[v] for v in texts], pa.string()))


def _replaced(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), table.schema.field(name), values)


def _write(connection: duckdb.DuckDBPyConnection, table: Table, *, renewing: bool) -> int:
    """One staged table into its stored one; plain insertion where no article of the batch is stored yet."""
    source = f"staged_{table.name}"
    if "article_id" not in table.arrow.names:
        return merge_distinct(connection, table)
    if not renewing:
        names = ", ".join(map(quoted, table.arrow.names))
        return _count(connection, f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {source}")
    return _delete_gone(connection, table, source) + merge(connection, table, source)


def _delete_gone(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> int:
    """Delete the rows of the batch's articles that the batch no longer has."""
    return _count(
        connection,
        f"DELETE FROM {table.name} AS stored USING staged_articles AS article"
        " WHERE stored.article_id = article.article_id AND stored.version = article.version"
        f" AND NOT EXISTS (FROM {source} AS staged WHERE {_same_key(table)})",
    )


def merge_distinct(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Merge staged rows that many articles share, and that a batch put together from parts may hold several times."""
    return merge(connection, table, f"(SELECT DISTINCT ON ({', '.join(table.key)}) * FROM staged_{table.name})")


def merge(connection: duckdb.DuckDBPyConnection, table: Table, source: str, *, update: bool = True) -> int:
    """Add the rows whose key is not stored, and with `update` change those that differ; returns how many."""
    names = table.arrow.names
    others = [quoted(name) for name in names if name not in table.key]
    sql = f"MERGE INTO {table.name} AS stored USING {source} AS staged ON ({_same_key(table)})"
    if update and others:
        differs = " OR ".join(f"stored.{name} IS DISTINCT FROM staged.{name}" for name in others)
        changes = ", ".join(f"{name} = staged.{name}" for name in others)
        sql += f" WHEN MATCHED AND ({differs}) THEN UPDATE SET {changes}"
    columns, values = ", ".join(map(quoted, names)), ", ".join(f"staged.{quoted(name)}" for name in names)
    return _count(connection, f"{sql} WHEN NOT MATCHED THEN INSERT ({columns}) VALUES ({values})")


def merge_rows(connection: duckdb.DuckDBPyConnection, table: Table, rows: Iterable[Row], *, update: bool = True) -> int:
    """`merge` of rows as Python has them; of several with one key the last counts."""
    distinct: dict[Sequence[object], Row] = {tuple(getattr(row, name) for name in table.key): row for row in rows}
    if not distinct:
        return 0
    with registered(connection, {table.name: table.to_arrow(distinct.values())}):
        return merge(connection, table, f"staged_{table.name}", update=update)


def _same_key(table: Table) -> str:
    return " AND ".join(f"stored.{quoted(name)} = staged.{quoted(name)}" for name in table.key)


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])
