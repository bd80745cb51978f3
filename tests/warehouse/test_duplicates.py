"""Near-duplicates: a later article that mostly repeats an earlier one points at it."""

import zlib
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pytest

from schemas.facts import Batch, to_batch
from tests.copies import COPIES, article, copied
from tests.schemas.march import march
from transforms.duplicates import shingles
from warehouse.store import Warehouse

STORY = range(40)
"""The shingles of some story."""


def telling(**articles: Sequence[int]) -> Batch:
    """A batch of articles with these shingles, each with a text of its own."""
    facts = [march(name, arrested=zlib.crc32(name.encode())) for name in articles]
    rows = [(name, 1, value) for name, values in articles.items() for value in values]
    names, versions, values = zip(*rows, strict=True) if rows else ((), (), ())
    columns = [pa.array(names, pa.string()), pa.array(versions, pa.int32()), pa.array(values, pa.int64())]
    return to_batch(facts) | {"shingles": pa.table(columns, ["article_id", "version", "shingle"])}


def originals(warehouse: Warehouse) -> Mapping[str, str | None]:
    return dict(warehouse.connection.execute("SELECT article_id, duplicate_of FROM articles").fetchall())


def test_a_copy_in_a_later_batch_points_at_the_original(warehouse: Warehouse) -> None:
    warehouse.load(telling(first=STORY), run_id="r")
    warehouse.load(telling(copy=STORY[2:], other=range(100, 140)), run_id="r")
    assert originals(warehouse) == {"first": None, "copy": "first", "other": None}


def test_a_copy_in_the_same_batch_points_at_the_first(warehouse: Warehouse) -> None:
    warehouse.load(telling(z_first=STORY, copy=STORY, again=STORY[5:]), run_id="r")
    assert originals(warehouse) == {"z_first": None, "copy": "z_first", "again": "z_first"}


def test_batches_cut_differently_find_the_same(warehouse: Warehouse) -> None:
    for name, values in (("z_first", STORY), ("copy", STORY), ("again", STORY[5:])):
        warehouse.load(telling(**{name: values}), run_id="r")
    assert originals(warehouse) == {"z_first": None, "copy": "z_first", "again": "z_first"}


def test_a_cut_copy_is_found_and_a_longer_story_is_none(warehouse: Warehouse) -> None:
    warehouse.load(telling(first=STORY), run_id="r")
    warehouse.load(telling(cut=STORY[:15], longer=range(80)), run_id="r")
    assert originals(warehouse) == {"first": None, "cut": "first", "longer": None}


def test_a_few_shingles_in_common_are_chance(warehouse: Warehouse) -> None:
    warehouse.load(telling(first=STORY, brief=STORY[:5], half=[*STORY[:20], *range(100, 120)]), run_id="r")
    assert set(originals(warehouse).values()) == {None}


def test_the_same_text_elsewhere_is_a_duplicate_however_short(warehouse: Warehouse) -> None:
    warehouse.load(to_batch([march("a"), march("b")]), run_id="r")
    warehouse.load(to_batch([march("c")]), run_id="r")
    assert originals(warehouse) == {"a": None, "b": "a", "c": "a"}


def test_what_was_decided_stays_when_a_batch_is_loaded_again(warehouse: Warehouse) -> None:
    batch = telling(first=STORY, copy=STORY)
    warehouse.load(batch, run_id="r")
    warehouse.load(telling(longer=range(80)), run_id="r")
    assert set(warehouse.load(batch, run_id="r").values()) == {0}
    assert originals(warehouse) == {"first": None, "copy": "first", "longer": None}


def test_a_new_version_is_no_duplicate_of_its_own_article(warehouse: Warehouse) -> None:
    warehouse.load(to_batch([march("a")]), run_id="r")
    warehouse.load(to_batch([march("a", version=2)]), run_id="r")
    assert originals(warehouse) == {"a": None}


def texts(prefix: str, told: Sequence[str]) -> Batch:
    """A batch of articles with the shingles of these texts."""
    return telling(**{f"{prefix}{no}": shingles(text) for no, text in enumerate(told)})


def test_of_a_thousand_different_articles_none_is_taken_for_another(warehouse: Warehouse) -> None:
    told = [article(seed) for seed in range(1000)]
    for day in range(0, 1000, 250):
        warehouse.load(texts(f"day{day}_", told[day : day + 250]), run_id="r")
    assert set(originals(warehouse).values()) == {None}


@pytest.mark.parametrize("change", COPIES)
def test_copies_are_found_days_later_whatever_was_done_to_them(warehouse: Warehouse, change: str) -> None:
    warehouse.load(texts("first", [article(seed) for seed in range(100)]), run_id="r")
    warehouse.load(texts("between", [article(seed) for seed in range(100, 200)]), run_id="r")
    warehouse.load(texts("copy", [copied(seed, change) for seed in range(100)]), run_id="r")
    found = originals(warehouse)
    assert sum(found[f"copy{no}"] == f"first{no}" for no in range(100)) >= 97
    assert not any(found[f"between{no}"] for no in range(100))
