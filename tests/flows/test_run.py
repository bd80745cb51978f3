"""`newsfacts run --direct`, whole: what it stores, what it says, and how it ends."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.flows.conftest import Command, article, write_lines
from tests.webserver import Reply, WebServer


def stored(data: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(data / "serving.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_article_is_stored_with_its_facts_and_the_exit_code_says_so(
    newsfacts: Command, lines: Path, tmp_path: Path
) -> None:
    done = newsfacts("run", lines, "--direct", "--workers", "2", "--batch-size", "5")
    assert done.returncode == 0, done.stderr
    assert "Articles new" in done.stdout
    data = tmp_path / "data"
    assert stored(data, "SELECT count(*), count(DISTINCT article_id) FROM articles") == [(20, 20)]
    assert stored(data, "SELECT count(*) FROM figures") == [(60,)]
    assert stored(data, "SELECT outcome, count(*) FROM fetches GROUP BY ALL") == [("new", 20)]
    assert stored(data, "SELECT state, documents, articles_new, extractor FROM runs") == [("completed", 20, 20, "fake 1")]
    assert (data / "parquet" / "figures" / "figures.parquet").is_file()


def test_what_is_there_is_not_read_again_and_what_changed_is_a_new_version(
    newsfacts: Command, lines: Path, tmp_path: Path
) -> None:
    assert newsfacts("run", lines, "--direct", "--limit", "3").returncode == 0
    texts = [article(0), article(1) + "A second bridge, number 77, was closed on Tuesday.\n", article(2), article(3)]
    write_lines(lines, texts)
    assert newsfacts("run", lines, "--direct").returncode == 0
    data = tmp_path / "data"
    last = "SELECT articles_new, articles_unchanged FROM runs ORDER BY started_at DESC LIMIT 1"
    assert stored(data, last) == [(2, 2)]
    versions = "SELECT version, is_current FROM articles WHERE source_id = 'a1' ORDER BY version"
    assert stored(data, versions) == [(1, False), (2, True)]


def test_only_the_document_that_kills_its_worker_fails(newsfacts: Command, tmp_path: Path) -> None:
    texts = [article(number) for number in range(9)]
    texts[6] += "CRASH"
    texts[7] += "RAISE"
    source = write_lines(tmp_path / "articles.jsonl", texts)
    done = newsfacts("run", source, "--direct", "--workers", "1")
    assert done.returncode == 1
    assert "articles.jsonl:7: The worker process was killed" in done.stderr
    assert "articles.jsonl:8: ValueError: told to" in done.stderr
    assert stored(tmp_path / "data", "SELECT count(*) FROM articles") == [(7,)]
    failed = "SELECT url, outcome FROM fetches WHERE outcome <> 'new' ORDER BY url"
    assert [outcome for _, outcome in stored(tmp_path / "data", failed)] == ["extract_failed"] * 2


def test_a_row_that_breaks_its_contract_is_kept_with_the_reason(newsfacts: Command, tmp_path: Path) -> None:
    source = write_lines(tmp_path / "articles.jsonl", [article(1) + "REJECT", article(2)])
    assert newsfacts("run", source, "--direct").returncode == 0
    ((table, row, reason),) = stored(tmp_path / "data", "SELECT table_name, row, reason FROM rejects")
    assert (table, json.loads(str(row))["text"]) == ("figures", "not what is there")
    assert "text" in str(reason)
    assert stored(tmp_path / "data", "SELECT count(*) FROM figures") == [(5,)]
    assert "figures" in newsfacts("status").stdout


def test_bad_input_is_listed_and_the_rest_is_stored(newsfacts: Command, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "good.txt").write_text(article(1), encoding="utf-8")
    (folder / "lines.jsonl").write_text(json.dumps({"text": article(2)}) + "\nnot json\n", encoding="utf-8")
    (folder / "deep.html").write_text("<div>" * 5000 + "x", encoding="utf-8")
    done = newsfacts("run", folder, "--direct")
    assert done.returncode == 1
    for name in ("empty.txt", "binary.txt", "lines.jsonl:2", "deep.html"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert stored(tmp_path / "data", "SELECT count(*) FROM articles") == [(2,)]
    assert "empty.txt" in newsfacts("status").stdout


def test_pages_come_from_the_web_and_failing_ones_are_listed(newsfacts: Command, tmp_path: Path) -> None:
    with WebServer().running() as web:
        page = web.serve("/page", Reply(f"<html><body><article><p>{article(4)}</p></article></body></html>".encode()))
        gone = web.serve("/gone", Reply(status=404))
        done = newsfacts("run", page, gone, "--direct", "--allow-private")
    assert done.returncode == 1
    assert gone in done.stderr
    assert stored(tmp_path / "data", "SELECT url FROM articles") == [(page,)]
    outcomes = stored(tmp_path / "data", "SELECT outcome, status FROM fetches ORDER BY status")
    assert outcomes == [("new", 200), ("not_found", 404)]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("run", "nowhere.txt", "--direct"), "nowhere.txt does not exist"),
        (("run", "ftp://x.example/", "--direct"), "ftp://x.example/"),
        (("run", "x", "--workers", "0"), "workers is 0"),
        (("run", "x", "--published", "soon"), "'soon' is no date"),
        (("sql", "SELECT 1; SELECT 2"), "one statement"),
        (("sql", "SELECT 1", "--output", "x.csv"), "--format"),
        (("show", "nothing"), "Nothing is published"),
        (("run",), "SOURCE"),
    ],
)
def test_wrong_usage_is_one_sentence(newsfacts: Command, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    done = newsfacts(*arguments)
    assert done.returncode == (1 if says == "Nothing is published" else 2)
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_folder_in_use_is_left_alone(newsfacts: Command, lines: Path, tmp_path: Path) -> None:
    from warehouse.store import Warehouse

    with Warehouse.open(tmp_path / "data"):
        done = newsfacts("run", lines, "--direct")
    assert done.returncode == 1
    assert "is in use by another run" in done.stderr
    assert done.stderr.count("\n") == 1


def test_workers_that_cannot_start_end_the_run_with_a_sentence(newsfacts: Command, lines: Path, tmp_path: Path) -> None:
    done = newsfacts("run", lines, "--direct", NEWSFACTS_WORKER="tests.flows.fake:UnfitReader")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("RuntimeError: no such parser")


def test_without_prefect_prefect_is_not_even_imported(newsfacts: Command, lines: Path) -> None:
    assert newsfacts("run", lines, "--direct", "--limit", "1", PREFECT_PROFILE="does not exist").returncode == 0
