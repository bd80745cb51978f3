"""Verifying what is published: a sound warehouse has no fault, and each kind of damage is found where it is."""

from pathlib import Path

import duckdb
import pytest

from schemas.errors import WarehouseError
from tests.schemas.march import marches
from warehouse.publish import publish
from warehouse.store import Warehouse
from warehouse.verify import Check, verify


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with Warehouse.open(tmp_path) as warehouse:
        warehouse.load(marches("a", "b"), run_id="r")
        publish(warehouse)
    return tmp_path


def faults(data: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for check in verify(data):
        if check.faults:
            found.setdefault(check.table, []).append(check.claim)
    return found


def damage(data: Path, statement: str) -> None:
    with duckdb.connect(data / "serving.duckdb") as connection:
        connection.execute(statement)


def test_a_sound_warehouse_keeps_every_claim(data: Path) -> None:
    checks = list(verify(data))
    assert not [check for check in checks if check.faults]
    assert {"figures", "event_facts", "runs"} <= {check.table for check in checks}
    assert Check("figures", "text is what stands from start to end", 2, 0) in checks


@pytest.mark.parametrize(
    ("statement", "table", "claim"),
    [
        ("UPDATE figures SET start = start + 1", "figures", "text is what stands from start to end"),
        ("UPDATE events SET trigger = 'ran'", "events", "trigger is what stands from trigger_start to trigger_end"),
        ("UPDATE figures SET event_id = 'gone'", "figures", "event_id resolves"),
        ("DELETE FROM articles WHERE article_id = 'a'", "quotes", "article_id and version resolve"),
        ("INSERT INTO figures FROM figures LIMIT 1", "figures", "figure_id tells rows apart"),
        ("UPDATE figures SET value = 7", "figure_facts", "Parquet equals DuckDB"),
    ],
)
def test_damage_is_found_where_it_is(data: Path, statement: str, table: str, claim: str) -> None:
    damage(data, statement)
    assert claim in faults(data)[table]


def test_a_missing_parquet_file_is_found(data: Path) -> None:
    for file in (data / "parquet" / "quotes").iterdir():
        file.unlink()
    assert faults(data) == {"quotes": ["Parquet equals DuckDB"]}


def test_a_parquet_file_that_is_none_is_one_sentence(data: Path) -> None:
    for file in (data / "parquet" / "quotes").iterdir():
        file.write_bytes(b"nonsense")
    with pytest.raises(WarehouseError, match="cannot be verified"):
        list(verify(data))


def test_where_nothing_is_published_one_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="Nothing is published"):
        list(verify(tmp_path))
