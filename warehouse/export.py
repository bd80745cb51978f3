"""Exporting: a query's result as a file."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Literal

import duckdb
import pyarrow as pa

from schemas.errors import UsageError
from warehouse.ddl import literal, quoted
from warehouse.query import query
from warehouse.store import SETTINGS, first_line

Format = Literal["csv", "json", "parquet", "geojson"]


def write(rows: pa.Table, path: Path, form: Format) -> int:
    """Write rows to a file and return how many were written; the file appears when it is whole.

    json is one object a line; geojson is one FeatureCollection (RFC 7946) of the rows that have a `latitude` and a
    `longitude`, as points, the other columns as properties. Raises UsageError where the file cannot be written.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        written = _features(rows, aside) if form == "geojson" else _copy(rows, aside, form)
        aside.replace(path)
    except (duckdb.Error, OSError) as error:
        raise UsageError(f"{path} cannot be written: {first_line(error)}.", resource=str(path)) from error
    finally:
        aside.unlink(missing_ok=True)
    return written


def select_all(data: Path, name: str) -> str:
    """The query for all rows of a table or view; raises UsageError, with the names there are, for any other name."""
    tables = query(data, "SELECT table_name FROM information_schema.tables ORDER BY ALL")
    names = tables["table_name"].to_pylist()
    if name not in names:
        raise UsageError(f"There is no table or view {name!r}; there are: {', '.join(names)}.", resource=name)
    return f"SELECT * FROM {quoted(name)}"  # noqa: S608 - one of the names there are


def _copy(rows: pa.Table, path: Path, form: str) -> int:
    with duckdb.connect(config=dict(SETTINGS)) as connection:
        connection.register("result", rows)
        done = connection.execute(f"COPY result TO {literal(str(path))} (FORMAT {form})")
        return int(done.fetchall()[0][0])


def _features(rows: pa.Table, path: Path) -> int:
    missing = {"latitude", "longitude"} - set(rows.schema.names)
    if missing:
        raise UsageError(
            "GeoJSON needs the columns latitude and longitude, and the rows have no "
            f"{' and no '.join(sorted(missing))}: export event_facts, or choose another format."
        )
    with path.open("w", encoding="utf-8") as file:
        return _write_collection(_located(rows), file)


def _located(rows: pa.Table) -> Iterator[Mapping[str, Any]]:
    for batch in rows.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            if row["latitude"] is not None and row["longitude"] is not None:
                yield row


def _write_collection(rows: Iterator[Mapping[str, Any]], file: IO[str]) -> int:
    written = 0
    file.write('{"type": "FeatureCollection", "features": [')
    for written, row in enumerate(rows, start=1):
        file.write(",\n" if written > 1 else "\n")
        json.dump(_feature(row), file, ensure_ascii=False, default=_plain)
    file.write("\n]}\n")
    return written


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in row.items() if name not in ("latitude", "longitude")}
    point = {"type": "Point", "coordinates": [float(row["longitude"]), float(row["latitude"])]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _plain(value: Any) -> str | float:
    """What JSON has no type for: dates and times as ISO 8601 (times are UTC), decimals as numbers, the rest as text."""
    if isinstance(value, dt.datetime):
        return f"{value.replace(tzinfo=None).isoformat()}Z"
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)
