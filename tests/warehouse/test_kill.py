"""Killed at any moment, the warehouse holds whole batches only, and running again ends as if nothing had happened."""

import subprocess
import sys
from pathlib import Path

import pytest

from schemas.facts import FACT_TABLES, Batch
from tests.schemas.march import marches
from tests.warehouse.stored import Rows, sorted_rows, stored
from warehouse.publish import publish
from warehouse.query import query
from warehouse.store import Warehouse

BATCHES = 4

WORK = """
import os, signal, sys, threading
from pathlib import Path
from tests.warehouse.test_kill import work
from warehouse.store import Warehouse

left, within = int(sys.argv[2]), sys.argv[3] == "within"

def die():
    os.kill(os.getpid(), signal.SIGKILL)

class Mortal:
    # The connection, until its last statement: then the process dies before it, or while DuckDB is at it.
    def __init__(self, connection):
        self.connection = connection

    def execute(self, *arguments):
        global left
        left -= 1
        if left == 0:
            threading.Thread(target=die).start() if within else die()
        return self.connection.execute(*arguments)

    def __getattr__(self, name):
        return getattr(self.connection, name)

with Warehouse.open(Path(sys.argv[1])) as warehouse:
    warehouse.connection = Mortal(warehouse.connection)
    work(warehouse)
"""


def batch(number: int) -> Batch:
    return marches(*(f"{number}-{n}" for n in range(20)), arrested=number + 10)


def work(warehouse: Warehouse) -> None:
    """What a run does: plan, load what is not there, publish."""
    for number in range(BATCHES):
        rows = batch(number)
        if "new" in warehouse.plan(rows["articles"])["outcome"].to_pylist():
            warehouse.load(rows, run_id="r")
    publish(warehouse)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    with Warehouse.open(tmp_path_factory.mktemp("undisturbed")) as warehouse:
        work(warehouse)
        return stored(warehouse)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    ("statements", "moment"),
    [(7, "before"), (20, "within"), (41, "within"), (67, "before"), (99, "within"), (160, "before")],
)
def test_a_killed_run_leaves_whole_batches_and_the_next_ends_in_the_same_rows(
    tmp_path: Path, undisturbed: Rows, statements: int, moment: str
) -> None:
    root = Path(__file__).parents[2]
    arguments = [sys.executable, "-c", WORK, tmp_path, str(statements), moment]
    killed = subprocess.run(arguments, cwd=root, capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    with Warehouse.open(tmp_path) as warehouse:
        found = stored(warehouse)
        assert whole(found)
        work(warehouse)
        assert stored(warehouse) == undisturbed
    assert query(tmp_path, "FROM articles").num_rows == len(undisturbed["articles"])
    assert list((tmp_path / ".published").glob(".*")) == []


def whole(found: Rows) -> bool:
    """Whether these are the rows of some batches, each whole (what repeats what aside)."""
    numbers = {int(article["article_id"].partition("-")[0]) for article in found["articles"]}
    wanted = [sorted_rows(batch(number)) for number in sorted(numbers)]
    found = found | {"articles": [row | {"duplicate_of": None} for row in found["articles"]]}
    return all(
        len(found[name]) == sum(len(rows[name]) for rows in wanted)
        and all(row in found[name] for rows in wanted for row in rows[name])
        for name in FACT_TABLES
        if name != "locations"
    )
