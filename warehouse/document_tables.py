"""docs/tables.md, made from the definitions: `python -m warehouse.document_tables` writes it."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from schemas.facts import BOOKKEEPING, FACT_TABLES, TABLES
from schemas.reviews import REVIEWS
from schemas.table import Column, Table
from warehouse.ddl import DUCKDB_TYPES, create_table
from warehouse.views import views

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"

_HEAD = """# The tables

Made by `python -m warehouse.document_tables` from `schemas/` and `warehouse/views/`: change those, not this page.

Every table and view is in `data/serving.duckdb` (open it read-only) and under `data/parquet/<name>/*.parquet`.
Columns are flat. Times are `TIMESTAMP` in UTC, dates `DATE`, offsets count code points of `articles.text`, half open:
`articles.text[start:end]` is `text`. Ids are hashes of what identifies a row: the same article gives the same ids on
every machine.
A column may be null unless it says *required*. Rows are told apart by their table's **key**."""


def page() -> str:
    """The whole page."""
    parts = [_HEAD, "## Facts", *map(_section, FACT_TABLES.values())]
    parts += ["## Bookkeeping", *map(_section, BOOKKEEPING.values())]
    parts += ["## Judgements", _section(REVIEWS)]
    parts += ["## Views", *_view_sections()]
    return "\n\n".join(parts) + "\n"


def _section(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    lines = [
        f"### {table.name}",
        "",
        f"{table.description} Key: {key}.",
        "",
        "| column | type | meaning |",
        "|---|---|---|",
    ]
    lines += [_line(column) for column in table.columns]
    rules = [f"* {rule.reason}" for rule in table.rules]
    return "\n".join([*lines, "", *rules] if rules else lines)


def _line(column: Column) -> str:
    kind = DUCKDB_TYPES[column.arrow] + ("" if column.nullable else ", *required*")
    return f"| `{column.name}` | {kind} | {_cell(column.description)}{_limits(column)} |"


def _limits(column: Column) -> str:
    if column.choices:
        return ": " + " ".join(f"`{choice}`" for choice in column.choices)
    bounds = [f"{word} {bound:g}" for word, bound in (("from", column.ge), ("to", column.le)) if bound is not None]
    return f" ({' '.join(bounds)})" if bounds else ""


def _view_sections() -> Iterator[str]:
    """Each view with its columns, as DuckDB finds them."""
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.execute(create_table(table))
        for view in views():
            connection.execute("".join(view.statements()))
            columns = ", ".join(f"`{name}`" for name in connection.sql(f"FROM {view.name}").columns)
            yield f"### {view.name}\n\n{view.description}\n\nColumns: {columns}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
