"""Opening the warehouse: one writer, and one clear sentence for every file it cannot be."""

import dataclasses
import datetime as dt
import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from schemas.errors import WarehouseError
from schemas.runs import Run
from tests.schemas.march import march, marches
from warehouse.store import Warehouse

RUN = Run(run_id="first", flow="ingest", started_at=dt.datetime.fromisoformat("2024-05-03T10:00"), state="running")


def states(warehouse: Warehouse) -> dict[str, str]:
    return dict(warehouse.connection.execute("SELECT run_id, state FROM runs").fetchall())


def test_a_folder_is_made_and_opens_again_with_what_it_held(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "data"
    with Warehouse.open(data) as warehouse:
        warehouse.load(marches("a"), run_id="r")
    with Warehouse.open(data) as warehouse:
        assert warehouse.counts()["articles"] == 1
        assert warehouse.counts()["runs"] == 0


def test_a_second_writer_in_this_process_is_refused_until_the_first_closes(tmp_path: Path) -> None:
    with Warehouse.open(tmp_path), pytest.raises(WarehouseError, match=rf"in use by another run .*{os.getpid()}"):
        Warehouse.open(tmp_path)
    Warehouse.open(tmp_path).close()


HOLD = """
import sys
from pathlib import Path
from warehouse.store import Warehouse

warehouse = Warehouse.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_another_process_that_writes_is_named_and_its_death_frees_the_folder(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(WarehouseError, match=rf"process {holder.pid}, since 20\d\d-"):
            Warehouse.open(tmp_path)
        holder.kill()
    Warehouse.open(tmp_path).close()


def test_a_file_that_is_not_duckdb_is_one_sentence_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newsfacts.duckdb"
    path.write_bytes(b"Dear diary, " * 1000)
    with pytest.raises(WarehouseError, match="cannot be opened as a DuckDB file") as error:
        Warehouse.open(tmp_path)
    assert "\n" not in str(error.value)
    assert path.read_bytes().startswith(b"Dear diary")
    path.unlink()
    Warehouse.open(tmp_path).close()


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with Warehouse.open(tmp_path) as warehouse:
        warehouse.connection.execute("INSERT INTO migrations VALUES (99, '0099_future', NULL)")
    with pytest.raises(WarehouseError, match="written by a newer version of newsfacts"):
        Warehouse.open(tmp_path)


def test_a_duckdb_file_of_something_else_is_refused(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "newsfacts.duckdb") as connection:
        connection.execute("CREATE TABLE recipes (name VARCHAR)")
    with pytest.raises(WarehouseError, match="not of newsfacts"):
        Warehouse.open(tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(WarehouseError, match="choose another --data"):
        Warehouse.open(tmp_path / "data")


def test_a_run_is_recorded_from_start_to_end(warehouse: Warehouse) -> None:
    warehouse.start_run(RUN)
    assert states(warehouse) == {"first": "running"}
    warehouse.end_run(dataclasses.replace(RUN, state="completed", articles_new=3))
    assert states(warehouse) == {"first": "completed"}


def test_a_run_that_was_killed_is_found_by_the_next(warehouse: Warehouse) -> None:
    warehouse.start_run(RUN)
    warehouse.start_run(dataclasses.replace(RUN, run_id="second"))
    assert states(warehouse) == {"first": "crashed", "second": "running"}


def test_threads_may_share_the_warehouse(warehouse: Warehouse) -> None:
    def work(name: str) -> None:
        batch = marches(name)
        warehouse.plan(batch["articles"])
        warehouse.load(batch, run_id="r")
        warehouse.counts()

    threads = [threading.Thread(target=work, args=(f"article {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert warehouse.counts()["articles"] == 6
    assert warehouse.counts()["sentences"] == 6 * len(march("a").sentences)


FILL = """
import resource, sys
from pathlib import Path
from schemas.errors import WarehouseError
from tests.schemas.march import marches
from warehouse.publish import publish
from warehouse.store import Warehouse

data = Path(sys.argv[1])
with Warehouse.open(data) as warehouse:
    warehouse.load(marches("a"), run_id="r")
    warehouse.connection.execute("CHECKPOINT")
    full = (data / "newsfacts.duckdb").stat().st_size + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))
    try:
        warehouse.load(marches(*map(str, range(4_000))), run_id="r")
    except WarehouseError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_where_there_is_no_room_nothing_of_a_batch_is_kept(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert "could not store a batch, and kept nothing of it" in done.stdout, done.stderr
    assert done.stdout.count("\n") == 1
    with Warehouse.open(tmp_path) as warehouse:
        assert warehouse.counts()["articles"] == 1
