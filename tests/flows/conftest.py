"""What tests of whole runs share: small articles, and the command as a process."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Command = Callable[..., subprocess.CompletedProcess[str]]

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


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Twenty articles as JSON Lines."""
    return write_lines(tmp_path / "articles.jsonl", [article(number) for number in range(20)])


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: the fake reader, no Prefect server, no colours, nothing of the tester's own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSFACTS", "PREFECT"))}
    return kept | {"NEWSFACTS_WORKER": "tests.flows.fake:FakeReader", "COLUMNS": "120", "PYTHONPATH": str(ROOT)} | more


@pytest.fixture
def newsfacts(tmp_path: Path) -> Command:
    """Runs the command in an empty folder: newsfacts("run", "x.txt", "--direct").returncode."""

    def call(*arguments: str | Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", *map(str, arguments)],
            check=False, capture_output=True, text=True, input=stdin, cwd=tmp_path, env=environment(**env), timeout=120,
        )  # fmt: skip

    return call
