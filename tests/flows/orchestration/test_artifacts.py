"""After a run: what collapsed, failed and was rejected is told on the terminal, in the artifact and as events."""

import json
import re
from pathlib import Path

import pytest

from flows.orchestration import artifacts
from flows.orchestration.artifacts import COLLAPSED, conclude
from flows.runs.report import markdown_table
from tests.flows.conftest import Command, Ingest, article, write_lines
from warehouse.aftermath import aftermath
from warehouse.drift import Collapse


def numbered(path: Path, first: int, *, silent: bool = False) -> Path:
    """Ten articles with numbers in them, or with none."""
    texts = {number: article(number) + "Once more. " * number for number in range(first, first + 10)}
    if silent:
        texts = {number: re.sub(r"\d", "", text) for number, text in texts.items()}
    records = ({"url": f"https://news.example/{number}", "text": text} for number, text in texts.items())
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def collapsed(ingest: Ingest, tmp_path: Path) -> Path:
    """A source of which the fourth run gives articles without a figure."""
    source = tmp_path / "articles.jsonl"
    for run in range(3):
        ingest(numbered(source, 10 * run))
    return numbered(source, 30, silent=True)


def test_what_collapsed_is_told_on_standard_error_and_by_status(collapsed: Path, newsfacts: Command) -> None:
    done = newsfacts("run", collapsed, "--direct", "--workers", "1")
    assert done.returncode == 0
    assert "Collapsed: figures: 0 rows an article; usual are 3 (3 runs)" in done.stderr
    assert "figures: 0 rows an article" in newsfacts("status").stdout


def test_prefect_is_given_an_artifact_a_warning_and_an_event(
    collapsed: Path, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = ingest(collapsed)
    assert summary.collapsed == [Collapse("kind", "figures", 0, 3, 3)]
    said: dict[str, list[object]] = {"artifact": [], "event": [], "warning": []}

    class Logger:
        def warning(self, _: str, *args: object) -> None:
            said["warning"] += map(str, args)

    monkeypatch.setattr(artifacts, "create_markdown_artifact", lambda text, **_: said["artifact"].append(text))
    monkeypatch.setattr(artifacts, "emit_event", lambda *given, **more: said["event"].append((*given, more)))
    monkeypatch.setattr(artifacts, "get_run_logger", Logger)
    conclude(summary, "newsfacts-ingest")
    assert "### Collapsed\n\n* figures: 0 rows" in str(said["artifact"]).replace("\\n", "\n")
    assert said["warning"] == ["figures: 0 rows an article; usual are 3 (3 runs)"]
    ((name, resource, more),) = said["event"]  # type: ignore[misc]
    assert (name, resource["prefect.resource.id"]) == (COLLAPSED, "newsfacts.kind.figures")
    assert json.loads(json.dumps(more["payload"]))["run_id"] == summary.run_id


def test_the_aftermath_has_rejects_by_reason_and_failures_by_source(ingest: Ingest, tmp_path: Path) -> None:
    texts = [article(1) + "REJECT", article(2) + "RAISE", article(3)]
    source = write_lines(tmp_path / "articles.jsonl", texts)
    summary = ingest(source)
    found = {name: rows.to_pylist() for name, rows in aftermath(summary.data, summary.run_id).items()}
    assert [(row["table"], row["rows"]) for row in found["rejects"]] == [("figures", 1)]
    failing = {"source": str(source), "outcome": "extract_failed", "documents": 1, "example": "ValueError: told to"}
    assert (found["failing"], found["slow"]) == ([failing], [])
    lines = list(markdown_table(aftermath(summary.data, summary.run_id)["failing"]))
    assert lines[0] == "| source | outcome | documents | example |\n|---|---|---|---|"
    assert lines[1] == f"| {source} | extract_failed | 1 | ValueError: told to |"
