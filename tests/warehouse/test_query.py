"""Reading what was published, and nothing but reading."""

from pathlib import Path

import pytest

from schemas.errors import UsageError, WarehouseError
from warehouse.query import connect, query


def test_a_query_gives_its_rows_while_the_warehouse_is_open_for_writing(data: Path) -> None:
    assert query(data, "SELECT value, subject FROM figure_facts").to_pylist() == [{"value": 12.0, "subject": "farmers"}]


@pytest.mark.parametrize("sql", ["FROM events", "SHOW TABLES", "DESCRIBE events", "EXPLAIN FROM events", "VALUES (1);"])
def test_everything_that_reads_is_allowed(data: Path, sql: str) -> None:
    assert query(data, sql).num_rows > 0


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("INSERT INTO runs SELECT * FROM runs", "may only read"),
        ("DROP TABLE events", "may only read"),
        ("COPY events TO 'events.csv'", "may only read"),
        ("ATTACH 'other.duckdb'", "may only read"),
        ("SET threads = 1", "may only read"),
        ("INSTALL httpfs", "may only read"),
        ("CREATE TEMP TABLE mine AS FROM events", "may only read"),
        ("SELECT 1; SELECT 2", "one statement at a time, not 2"),
        ("", "one statement at a time, not 0"),
        ("SELEKT 1", "is not SQL"),
        ("SELECT colour FROM events", "cannot be run"),
        ("SELECT text::INTEGER FROM events", "cannot be run"),
        ("FROM read_text('/etc/hosts')", "no files"),
        ("FROM 'http://localhost/x.parquet'", "cannot be run|no files"),
        ("SELECT getenv('HOME')", "cannot be run"),
    ],
)
def test_everything_else_is_refused_in_one_sentence(data: Path, sql: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as error:
        query(data, sql)
    assert "\n" not in str(error.value)


def test_where_nothing_is_published_one_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"Nothing is published .* `newsfacts run`"):
        connect(tmp_path)


def test_a_published_file_that_is_damaged_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "serving.duckdb").write_bytes(b"nonsense" * 1000)
    with pytest.raises(WarehouseError, match="cannot be read"):
        connect(tmp_path)
