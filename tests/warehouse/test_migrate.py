"""Migrations end in the tables that `schemas` defines."""

from pathlib import Path

import duckdb
import pytest

from warehouse.ddl import DUCKDB_TYPES, STORED
from warehouse.migrate import migrate, migrations
from warehouse.store import Warehouse

REMEDY = "make the difference a new migration (or, before the first release, `python -m warehouse.ddl` the first one)"


def test_the_migrations_make_the_tables_that_schemas_define(warehouse: Warehouse) -> None:
    made = warehouse.connection.execute(
        "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()"
        " WHERE NOT internal AND table_name <> 'migrations' ORDER BY ALL"
    ).fetchall()
    defined = [
        (table.name, column.name, DUCKDB_TYPES[column.arrow], column.nullable, column.description)
        for table in STORED.values()
        for column in table.columns
    ]
    assert made == sorted(defined), REMEDY


def test_tables_carry_their_meaning(warehouse: Warehouse) -> None:
    comments = warehouse.connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
    assert dict(comments) == {t.name: t.description for t in STORED.values()} | {"migrations": None}


def test_a_file_gets_the_migrations_it_has_not_had(tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    ours = [file.stem for file in migrations()]
    for file in migrations():
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with duckdb.connect() as connection:
        migrate(connection, tmp_path, folder)
        (folder / f"{len(ours) + 1:04}_more.sql").write_text("ALTER TABLE runs ADD COLUMN mood VARCHAR;")
        migrate(connection, tmp_path, folder)
        migrate(connection, tmp_path, folder)
        assert "mood" in connection.sql("FROM runs").columns
        names = connection.execute("SELECT name FROM migrations ORDER BY number").fetchall()
    assert [name for (name,) in names] == [*ours, f"{len(ours) + 1:04}_more"]


def test_a_file_of_an_earlier_version_keeps_its_rows(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(migrations()[0].read_text(encoding="utf-8"))
        connection.execute(
            "CREATE TABLE migrations (number INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMP)"
        )
        connection.execute("INSERT INTO migrations VALUES (1, '0001_tables', now()::TIMESTAMP)")
        columns = "fetch_id, url, fetched_at, outcome, run_id"
        connection.execute(f"INSERT INTO fetches ({columns}) VALUES ('f', 'u', now()::TIMESTAMP, 'new', 'r')")
        migrate(connection, tmp_path)
        assert connection.sql("SELECT url, page, warc_offset FROM fetches").fetchall() == [("u", None, None)]


def test_a_migration_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "0001_bad.sql").write_text("CREATE TABLE half (a INTEGER); CREATE TABLE half (a INTEGER);")
    with duckdb.connect() as connection:
        with pytest.raises(duckdb.CatalogException):
            migrate(connection, tmp_path, tmp_path)
        assert connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'").fetchall() == [(0,)]
        assert connection.execute("SELECT count(*) FROM migrations").fetchall() == [(0,)]


@pytest.mark.parametrize("names", [("0002_b.sql",), ("0001_a.sql", "0001_b.sql"), ("first.sql",)])
def test_migrations_are_numbered_without_gaps(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(ValueError, match="not numbered"):
        migrations(tmp_path)
