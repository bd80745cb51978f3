"""A run whose settings say so puts what it publishes elsewhere, too, and is no worse where that cannot be done."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.flows.conftest import Command, Ingest, published


def manifest(there: Path) -> Mapping[str, Any]:
    said: Mapping[str, Any] = json.loads((there / "newsfacts.json").read_text())
    return said


def test_what_is_published_is_put_elsewhere(ingest: Ingest, lines: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    summary = ingest(lines, publish_to=there.as_uri())
    (articles,) = manifest(there)["tables"]["articles"]
    assert summary.unsent is None
    assert pq.read_table(there / articles["path"]).num_rows == articles["rows"] == 20


def test_where_it_cannot_be_put_the_run_is_good_and_says_so(newsfacts: Command, lines: Path, data: Path) -> None:
    done = newsfacts("run", lines, "--direct", NEWSFACTS_PUBLISH_TO="file:///proc/there")
    assert done.returncode == 1
    assert "What was published could not be put to file:///proc/there (" in done.stderr
    assert "Articles new        20" in done.stdout
    assert published(data, "SELECT state FROM runs") == [("completed",)]


def test_what_maintenance_publishes_is_put_elsewhere_too(
    ingest: Ingest, newsfacts: Command, lines: Path, data: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    ingest(lines, publish_to=there.as_uri())
    before = manifest(there)["publication"]
    assert newsfacts("maintain", NEWSFACTS_PUBLISH_TO=there.as_uri()).returncode == 0
    after = manifest(there)
    assert after["kept"] == [before, after["publication"]]
    assert after["publication"].endswith(f"-{(data / 'parquet').resolve().name}")


def test_where_that_cannot_be_put_maintenance_is_done_and_says_so(
    ingest: Ingest, newsfacts: Command, lines: Path
) -> None:
    ingest(lines)
    done = newsfacts("maintain", "--backup", "backups", NEWSFACTS_PUBLISH_TO="file:///proc/there")
    assert done.returncode == 1
    assert "Not put elsewhere        What was published could not be put to file:///proc/there (" in done.stdout
    assert "Backup                   backups" in done.stdout
