"""Resolving: which place of that name is meant; one sense for each name of an article."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.ontology import ResolvedBy
from transforms.places.demonyms import place_of_demonym
from transforms.places.lookup import CAPITAL, TOWN, Gazetteer, Place, key_of
from transforms.places.spots import Spot
from transforms.places.words import WORDS
from transforms.reading import Reading

LEVEL = {0: 5.0, 1: 2.5, 2: -1.0, CAPITAL: 3.5, TOWN: 0.0}
"""What it is worth to be a country, a division, a capital; in powers of ten of inhabitants, as all weights here."""

WRITTEN_DOWN = 6.0
"""What a place of our own supplement is worth: a city of a million."""

OTHER_NAME = -1.5
COUNTRY, DIVISION, NEAR = 3.0, 3.0, 2.0
"""What the article's context adds at most: the same country, the same first-level division, close to a sure place."""

NEAR_KM = 150.0
CLEAR = 3.0
"""By how much a place must lead all others of its name to be sure before any context."""

LEAST = 4.0
"""A place that gets less is no answer: the mention stays unresolved."""

CITY_SHARE = 0.1
"""A division's own name means its city if this share of its people live there ("Aleppo", "New York")."""

CONFIDENCE: Mapping[ResolvedBy, float] = {
    "hierarchy": 0.9, "unique": 0.85, "supplement": 0.9, "demonym": 0.85, "population": 0.75, "context": 0.7, "none": 0.5,
}  # fmt: skip
"""How often a place resolved this way is right: priors, until they are measured."""


@dataclass(frozen=True, slots=True)
class Sense:
    """The place meant and what decided; no place where nothing did."""

    place: Place | None
    by: ResolvedBy


UNRESOLVED = Sense(None, "none")


@dataclass
class Context:
    """What the article's places say of its country, division and surroundings."""

    total: float = 0.0
    countries: dict[str | None, float] = field(default_factory=lambda: defaultdict(float))
    divisions: dict[tuple[str | None, str | None], float] = field(default_factory=lambda: defaultdict(float))
    points: dict[str, Place] = field(default_factory=dict)

    def add(self, place: Place, weight: float) -> None:
        """Take a place into account."""
        self.total += weight
        self.countries[place.iso2] += weight
        if place.code:
            self.divisions[place.iso2, place.code] += weight
        if place.kind == "city":
            self.points[place.location_id] = place

    def worth(self, place: Place) -> float:
        """What the context adds for a place."""
        if not self.total or place.iso2 is None:
            return 0.0
        worth = COUNTRY * self.countries.get(place.iso2, 0.0) / self.total
        if place.code and place.level:
            worth += DIVISION * self.divisions.get((place.iso2, place.code), 0.0) / self.total
        nearest = min((km(place, p) for key, p in self.points.items() if key != place.location_id), default=math.inf)
        return worth + NEAR * math.exp(-nearest / NEAR_KM)


