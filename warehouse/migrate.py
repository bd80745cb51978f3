"""Migrations: bring the writer's file to the tables this version of newsfacts knows."""

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from schemas.errors import WarehouseError
from warehouse.ddl import STORED, comments
from warehouse.transaction import transaction

FOLDER = Path(__file__).with_name("migrations")


def migrations(folder: Path = FOLDER) -> Sequence[Path]:
    """The migrations in order; raises ValueError where their numbers do not run from 1 without a gap."""
    files = sorted(folder.glob("*.sql"))
    numbers = [int(name[1]) if (name := re.match(r"(\d{4})_\w+\.sql$", f.name)) else 0 for f in files]
    if numbers != list(range(1, len(files) + 1)):
        raise ValueError(f"The migrations in {folder} are not numbered 0001, 0002 ...")
    return files


def migrate(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path = FOLDER) -> None:
    """Apply, each in a transaction of its own, the migrations the file has not had.

    Raises WarehouseError where the file is newer than this program, or is some other program's.
    """
    files = migrations(folder)
    applied = _applied(connection, path)
    if applied > len(files):
        raise WarehouseError(
            f"{path} was written by a newer version of newsfacts (its tables are at {applied}, this version knows "
            f"{len(files)}): update newsfacts, or choose another --data.",
            resource=str(path),
        )
    for number, file in list(enumerate(files, 1))[applied:]:
        with transaction(connection):
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute("INSERT INTO migrations VALUES (?, ?, now()::TIMESTAMP)", [number, file.stem])
    if applied < len(files):
        with transaction(connection):
            connection.execute("\n".join(line for table in STORED.values() for line in comments(table)))


def _applied(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if tables and "migrations" not in tables:
        raise WarehouseError(
            f"{path} is a DuckDB file, but not of newsfacts: choose another --data.", resource=str(path)
        )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMP)"
    )
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchall()[0][0])
