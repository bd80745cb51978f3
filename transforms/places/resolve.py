"""Resolving: which place of that name is meant; one sense for each name of an article."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.ontology import ResolvedBy
from transforms.places.demonyms import place_of_demonym
from transforms.places.lookup import CAPITAL, TOWN, Gazetteer, Place, key_of
from transforms.places.spots import Spot
from transforms.places.words import WORDS
from transforms.reading import Reading

LEVEL = {0: 5.0, 1: 2.5, 2: -1.0, CAPITAL: 3.5, TOWN: 0.0}
"""What it is worth to be a country, a division, a capital; in powers of ten of inhabitants, as all weights here."""

UNCOUNTED = {0: 4.0, 1: 5.5, 2: 4.3, TOWN: 6.0, -1: 2.5}
"""What a place counts for whose inhabitants are not known, by level; -1 for towns, TOWN for our own supplement."""

OTHER_NAME = -1.5
COUNTRY, DIVISION, NEAR = 3.0, 3.0, 2.0
"""What the article's context adds at most: the same country, the same first-level division, close to a sure place."""

NEAR_KM = 150.0
ROUNDS, MOST, SHARPNESS = 3, 12, 1.0
"""Rounds of mutual persuasion; places considered for a name; how fast belief falls with a place's worth."""

LEAST = 2.7
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


@dataclass(frozen=True, slots=True)
class Belief:
    """What a name may mean, each place with its share of belief, and how much the name counts in the article."""

    shares: tuple[tuple[Place, float], ...]
    weight: float


def _worth(place: Place, others: Sequence[Belief]) -> float:
    """What the other places of the article add for a place: its country, its division, and the nearest of them."""
    if place.iso2 is None or not others:
        return 0.0
    total = country = division = near = 0.0
    for belief in others:
        total += belief.weight
        for other, share in belief.shares:
            if other.iso2 != place.iso2:
                continue
            country += belief.weight * share
            if other.level and place.level and place.code and other.code == place.code:
                division += belief.weight * share
            if other.level > 1:
                near = max(near, math.sqrt(share) * math.exp(-km(place, other) / NEAR_KM))
    return (COUNTRY * country + DIVISION * division) / total + NEAR * near


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
    weights = {key: 1.0 + math.log(len(at)) for key, at in named.items()}
    beliefs = {key: _believed(found, fixed.get(key), (), weights[key]) for key, found in candidates.items()}
    for _ in range(ROUNDS):
        beliefs = {
            key: _believed(found, fixed.get(key), [b for k, b in beliefs.items() if k != key and b.shares], weights[key])
            for key, found in candidates.items()
        }
    chosen = {key: fixed.get(key) or _sense(candidates[key], beliefs[key]) for key in named}
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
    if any(_of_residents(reading, s) for s in spots):
        found = tuple(p for p in found if p.level) or found
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


def _of_residents(reading: Reading, spot: Spot) -> bool:
    """Whether the text speaks of people by their town: "a Paris man"; "Jane Roe, 54, of Paris"."""
    tokens = reading.tokens
    if spot.last < len(tokens) and tokens[spot.last].lower in WORDS.residents:
        return True
    before = [token.lower for token in tokens[max(0, spot.first - 3) : spot.first]]
    return len(before) == 3 and before[0].isdigit() and before[1:] == [",", "of"]


def _city_is_meant(division: Place, found: Iterable[Place]) -> bool:
    return any(
        p.kind == "city" and (p.iso2, p.code) == (division.iso2, division.code)
        and p.population >= CITY_SHARE * division.population
        for p in found
    )  # fmt: skip


def _prior(place: Place) -> float:
    size = math.log10(place.population) if place.population else UNCOUNTED[place.level if place.kind != "city" else -1]
    return size + LEVEL[place.level] + (0.0 if place.main else OTHER_NAME)


def _believed(found: Sequence[Place], fixed: Sense | None, others: Sequence[Belief], weight: float) -> Belief:
    """How likely each place of a name is, given what the other names are believed to mean."""
    if fixed and fixed.place:
        return Belief(((fixed.place, 1.0),), weight)
    worth = [(place, _prior(place) + _worth(place, others)) for place in found]
    likely = sorted((pair for pair in worth if pair[1] >= LEAST), key=lambda pair: -pair[1])[:MOST]
    if not likely:
        return Belief((), weight)
    odds = [math.exp(SHARPNESS * (value - likely[0][1])) for _, value in likely]
    return Belief(tuple((place, o / sum(odds)) for (place, _), o in zip(likely, odds, strict=True)), weight)


def _sense(found: Sequence[Place], belief: Belief) -> Sense:
    """The place that population, kind and context together speak for."""
    if not belief.shares:
        return UNRESOLVED
    best = belief.shares[0][0]
    if best.location_id.startswith("text:") and best.level == TOWN:
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
