"""Looking places up: every place we know by every name, from one sorted Parquet file."""

import functools
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.ontology import LocationKind

BUILT = Path(__file__).parents[2] / "build" / "gazetteer.parquet"
"""Where the built file lies: in a folder of the checkout that git ignores."""

CAPITAL, TOWN = 5, 9
"""Levels of what is no division: capitals of countries, and all the rest."""

SAME_WORDS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_SILENT = re.compile(r"[.'’‘ʻʼʿʾ`´]")
_GAP = re.compile(r"[\W_]+")


class Place(NamedTuple):
    """One place of the gazetteer, as one of its names finds it.

    `level` is 0 for countries, 1 and 2 for divisions, else CAPITAL or TOWN; `code` is the GeoNames code of its
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
        ("kind", pa.dictionary(pa.int32(), pa.string())),
        ("level", pa.int8()),
        ("iso2", pa.dictionary(pa.int32(), pa.string())),
        ("iso3", pa.dictionary(pa.int32(), pa.string())),
        ("code", pa.dictionary(pa.int32(), pa.string())),
        ("admin1", pa.dictionary(pa.int32(), pa.string())),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("population", pa.int64()),
        ("main", pa.bool_()),
    ]
)
"""A row of the file: the key of a name, and the place that goes by it. Sorted by key."""


def key_of(name: str) -> str:
    """What a name is looked up by: lower case, no accents, points or apostrophes, one space between words."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(UNMARKED))
    plain = _SILENT.sub("", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(SAME_WORDS.get(word, word) for word in _GAP.sub(" ", plain).split())


class Gazetteer:
    """Look-up by name. Built once a process (`load`); holds no Python object a place."""

    def __init__(self, table: pa.Table) -> None:
        self._keys = table["key"].combine_chunks()
        self._columns = [table[name].combine_chunks() for name in ROW.names[1:]]
        self.named = functools.lru_cache(maxsize=20_000)(self._named)
        self.goes_on = functools.lru_cache(maxsize=50_000)(self._goes_on)

    def _named(self, key: str) -> tuple[Place, ...]:
        """All places that go by the name with this key (see `key_of`)."""
        first = self._position(key)
        last = first
        while last < len(self._keys) and self._keys[last].as_py() == key:
            last += 1
        return tuple(self._place(i) for i in range(first, last))

    def _goes_on(self, key: str) -> bool:
        """Whether a longer name begins with these words."""
        at = self._position(key + " ")
        return at < len(self._keys) and bool(self._keys[at].as_py().startswith(key + " "))

    @functools.cached_property
    def countries(self) -> Mapping[str, Place]:
        """Every country by its ISO 3166-1 alpha-2 code."""
        rows = pc.indices_nonzero(pc.and_(pc.equal(self._columns[3], 0), self._columns[-1]))
        return {place.iso2: place for place in (self._place(i.as_py()) for i in rows) if place.iso2}

    def _position(self, key: str) -> int:
        low, high = 0, len(self._keys)
        while low < high:
            middle = (low + high) // 2
            if self._keys[middle].as_py() < key:
                low = middle + 1
            else:
                high = middle
        return low

    def _place(self, i: int) -> Place:
        return Place(*(column[i].as_py() for column in self._columns))


@functools.cache
def load(path: Path = BUILT) -> Gazetteer:
    """The gazetteer, from its built file; builds it first where it is missing (some seconds, once)."""
    if not path.exists():
        # Building needs sources and memory that looking up does not.
        from transforms.places.gazetteer import build  # noqa: PLC0415

        build(path)
    gazetteer = Gazetteer(pq.read_table(path, memory_map=True, schema=ROW))
    # What decoding took for a moment is twice what the columns need.
    pa.default_memory_pool().release_unused()
    return gazetteer