def km(a: Place, b: Place) -> float:
    """Kilometres between two places, on a sphere, by the small-distance formula (good enough to tell near from far)."""
    across = math.radians(b.longitude - a.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 6371.0 * math.hypot(across, math.radians(b.latitude - a.latitude))


def senses(reading: Reading, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Sense]:
    """For each spot the sense of its name."""
    named: dict[str, list[int]] = defaultdict(list)
    for i, spot in enumerate(spots):
        named[spot.key].append(i)
    candidates = {key: _candidates(reading, [spots[i] for i in at], gazetteer) for key, at in named.items()}
    fixed = _stated(reading, spots, candidates)
    chosen = fixed | {key: s for key, s in ((k, _clear(c)) for k, c in candidates.items() if k not in fixed) if s}
    for _ in range(2):
        context = _context(chosen, named)
        chosen = {key: fixed.get(key) or _best(found, context) for key, found in candidates.items()}
    demonyms = {spot.key for spot in spots if spot.form == "demonym"}
    return [
        Sense(chosen[s.key].place, "demonym") if s.key in demonyms and chosen[s.key].place else chosen[s.key]
        for s in spots
    ]


def _candidates(reading: Reading, spots: Sequence[Spot], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every place that a name may mean in this article."""
    spot = spots[0]
    if spot.form == "demonym":
        tokens = reading.tokens
        word = reading.text[tokens[spot.first].start : tokens[spot.last - 1].end]
        place = place_of_demonym(word, gazetteer)
        return (place,) if place else ()
    found = gazetteer.named(spot.key) or _without_last_word(spot.key, gazetteer)
    level = next((level for s in spots if (level := _division_word(reading, s))), None)
    if level and (divisions := tuple(p for p in found if p.level == level)):
        return divisions
    return tuple(p for p in found if not (p.level == 1 and _city_is_meant(p, found)))


def _without_last_word(key: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The divisions that a name means whose last word says so ("Idlib Governorate")."""
    stem, _, last = key.rpartition(" ")
    level = WORDS.division.get(last)
    return tuple(p for p in gazetteer.named(stem) if p.level == level) if stem and level else ()


def _division_word(reading: Reading, spot: Spot) -> int | None:
    """The level of division that the word after a name says ("Idlib province")."""
    if spot.last >= len(reading.tokens):
        return None
    return WORDS.division.get(reading.tokens[spot.last].lower)


def _city_is_meant(division: Place, found: Iterable[Place]) -> bool:
    return any(
        p.kind == "city" and (p.iso2, p.code) == (division.iso2, division.code)
        and p.population >= CITY_SHARE * division.population
        for p in found
    )  # fmt: skip


def _prior(place: Place) -> float:
    ours = place.kind != "city" and not place.population and place.level == TOWN
    size = WRITTEN_DOWN if ours else math.log10(place.population + 1)
    return size + LEVEL[place.level] + (0.0 if place.main else OTHER_NAME)


def _clear(found: Sequence[Place]) -> Sense | None:
    """The sense of a name where one place leads all others by far."""
    ranked = sorted(found, key=_prior, reverse=True)
    if ranked and _prior(ranked[0]) >= LEAST and (
        len(ranked) == 1 or _prior(ranked[0]) - _prior(ranked[1]) >= CLEAR
    ):  # fmt: skip
        return Sense(ranked[0], "population")
    return None


def _context(chosen: Mapping[str, Sense], named: Mapping[str, Sequence[int]]) -> Context:
    context = Context()
    for key, sense in chosen.items():
        if sense.place:
            context.add(sense.place, 1.0 + math.log(len(named[key])))
    return context


def _best(found: Sequence[Place], context: Context) -> Sense:
    """The place that population, kind and context together speak for."""
    if not found:
        return UNRESOLVED
    worth = {p: _prior(p) + context.worth(p) for p in found}
    best = max(found, key=lambda p: worth[p])
    if worth[best] < LEAST:
        return UNRESOLVED
    if best.location_id.startswith("text:"):
        return Sense(best, "supplement")
    if len({p.location_id for p in found}) == 1:
        return Sense(best, "unique")
    return Sense(best, "population" if best == max(found, key=_prior) else "context")


def _stated(reading: Reading, spots: Sequence[Spot], candidates: Mapping[str, Sequence[Place]]) -> dict[str, Sense]:
    """The names whose place the text says itself: "Paris, Texas"; "Salem, Ore."; "Homs in Syria"."""
    stated: dict[str, Sense] = {}
    for inner, outer in zip(spots, spots[1:], strict=False):
        if outer.form == "name" and _belongs(reading, inner, outer):
            pair = _pair(candidates[inner.key], candidates[outer.key])
            if pair:
                stated.setdefault(inner.key, Sense(pair[0], "hierarchy"))
                stated.setdefault(outer.key, Sense(pair[1], "hierarchy"))
    return stated


def _belongs(reading: Reading, inner: Spot, outer: Spot) -> bool:
    between = [token.lower for token in reading.tokens[inner.last : outer.first]]
    return between in ([","], ["("], ["in"], [",", "in"]) and (
        reading.tokens[inner.first].sentence == reading.tokens[outer.first].sentence
    )


def _pair(inside: Iterable[Place], outside: Iterable[Place]) -> tuple[Place, Place] | None:
    """The best two places of which the first lies in the second, a country or a division."""
    pairs = [(i, o) for i in inside for o in outside if _lies_in(i, o)]
    return max(pairs, key=lambda pair: _prior(pair[0]) + _prior(pair[1]), default=None)


def _lies_in(inner: Place, outer: Place) -> bool:
    if outer.level not in (0, 1) or inner.iso2 != outer.iso2 or inner.location_id == outer.location_id:
        return False
    return outer.level == 0 and inner.level > 0 or (outer.level == 1 and inner.level > 1 and inner.code == outer.code)
