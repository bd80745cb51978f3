"""What tests of whole runs share: small articles, the command as a process, and what a run left."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.runs.ingest import run
from flows.runs.job import Equipment, NoProgress
from flows.runs.tally import Summary
from flows.settings.config import Config
from flows.workers.pool import Pool
from schemas.facts import FACT_TABLES

ROOT = Path(__file__).parents[2]

Command = Callable[..., subprocess.CompletedProcess[str]]
Ingest = Callable[..., Summary]
Facts = dict[str, list[tuple[Any, ...]]]

PLACES = ("Lyon", "Graz", "Porto", "Turku", "Brno", "Bergen", "Bari")


def article(number: int) -> str:
    """A small English text of its own for each number."""
    place = PLACES[number % len(PLACES)]
    return (
        f"Bridge number {number} near {place} was closed on Monday after {number + 3} cracks were found.\n"
        f"The mayor said that repairs would take {number * 2 + 5} days and cost the town a good deal of money.\n"
    )


def write_lines(path: Path, texts: list[str]) -> Path:
    """A JSON Lines file with these texts, each with a URL of its own."""
    records = ({"id": f"a{no}", "url": f"https://news.example/{no}", "text": text} for no, text in enumerate(texts))
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def stored(data: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query on the writer's file."""
    return _rows(data / "newsfacts.duckdb", query)


def published(data: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query on what is published."""
    return _rows(data / "serving.duckdb", query)


def _rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(query).fetchall()


def facts(data: Path) -> Facts:
    """All rows of the facts, but for when they were read."""
    when = {"articles": "EXCLUDE (fetched_at)"}
    return {name: stored(data, f"SELECT * {when.get(name, '')} FROM {name} ORDER BY ALL") for name in FACT_TABLES}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder that runs of a test use."""
    return tmp_path / "data"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Twenty articles as JSON Lines."""
    return write_lines(tmp_path / "articles.jsonl", [article(number) for number in range(20)])


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: the fake reader, no Prefect server, no colours, nothing of the tester's own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSFACTS", "PREFECT"))}
    return kept | {"NEWSFACTS_WORKER": "tests.flows.fake:FakeReader", "COLUMNS": "120", "PYTHONPATH": str(ROOT)} | more


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """Two workers with the fake reader, for all tests."""
    with Pool("tests.flows.fake:FakeReader", workers=2) as workers:
        yield workers


@pytest.fixture
def ingest(pool: Pool, data: Path) -> Ingest:
    """The pipeline in this process, into the folder `data`: sources and settings in, summary out."""

    def call(*sources: str | Path, **settings: Any) -> Summary:
        config = Config(**{"data": data, "workers": 2, **settings})
        return run([str(source) for source in sources], config, Equipment(pool, NoProgress(), time.monotonic()))

    return call


@pytest.fixture
def newsfacts(tmp_path: Path) -> Command:
    """The command as a process in an empty folder."""

    def call(*arguments: str | Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", *map(str, arguments)],
            check=False, capture_output=True, text=True, input=stdin, cwd=tmp_path, env=environment(**env), timeout=120,
        )  # fmt: skip

    return call
