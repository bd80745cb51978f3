"""The gazetteer's builder: all sources into one Parquet file; `python -m transforms.places.gazetteer [FILE]`."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import UsageError
from transforms.places.lookup import BUILT, ROW, Gazetteer, key_of, load
from transforms.places.sources import Entry, all_entries, cached

__all__ = ["BUILT", "Gazetteer", "build", "load", "save", "table_of"]

CREDIT = "Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0."


def table_of(entries: Iterable[Entry], iso3: Mapping[str, str]) -> pa.Table:
    """The gazetteer's table: a row for each name of each place, sorted by key, the most populous first."""
    listed = list(entries)
    admin1 = {(e.iso2, e.code): e.name for e in listed if e.level == 1}
    found = [row for entry in listed for row in _rows(entry, admin1, iso3)]
    found.sort(key=lambda row: (row[0], row[4], -row[11], row[1]))
    columns = zip(*found, strict=True) if found else ([] for _ in ROW)
    return pa.Table.from_arrays(
        [pa.array(c, type=f.type) for c, f in zip(columns, ROW, strict=True)],
        schema=ROW.with_metadata({"credit": CREDIT}),
    )


def _rows(
    e: Entry, admin1: Mapping[tuple[str | None, str | None], str], iso3: Mapping[str, str]
) -> Iterator[tuple[Any, ...]]:
    main = key_of(e.name)
    division = admin1.get((e.iso2, e.code)) if e.code else None
    for key in sorted({main} | {key_of(name) for name in e.other_names}):
        if key:
            yield (
                key, e.location_id, e.name, e.kind, e.level, e.iso2, iso3.get(e.iso2 or ""), e.code, division,
                e.latitude, e.longitude, e.population, key == main,
            )  # fmt: skip


def build(path: Path = BUILT) -> None:
    """Build the gazetteer's file from all sources. The same sources give the same bytes."""
    iso3 = {iso2: country["iso3"] for iso2, country in cached("countries").items()}
    save(table_of(all_entries(), iso3), path)


def save(table: pa.Table, path: Path) -> None:
    """Write a table beside its place, then move it there; raises UsageError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            pq.write_table(table, aside, compression="zstd")
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"The gazetteer cannot be written to {path}: {error}", resource=str(path)) from error


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else BUILT)
