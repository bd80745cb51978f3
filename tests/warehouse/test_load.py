"""Loading: all of a batch or nothing, once however often it is done."""

import dataclasses
import datetime as dt
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.errors import WarehouseError
from schemas.facts import FACT_TABLES, Batch, FactTables, to_batch
from schemas.runs import Fetch
from schemas.validate import Rejected
from tests.schemas.march import march, marches
from tests.strategies import articles, batches
from tests.warehouse.stored import Rows, sorted_rows, stored
from warehouse.store import Warehouse

property_test = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))

FETCH = Fetch(
    fetch_id="f",
    url="https://x.example/",
    fetched_at=dt.datetime.fromisoformat("2024-05-03"),
    outcome="new",
    run_id="r",
)
REJECT = Rejected(table_name="figures", article_id="a", row="{}", check="bounds", reason="no")


def loaded(*parts: Batch) -> Rows:
    """What a fresh warehouse holds after these batches, duplicates not looked at."""
    with tempfile.TemporaryDirectory() as folder, Warehouse.open(Path(folder)) as warehouse:
        for batch in parts:
            warehouse.load(batch, run_id="r")
        rows = stored(warehouse)
    return rows | {"articles": [row | {"duplicate_of": None} for row in rows["articles"]]}


@property_test
@given(batches())
def test_what_is_stored_is_what_was_loaded(batch: Batch) -> None:
    assert loaded(batch) == sorted_rows(batch)


@property_test
@given(batches())
def test_loading_twice_changes_no_row(batch: Batch) -> None:
    with tempfile.TemporaryDirectory() as folder, Warehouse.open(Path(folder)) as warehouse:
        first = warehouse.load(batch, run_id="r")
        rows = stored(warehouse)
        again = warehouse.load(batch, run_id="r")
        assert {name: first[name] for name in FACT_TABLES} == {name: len(batch[name]) for name in FACT_TABLES}
        assert set(again.values()) == {0}
        assert stored(warehouse) == rows


@property_test
@given(articles(), st.data())
def test_neither_the_order_nor_the_cut_of_batches_matters(facts: list[FactTables], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(facts)))
    shuffled = data.draw(st.permutations(facts))
    assert loaded(to_batch(shuffled[:cut]), to_batch(shuffled[cut:])) == loaded(to_batch(facts))


def test_a_new_version_replaces_the_current_one_and_keeps_the_old(warehouse: Warehouse) -> None:
    warehouse.load(marches("a"), run_id="r")
    warehouse.load(marches("a", version=2, arrested=14), run_id="r")
    rows = stored(warehouse)
    assert [(a["version"], a["is_current"]) for a in rows["articles"]] == [(1, False), (2, True)]
    assert sorted(f["value"] for f in rows["figures"]) == [12, 14]


def test_an_older_version_that_comes_late_is_not_current(warehouse: Warehouse) -> None:
    warehouse.load(marches("a", version=2, arrested=14), run_id="r")
    warehouse.load(marches("a"), run_id="r")
    assert [(a["version"], a["is_current"]) for a in stored(warehouse)["articles"]] == [(1, False), (2, True)]
    assert set(warehouse.load(marches("a"), run_id="r").values()) == {0}


def test_both_versions_in_one_batch_end_the_same(warehouse: Warehouse) -> None:
    warehouse.load(to_batch([march("a"), march("a", version=2, arrested=14)]), run_id="r")
    assert [a["is_current"] for a in stored(warehouse)["articles"]] == [False, True]


def test_a_version_read_again_ends_with_the_rows_of_the_last_reading(warehouse: Warehouse) -> None:
    facts = march("a")
    warehouse.load(to_batch([facts, march("b")]), run_id="r")
    surer = dataclasses.replace(facts.figures[0], confidence=1.0)
    written = warehouse.load(to_batch([facts.adding(figures=[surer], quotes=[])]), run_id="r")
    assert {name: n for name, n in written.items() if n} == {"figures": 1, "quotes": 1}
    assert [q["article_id"] for q in stored(warehouse)["quotes"]] == ["b"]


def test_a_place_that_comes_twice_in_a_batch_is_stored_once(warehouse: Warehouse) -> None:
    batch = marches("a")
    batch["locations"] = pa.concat_tables([batch["locations"]] * 2)
    warehouse.load(batch, run_id="r")
    assert len(stored(warehouse)["locations"]) == 1


def test_a_batch_that_cannot_be_stored_whole_is_not_stored_at_all(warehouse: Warehouse) -> None:
    warehouse.load(marches("a"), run_id="r")
    before = stored(warehouse)
    bad = marches("a", "b", version=2)
    links = bad["event_links"]
    bad["event_links"] = links.set_column(4, "relation", pa.nulls(len(links), pa.string()))
    with pytest.raises(WarehouseError, match="kept nothing of it"):
        warehouse.load(bad, run_id="r", fetches=[FETCH])
    assert stored(warehouse) == before
    assert warehouse.counts()["fetches"] == 0
    assert warehouse.load(marches("b"), run_id="r")["articles"] == 1


def test_rejects_and_fetches_are_stored_with_their_batch_and_once(warehouse: Warehouse) -> None:
    for _ in range(2):
        warehouse.load(marches("a"), run_id="r", rejects=[REJECT, REJECT], fetches=[FETCH, FETCH])
    counts = warehouse.counts()
    assert (counts["rejects"], counts["fetches"]) == (1, 1)
    assert warehouse.connection.execute("SELECT run_id, reason FROM rejects").fetchall() == [("r", "no")]
