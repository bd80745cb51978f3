"""Validation: what breaks a rule is parted from the rest, with its reason and all that leans on it."""

import json
import math
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.facts import FACT_TABLES, Batch
from schemas.validate import validate
from tests.schemas.march import marches
from tests.strategies import batches


def changed(batch: Batch, table: str, number: int, **values: Any) -> Batch:
    """The batch with some values of one row changed."""
    rows = batch[table]
    for name, value in values.items():
        column = rows[name].to_pylist()
        column[number] = value
        field = rows.schema.field(name)
        rows = rows.set_column(rows.schema.get_field_index(name), field, pa.array(column, field.type))
    return batch | {table: rows}


def refused(batch: Batch) -> dict[str, list[str]]:
    """The checks of the refused rows, by table."""
    found: dict[str, list[str]] = {}
    for reject in validate(batch).rejects:
        found.setdefault(reject.table_name, []).append(reject.check)
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches())
def test_rows_that_keep_their_contract_all_pass(batch: Batch) -> None:
    validated = validate(batch)
    assert validated.rejects == ()
    assert validated.tables == batch


BROKEN = [
    ("figures", {"kind": "colour"}, "kind_in_list"),
    ("figures", {"kind": None}, "kind_not_null"),
    ("figures", {"value": math.nan}, "value_finite"),
    ("figures", {"value_high": math.inf}, "value_high_finite"),
    ("figures", {"value": 13.0}, "bounds"),
    ("figures", {"value": None, "value_low": None, "value_high": None}, "some_value"),
    ("figures", {"negated": True}, "negated_is_zero"),
    ("figures", {"confidence": 1.5}, "confidence_at_most"),
    ("figures", {"text": "13"}, "text_quotes"),
    ("figures", {"start": 3}, "text_quotes"),
    ("figures", {"location_id": "geonames:2"}, "location_id_resolves"),
    ("figures", {"event_id": "nowhere"}, "event_id_resolves"),
    ("figures", {"attributed_to": "nobody"}, "attributed_to_resolves"),
    ("figures", {"sentence_no": 7}, "sentence_no_resolves"),
    ("quotes", {"speaker": "them"}, "speaker_quotes"),
    ("quotes", {"speaker_start": None}, "speaker_quotes"),
    ("event_links", {"other_event_id": "nowhere"}, "other_event_id_resolves"),
    ("event_actors", {"role": "bystander"}, "role_in_list"),
    ("location_mentions", {"version": 2}, "article_resolves"),
]


@pytest.mark.parametrize(("table", "values", "check"), BROKEN)
def test_a_row_that_breaks_a_rule_is_refused_alone_and_says_which(
    table: str, values: dict[str, Any], check: str
) -> None:
    batch = changed(marches("a"), table, 0, **values)
    validated = validate(batch)
    (reject,) = validated.rejects
    assert check in reject.check.split(";")
    assert reject.table_name == table
    assert len(validated.tables[table]) == len(batch[table]) - 1


def test_a_span_counts_code_points_not_bytes() -> None:
    batch = marches("a")
    start = batch["location_mentions"]["start"][0].as_py()
    shifted = changed(batch, "location_mentions", 0, start=start + 3, end=start + 3 + len("Aléria"))
    assert refused(batch) == {}
    assert refused(shifted) == {"location_mentions": ["text_quotes"]}


def test_a_refused_row_is_kept_whole_with_numbers_that_json_lacks() -> None:
    (reject,) = validate(changed(marches("a"), "figures", 0, value=math.nan)).rejects
    row = json.loads(reject.row)
    assert row["value"] == "nan"
    assert row["subject"] == "farmers"
    assert set(row) == set(FACT_TABLES["figures"].arrow.names)
    assert reject.article_id == "a"
    assert "value must be a finite number" in reject.reason


def test_a_row_that_breaks_several_rules_is_one_reject_with_all_of_them() -> None:
    (reject,) = validate(changed(marches("a"), "figures", 0, kind="colour", confidence=2.0)).rejects
    assert reject.check == "confidence_at_most;kind_in_list"


