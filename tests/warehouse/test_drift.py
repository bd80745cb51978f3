"""Drift: a source that falls silent and a kind of fact that dries up are told; what merely varies is not."""

import datetime as dt
from pathlib import Path

import pytest

from schemas.facts import Batch, FactTables, to_batch
from schemas.runs import Fetch, Run
from tests.schemas.march import march
from warehouse.drift import Collapse, collapses
from warehouse.publish import publish
from warehouse.store import Warehouse

FEED, BLOG = "https://news.example/feed", "https://blog.example/feed"


def hour(run: int) -> dt.datetime:
    return dt.datetime(2026, 1, 1, run)  # noqa: DTZ001 - UTC without zone, as stored


def record(warehouse: Warehouse, run: int, batch: Batch, fetches: list[Fetch]) -> None:
    begun = Run(run_id=f"r{run}", flow="ingest", started_at=hour(run), state="running")
    warehouse.start_run(begun)
    warehouse.load(batch, run_id=begun.run_id, fetches=fetches)
    warehouse.end_run(Run(run_id=f"r{run}", flow="ingest", started_at=hour(run), ended_at=hour(run), state="completed"))


def fetch(run: int, source: str, article: str | None) -> Fetch:
    return Fetch(
        fetch_id=f"{run}{source}{article}", url=f"https://news.example/{article}", source=source, run_id=f"r{run}",
        fetched_at=hour(run), outcome="new" if article else "timeout", article_id=article,
    )  # fmt: skip


def fill(warehouse: Warehouse, run: int, *, articles: int = 10, blog: int = 1, figures: bool = True) -> None:
    """A run with some articles of the feed, and some of the blog, which is always asked."""
    names = [f"{run}-{no}" for no in range(articles + blog)]
    facts = [march(name, 1, 100 * run + no) for no, name in enumerate(names)]
    batch = to_batch([each if figures else without_figures(each) for each in facts])
    fetches = [fetch(run, FEED if no < articles else BLOG, name) for no, name in enumerate(names)]
    record(warehouse, run, batch, fetches if blog else [*fetches, fetch(run, BLOG, None)])


def without_figures(facts: FactTables) -> FactTables:
    return facts.adding(figures=())


def published(tmp_path: Path, *runs: dict[str, object]) -> list[Collapse]:
    """What collapsed in the last of these runs."""
    with Warehouse.open(tmp_path) as warehouse:
        for run, how in enumerate(runs, start=1):
            fill(warehouse, run, **how)  # type: ignore[arg-type]
        publish(warehouse)
    return collapses(tmp_path, f"r{len(runs)}")


def test_a_kind_of_fact_that_dries_up_is_told(tmp_path: Path) -> None:
    (told,) = published(tmp_path, {}, {}, {}, {"figures": False})
    assert told == Collapse("kind", "figures", 0, 1, 3)
    assert str(told) == "figures: 0 rows an article; usual are 1 (3 runs)"


def test_a_source_that_falls_silent_is_told(tmp_path: Path) -> None:
    assert published(tmp_path, {}, {}, {}, {"blog": 0}) == [Collapse("source", BLOG, 0, 1, 3)]
    assert collapses(tmp_path) == [Collapse("source", BLOG, 0, 1, 3)]


@pytest.mark.parametrize(
    "runs",
    [
        [{}, {}, {}, {}],  # nothing changed
        [{}, {}, {"figures": False}],  # too few runs to compare with
        [{}, {}, {}, {"articles": 4, "blog": 2, "figures": False}],  # too few articles to tell
        [{"blog": 0}, {"blog": 0}, {}, {"blog": 0}],  # that source is mostly silent
    ],
)
def test_what_merely_varies_is_not(tmp_path: Path, runs: list[dict[str, object]]) -> None:
    assert published(tmp_path, *runs) == []
