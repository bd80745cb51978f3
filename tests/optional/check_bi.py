"""BI tools on what is published: Superset, pandas, Polars, DuckDB and Arrow list it and read it, as they are from PyPI.

    make check-bi

Runs in an environment of its own, .venv-bi, which has no newsfacts: it sees the files as anybody does. Makes a Superset
with a throw-away database, registers serving.duckdb in it, and asks Superset's own inspector for every table and view.
Prints what it finds, and raises AssertionError where something would not do.
"""

import contextlib
import importlib.metadata
import logging
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds

GENERIC = {"STRING", "NUMERIC", "TEMPORAL", "BOOLEAN"}
"""Superset's own kinds of column: what it can filter, group and draw."""

VERSIONS = ("apache-superset", "duckdb", "duckdb-engine", "sqlalchemy", "pandas", "polars", "pyarrow")


def main(data: Path) -> None:
    """Check the serving file and the Parquet files of this data folder."""
    print("  ".join(f"{name} {importlib.metadata.version(name)}" for name in VERSIONS))
    serving = (data / "serving.duckdb").absolute()
    with superset() as database_of:
        columns = in_superset(database_of(serving))
    counts = in_duckdb(serving, columns)
    in_parquet(data / "parquet", counts)


@contextlib.contextmanager
def superset() -> Iterator[Any]:
    """A Superset that lives as long as this, and a function that registers a DuckDB file in it."""
    with tempfile.TemporaryDirectory() as home:
        config = Path(home, "superset_config.py")
        config.write_text(
            f"SECRET_KEY = 'of no use to anybody'\nSQLALCHEMY_DATABASE_URI = 'sqlite:///{home}/superset.db'\n"
            "TALISMAN_ENABLED = False\nPREVENT_UNSAFE_DB_CONNECTIONS = False\n"
        )
        os.environ |= {"SUPERSET_CONFIG_PATH": str(config), "SUPERSET_HOME": home}
        tool = Path(sys.executable).with_name("superset")
        there = {**os.environ, "FLASK_APP": "superset"}
        subprocess.run([tool, "db", "upgrade"], env=there, check=True, capture_output=True)
        logging.disable(logging.WARNING)
        from superset.app import create_app

        app = create_app()
        with app.app_context():
            yield registered


def registered(serving: Path) -> Any:
    """The file as a database of Superset's, read-only."""
    from superset import db
    from superset.models.core import Database

    database = Database(database_name="newsfacts")
    database.set_sqlalchemy_uri(f"duckdb:///{serving}")
    database.extra = '{"engine_params": {"connect_args": {"read_only": true}}}'
    db.session.add(database)
    db.session.commit()
    return database


def in_superset(database: Any) -> dict[str, list[str]]:
    """The columns of every table and view that Superset lists; it must know what kind each of them is."""
    from superset.sql.parse import Table

    tables = {each[0] for each in database.get_all_table_names_in_schema(None, "main")}
    views = {each[0] for each in database.get_all_view_names_in_schema(None, "main")}
    found: dict[str, list[str]] = {}
    types, told = Counter[str](), 0
    for name in sorted(tables | views):
        table = Table(name, "main")
        found[name] = []
        for column in database.get_columns(table):
            spec = database.db_engine_spec.get_column_spec(str(column["type"]))
            kind = spec.generic_type.name if spec else None
            assert kind in GENERIC, (name, column["column_name"], str(column["type"]), kind)
            types[f"{column['type']} ({kind})"] += 1
            found[name].append(column["column_name"])
            told += bool(column.get("comment"))
        told += bool(database.get_table_comment(table))
        frame = database.get_df(f'SELECT * FROM main."{name}" LIMIT 5', schema="main")
        assert list(frame.columns) == found[name], name
    print(f"Superset lists {len(tables)} tables and {len(views)} views with {sum(types.values())} columns:")
    print("  " + ", ".join(f"{number} {kind}" for kind, number in types.most_common()))
    print(f"  {told} comments on tables and columns")
    assert tables
    assert views
    return found


def in_duckdb(serving: Path, columns: dict[str, list[str]]) -> dict[str, int]:
    """The rows of each table and view; tables, views and columns of tables have comments, those of times say UTC."""
    with duckdb.connect(serving, read_only=True) as connection:
        bare = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL"
            " UNION ALL SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal"
            " UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()"
            " WHERE comment IS NULL AND table_name IN (SELECT table_name FROM duckdb_tables())"
        ).fetchall()
        assert not bare, bare
        vague = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)"
            " WHERE data_type = 'TIMESTAMP' AND NOT contains(duckdb_columns.comment, 'UTC')"
        ).fetchall()
        assert not vague, vague
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0] for name in columns}


def in_parquet(home: Path, counts: dict[str, int]) -> None:
    """Every reader has the same rows, and no type that another cannot have."""
    folders = {each.name: each for each in home.iterdir()}
    assert set(folders) == set(counts), set(folders) ^ set(counts)
    types: Counter[str] = Counter()
    for name, folder in sorted(folders.items()):
        files = sorted(str(path) for path in folder.iterdir())
        arrow = ds.dataset(files).to_table()
        with duckdb.connect() as connection:
            rows = connection.execute("SELECT count(*) FROM read_parquet(?)", [files]).fetchall()[0][0]
        read = {
            "arrow": arrow.num_rows,
            "duckdb": rows,
            "pandas": sum(len(pd.read_parquet(file)) for file in files),
            "polars": pl.read_parquet(files).height,
            "serving": counts[name],
        }
        assert len(set(read.values())) == 1, (name, read)
        for field in arrow.schema:
            assert plain(field.type), (name, field)
            types[str(field.type)] += 1
    print(f"Parquet: {sum(counts.values())} rows in {len(folders)} folders for Arrow, DuckDB, pandas and Polars alike:")
    print("  " + ", ".join(f"{number} {kind}" for kind, number in types.most_common()))


def plain(kind: pa.DataType) -> bool:
    """Whether it is neither nested, nor an enumeration, nor a type that few readers have."""
    numbers = (pa.int32(), pa.int64(), pa.float64())
    others = (pa.string(), pa.bool_(), pa.date32(), pa.timestamp("us"))
    return kind in (*numbers, *others)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
