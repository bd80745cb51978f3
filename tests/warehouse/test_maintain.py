"""Maintaining: what the policy names is dropped and nothing else, the file gets small, and a backup can be restored."""

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest

from schemas.errors import WarehouseError
from schemas.runs import Fetch, Reject, Run
from tests.schemas.march import marches
from tests.warehouse.stored import stored
from warehouse.backup import backups
from warehouse.compact import compact
from warehouse.maintain import Maintained, Policy, maintain
from warehouse.publish import publish
from warehouse.reviews import JOURNAL
from warehouse.store import Warehouse
from warehouse.verify import verify

NOW = dt.datetime(2026, 6, 1)  # noqa: DTZ001 - UTC without zone, as stored
OLD = NOW - dt.timedelta(days=100)


def fetch(number: int, page: str, at: dt.datetime, outcome: str = "unchanged", **more: str) -> Fetch:
    return Fetch(
        fetch_id=str(number), url=page, page=page, source="s", fetched_at=at, outcome=outcome, run_id="r", **more
    )  # type: ignore[arg-type]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Article a in four versions, b in one; a page had new, then unchanged twice, once of it lately."""
    data = tmp_path / "data"
    with Warehouse.open(data) as warehouse:
        warehouse.start_run(Run(run_id="r", flow="ingest", started_at=OLD, state="running"))
        for version in range(1, 5):
            warehouse.load(marches("a", version=version), run_id="r")
        fetches = [
            fetch(1, "p", OLD, "new", warc_file="raw/2026-02-21/r-1.warc.gz"), fetch(2, "p", OLD + dt.timedelta(1)),
            fetch(3, "p", NOW), fetch(4, "q", OLD, "timeout"), fetch(5, "q", OLD + dt.timedelta(1), "timeout"),
        ]  # fmt: skip
        reject = Reject(run_id="old", table_name="figures", row="{}", check="c", reason="r", rejected_at=OLD)
        warehouse.load(marches("b"), run_id="r", fetches=fetches, rejects=[reject])
        for run in ("r", "old"):
            warehouse.end_run(Run(run_id=run, flow="ingest", started_at=OLD, ended_at=OLD, state="completed"))
        publish(warehouse)
    for day, name in (("2026-02-21", "r-1"), ("2026-02-22", "gone-1")):
        path = data / "raw" / day / f"{name}.warc.gz"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x" * 10)
    (data / JOURNAL).write_text("", encoding="utf-8")
    return data


def asked(data: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(data / "serving.duckdb", read_only=True) as connection:
        return connection.execute(sql).fetchall()


def done(data: Path, **policy: object) -> Maintained:
    return maintain(data, Policy(**policy), NOW)  # type: ignore[arg-type]


def test_without_a_policy_nothing_is_dropped(data: Path) -> None:
    before = asked(data, "SELECT count(*) FROM articles") + asked(data, "SELECT count(*) FROM fetches")
    maintained = done(data)
    assert (maintained.dropped, maintained.raw_bytes, maintained.backup) == ({}, 0, None)
    assert maintained.claims > 50
    assert not maintained.broken
    assert asked(data, "SELECT count(*) FROM articles") + asked(data, "SELECT count(*) FROM fetches") == before


def test_old_versions_go_with_all_their_rows_and_the_current_one_stays(data: Path) -> None:
    dropped = done(data, keep_versions=2).dropped
    assert asked(data, "SELECT article_id, version FROM articles ORDER BY ALL") == [("a", 3), ("a", 4), ("b", 1)]
    assert asked(data, "SELECT DISTINCT article_id, version FROM figures ORDER BY ALL") == [
        ("a", 3), ("a", 4), ("b", 1),
    ]  # fmt: skip
    assert dropped["articles"] == dropped["figures"] == 2


def test_of_old_records_what_is_known_of_a_page_stays(data: Path) -> None:
    dropped = done(data, keep_days=30.0).dropped
    assert asked(data, "SELECT fetch_id FROM fetches ORDER BY ALL") == [("1",), ("3",), ("5",)]
    assert asked(data, "SELECT run_id FROM runs") == [("r",)]
    assert dropped == {"fetches": 2, "rejects": 1, "runs": 1}


def test_raw_files_that_nothing_refers_to_are_removed_when_asked(data: Path) -> None:
    assert done(data, drop_raw=True).raw_bytes == 10
    assert [path.name for path in (data / "raw").rglob("*")] == ["2026-02-21", "r-1.warc.gz"]


def test_a_file_with_much_free_room_gets_small_and_keeps_every_row(data: Path) -> None:
    path = data / "newsfacts.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE much AS SELECT random()::VARCHAR AS x FROM range(200_000)")
        connection.execute("CHECKPOINT")
        connection.execute("CREATE TABLE behind_it AS FROM range(10)")
        connection.execute("CHECKPOINT")
        connection.execute("DROP TABLE much")
    with Warehouse.open(data) as warehouse:
        before = stored(warehouse)
    size = path.stat().st_size
    assert compact(data) == size - path.stat().st_size > 1_000_000
    assert compact(data) == 0
    with Warehouse.open(data) as warehouse:
        assert stored(warehouse) == before
        comments = warehouse.connection.execute("SELECT count(comment) FROM duckdb_columns()").fetchall()
    assert comments[0][0] > 100


def test_a_backup_restored_is_the_same_warehouse(data: Path, tmp_path: Path) -> None:
    folder, restored = tmp_path / "backups", tmp_path / "restored"
    backup = done(data, backup=folder).backup
    assert backup == folder / "2026-06-01T000000Z"
    shutil.copytree(backup, restored)
    shutil.copytree(folder / "raw", restored / "raw")
    maintain(restored, Policy(), NOW)
    assert not [check for check in verify(restored) if check.faults]
    with Warehouse.open(data) as one, Warehouse.open(restored) as other:
        assert stored(one) == stored(other)
    assert sorted(p.name for p in (restored / "raw").rglob("*.gz")) == ["gone-1.warc.gz", "r-1.warc.gz"]


def test_the_newest_backups_stay(data: Path, tmp_path: Path) -> None:
    for hour in range(4):
        maintain(data, Policy(backup=tmp_path / "b", keep_backups=2), NOW + dt.timedelta(hours=hour))
    assert [path.name for path in backups(tmp_path / "b")] == ["2026-06-01T020000Z", "2026-06-01T030000Z"]


def test_what_breaks_a_claim_is_told_and_not_backed_up(data: Path, tmp_path: Path) -> None:
    with duckdb.connect(data / "newsfacts.duckdb") as connection:
        connection.execute("UPDATE figures SET start = start + 1 WHERE article_id = 'b'")
    maintained = done(data, backup=tmp_path / "backups")
    assert "figures" in {check.table for check in maintained.broken}
    assert maintained.backup is None
    assert not (tmp_path / "backups").exists()


def test_a_backup_that_fails_leaves_nothing_half(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.backup.shutil.copyfileobj", full)
    with pytest.raises(WarehouseError, match="No space left"):
        done(data, backup=tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    with Warehouse.open(data):  # and the lock is free
        pass


def test_nothing_is_maintained_while_another_writes(data: Path) -> None:
    with Warehouse.open(data), pytest.raises(WarehouseError, match="in use by another run"):
        compact(data)
