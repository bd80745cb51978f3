"""A run that is killed leaves whole batches and no orphans, and the next run ends where an unkilled one would."""

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from flows.runs.ingest import run
from flows.runs.job import Equipment, NoProgress
from flows.settings.config import Config
from flows.workers.pool import Pool
from tests.flows.conftest import Facts, Ingest, article, environment, facts, published, stored, write_lines
from tests.flows.killing import SECONDS, ended, halted
from tests.flows.newspaper import newspaper
from warehouse.raw import Kept, read_raw

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes in /proc")

POINTS = ("extracting", "loading", "loaded", "publishing", "replacing")

READ_BY = "SELECT DISTINCT extractor FROM articles"
"""What has read the articles."""


@pytest.fixture(scope="module")
def unkilled(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What a run that nobody kills ends in."""
    folder = tmp_path_factory.mktemp("unkilled")
    lines = write_lines(folder / "articles.jsonl", [article(number) for number in range(20)])
    run([str(lines)], Config(data=folder / "data", workers=2), Equipment(pool, NoProgress(), 0.0))
    return facts(folder / "data")


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_run_is_finished_by_running_it_again(
    point: str, ingest: Ingest, lines: Path, tmp_path: Path, unkilled: Facts
) -> None:
    data = tmp_path / "data"
    settings = ("--direct", "--batch-size", "5", "--data", data, "--workers", "1")
    with halted(tmp_path, point, "run", lines, *settings, signalled=signal.SIGKILL) as (process, handles):
        assert process.wait() == -signal.SIGKILL
        assert handles
        assert ended(handles)
    left = facts(data)
    assert len(left["articles"]) in {"extracting": {0, 1, 3}, "loading": {0}, "loaded": {3}}.get(point, {20})
    assert len(left["figures"]) == 3 * len(left["articles"])

    ingest(lines, batch_size=5)
    assert facts(data) == unkilled
    states = published(data, "SELECT state FROM runs ORDER BY started_at")
    assert published(data, "SELECT count(*) FROM figures") == [(60,)]
    assert states[-1] == ("completed",)
    assert ("running",) not in states


def test_pages_that_were_kept_and_not_loaded_are_fetched_once_more_and_no_article_points_where_nothing_is(
    ingest: Ingest, data: Path, tmp_path: Path
) -> None:
    settings = ("--direct", "--batch-size", "2", "--data", data, "--workers", "1", "--allow-private")
    with newspaper(*range(9)) as paper:
        with halted(tmp_path, "kept", "run", paper.feed, *settings, signalled=signal.SIGKILL, NEWSFACTS_DELAY="0") as (
            process,
            handles,
        ):
            assert process.wait() == -signal.SIGKILL
            assert ended(handles)
        loaded = len(facts(data)["articles"])
        assert loaded < 9
        ingest(paper.feed, allow_private=True, delay=0.0)
        asked = Counter(name for name, _ in paper.asked() if name != "feed.xml")
    assert len(asked) == 9
    assert max(asked.values()) <= 2
    places = stored(data, "SELECT url, warc_file, warc_offset FROM articles")
    assert len(places) == 9
    assert all(read_raw(data, Kept(file, offset)).url == url for url, file, offset in places)


@pytest.mark.parametrize("point", ["aside", "swapping", "replacing"])
def test_a_killed_reextract_is_finished_by_running_it_again(
    point: str, ingest: Ingest, lines: Path, tmp_path: Path, unkilled: Facts
) -> None:
    data = tmp_path / "data"
    settings = ("--direct", "--batch-size", "5", "--data", data, "--workers", "1")
    ingest(lines, batch_size=5)
    better = {"NEWSFACTS_WORKER": "tests.flows.fake:BetterReader"}
    with halted(tmp_path, point, "reextract", *settings, signalled=signal.SIGKILL, **better) as (process, handles):
        assert process.wait() == -signal.SIGKILL
        assert ended(handles)
    left = facts(data)
    assert {len(left[name]) - len(unkilled[name]) for name in ("articles", "figures")} == {0}
    assert stored(data, READ_BY) == [("fake 2" if point == "replacing" else "fake 1",)]

    arguments = [sys.executable, "-m", "flows.cli", "reextract", *map(str, settings)]
    subprocess.run(arguments, check=True, cwd=tmp_path, env=environment(**better), capture_output=True, timeout=SECONDS)
    assert stored(data, READ_BY) == [("fake 2",)]
    assert {name: len(found) for name, found in facts(data).items()} == {
        name: len(found) for name, found in unkilled.items()
    }


def test_a_run_that_is_interrupted_stops_cleanly(lines: Path, data: Path, tmp_path: Path) -> None:
    settings = ("--direct", "--batch-size", "5", "--workers", "1")
    with halted(tmp_path, "extracting", "run", lines, *settings, signalled=signal.SIGINT) as (process, handles):
        assert process.wait(SECONDS) == 130
        assert ended(handles)
    assert stored(data, "SELECT state FROM runs") == [("crashed",)]
