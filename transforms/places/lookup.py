"""Looking places up: every place we know by every name, in a sorted file that is mapped into memory."""

import functools
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.errors import UsageError
from schemas.ontology import LocationKind

BUILT = Path(__file__).parents[2] / "build" / "gazetteer.parquet"
"""Where the built file lies: in a folder of the checkout that git ignores."""

VARIABLE = "NEWSFACTS_GAZETTEER"
"""The environment variable that names another file, as `newsfacts gazetteer build --geonames` makes it."""

LAYOUT = b"2"
"""The version of the file's layout, in its metadata."""

CAPITAL, TOWN, MINOR = 5, 9, 10
"""Levels of what is no division: capitals of countries, other places, and what is hardly ever in the news."""

SAME_WORDS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_SILENT = re.compile(r"[.'’‘ʻʼʿʾ`´]")
_GAP = re.compile(r"[\W_]+")


class Place(NamedTuple):
    """One place of the gazetteer, as one of its names finds it.

    `level` is 0 for countries, 1 and 2 for divisions, else CAPITAL, TOWN or MINOR; `code` is the GeoNames code of its
    first-level division; `main` says that it was found by the name it mostly goes by.
    """

    location_id: str
    name: str
    kind: LocationKind
    level: int
    iso2: str | None
    iso3: str | None
    code: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int
    main: bool


ROW = pa.schema(
    [
        ("key", pa.string()),
        ("location_id", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("level", pa.int8()),
        ("iso2", pa.string()),
        ("iso3", pa.string()),
        ("code", pa.string()),
        ("admin1", pa.string()),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("population", pa.int64()),
        ("main", pa.bool_()),
    ]
)
"""A row of the file: the key of a name, and the place that goes by it. Sorted by key."""


def key_of(name: str) -> str:
    """What a name is looked up by: lower case, no accents, points or apostrophes, one space between words."""
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(UNMARKED))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = _GAP.sub(" ", _SILENT.sub("", plain)).split()
    return " ".join([SAME_WORDS.get(word, word) for word in words])


def drawer_of(key: str) -> str:
    """Where a key is kept: by its first letter; all that are none of a to z share one, before or after them."""
    first = key[:1]
    return first if "a" <= first <= "z" else "0" if first < "a" else "~"


class Gazetteer:
    """Look-up by name. Opened once a process (`load`); holds no Python object a place.

    Each batch holds all keys of one drawer: those that begin with the same letter.
    """

    def __init__(self, batches: Sequence[pa.RecordBatch]) -> None:
        listed = ([batch[name] for name in ROW.names] for batch in batches if len(batch))
        self._drawers = {drawer_of(columns[0][0].as_py()): columns for columns in listed}
        self.named = functools.lru_cache(maxsize=20_000)(self._named)
        self.goes_on = functools.lru_cache(maxsize=50_000)(self._goes_on)

    def _named(self, key: str) -> tuple[Place, ...]:
        """All places that go by the name with this key (see `key_of`)."""
        columns = self._drawers.get(drawer_of(key))
        if columns is None:
            return ()
        first = last = _position(columns[0], key)
        while last < len(columns[0]) and columns[0][last].as_py() == key:
            last += 1
        return tuple(_place(columns, i) for i in range(first, last))

    def _goes_on(self, key: str) -> bool:
        """Whether a longer name begins with these words."""
        if (columns := self._drawers.get(drawer_of(key))) is None:
            return False
        at = _position(columns[0], key + " ")
        return at < len(columns[0]) and bool(columns[0][at].as_py().startswith(key + " "))

    @functools.cached_property
    def countries(self) -> Mapping[str, Place]:
        """Every country by its ISO 3166-1 alpha-2 code."""
        places = (
            _place(columns, i.as_py())
            for columns in self._drawers.values()
            for i in pc.indices_nonzero(pc.and_(pc.equal(columns[_LEVEL], 0), columns[-1]))
        )
        return {place.iso2: place for place in places if place.iso2}


_LEVEL = ROW.get_field_index("level")


def _position(keys: pa.Array, key: str) -> int:
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) // 2
        if keys[middle].as_py() < key:
            low = middle + 1
        else:
            high = middle
    return low


def _place(columns: Sequence[pa.Array], i: int) -> Place:
    return Place(*(column[i].as_py() for column in columns[1:]))


def load() -> Gazetteer:
    """The gazetteer in force: the one NEWSFACTS_GAZETTEER names, else the one of this checkout.

    That one is built first where it is missing (some seconds, once). Raises UsageError where a named one is none.
    """
    return opened(Path(os.environ.get(VARIABLE) or BUILT))


@functools.cache
def opened(path: Path) -> Gazetteer:
    """The gazetteer of a file, mapped into memory: all processes that use it share the same pages."""
    if path == BUILT and not _is_current(path):
        # Building needs sources and memory that looking up does not.
        from transforms.places.gazetteer import build  # noqa: PLC0415

        build(path)
    if not _is_current(path):
        raise UsageError(
            f"{path} is no gazetteer of this version: make one with `newsfacts gazetteer build`.", resource=str(path)
        )
    reader = pa.ipc.open_file(pa.memory_map(str(_mapped(path))))
    return Gazetteer([reader.get_batch(i) for i in range(reader.num_record_batches)])


def _is_current(path: Path) -> bool:
    """Whether a file is a gazetteer, and of this version's layout."""
    try:
        return (pq.read_schema(path).metadata or {}).get(b"layout") == LAYOUT
    except (OSError, pa.ArrowInvalid):
        return False


def _mapped(path: Path) -> Path:
    """The twin of a gazetteer that can be mapped: the same batches uncompressed, made where it is missing or older."""
    twin = path.with_suffix(".arrow")
    if twin.exists() and twin.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return twin
    source = pq.ParquetFile(path)
    with aside(twin) as unfinished, pa.ipc.new_file(str(unfinished), ROW) as sink:
        for i in range(source.num_row_groups):
            for batch in source.read_row_group(i).cast(ROW).combine_chunks().to_batches():
                sink.write_batch(batch)
    return twin


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A place to write to, moved to the path when all is written; raises UsageError where it cannot be written."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield unfinished
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"The gazetteer cannot be written to {path}: {error}", resource=str(path)) from error
