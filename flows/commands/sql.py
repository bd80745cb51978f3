"""`newsfacts sql`: a query on what is published."""

import sys
from pathlib import Path
from typing import Literal

from flows.commands.export import deliver
from flows.commands.tables import printed, wide_console
from schemas.errors import UsageError
from warehouse.query import query

Format = Literal["table", "csv", "json", "parquet"]

STDIN = "-"

SHOWN = 1000
"""Rows printed as a table: more than can be read."""


def statement_of(said: str | None, file: str | None) -> str:
    """The statement: said on the command line, or read from a file or standard input; raises UsageError."""
    if (said is None) == (file is None):
        raise UsageError('Give one query: newsfacts sql "SELECT ...", or newsfacts sql --file FILE.')
    if said is not None:
        return said
    try:
        return sys.stdin.read() if file == STDIN else Path(str(file)).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"{file} cannot be read: {why}.", resource=file) from error


def command(statement: str, data: Path, form: Format, output: Path | None) -> int:
    """Print the result, or write it to a file."""
    if form == "table":
        if output is not None:
            raise UsageError("A table is for the terminal: choose --format csv, json or parquet with --output.")
        _print(statement, data)
    else:
        deliver(query(data, statement), form, output)
    return 0


def _print(statement: str, data: Path) -> None:
    rows = query(data, statement)
    wide_console().print(printed(rows.slice(0, SHOWN)))
    if rows.num_rows > SHOWN:
        sys.stderr.write(f"{rows.num_rows - SHOWN:,} more rows: --format csv writes all of them.\n")
