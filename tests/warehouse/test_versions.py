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


def test_batches_under_way_are_planned_as_if_one_came_after_the_other() -> None:
    versions = Versions()
    assert versions.plan([("a", "x")], {}) == [("a", 1, "new")]
    assert versions.plan([("a", "x")], {}) == [("a", 1, "unchanged")]
    assert versions.plan([("a", "y")], {}) == [("a", 2, "changed")]
    assert versions.plan([("a", "x")], {}) == [("a", 3, "changed")]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=8))
def test_each_changed_text_of_a_batch_gets_a_version_of_its_own(texts: list[tuple[str, str]]) -> None:
    plan = Versions().plan(texts, {"a": (3, "x")})
    given_out = [(article, version) for article, version, outcome in plan if outcome != "unchanged"]
    assert len(set(given_out)) == len(given_out)
    assert all(version > 3 for article, version in given_out if article == "a")


@given(
    st.lists(st.sampled_from("xyz"), max_size=6),
    st.lists(st.integers(min_value=0, max_value=6), min_size=6, max_size=6),
)
def test_when_a_version_is_loaded_makes_no_difference(texts: list[str], delays: list[int]) -> None:
    """One text a batch; each is loaded so many batches after it was planned, in order."""
    versions, planned, stored = Versions(), [], dict[str, tuple[int, str]]()
    waiting: list[tuple[int, int, str]] = []
    for now, text in enumerate(texts):
        while waiting and waiting[0][0] <= now:
            _, version, loaded = waiting.pop(0)
            stored["a"] = (version, loaded)
            versions.keep([("a", version)])
        planned += versions.plan([("a", text)], stored)
        if planned[-1][2] != "unchanged":
            waiting.append((now + delays[now], planned[-1][1], text))
    assert planned == Versions().plan([("a", text) for text in texts], {})
