"""`newsfacts export`: a table, a view or a query's result as a file."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from schemas.errors import UsageError
from warehouse.export import Format, export, select_all

Form = Literal["csv", "parquet", "jsonl", "geojson"]


def command(what: str | None, query: str | None, data: Path, form: Form, output: Path | None) -> int:
    """Write the rows to the file, or to standard output; raises UsageError where neither or both are asked for."""
    if (what is None) == (query is None):
        raise UsageError("Name one table or view, or give one query: newsfacts export event_facts --format csv.")
    statement = query or select_all(data, str(what))
    written: Format = "json" if form == "jsonl" else form
    if output is not None:
        rows = export(data, statement, output, written)
        sys.stderr.write(f"{rows:,} rows in {output}\n")
    elif form == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is no text: say where to write it with --output FILE.")
    else:
        pour(data, statement, written)
    return 0


def pour(data: Path, statement: str, form: Format) -> None:
    """Write the result of a query to standard output."""
    with tempfile.TemporaryDirectory(prefix="newsfacts-") as folder:
        path = Path(folder, "result")
        export(data, statement, path, form)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
