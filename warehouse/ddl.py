"""The tables as SQL: what DuckDB is told about the row classes of `schemas`.

`python -m warehouse.ddl` prints the statements that make every table, as the first migration holds them.
"""

import sys
from collections.abc import Iterator, Mapping

import pyarrow as pa

from schemas.facts import TABLES
from schemas.shingles import SHINGLES
from schemas.table import Column, Table

STORED: Mapping[str, Table] = {**TABLES, SHINGLES.name: SHINGLES}
"""Every table of the writer's file: the published ones, and the warehouse's own."""

DUCKDB_TYPES: Mapping[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
}


def quoted(name: str) -> str:
    """The name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """The text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def create_table(table: Table) -> str:
    """CREATE TABLE without a key: uniqueness is checked on loading, an index would cost four times the space."""
    columns = ",\n".join(f"    {_column(c)}" for c in table.columns)
    return f"CREATE TABLE {table.name} (\n{columns}\n);"


def _column(column: Column) -> str:
    return f"{quoted(column.name)} {DUCKDB_TYPES[column.arrow]}{'' if column.nullable else ' NOT NULL'}"


def comments(table: Table) -> Iterator[str]:
    """The statements that write a table's and its columns' meaning into the file."""
    yield f"COMMENT ON TABLE {table.name} IS {literal(table.description)};"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {table.name}.{quoted(column.name)} IS {literal(column.description)};"


if __name__ == "__main__":
    first = "-- The tables of newsfacts. Made by `python -m warehouse.ddl`; frozen once released."
    sys.stdout.write("\n\n".join([first, *(create_table(table) for table in STORED.values())]) + "\n")
