"""Demonyms: the words for what or who comes from a country or a region, and the place each points to."""

import functools
from typing import NamedTuple

from transforms.places.lookup import Gazetteer, Place, key_of, load
from transforms.places.sources import DATA, rows


class Origin(NamedTuple):
    """Where a demonym points: a place's name as the gazetteer has it, and its country."""

    name: str
    iso2: str | None


@functools.cache
def origins() -> dict[str, Origin]:
    """Every demonym as it is written ("Syrian", "South Koreans"), and where it points."""
    found = {row["word"]: Origin(row["name"], row["iso2"] or None) for row in rows(DATA / "demonyms.csv")}
    for row in rows(DATA / "countries.csv"):
        for word in filter(None, row["demonyms"].split("|")):
            found[word] = Origin("", row["iso2"])
    return found


def demonyms() -> frozenset[str]:
    """Every demonym known, as it is written; some are two words."""
    return frozenset(origins())


def country_of_demonym(word: str) -> str | None:
    """ISO 3166-1 alpha-3 of the country a demonym points to; None where it is none, or points to no one country."""
    place = place_of_demonym(word, load())
    return place.iso3 if place else None


def place_of_demonym(word: str, gazetteer: Gazetteer) -> Place | None:
    """The country or region that a demonym points to."""
    origin = origins().get(word)
    if origin is None:
        return None
    if not origin.name:
        return gazetteer.countries.get(origin.iso2 or "")
    fitting = [p for p in gazetteer.named(key_of(origin.name)) if p.iso2 == origin.iso2]
    return min(fitting, key=lambda p: (p.level, -p.population), default=None)
