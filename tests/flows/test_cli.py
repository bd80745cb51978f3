"""The command line: what it says, where it says it, and how it ends."""

import json
from pathlib import Path

import pytest

from tests.flows.conftest import Command, article, write_lines


def test_a_run_that_succeeds_ends_with_its_table(newsfacts: Command, lines: Path) -> None:
    done = newsfacts("run", lines, "--direct", "--workers", "1", "--limit", "6", PREFECT_PROFILE="does not exist")
    assert done.returncode == 0
    for said in ("Articles new", "figures", "First facts after", "serving.duckdb"):
        assert said in done.stdout
    assert any(f"{n} of 6 loaded" in done.stderr for n in (1, 3, 6))

    asked = newsfacts("sql", "SELECT source_id, n_words FROM articles ORDER BY source_id LIMIT 1", "--format", "json")
    assert json.loads(asked.stdout) == {"source_id": "a0", "n_words": 32}
    query = "-- Any articles?\nSELECT count(*) AS n FROM articles\n"
    assert newsfacts("sql", "--file", "-", "--format", "csv", stdin=query).stdout == "n\n6\n"
    assert "completed" in newsfacts("status").stdout
    shown = newsfacts("show", "https://news.example/3")
    assert "Bridge number 3" in shown.stdout
    assert "Figures (3)" in shown.stdout


def test_failures_are_listed_on_standard_error(newsfacts: Command, tmp_path: Path) -> None:
    source = write_lines(tmp_path / "articles.jsonl", [article(1), article(2) + "RAISE"])
    done = newsfacts("run", source, "--direct", "--workers", "1")
    assert done.returncode == 1
    assert f"{source}:2: ValueError: told to" in done.stderr
    assert "Traceback" not in done.stderr
    assert "extract_failed" in newsfacts("status").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("run", "nowhere.txt"), 2, "nowhere.txt does not exist"),
        (("run", "x", "--workers", "0"), 2, "workers is 0"),
        (("sql", "DROP TABLE articles"), 2, "only read"),
        (("sql",), 2, "Give one query"),
        (("sql", "SELECT 1", "--file", "-"), 2, "Give one query"),
        (("sql", "--file", "nowhere.sql"), 2, "nowhere.sql cannot be read: No such file"),
        (("show", "nothing"), 1, "Nothing is published"),
        (("run",), 2, "Give a SOURCE, or list some"),
        (("run", "x.txt", "--since", "soon"), 2, "'soon' is no date"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    newsfacts: Command, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = newsfacts(*arguments)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_folder_in_use_is_left_alone_and_prefect_keeps_quiet(newsfacts: Command, lines: Path, tmp_path: Path) -> None:
    from warehouse.store import Warehouse

    with Warehouse.open(tmp_path / "data"):
        done = newsfacts("run", lines, "--workers", "1")
    assert done.returncode == 1
    assert "is in use by another run" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_worker_that_cannot_start_ends_the_run(newsfacts: Command, lines: Path) -> None:
    done = newsfacts("run", lines, "--direct", "--workers", "1", NEWSFACTS_WORKER="tests.flows.fake:UnfitReader")
    assert done.returncode == 1
    assert done.stderr == "newsfacts: RuntimeError: no such parser\n"


def test_debug_shows_where(newsfacts: Command) -> None:
    assert "Traceback" in newsfacts("run", "nowhere.txt", "--debug").stderr
