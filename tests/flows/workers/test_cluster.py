"""The same run on a Dask cluster: the same rows, whoever of the cluster is lost."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.settings.config import Config
from flows.workers import cluster as module
from flows.workers.cluster import open_cluster
from schemas.errors import UsageError
from tests.flows.conftest import ROOT, Command, Ingest, article, environment, facts, stored, write_lines

pytest.importorskip("prefect_dask")

CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""
COMMAND = ("tests.flows.fake:FakeReader",)


@pytest.fixture
def felled(tmp_path: Path) -> Path:
    """The file that tells that a Dask worker was killed."""
    return tmp_path / "felled"


@pytest.fixture
def cluster(felled: Path) -> Iterator[str]:
    """The address of a cluster of two worker processes."""
    with subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        cwd=ROOT, env=environment(FELLED=str(felled)), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        assert process.stdout
        yield process.stdout.readline().strip()


def test_a_run_whose_dask_worker_is_killed_ends_in_the_same_facts(
    newsfacts: Command, ingest: Ingest, cluster: str, felled: Path, tmp_path: Path
) -> None:
    """A text that kills the process that reads it is set apart there, and is no one else's loss."""
    data = tmp_path / "data"
    texts = [article(number) for number in range(20)]
    texts[7] += "They told them to FELL 2 trees.\n"
    texts[13] += "CRASH\n"
    lines = write_lines(tmp_path / "articles.jsonl", texts)
    here = ingest(lines, data=tmp_path / "here")
    done = newsfacts(
        "run", lines, "--cluster", cluster, "--batch-size", "8", NEWSFACTS_WORKER="tests.flows.fake:Felling"
    )
    assert felled.exists()
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "signal" in line or "killed" in line], done.stderr
    assert here.failed == 1
    assert facts(data) == facts(tmp_path / "here")
    assert stored(data, "SELECT outcome FROM fetches WHERE article_id IS NULL") == [("extract_failed",)]


def test_a_cluster_of_this_machine_has_as_many_processes_as_there_are_to_be_workers() -> None:
    with open_cluster(Config(cluster="local", workers=2), COMMAND) as here:
        assert here.size == 2


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.1)
    with (
        pytest.raises(UsageError, match="No Dask scheduler answers"),
        open_cluster(Config(cluster="tcp://127.0.0.1:9"), COMMAND),
    ):
        pass


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prefect_dask.task_runners", None)
    with pytest.raises(UsageError, match="needs prefect-dask"), open_cluster(Config(cluster="local"), COMMAND):
        pass


def test_a_cluster_needs_prefect(newsfacts: Command, lines: Path) -> None:
    done = newsfacts("run", lines, "--direct", "--cluster", "local")
    assert done.returncode == 2
    assert "--direct runs without Prefect" in done.stderr
