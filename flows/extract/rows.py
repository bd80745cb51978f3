"""Facts as plain rows: what `extract` writes as JSON and `show` shows, whichever way they were come by."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from schemas.facts import FACT_TABLES, Batch, FactTables

Row = dict[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """One article and the rows of each other table that were read from it."""

    article: Row
    tables: Mapping[str, list[Row]]


OTHERS = tuple(name for name in FACT_TABLES if name != "articles")
"""The tables of facts beside the articles themselves."""


def facts_of(tables: FactTables) -> Facts:
    """The rows of one article."""
    (article,) = tables.articles
    return Facts(_row(article), {name: [_row(row) for row in getattr(tables, name)] for name in OTHERS})


def _row(row: Any) -> Row:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


BREAKS = str.maketrans({sign: json.dumps(sign)[1:-1] for sign in "\x85\u2028\u2029"})
"""What some readers take for the end of a line, and JSON lets stand in a text."""


def as_json(facts: Facts) -> str:
    """One line of JSON, by anyone's idea of a line: `article`, and each table by its name; dates in ISO form."""
    whole = {"article": facts.article, **facts.tables}
    return json.dumps(whole, ensure_ascii=False, default=_iso).translate(BREAKS)


def _iso(value: dt.date) -> str:
    return value.isoformat()


def facts_of_batch(batch: Batch) -> Facts:
    """The rows of a batch that holds one article."""
    (article,) = batch["articles"].to_pylist()
    return Facts(article, {name: batch[name].to_pylist() for name in OTHERS})
