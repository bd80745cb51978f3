"""Near-duplicates: a later article that mostly repeats an earlier one points at it."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from schemas.facts import Batch, to_batch
from tests.schemas.march import march
from warehouse.store import Warehouse

STORY = range(40)
"""The shingles of some story."""


def telling(**articles: Sequence[int]) -> Batch:
    """A batch of articles with these shingles, each with a text of its own."""
    facts = [march(name, arrested=len(name) * 100 + ord(name[0])) for name in articles]
    rows = [(name, 1, shingle) for name, shingles in articles.items() for shingle in shingles]
    names, versions, shingles = zip(*rows, strict=True) if rows else ((), (), ())
    columns = [pa.array(names, pa.string()), pa.array(versions, pa.int32()), pa.array(shingles, pa.int64())]
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
    for name, shingles in (("z_first", STORY), ("copy", STORY), ("again", STORY[5:])):
        warehouse.load(telling(**{name: shingles}), run_id="r")
    assert originals(warehouse) == {"z_first": None, "copy": "z_first", "again": "z_first"}


def test_a_cut_copy_is_found_and_a_longer_story_is_none(warehouse: Warehouse) -> None:
    warehouse.load(telling(first=STORY), run_id="r")
    warehouse.load(telling(cut=STORY[:15], longer=range(80)), run_id="r")
    assert originals(warehouse) == {"first": None, "cut": "first", "longer": None}


def test_a_few_shingles_in_common_are_chance(warehouse: Warehouse) -> None:
    warehouse.load(telling(first=STORY, brief=STORY[:7], half=[*STORY[:20], *range(100, 120)]), run_id="r")
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
