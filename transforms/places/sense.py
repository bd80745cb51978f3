"""Senses: what a name is taken to mean, what decided, and what a place counts for before any context."""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.ontology import LocationKind, ResolvedBy
from transforms.places.lookup import CAPITAL, MINOR, TOWN, Gazetteer, Place, key_of
from transforms.places.sources import DATA, rows

LEVEL = {0: 5.0, 1: 2.5, 2: -1.0, CAPITAL: 3.5, TOWN: 0.0, MINOR: 0.0}
"""What it is worth to be a country, a division, a capital; in powers of ten of inhabitants, as all weights here."""

UNCOUNTED = {0: 4.0, 1: 5.5, 2: 4.3, TOWN: 6.0, MINOR: 1.5, -1: 2.5}
"""What a place counts for whose inhabitants are not known, by level; -1 for towns, TOWN for our own
supplement. A MINOR one is only believed in where the context speaks for it."""

OTHER_NAME = -1.5
_CONFIDENCE: Mapping[ResolvedBy, float] = {
    "hierarchy": 0.95, "unique": 0.85, "context": 0.8, "population": 0.72, "demonym": 0.9, "supplement": 0.5,
    "none": 0.55,
}  # fmt: skip
_CONFIDENCE_OF: Mapping[tuple[ResolvedBy, LocationKind], float] = {
    ("hierarchy", "country"): 0.75, ("hierarchy", "site"): 0.45, ("hierarchy", "road"): 0.35,
    ("unique", "city"): 0.8, ("unique", "country"): 0.9, ("population", "region"): 0.82,
    ("none", "region"): 0.8, ("none", "site"): 0.3, ("none", "road"): 0.25,
}  # fmt: skip


def confidence(by: ResolvedBy, kind: LocationKind) -> float:
    """How often a mention of this kind, resolved this way, names a place, and that place.

    Measured on half of two labelled sets (docs/quality.md); those sets leave most roads and sites unlabelled.
    """
    return _CONFIDENCE_OF.get((by, kind), _CONFIDENCE[by])


@functools.cache
def _first_senses() -> Mapping[str, tuple[str, str | None, int]]:
    return {
        key_of(row["name"]): (key_of(row["place"]), row["iso2"] or None, int(row["level"]))
        for row in rows(DATA / "first_senses.csv")
    }


def first_sense(key: str, gazetteer: Gazetteer) -> Place | None:
    """The one place that a name means in news, where data/first_senses.csv says so."""
    place, iso2, level = _first_senses().get(key, ("", None, 0))
    found = (p for p in gazetteer.named(place) if (p.iso2, p.level) == (iso2, level)) if place else ()
    return next(iter(found), None)


@dataclass(frozen=True, slots=True)
class Sense:
    """The place meant and what decided; no place where nothing did."""

    place: Place | None
    by: ResolvedBy


UNRESOLVED = Sense(None, "none")


def prior(place: Place) -> float:
    """What a place is worth by its size, its level and whether this is its main name."""
    size = math.log10(place.population) if place.population else UNCOUNTED[place.level if place.kind != "city" else -1]
    return size + LEVEL[place.level] + (0.0 if place.main else OTHER_NAME)
