"""The pipeline, whole: what it stores, what fails alone, and what it counts."""

import json
from pathlib import Path

import pytest

from schemas.errors import UsageError, WarehouseError
from tests.flows.conftest import Ingest, article, published, write_lines
from tests.webserver import Reply, WebServer


def test_every_article_is_stored_with_its_facts(ingest: Ingest, lines: Path, data: Path) -> None:
    summary = ingest(lines, batch_size=5)
    assert (summary.outcomes, summary.failed, summary.rejects) == ({"new": 20}, 0, 0)
    assert published(data, "SELECT count(*), count(DISTINCT article_id) FROM articles") == [(20, 20)]
    assert published(data, "SELECT count(*) FROM figures") == [(summary.rows["figures"],)] == [(60,)]
    assert published(data, "SELECT outcome, count(*) FROM fetches GROUP BY ALL") == [("new", 20)]
    runs = published(data, "SELECT state, documents, articles_new, facts, extractor FROM runs")
    assert runs == [("completed", 20, 20, 100, "fake 1")]
    assert list((data / "parquet" / "figures").glob("*.parquet"))


def test_what_is_there_is_not_read_again_and_what_changed_is_a_new_version(
    ingest: Ingest, lines: Path, data: Path
) -> None:
    ingest(lines, limit=3)
    write_lines(lines, [article(0), article(1) + "A second bridge, number 77, was closed.\n", article(2), article(3)])
    assert ingest(lines).outcomes == {"unchanged": 2, "changed": 1, "new": 1}
    versions = "SELECT version, is_current FROM articles WHERE source_id = 'a1' ORDER BY version"
    assert published(data, versions) == [(1, False), (2, True)]


def test_one_article_twice_in_a_batch_is_stored_once(ingest: Ingest, tmp_path: Path) -> None:
    record = json.dumps({"url": "https://news.example/1", "text": article(1)})
    source = tmp_path / "twice.jsonl"
    source.write_text(f"{record}\n{record}\n", encoding="utf-8")
    assert ingest(source).outcomes == {"new": 1, "unchanged": 1}


def test_one_article_in_batches_under_way_at_once_is_read_once_and_as_often_as_it_changes(
    ingest: Ingest, tmp_path: Path, data: Path
) -> None:
    texts = [article(1), article(1), article(2), article(1), *(article(number) for number in range(10, 30))]
    records = ({"url": f"https://news.example/{max(0, no - 3)}", "text": text} for no, text in enumerate(texts))
    source = tmp_path / "again.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    summary = ingest(source, batch_size=1)
    assert summary.outcomes == {"new": 21, "unchanged": 1, "changed": 2}
    of_first = "FROM articles WHERE url = 'https://news.example/0' ORDER BY version"
    assert published(data, f"SELECT version, is_current {of_first}") == [(1, False), (2, False), (3, True)]
    figures = "SELECT count(*), count(DISTINCT figure_id) FROM figures"
    assert published(data, figures) == [(23 * 3, 23 * 3)]
    assert ingest(source, batch_size=1).outcomes["new"] == 0


def test_only_the_documents_that_are_to_blame_fail(ingest: Ingest, tmp_path: Path, data: Path) -> None:
    texts = [article(number) for number in range(9)]
    texts[6] += "CRASH"
    texts[7] += "RAISE"
    summary = ingest(write_lines(tmp_path / "articles.jsonl", texts), batch_size=2)
    failures = {Path(each.url).name: each.error for each in summary.failures}
    assert failures == {
        "articles.jsonl:7": "The worker process was killed: most often the machine had no memory left.",
        "articles.jsonl:8": "ValueError: told to",
    }
    assert published(data, "SELECT count(*) FROM articles") == [(7,)]
    assert published(data, "SELECT count(*) FROM fetches WHERE outcome = 'extract_failed'") == [(2,)]


def test_a_row_that_breaks_its_contract_is_kept_with_the_reason(ingest: Ingest, tmp_path: Path, data: Path) -> None:
    summary = ingest(write_lines(tmp_path / "articles.jsonl", [article(1) + "REJECT", article(2)]))
    assert (summary.rejects, summary.failed) == (1, 0)
    ((table, row, reason),) = published(data, "SELECT table_name, row, reason FROM rejects")
    assert (table, json.loads(str(row))["text"]) == ("figures", "not what is there")
    assert "articles.text" in str(reason)
    assert published(data, "SELECT count(*) FROM figures") == [(5,)]


def test_bad_input_is_recorded_and_the_rest_is_stored(ingest: Ingest, tmp_path: Path, data: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "deep.html").write_text("<div>" * 5000 + "x", encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "good.txt").write_text(article(1), encoding="utf-8")
    (folder / "lines.jsonl").write_text(json.dumps({"text": article(2)}) + "\nnot json\n", encoding="utf-8")
    (folder / "large.html").write_text("x" * 50_000_000, encoding="utf-8")
    summary = ingest(folder)
    failed = sorted(Path(each.url).name for each in summary.failures)
    assert failed == ["binary.txt", "deep.html", "empty.txt", "large.html", "lines.jsonl:2"]
    assert all(each.error for each in summary.failures)
    assert published(data, "SELECT count(*) FROM articles") == [(2,)]


def test_pages_and_feeds_come_from_the_web_and_failing_pages_are_recorded(ingest: Ingest, data: Path) -> None:
    with WebServer().running() as web:
        body = f"<html><body><article><p>{article(4)}</p></article></body></html>".encode()
        page, gone = web.serve("/page", Reply(body)), web.serve("/gone", Reply(status=404))
        items = f"<item><link>{page}</link></item><item><link>{gone}</link></item>"
        feed = f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
        source = web.serve("/feed", Reply(feed.encode(), content_type="application/rss+xml"))
        summary = ingest(source, allow_private=True)
        refused = ingest(page)
        limited = ingest(source, allow_private=True, limit=1)
    assert (summary.outcomes, summary.failed) == ({"feed": 1, "new": 1, "not_found": 1}, 1)
    assert refused.outcomes == {"blocked_address": 1}
    assert limited.outcomes == {"feed": 1, "unchanged": 1}
    assert published(data, "SELECT status FROM fetches WHERE outcome = 'feed'") == [(200,), (200,)]
    assert published(data, "SELECT documents FROM runs ORDER BY started_at") == [(2,), (1,), (1,)]
    assert published(data, "SELECT url FROM articles") == [(page,)]


def test_a_source_that_is_not_there_is_refused_before_anything_is_made(ingest: Ingest, data: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt does not exist"):
        ingest("nowhere.txt")
    assert not data.exists()


def test_a_failing_warehouse_ends_the_run_and_is_recorded(
    ingest: Ingest, lines: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(lines, limit=1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("warehouse.store.load", full)
        with pytest.raises(WarehouseError, match="No space left on device"):
            ingest(lines)
    ingest(lines)
    assert published(data, "SELECT state FROM runs ORDER BY started_at") == [
        ("completed",),
        ("failed",),
        ("completed",),
    ]
    assert published(data, "SELECT count(*) FROM articles") == [(20,)]
