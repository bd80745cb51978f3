"""Versions: what is new, changed or unchanged, and which number it gets."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tests.schemas.march import marches
from warehouse.store import Warehouse
from warehouse.versions import Versions


def outcomes(plan: pa.Table) -> list[tuple[str, int, str]]:
    return [tuple(row.values()) for row in plan.to_pylist()]


def test_an_article_is_new_then_unchanged_then_changed(warehouse: Warehouse) -> None:
    first, second = marches("a"), marches("a", version=2, arrested=14)
    assert outcomes(warehouse.plan(first["articles"])) == [("a", 1, "new")]
    warehouse.load(first, run_id="r")
    assert outcomes(warehouse.plan(first["articles"])) == [("a", 1, "unchanged")]
    assert outcomes(warehouse.plan(second["articles"])) == [("a", 2, "changed")]


def test_going_back_to_an_earlier_text_is_a_change(warehouse: Warehouse) -> None:
    warehouse.load(marches("a"), run_id="r")
    warehouse.load(marches("a", version=2, arrested=14), run_id="r")
    assert outcomes(warehouse.plan(marches("a")["articles"])) == [("a", 3, "changed")]


def test_the_plan_has_a_row_for_each_article_in_order_also_for_none(warehouse: Warehouse) -> None:
    warehouse.load(marches("b"), run_id="r")
    plan = outcomes(warehouse.plan(marches("c", "b", "a")["articles"]))
    assert plan == [("c", 1, "new"), ("b", 1, "unchanged"), ("a", 1, "new")]
    assert outcomes(warehouse.plan(marches()["articles"])) == []


def test_two_texts_of_one_article_in_one_batch_are_two_versions() -> None:
    plan = Versions().plan([("a", "x"), ("a", "x"), ("a", "y"), ("a", "x")], {})
    assert plan == [("a", 1, "new"), ("a", 1, "unchanged"), ("a", 2, "changed"), ("a", 3, "changed")]


def test_two_batches_under_way_never_share_a_version() -> None:
    versions = Versions()
    assert versions.plan([("a", "x")], {}) == [("a", 1, "new")]
    assert versions.plan([("a", "y")], {}) == [("a", 2, "changed")]


def test_a_batch_that_is_tried_again_gets_the_same_versions() -> None:
    versions = Versions()
    first = versions.plan([("a", "x")], {})
    assert versions.plan([("a", "x")], {}) == first


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=8))
def test_each_changed_text_of_a_batch_gets_a_version_of_its_own(texts: list[tuple[str, str]]) -> None:
    plan = Versions().plan(texts, {"a": (3, "x")})
    given_out = [(article, version) for article, version, outcome in plan if outcome != "unchanged"]
    assert len(set(given_out)) == len(given_out)
    assert all(version > 3 for article, version in given_out if article == "a")
