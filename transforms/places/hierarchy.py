"""Hierarchy: where the text itself says in what a place lies ("Paris, Texas"), and where a site or road is."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from schemas.ids import make_id
from transforms.places.lookup import TOWN, Gazetteer, Place
from transforms.places.sense import UNRESOLVED, Sense, prior
from transforms.places.spots import Spot
from transforms.reading import Reading

_IN_LISTS = ([","], ["and"], ["or"], [",", "and"], [",", "or"])
_BEFORE_OUTER = ([","], ["("], ["in"], [",", "in"])
_BEFORE_SEAT = ([","], ["in"], ["at"], ["near"], ["outside"])

WELL_KNOWN = 100_000
"""Inhabitants from which on a site's name alone says where it is ("Aleppo International Airport")."""


def stated(reading: Reading, spots: Sequence[Spot], candidates: Mapping[str, Sequence[Place]]) -> dict[str, Sense]:
    """The names whose place the text says itself: "Paris, Texas"; "Salem, Ore."; "Homs in Syria"."""
    found: dict[str, Sense] = {}
    for i, (inner, outer) in enumerate(pairwise(spots)):
        if outer.form != "name" or not _belongs(reading, inner, outer):
            continue
        pair = _pair(candidates[inner.key], candidates[outer.key])
        if pair and not (_alike(candidates[inner.key], pair[1]) and _listed(reading, spots, i)):
            found.setdefault(inner.key, Sense(pair[0], "hierarchy"))
            found.setdefault(outer.key, Sense(pair[1], "hierarchy"))
    return found


def _alike(inside: Iterable[Place], outer: Place) -> bool:
    """Whether the first name may be what the second is: a country beside a country, a state beside a state."""
    return any(place.level <= outer.level for place in inside)


def _listed(reading: Reading, spots: Sequence[Spot], i: int) -> bool:
    """Whether the i-th and the next spot are part of a longer list: "Mexico, China, Japan and Brazil"."""
    after = i + 2 < len(spots) and _between(reading, spots[i + 1], spots[i + 2]) in _IN_LISTS
    return after or (i > 0 and _between(reading, spots[i - 1], spots[i]) in _IN_LISTS)


def _between(reading: Reading, one: Spot, other: Spot) -> list[str]:
    """The words between two spots of one sentence."""
    if reading.tokens[one.first].sentence != reading.tokens[other.first].sentence:
        return ["\n"]
    return [token.lower for token in reading.tokens[one.last : other.first]]


def _belongs(reading: Reading, inner: Spot, outer: Spot) -> bool:
    return _between(reading, inner, outer) in _BEFORE_OUTER


def _pair(inside: Iterable[Place], outside: Iterable[Place]) -> tuple[Place, Place] | None:
    """The best two places of which the first lies in the second, a country or a division."""
    pairs = [(i, o) for i in inside for o in outside if _lies_in(i, o)]
    return max(pairs, key=lambda pair: prior(pair[0]) + prior(pair[1]), default=None)


def _lies_in(inner: Place, outer: Place) -> bool:
    if outer.level not in (0, 1) or inner.iso2 != outer.iso2 or inner.location_id == outer.location_id:
        return False
    return (outer.level == 0 and inner.level > 0) or (outer.level == 1 and inner.level > 1 and inner.code == outer.code)


def at_seat(
    reading: Reading, spots: Sequence[Spot], i: int, chosen: Mapping[str, Sense], gazetteer: Gazetteer
) -> Sense:
    """A site or road where the text puts it: "the bridge in Homs", "Main Street, Salem", "Homs Airport"."""
    spot = spots[i]
    seat = None
    if i + 1 < len(spots) and _between(reading, spot, spots[i + 1]) in _BEFORE_SEAT:
        seat = chosen[spots[i + 1].key].place
    elif spot.kind == "site":
        seat = _in_its_name(spot, chosen, gazetteer)
    if seat is None or spot.kind not in {"site", "road"}:
        return UNRESOLVED
    tokens = reading.tokens
    name = " ".join(reading.text[tokens[spot.first].start : tokens[spot.last - 1].end].split())
    number = "text:" + make_id("at", name, spot.kind, seat.location_id)
    return Sense(seat._replace(location_id=number, name=name, kind=spot.kind, level=TOWN, population=0), "hierarchy")


def _in_its_name(spot: Spot, chosen: Mapping[str, Sense], gazetteer: Gazetteer) -> Place | None:
    """The place whose name the site's begins with, as this article means it, or else if it is the only one."""
    words = spot.key.split()
    for end in range(len(words) - 1, 0, -1):
        key = " ".join(words[:end])
        if key in chosen:
            return chosen[key].place
        found = [place for place in gazetteer.named(key) if place.main]
        if found and max(p.population for p in found) >= WELL_KNOWN:
            return max(found, key=prior)
    return None
