"""Publishing elsewhere: who follows the manifest there sees whole publications, as they are here."""

import datetime as dt
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from pyarrow import fs

from schemas.errors import WarehouseError
from schemas.facts import TABLES
from tests.schemas.march import marches
from warehouse import remote
from warehouse.publish import publish
from warehouse.query import query
from warehouse.remote import put
from warehouse.store import Warehouse

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def manifest(folder: Path) -> dict[str, object]:
    said: dict[str, object] = json.loads((folder / "newsfacts.json").read_text())
    return said


def rows(folder: Path, table: str) -> int:
    """The rows of a table, read as the manifest says."""
    files = json.loads((folder / "newsfacts.json").read_text())["tables"][table]
    read = [pq.read_table(folder / each["path"]).num_rows for each in files]
    assert read == [each["rows"] for each in files]
    return sum(read)


def loaded(warehouse: Warehouse, name: str, arrested: int) -> None:
    warehouse.load(marches(name, arrested=arrested), run_id="r")
    publish(warehouse)


def test_the_manifest_names_all_that_is_published(warehouse: Warehouse, tmp_path: Path) -> None:
    loaded(warehouse, "a", 12)
    there = tmp_path / "there"
    said = put(warehouse.data, there.as_uri(), NOON)
    assert said == manifest(there)
    assert said["publication"] == "20260501T120000Z-1"
    assert set(said["tables"]) > set(TABLES)
    assert {table: rows(there, table) for table in TABLES} == {
        table: query(warehouse.data, f"FROM {table}").num_rows for table in TABLES
    }
    with duckdb.connect(there / said["serving"]["path"], read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM event_facts").fetchall()[0][0] > 0


def test_the_publication_before_stays_and_older_ones_go(warehouse: Warehouse, tmp_path: Path) -> None:
    there = tmp_path / "there"
    for number, name in enumerate("abc"):
        loaded(warehouse, name, 12 + number)
        put(warehouse.data, there.as_uri(), NOON + dt.timedelta(hours=number))
    kept = ["20260501T130000Z-2", "20260501T140000Z-3"]
    assert sorted(path.name for path in there.iterdir()) == [*kept, "newsfacts.json"]
    assert manifest(there)["kept"] == kept
    assert rows(there, "articles") == 3


def test_one_that_breaks_off_changes_nothing_and_is_cleared_by_the_next(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there"
    loaded(warehouse, "a", 12)
    put(warehouse.data, there.as_uri(), NOON)
    loaded(warehouse, "b", 13)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(remote, "_write", full)
    with pytest.raises(WarehouseError, match="No space left on device"):
        put(warehouse.data, there.as_uri(), NOON + dt.timedelta(hours=1))
    assert rows(there, "articles") == 1
    monkeypatch.undo()
    loaded(warehouse, "c", 14)
    put(warehouse.data, there.as_uri(), NOON + dt.timedelta(hours=2))
    assert rows(there, "articles") == 3
    assert manifest(there)["kept"] == ["20260501T120000Z-1", "20260501T140000Z-3"]
    assert len(list(there.iterdir())) == 3


def test_files_of_others_beside_it_are_left_alone(warehouse: Warehouse, tmp_path: Path) -> None:
    loaded(warehouse, "a", 12)
    (tmp_path / "there" / "theirs").mkdir(parents=True)
    (tmp_path / "there" / "theirs" / "file").touch()
    put(warehouse.data, (tmp_path / "there").as_uri(), NOON)
    assert (tmp_path / "there" / "theirs" / "file").exists()


@pytest.mark.parametrize("uri", ["there", "ftp://there/folder", "file:///proc/there"])
def test_what_cannot_be_written_is_named(warehouse: Warehouse, uri: str) -> None:
    loaded(warehouse, "a", 12)
    with pytest.raises(WarehouseError, match=f"could not be put to {uri} "):
        put(warehouse.data, uri, NOON)


def test_the_manifest_is_the_last_file_written(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(warehouse, "a", 12)
    seen: list[int] = []
    write = remote._write

    def watched(target: fs.FileSystem, root: str, said: dict[str, object]) -> None:
        seen.append(sum(1 for path in (tmp_path / "there").rglob("*") if path.is_file()))
        write(target, root, said)

    monkeypatch.setattr(remote, "_write", watched)
    said = put(warehouse.data, (tmp_path / "there").as_uri(), NOON)
    assert seen == [sum(len(files) for files in said["tables"].values()) + 1]
