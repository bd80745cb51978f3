"""The gazetteer's builder: places in any order and number in, one sorted Parquet file out, in little memory."""

import itertools
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.places.geonames import Dump
from transforms.places.lookup import BUILT, LAYOUT, ROW, aside, drawer_of, key_of, opened
from transforms.places.sources import Entry, all_entries, cached

CREDIT = "Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0."

AT_ONCE = 50_000
"""Rows held as Python objects before they go to disk."""

Divisions = dict[tuple[str | None, str | None], str]
"""Names of first-level divisions by country and GeoNames code."""

_DERIVED = ("iso3", "admin1")
"""Columns that are filled in when all places are known."""

_STORED = pa.schema([field for field in ROW if field.name not in _DERIVED])
_ORDER = [("key", "ascending"), ("level", "ascending"), ("population", "descending"), ("location_id", "ascending")]


def build(path: Path = BUILT, dump: Path | None = None) -> int:
    """Build the gazetteer's file; returns how many names it has. The same sources give the same bytes.

    A GeoNames dump (see `Dump`) adds all its places to the packaged ones. Raises UsageError where it is none, or where
    the file cannot be written.
    """
    packaged = list(all_entries())
    entries: Iterable[Entry] = packaged
    names: Divisions = {}
    if dump:
        read = Dump(dump)
        names |= read.divisions()
        entries = itertools.chain(packaged, read.entries(packaged))
    iso3 = {iso2: country["iso3"] for iso2, country in cached("countries").items()}
    rows = save(entries, iso3, path, names)
    opened.cache_clear()
    opened(path)
    return rows


def save(entries: Iterable[Entry], iso3: Mapping[str, str], path: Path, divisions: Divisions | None = None) -> int:
    """Write a row for each name of each place, sorted; returns how many. Raises UsageError where it cannot.

    Rows are sorted a first letter at a time: memory is bounded by the most common one, not by their number.
    """
    divisions = dict(divisions or {})
    schema = ROW.with_metadata({"credit": CREDIT, "layout": LAYOUT})
    with aside(path) as unfinished, tempfile.TemporaryDirectory(dir=path.parent) as folder:
        drawers = _sorted_in(entries, Path(folder), divisions)
        with pq.ParquetWriter(unfinished, schema, compression="zstd") as sink:
            for drawer in drawers:
                table = _finished(pa.ipc.open_stream(pa.memory_map(str(drawer))).read_all(), iso3, divisions)
                sink.write_table(table, row_group_size=max(1, len(table)))
        return int(pq.read_metadata(unfinished).num_rows)


def _sorted_in(entries: Iterable[Entry], folder: Path, divisions: Divisions) -> list[Path]:
    """Put the rows of all entries in one file a first letter, and note the divisions; returns the files in order."""
    sinks: dict[str, pa.RecordBatchStreamWriter] = {}
    try:
        rows = itertools.chain.from_iterable(_rows(entry, divisions) for entry in entries)
        while some := list(itertools.islice(rows, AT_ONCE)):
            drawers: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
            for row in some:
                drawers[drawer_of(row[0])].append(row)
            for letter, put in drawers.items():
                if letter not in sinks:
                    sinks[letter] = pa.ipc.new_stream(str(folder / letter), _STORED)
                sinks[letter].write_batch(_batch(put))
    finally:
        for sink in sinks.values():
            sink.close()
    return [folder / letter for letter in sorted(sinks)]


def _rows(e: Entry, divisions: Divisions) -> Iterator[tuple[Any, ...]]:
    main = key_of(e.name)
    keys = {main, *map(key_of, e.other_names)} if e.other_names else (main,)
    if e.level == 1:
        divisions[e.iso2, e.code] = e.name
    for key in keys:
        if key:
            yield (
                key, e.location_id, e.name, e.kind, e.level, e.iso2, e.code,
                e.latitude, e.longitude, e.population, key == main,
            )  # fmt: skip


def _batch(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, type=field.type) for column, field in zip(columns, _STORED, strict=True)], schema=_STORED
    )


def _finished(table: pa.Table, iso3: Mapping[str, str], divisions: Divisions) -> pa.Table:
    """The rows of a drawer in order, with the columns that follow from the others."""
    table = table.sort_by(_ORDER)
    where = pc.binary_join_element_wise(table["iso2"], table["code"], ".")
    names = {f"{iso2}.{code}": name for (iso2, code), name in divisions.items() if iso2 and code}
    derived = {"iso3": _translated(table["iso2"], iso3), "admin1": _translated(where, names)}
    return pa.table([derived[f.name] if f.name in derived else table[f.name] for f in ROW], schema=ROW)


def _translated(column: pa.ChunkedArray, meanings: Mapping[str, str]) -> pa.ChunkedArray:
    """What each value means; null where it means nothing."""
    at = pc.index_in(column, pa.array(meanings.keys(), pa.string()))
    return pc.take(pa.array(meanings.values(), pa.string()), at)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else BUILT)
