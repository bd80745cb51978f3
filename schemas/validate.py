"""Validation: parts the rows of a batch that break a contract from those that keep it."""

import datetime as dt
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandera.errors
import pyarrow as pa
import pyarrow.compute as pc

from schemas.facts import FACT_TABLES, Batch
from schemas.ids import text_sha256
from schemas.runs import Reject
from schemas.table import Table

Fault = tuple[int, str, str]
"""Number of a row in its table, the name of the check it fails, and the sentence that says why."""

Faults = dict[str, list[Fault]]
"""The faults of a batch, by table."""

ARTICLE = ("article_id", "version")

REFERENCES: Mapping[str, tuple[str, str]] = {
    "location_id": ("locations", "location_id"),
    "actor_id": ("actors", "actor_id"),
    "affiliation_id": ("actors", "actor_id"),
    "attributed_to": ("actors", "actor_id"),
    "event_id": ("events", "event_id"),
    "other_event_id": ("events", "event_id"),
}
"""What a column of this name points at, in whichever table it stands; within one article where the target has one."""

SPANS = (
    ("start", "end", "text"),
    ("trigger_start", "trigger_end", "trigger"),
    ("speaker_start", "speaker_end", "speaker"),
)
"""Columns that together must quote the article: articles.text[start:end] is the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One row that was refused, whole, with every check it failed."""

    table_name: str
    article_id: str | None
    row: str
    check: str
    reason: str

    def recorded(self, run_id: str, rejected_at: dt.datetime) -> Reject:
        """The row of `rejects` that remembers this."""
        return Reject(
            run_id=run_id,
            table_name=self.table_name,
            article_id=self.article_id,
            row=self.row,
            check=self.check,
            reason=self.reason,
            rejected_at=rejected_at,
        )


@dataclass(frozen=True, slots=True)
class Validated:
    """A batch after validation: the rows that keep every rule, and the others."""

    tables: Batch
    rejects: tuple[Rejected, ...]


def validate(batch: Batch) -> Validated:
    """Hold every row of a batch to its table's contract and to the rules between tables.

    A row that breaks one is refused, and so is every row that refers to it; a refused article takes all its rows
    with it. Tables beyond the contract (the warehouse's own) only follow their articles. Raises ValueError where a
    table or column is missing or of the wrong type: that is a mistake in the program, not in the data.
    """
    _demand_shape(batch)
    faults: Faults = {name: _faults_of_rows(batch, table) for name, table in FACT_TABLES.items()}
    links = tuple(_links(batch))
    good = {name: _good(batch[name], faults[name]) for name in FACT_TABLES}
    while found := _broken_links(links, good):
        for name, more in found.items():
            faults[name] += more
            good[name] = _good(batch[name], faults[name])
    tables = {name: batch[name].filter(good[name]) if faults[name] else batch[name] for name in FACT_TABLES}
    tables |= {name: _following(batch[name], tables["articles"]) for name in batch if name not in FACT_TABLES}
    return Validated(tables, tuple(r for name in FACT_TABLES for r in _rejected(name, batch[name], faults[name])))


def _demand_shape(batch: Batch) -> None:
    for name, table in FACT_TABLES.items():
        if name not in batch:
            raise ValueError(f"The batch has no table {name!r}.")
        declared = {field.name: field.type for field in table.arrow}
        given = {field.name: field.type for field in batch[name].schema}
        wrong = sorted(k for k in declared.keys() | given.keys() if declared.get(k) != given.get(k))
        if wrong:
            raise ValueError(f"The batch's table {name!r} breaks its schema in: {', '.join(wrong)}.")


def _faults_of_rows(batch: Batch, table: Table) -> list[Fault]:
    """The faults that show without looking at references."""
    rows = batch[table.name]
    if not len(rows):
        return []
    faults = [*_contract_faults(table, rows), *_repeated_keys(table, rows)]
    if table.name == "articles":
        return faults + list(_wrong_hashes(rows))
    if set(ARTICLE) <= set(rows.column_names):
        texts = _texts(batch["articles"])
        for span in SPANS:
            if set(span) <= set(rows.column_names):
                faults += _misquotes(rows, span, texts)
    return faults


def _contract_faults(table: Table, rows: pa.Table) -> Iterator[Fault]:
    try:
        table.contract.validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            yield from _contract_fault(error)


def _contract_fault(error: pandera.errors.SchemaError) -> Iterator[Fault]:
    """The rows that one failed check marks: true is good in a check's mask, and bad where nulls were looked for."""
    mask = error.check_output.to_native()["check_output"]
    if error.reason_code is pandera.errors.SchemaErrorReason.SERIES_CONTAINS_NULLS:
        check, reason = f"{error.schema.name}_not_null", f"{error.schema.name} must not be null"
    else:
        mask = pc.invert(pc.fill_null(mask, fill_value=True))
        of_column = error.check.name in ("in_list", "finite", "at_least", "at_most")
        check = f"{error.schema.name}_{error.check.name}" if of_column else error.check.name
        reason = error.check.error
    for number in pc.indices_nonzero(mask).to_pylist():
        yield number, check, reason


def _repeated_keys(table: Table, rows: pa.Table) -> Iterator[Fault]:
    """Every row whose key an earlier row of the batch has."""
    keys = _joined(rows, table.key)
    if pc.count_distinct(keys, mode="only_valid").as_py() == len(keys) - keys.null_count:
        return
    seen: set[str] = set()
    for number, key in enumerate(keys.to_pylist()):
        if key in seen:
            yield number, "key_unique", f"another row of {table.name} has the same {', '.join(table.key)}"
        elif key is not None:
            seen.add(key)


