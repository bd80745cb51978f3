"""A run that is killed leaves whole batches and no orphans, and the next run ends where an unkilled one would."""

import os
import select
import signal
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from flows.runs.ingest import run
from flows.runs.job import Equipment, NoProgress
from flows.settings.config import Config
from flows.workers.pool import Pool
from schemas.facts import FACT_TABLES
from tests.flows.conftest import Ingest, article, environment, write_lines
from tests.flows.newspaper import newspaper
from warehouse.raw import Kept, read_raw

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes in /proc")

POINTS = ("extracting", "loading", "loaded", "publishing", "replacing")
SECONDS = 60

Rows = dict[str, list[tuple[object, ...]]]


def rows(data: Path) -> Rows:
    """All rows of the facts, when they were read aside."""
    when = {"articles": "EXCLUDE (fetched_at)"}
    with duckdb.connect(data / "newsfacts.duckdb", read_only=True) as connection:
        return {
            name: connection.execute(f"SELECT * {when.get(name, '')} FROM {name} ORDER BY ALL").fetchall()
            for name in FACT_TABLES
        }


@pytest.fixture(scope="module")
def unkilled(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What a run that nobody kills ends in."""
    folder = tmp_path_factory.mktemp("unkilled")
    lines = write_lines(folder / "articles.jsonl", [article(number) for number in range(20)])
    run([str(lines)], Config(data=folder / "data", workers=2), Equipment(pool, NoProgress(), 0.0))
    return rows(folder / "data")


@contextmanager
def halted(
    tmp_path: Path, *arguments: str | Path, signalled: int, **env: str
) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A run that stands still at a point, with handles on all processes it started; signalled when that is seen."""
    mark = uuid.uuid4().hex
    command = [sys.executable, "-m", "tests.flows.halting", *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(NEWSFACTS_TEST=mark, **env), text=True, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "halted\n"
        handles = [os.pidfd_open(pid) for pid in children(mark, but=process.pid)]
        process.send_signal(signalled)
        yield process, handles
        for handle in handles:
            os.close(handle)


def children(mark: str, but: int) -> list[int]:
    """The processes whose environment has the mark."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes() and int(path.parent.name) != but:
                found.append(int(path.parent.name))
        except OSError:  # not ours to look at, or gone meanwhile
            continue
    return found


def ended(handles: list[int]) -> bool:
    """Whether all of them end within some seconds."""
    return all(select.select([handle], [], [], SECONDS)[0] for handle in handles)


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_run_is_finished_by_running_it_again(
    point: str, ingest: Ingest, lines: Path, tmp_path: Path, unkilled: Rows
) -> None:
    settings = ("--direct", "--batch-size", "5", "--data", tmp_path / "data", "--workers", "1")
    with halted(tmp_path, point, "run", lines, *settings, signalled=signal.SIGKILL) as (process, handles):
        assert process.wait() == -signal.SIGKILL
        assert handles
        assert ended(handles)
    left = rows(tmp_path / "data")
    assert len(left["articles"]) in {"extracting": {0, 1, 3}, "loading": {0}, "loaded": {3}}.get(point, {20})
    assert len(left["figures"]) == 3 * len(left["articles"])

    ingest(lines, batch_size=5)
    assert rows(tmp_path / "data") == unkilled
    with duckdb.connect(tmp_path / "data" / "serving.duckdb", read_only=True) as connection:
        states = connection.execute("SELECT state FROM runs ORDER BY started_at").fetchall()
        assert connection.execute("SELECT count(*) FROM figures").fetchall() == [(60,)]
    assert states[-1] == ("completed",)
    assert ("running",) not in states


def test_pages_that_were_kept_and_not_loaded_are_fetched_once_more_and_no_article_points_where_nothing_is(
    ingest: Ingest, tmp_path: Path
) -> None:
    settings = ("--direct", "--batch-size", "2", "--data", tmp_path / "data", "--workers", "1", "--allow-private")
    with newspaper(*range(9)) as paper:
        with halted(tmp_path, "kept", "run", paper.feed, *settings, signalled=signal.SIGKILL, NEWSFACTS_DELAY="0") as (
            process,
            handles,
        ):
            assert process.wait() == -signal.SIGKILL
            assert ended(handles)
        loaded = len(rows(tmp_path / "data")["articles"])
        assert loaded < 9
        ingest(paper.feed, allow_private=True, delay=0.0)
        asked = Counter(name for name, _ in paper.asked() if name != "feed.xml")
    assert len(asked) == 9
    assert max(asked.values()) <= 2
    with duckdb.connect(tmp_path / "data" / "newsfacts.duckdb", read_only=True) as connection:
        places = connection.execute("SELECT url, warc_file, warc_offset FROM articles").fetchall()
    assert len(places) == 9
    assert all(read_raw(tmp_path / "data", Kept(file, offset)).url == url for url, file, offset in places)


@pytest.mark.parametrize("point", ["aside", "swapping", "replacing"])
def test_a_killed_reextract_is_finished_by_running_it_again(
    point: str, ingest: Ingest, lines: Path, tmp_path: Path, unkilled: Rows
) -> None:
    settings = ("--direct", "--batch-size", "5", "--data", tmp_path / "data", "--workers", "1")
    ingest(lines, batch_size=5)
    better = {"NEWSFACTS_WORKER": "tests.flows.fake:BetterReader"}
    with halted(tmp_path, point, "reextract", *settings, signalled=signal.SIGKILL, **better) as (process, handles):
        assert process.wait() == -signal.SIGKILL
        assert ended(handles)
    left = rows(tmp_path / "data")
    assert {len(left[name]) - len(unkilled[name]) for name in ("articles", "figures")} == {0}
    assert set(read_by(tmp_path / "data")) == {("fake 2" if point == "replacing" else "fake 1",)}

    arguments = [sys.executable, "-m", "flows.cli", "reextract", *map(str, settings)]
    subprocess.run(arguments, check=True, cwd=tmp_path, env=environment(**better), capture_output=True, timeout=SECONDS)
    assert set(read_by(tmp_path / "data")) == {("fake 2",)}
    assert {name: len(found) for name, found in rows(tmp_path / "data").items()} == {
        name: len(found) for name, found in unkilled.items()
    }


def read_by(data: Path) -> list[tuple[object, ...]]:
    """What has read each article."""
    with duckdb.connect(data / "newsfacts.duckdb", read_only=True) as connection:
        return connection.execute("SELECT extractor FROM articles").fetchall()


def test_a_run_that_is_interrupted_stops_cleanly(lines: Path, tmp_path: Path) -> None:
    settings = ("--direct", "--batch-size", "5", "--workers", "1")
    with halted(tmp_path, "extracting", "run", lines, *settings, signalled=signal.SIGINT) as (process, handles):
        assert process.wait(SECONDS) == 130
        assert ended(handles)
    with duckdb.connect(tmp_path / "data" / "newsfacts.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT state FROM runs").fetchall() == [("crashed",)]
