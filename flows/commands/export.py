"""`newsfacts export`: a table, a view or a query's result as a file."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

import pyarrow as pa

from schemas.errors import UsageError
from schemas.reviews import REVIEWS
from warehouse.export import Format, select_all, write
from warehouse.query import query
from warehouse.reviews import judged

Form = Literal["csv", "parquet", "jsonl", "geojson"]


def command(what: str | None, sql: str | None, data: Path, form: Form, output: Path | None) -> int:
    """Write the rows to the file, or to standard output; raises UsageError where neither or both are asked for."""
    if (what is None) == (sql is None):
        raise UsageError("Name one table or view, or give one query: newsfacts export event_facts --format csv.")
    deliver(_rows(what, sql, data), "json" if form == "jsonl" else form, output)
    return 0


def deliver(rows: pa.Table, form: Format, output: Path | None) -> None:
    """Write rows to the file, or to standard output; raises UsageError for Parquet on a terminal."""
    if output is not None:
        sys.stderr.write(f"{write(rows, output, form):,} rows in {output}\n")
    elif form == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is no text: say where to write it with --output FILE.")
    else:
        _pour(rows, form)


def _rows(what: str | None, sql: str | None, data: Path) -> pa.Table:
    if what == REVIEWS.name:
        return judged(data)
    return query(data, sql or select_all(data, str(what)))


def _pour(rows: pa.Table, form: Format) -> None:
    """Write rows to standard output."""
    with tempfile.TemporaryDirectory(prefix="newsfacts-") as folder:
        path = Path(folder, "result")
        write(rows, path, form)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