def _wrong_hashes(articles: pa.Table) -> Iterator[Fault]:
    pairs = zip(articles["text"].to_pylist(), articles["text_sha256"].to_pylist(), strict=True)
    for number, (text, digest) in enumerate(pairs):
        if text is not None and digest is not None and text_sha256(text) != digest:
            yield number, "text_sha256_of_text", "text_sha256 must be the hash of text"


def _texts(articles: pa.Table) -> dict[tuple[str, int], str]:
    columns = (articles[name].to_pylist() for name in (*ARTICLE, "text"))
    return {(article, version): text for article, version, text in zip(*columns, strict=True)}


def _misquotes(
    rows: pa.Table, span: tuple[str, str, str], texts: Mapping[tuple[str, int], str | None]
) -> Iterator[Fault]:
    """Rows whose span is not the article's text there; in code points, which is how Python counts."""
    start_name, end_name, text_name = span
    check, reason = f"{text_name}_quotes", f"{text_name} must be articles.text[{start_name}:{end_name}]"
    columns = (rows[name].to_pylist() for name in (*ARTICLE, *span))
    for number, (article, version, start, end, quoted) in enumerate(zip(*columns, strict=True)):
        if start is None and end is None and quoted is None:
            continue
        text = texts.get((article, version))
        if text is not None and (start is None or end is None or start < 0 or text[start:end] != quoted):
            yield number, check, reason


@dataclass(frozen=True, slots=True)
class _Link:
    """One column that refers to another table, as keys on both sides; null where the row refers to nothing."""

    table: str
    target: str
    keys: pa.Array
    target_keys: pa.Array
    check: str
    named: str

    def reason(self, *, there: bool) -> str:
        """The sentence on a row whose target was refused itself (`there`), or never was."""
        return f"{self.named} refers to a row of {self.target} that {'was refused itself' if there else 'is not there'}"


def _links(batch: Batch) -> Iterator[_Link]:
    for name in FACT_TABLES:
        rows = batch[name]
        if name == "articles" or "article_id" not in rows.column_names:
            continue
        yield _link(batch, name, "articles", ARTICLE, ARTICLE)
        if name != "sentences" and "sentence_no" in rows.column_names:
            yield _link(batch, name, "sentences", (*ARTICLE, "sentence_no"), (*ARTICLE, "sentence_no"))
        for column, (target, key) in REFERENCES.items():
            if column in rows.column_names and (target, key) != (name, column):
                same = ARTICLE if "article_id" in batch[target].column_names else ()
                yield _link(batch, name, target, (*same, column), (*same, key))


def _link(batch: Batch, name: str, target: str, columns: Sequence[str], target_columns: Sequence[str]) -> _Link:
    return _Link(
        name,
        target,
        _joined(batch[name], columns),
        _joined(batch[target], target_columns),
        f"{columns[-1]}_resolves" if columns != ARTICLE else "article_resolves",
        columns[-1] if columns != ARTICLE else "article_id with version",
    )


def _joined(rows: pa.Table, columns: Sequence[str]) -> pa.Array:
    """The columns as one string a row, null where one of them is."""
    parts = [pc.cast(rows[name], pa.string()) for name in columns]
    joined = pc.binary_join_element_wise(*parts, "\x1f") if len(parts) > 1 else parts[0]
    return joined.combine_chunks()


def _broken_links(links: Sequence[_Link], good: Mapping[str, pa.Array]) -> Faults:
    """The faults of rows, good so far, that refer to a row that is missing or bad; empty when all is said."""
    found: Faults = {}
    for link in links:
        targets = pc.filter(link.target_keys, good[link.target])
        broken = pc.and_(pc.is_valid(link.keys), pc.invert(pc.is_in(link.keys, value_set=targets)))
        numbers = pc.indices_nonzero(pc.and_(broken, good[link.table]))
        there = pc.is_in(link.keys.take(numbers), value_set=link.target_keys)
        for number, exists in zip(numbers.to_pylist(), there.to_pylist(), strict=True):
            found.setdefault(link.table, []).append((number, link.check, link.reason(there=exists)))
    return found


def _good(rows: pa.Table, faults: Sequence[Fault]) -> pa.Array:
    """One boolean a row: whether nothing is wrong with it."""
    if not faults:
        return pa.repeat(pa.scalar(value=True), len(rows))
    bad = pa.array(sorted({number for number, _, _ in faults}))
    return pc.invert(pc.is_in(pa.array(range(len(rows))), value_set=bad))


def _following(rows: pa.Table, articles: pa.Table) -> pa.Table:
    """The rows whose article was kept."""
    return rows.filter(pc.is_in(_joined(rows, ARTICLE), value_set=_joined(articles, ARTICLE)))


def _rejected(name: str, rows: pa.Table, faults: Sequence[Fault]) -> Iterator[Rejected]:
    by_row: dict[int, dict[str, str]] = {}
    for number, check, reason in sorted(faults):
        by_row.setdefault(number, {})[check] = reason
    bad_rows = rows.take(pa.array(list(by_row), pa.int64())).to_pylist()
    for row, broken in zip(bad_rows, by_row.values(), strict=True):
        yield Rejected(
            table_name=name,
            article_id=row.get("article_id"),
            row=_as_json(row),
            check=";".join(broken),
            reason="; ".join(broken.values()),
        )


def _as_json(row: Mapping[str, Any]) -> str:
    """The row as JSON; dates in ISO form, and numbers that JSON lacks (NaN, infinity) as their names."""
    named = {k: str(v) if isinstance(v, float) and not math.isfinite(v) else v for k, v in row.items()}
    return json.dumps(named, ensure_ascii=False, default=_iso)


def _iso(value: dt.date) -> str:
    return value.isoformat()
