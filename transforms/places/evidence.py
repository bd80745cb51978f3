"""Evidence: which spots name a place, weighed from each mention's surroundings and the whole article's."""

from collections import defaultdict
from collections.abc import Iterable

from transforms.places.lookup import MINOR, Gazetteer, Place
from transforms.places.spots import Spot
from transforms.places.words import WORDS
from transforms.reading import Reading, Token

LABEL = {"LOC": 3.0, "NORP": 0.5, "": -0.5, "MISC": -1.0, "ORG": -2.0, "PER": -3.0}
"""How the parser's label of exactly this span weighs."""

INSIDE = {"": 0.0, "LOC": 2.0, "NORP": -1.0, "MISC": -3.0, "ORG": -4.0, "PER": -6.0}
"""How it weighs that the parser sees a longer name around the span."""

PUBLIC = 1.0
"""How it weighs that the longer name is that of a body which serves a place and is named for it."""

DATELINE = 4.0
UNKNOWN = -2.5
"""What it weighs that the gazetteer lacks the name."""

MINOR_ONLY = -1.5
"""What it weighs that only brooks, schools and their like have the name, as a full dump of GeoNames lists them."""

OF_RESIDENTS = 3.0
SURNAME = -6.0
"""How it weighs that the article has a person by this last name: \"Jack London ... London wrote\"."""

SHARE_OF_OTHERS = 0.6
"""How much of what the other mentions of a name say counts for one mention."""


def places_among(reading: Reading, spots: Iterable[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """The spots that name a place."""
    listed = list(spots)
    people = _surnames(reading)
    own = [_weight(reading, spot, gazetteer, people) for spot in listed]
    by_key: dict[str, list[float]] = defaultdict(list)
    for spot, weight in zip(listed, own, strict=True):
        if not spot.within:
            by_key[spot.key].append(weight)
    return [
        spot
        for spot, weight in zip(listed, own, strict=True)
        if weight + SHARE_OF_OTHERS * _mean(by_key[spot.key], weight) > 0
    ]


def _mean(weights: list[float], default: float) -> float:
    return sum(weights) / len(weights) if weights else default


def _surnames(reading: Reading) -> frozenset[str]:
    """The last words of the names of people in the article, where a first name stands before them."""
    return frozenset(
        reading.tokens[name.last - 1].lower
        for name in reading.names
        if name.label == "PER" and name.last - name.first > 1
    )


def _weight(reading: Reading, spot: Spot, gazetteer: Gazetteer, people: frozenset[str]) -> float:
    if spot.form == "demonym":
        return _weight_of_demonym(spot)
    if spot.form == "pattern":
        return 1.0 if spot.within != "PER" and spot.label != "PER" else -1.0
    weight = LABEL[spot.label] if not spot.within else _inside(reading, spot)
    places = gazetteer.named(spot.key)
    weight += _known(places) + _written(reading, spot, places)
    weight += _surroundings(reading, spot)
    if of_residents(reading, spot) or _based(reading, spot):
        weight += OF_RESIDENTS
    if spot.last - spot.first == 1 and spot.key in WORDS.seldom:
        weight -= 3.0
    if spot.last - spot.first == 1 and reading.tokens[spot.first].lower in people:
        weight += SURNAME
    return weight


def _written(reading: Reading, spot: Spot, places: tuple[Place, ...]) -> float:
    """How the spelling weighs: a short word in capitals is a country or no place; "OR" needs a town before."""
    text = reading.tokens[spot.first].text
    if spot.last - spot.first > 1 or not text.isupper() or len(text) > 5 or any(p.level == 0 for p in places):
        return 0.0
    after_comma = spot.first > 0 and reading.tokens[spot.first - 1].text == ","
    return 0.0 if after_comma or "." in text else -3.0


def of_residents(reading: Reading, spot: Spot) -> bool:
    """Whether the text speaks of people by their town: "a Paris man"; "Jane Roe, 54, of Paris"."""
    tokens = reading.tokens
    if spot.last < len(tokens) and tokens[spot.last].lower in WORDS.residents:
        return True
    before = [token.lower for token in tokens[max(0, spot.first - 3) : spot.first]]
    return len(before) == 3 and before[0].isdigit() and before[1:] == [",", "of"]


def _based(reading: Reading, spot: Spot) -> bool:
    """Whether someone is based there: "the Boston-based maker"."""
    return [token.lower for token in reading.tokens[spot.last : spot.last + 2]] == ["-", "based"]


def _inside(reading: Reading, spot: Spot) -> float:
    """What it says that the parser sees a longer name around the span: "Athens Police Department" tells of Athens."""
    if spot.within not in {"ORG", "MISC"}:
        return INSIDE[spot.within]
    name = next(n for n in reading.names if n.first <= spot.first < n.last)
    words = {token.lower for token in reading.tokens[name.first : name.last]}
    at_edge = spot.first == name.first or spot.last == name.last
    return PUBLIC if at_edge and words & WORDS.public else INSIDE[spot.within]


def _weight_of_demonym(spot: Spot) -> float:
    return -1.0 if spot.within in {"PER", "ORG", "MISC"} or spot.label == "PER" else 1.0


def _known(places: tuple[Place, ...]) -> float:
    """How well known the best place of this name is."""
    if not places:
        return UNKNOWN
    if any(p.level <= 1 for p in places):
        return 2.0
    best = max(places, key=lambda p: (p.level < MINOR, p.population))
    if best.level == MINOR:
        return MINOR_ONLY
    if best.population == 0 and best.kind != "city":
        return 2.0
    known = 0.0 if best.main else -1.0
    return known + (2.0 if best.population >= 500_000 else 1.0 if best.population >= 50_000 else 0.0)


def _surroundings(reading: Reading, spot: Spot) -> float:
    tokens = reading.tokens
    first, last = tokens[spot.first], tokens[spot.last - 1]
    weight = 0.0
    before = tokens[spot.first - 1] if spot.first and tokens[spot.first - 1].sentence == first.sentence else None
    after = tokens[spot.last] if spot.last < len(tokens) and tokens[spot.last].sentence == first.sentence else None
    if before is not None:
        weight += _before(before)
    elif last.text.isupper() and len(last.text) > 2 and after is not None and after.text in _AFTER_DATELINE:
        weight += DATELINE
    if after is not None and not spot.within:
        weight += _after(after)
    if last.pos not in {"PROPN", "NOUN", "X"}:
        weight -= 1.5
    return weight


_AFTER_DATELINE = frozenset({"-", "--", "–", "—", "(", ",", ":", "_"})


def _before(token: Token) -> float:
    word = token.lower.rstrip(".")
    if word in WORDS.titles:
        return -4.0
    if word in WORDS.surely:
        return 2.5
    if word in WORDS.at:
        return 1.0
    if token.pos == "PROPN" and token.text[0].isupper():
        return -1.5
    return 0.0


def _after(token: Token) -> float:
    if token.lower in WORDS.people_do:
        return -2.0
    if token.lower in WORDS.division:
        return 2.0
    if token.pos == "PROPN" and token.text[0].isupper():
        return -1.5
    return 0.0
