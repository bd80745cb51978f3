"""Reviews as a table: each publication shows what was judged until then."""

import datetime as dt
from pathlib import Path

import pytest

from schemas.errors import WarehouseError
from schemas.reviews import Review
from tests.schemas.march import marches
from warehouse.publish import publish
from warehouse.query import query
from warehouse.reviews import JOURNAL, add
from warehouse.store import Warehouse
from warehouse.verify import verify

REVIEW = Review(
    reviewed_at=dt.datetime(2026, 5, 1, 12, 30), verdict="wrong", note="not 12 | “14”", table_name="figures",  # noqa: DTZ001
    kind="count", article_id="a", version=1, start=5, end=7, text="12", claim='{"value": 12}', confidence=0.9,
)  # fmt: skip


def test_judgements_are_published_as_a_table_and_as_parquet(tmp_path: Path) -> None:
    add(tmp_path, REVIEW)
    with Warehouse.open(tmp_path) as warehouse:
        warehouse.load(marches("a"), run_id="r")
        assert publish(warehouse).rows["reviews"] == 1
    (row,) = query(tmp_path, "SELECT * FROM reviews").to_pylist()
    assert Review(**row) == REVIEW
    assert not [check for check in verify(tmp_path) if check.faults]


def test_a_line_that_is_no_review_is_named_and_what_was_published_stays(tmp_path: Path) -> None:
    with Warehouse.open(tmp_path) as warehouse:
        publish(warehouse)
        (tmp_path / JOURNAL).write_text("nonsense\n", encoding="utf-8")
        with pytest.raises(WarehouseError, match=r"reviews\.jsonl:1 is no review"):
            publish(warehouse)
    assert query(tmp_path, "SELECT count(*) AS n FROM reviews").to_pylist() == [{"n": 0}]