def test_a_refused_event_takes_who_took_part_its_links_and_its_figures() -> None:
    found = refused(changed(marches("a"), "events", 1, status="rumoured"))
    assert found == {
        "events": ["status_in_list"],
        "event_actors": ["event_id_resolves", "event_id_resolves"],
        "event_links": ["event_id_resolves"],
        "figures": ["event_id_resolves"],
    }


def test_the_reason_tells_a_reference_to_a_refused_row_from_one_to_nothing() -> None:
    batch = changed(marches("a"), "quotes", 0, actor_id="nobody")
    reasons = {r.table_name: r.reason for r in validate(changed(batch, "events", 1, status="rumoured")).rejects}
    assert reasons["quotes"] == "actor_id refers to a row of actors that is not there"
    assert reasons["figures"] == "event_id refers to a row of events that was refused itself"


def test_a_refused_actor_takes_no_event_that_only_has_it_for_a_part() -> None:
    found = refused(changed(marches("a"), "actors", 0, kind="robot"))
    assert set(found) == {"actors", "actor_mentions", "event_actors", "figures"}


def test_refusal_goes_on_from_row_to_row_until_nothing_leans_on_a_refused_one() -> None:
    batch = marches("a")
    police = batch["actors"]["actor_id"][1].as_py()
    batch = changed(batch, "actors", 0, affiliation_id=police)
    found = refused(changed(batch, "actors", 1, kind="robot"))
    assert found["actors"] == ["affiliation_id_resolves", "kind_in_list"]
    assert len(found["event_actors"]) == 3


def test_a_refused_article_takes_all_its_rows_and_no_others() -> None:
    batch = marches("a", "b")
    shingles = pa.table({"article_id": ["a", "b"], "version": pa.array([1, 1], pa.int32()), "shingle": [5, 6]})
    validated = validate(changed(batch, "articles", 0, text_sha256="0" * 64) | {"shingles": shingles})
    alone = marches("b")
    assert {r.article_id for r in validated.rejects} == {"a"}
    assert {name: rows.to_pylist() for name, rows in validated.tables.items() if name != "shingles"} == {
        name: rows.to_pylist() for name, rows in alone.items()
    }
    assert validated.tables["shingles"]["article_id"].to_pylist() == ["b"]


def test_of_two_rows_with_one_key_the_first_stays() -> None:
    batch = marches("a")
    batch["figures"] = pa.concat_tables([batch["figures"]] * 2)
    validated = validate(batch)
    assert [r.check for r in validated.rejects] == ["key_unique"]
    assert len(validated.tables["figures"]) == 1


def test_an_id_of_another_article_does_not_resolve() -> None:
    batch = marches("a", "b")
    of_b = batch["actors"]["actor_id"][2].as_py()
    assert refused(changed(batch, "quotes", 0, actor_id=of_b)) == {"quotes": ["actor_id_resolves"]}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda batch: {name: rows for name, rows in batch.items() if name != "quotes"},
        lambda batch: batch | {"quotes": batch["quotes"].drop_columns(["verb"])},
        lambda batch: batch | {"quotes": batch["quotes"].append_column("extra", pa.array([1]))},
        lambda batch: batch | {"quotes": batch["quotes"].cast(_wider(batch["quotes"].schema))},
    ],
)
def test_a_batch_of_the_wrong_shape_is_a_mistake_in_the_program(spoil: Callable[[Batch], Batch]) -> None:
    with pytest.raises(ValueError, match="quotes"):
        validate(spoil(marches("a")))


def _wider(schema: pa.Schema) -> pa.Schema:
    return schema.set(schema.get_field_index("start"), pa.field("start", pa.int64()))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches(max_size=2), st.data())
def test_every_row_is_either_kept_or_refused_and_what_is_kept_passes_again(batch: Batch, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([name for name, rows in batch.items() if len(rows)] or ["articles"]))
    if len(batch[table]):
        number = data.draw(st.integers(0, len(batch[table]) - 1))
        name = data.draw(st.sampled_from([f.name for f in FACT_TABLES[table].arrow if f.type == pa.string()]))
        batch = changed(batch, table, number, **{name: data.draw(st.sampled_from([None, "?"]))})
    validated = validate(batch)
    for name, rows in batch.items():
        gone = [r for r in validated.rejects if r.table_name == name]
        assert len(validated.tables[name]) + len(gone) == len(rows)
    assert validate(validated.tables).rejects == ()
