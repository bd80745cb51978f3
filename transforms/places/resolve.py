"""Resolving: which place of that name is meant; one sense for each name of an article."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from transforms.places.context import Belief, Context
from transforms.places.demonyms import place_of_demonym
from transforms.places.evidence import division_of_list, divisions_named, of_residents
from transforms.places.hierarchy import at_seat, stated
from transforms.places.lookup import TOWN, Gazetteer, Place
from transforms.places.sense import UNRESOLVED, Sense, first_sense, prior
from transforms.places.spots import Spot
from transforms.places.words import WORDS
from transforms.reading import Reading
from transforms.reading.site import site_country

ROUNDS, MOST = 3, 12
"""Rounds of mutual persuasion; places considered for a name."""

FROM = 0.3
"""What a demonym counts for as context, beside a place."""

LEAST = 2.7
"""A place that gets less is no answer: the mention stays unresolved."""

CITY_SHARE = 0.05
"""A division's own name means its city if this share of its people live there ("Aleppo", "New York")."""


def senses(reading: Reading, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Sense]:
    """For each spot the sense of its name."""
    named: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        named[spot.key].append(spot)
    candidates = {key: _candidates(reading, group, gazetteer) for key, group in named.items()}
    weights = {key: _weight(group) for key, group in named.items()}
    home = site_country(reading.article)
    chosen = _persuaded(candidates, stated(reading, spots, candidates), weights, home)
    for i, spot in enumerate(spots):
        if spot.form == "pattern" and chosen[spot.key].place is None:
            chosen[spot.key] = at_seat(reading, spots, i, chosen, gazetteer)
        elif spot.form == "demonym" and chosen[spot.key].place:
            chosen[spot.key] = Sense(chosen[spot.key].place, "demonym")
    return [chosen[spot.key] for spot in spots]


def _weight(group: Sequence[Spot]) -> float:
    """How much a name counts in the article: a demonym less, for it says where people are from, not where they are."""
    return (1.0 + math.log(len(group))) * (FROM if group[0].form == "demonym" else 1.0)


def _persuaded(
    candidates: Mapping[str, Sequence[Place]],
    fixed: Mapping[str, Sense],
    weights: Mapping[str, float],
    home: str | None,
) -> dict[str, Sense]:
    """The sense of each name, after all names have heard several times what the others are believed to mean."""
    context = Context({}, home)
    for _ in range(1 + ROUNDS):
        context = Context(
            {key: _believed(key, found, fixed.get(key), context, weights[key]) for key, found in candidates.items()},
            home,
        )
    return {key: fixed.get(key) or _sense(found, context.beliefs[key]) for key, found in candidates.items()}


def _candidates(reading: Reading, spots: Sequence[Spot], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every place that a name may mean in this article."""
    spot = spots[0]
    if spot.form == "demonym":
        tokens = reading.tokens
        word = reading.text[tokens[spot.first].start : tokens[spot.last - 1].end]
        place = place_of_demonym(word, gazetteer)
        return (place,) if place else ()
    found = gazetteer.named(spot.key) or _without_last_word(spot.key, gazetteer)
    if any(of_residents(reading, s) for s in spots):
        found = tuple(p for p in found if p.level) or found
    if together := _several_divisions(reading, spots, gazetteer):
        return together
    level = next((level for s in spots if (level := _division_word(reading, s))), None)
    if level and (divisions := tuple(p for p in found if p.level == level)):
        return divisions
    if first := first_sense(spot.key, gazetteer):
        return (first,)
    return tuple(p for p in found if not (p.level == 1 and _city_is_meant(p, found)))


def _without_last_word(key: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The divisions that a name means whose last word says so ("Idlib Governorate")."""
    stem, _, last = key.rpartition(" ")
    level = WORDS.division.get(last)
    return tuple(p for p in gazetteer.named(stem) if p.level == level) if stem and level else ()


def _several_divisions(reading: Reading, spots: Sequence[Spot], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The divisions that a name means in a list of them ("Navarro and Ellis counties")."""
    words = (word for spot in spots if (word := division_of_list(reading, spot)))
    return next((found for word in words if (found := divisions_named(spots[0].key, word, gazetteer))), ())


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


def _believed(key: str, found: Sequence[Place], fixed: Sense | None, context: Context, weight: float) -> Belief:
    """How likely each place of a name is, given what the other names are believed to mean."""
    if fixed and fixed.place:
        return Belief(((fixed.place, 1.0),), weight)
    worth = [(place, prior(place) + context.worth(key, place)) for place in found]
    likely = sorted((pair for pair in worth if pair[1] >= LEAST), key=lambda pair: -pair[1])[:MOST]
    odds = [math.exp(value - likely[0][1]) for _, value in likely]
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
    return Sense(best, "population" if best == max(found, key=prior) else "context")
