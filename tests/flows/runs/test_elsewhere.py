"""A run whose settings say so puts what it publishes elsewhere, too, and is no worse where that cannot be done."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from tests.flows.conftest import Command, Ingest
from warehouse.query import query


def test_what_is_published_is_put_elsewhere(ingest: Ingest, lines: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    summary = ingest(lines, publish_to=there.as_uri())
    manifest = json.loads((there / "newsfacts.json").read_text())
    (articles,) = manifest["tables"]["articles"]
    assert summary.unsent is None
    assert pq.read_table(there / articles["path"]).num_rows == articles["rows"] == 20


def test_where_it_cannot_be_put_the_run_is_good_and_says_so(newsfacts: Command, lines: Path, tmp_path: Path) -> None:
    done = newsfacts("run", lines, "--direct", NEWSFACTS_PUBLISH_TO="file:///proc/there")
    assert done.returncode == 1
    assert "What was published could not be put to file:///proc/there (" in done.stderr
    assert "Articles new        20" in done.stdout
    assert query(tmp_path / "data", "SELECT state FROM runs").to_pylist() == [{"state": "completed"}]
