"""Query results as tables on the terminal."""

import datetime as dt
from typing import Any

import pyarrow as pa
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 10_000
"""Columns of a console that writes to a file: nothing is cut or folded there."""


def wide_console() -> Console:
    """Standard output: as wide as the terminal, or as wide as it takes."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    return console


def printed(rows: pa.Table) -> Table:
    """Rows as a table; numbers to the right, what is null left empty."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for field in rows.schema:
        numeric = pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or pa.types.is_decimal(field.type)
        table.add_column(Text(field.name), justify="right" if numeric else "left", overflow="fold", no_wrap=numeric)
    for row in rows.to_pylist():
        table.add_row(*(Text(cell(value)) for value in row.values()))
    return table


def cell(value: Any) -> str:
    """A value as people read it; times to the second."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
