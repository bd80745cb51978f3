"""Evidence: which spots name a place, weighed from each mention's surroundings and the whole article's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from transforms.places.lookup import MINOR, Gazetteer, Place
from transforms.places.spots import Spot
from transforms.places.words import WORDS
from transforms.reading import Reading, Token

SURELY = 2.5
"""Before it stands what stands before places alone."""

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
OF_LIST = 3.0
"""How it weighs to stand in a list of divisions."""

LONGEST_LIST = 12
"""Words from a name to the end of its list."""

SURNAME = -6.0
"""How it weighs that the article has a person by this last name: \"Jack London ... London wrote\"."""

FIRST_NAME = -3.0
"""How it weighs that the article has a person by this first name."""

COMMON_WORD = -3.0
"""How it weighs that the article writes the word in lower case too: "the Council ... the council"."""

SHARE_OF_OTHERS = 0.6
"""How much of what the other mentions of a name say counts for one mention."""


def places_among(reading: Reading, spots: Iterable[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """The spots that name a place."""
    listed = list(spots)
    words = _Words.of(reading)
    own = [_weight(reading, spot, gazetteer, words) for spot in listed]
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


@dataclass(frozen=True, slots=True)
class _Words:
    """What else the words of an article are: last and first names of its people, common words."""

    surnames: frozenset[str]
    first_names: frozenset[str]
    common: frozenset[str]

    @classmethod
    def of(cls, reading: Reading) -> Self:
        people = [name for name in reading.names if name.label == "PER" and name.last - name.first > 1]
        return cls(
            frozenset(reading.tokens[name.last - 1].lower for name in people),
            frozenset(reading.tokens[name.first].lower for name in people),
            frozenset(token.text for token in reading.tokens if token.text.islower()),
        )

    def weight(self, word: str) -> float:
        """How they weigh against a name of one word."""
        weight = SURNAME if word in self.surnames else FIRST_NAME if word in self.first_names else 0.0
        return weight + (COMMON_WORD if word in self.common else 0.0)


def _weight(reading: Reading, spot: Spot, gazetteer: Gazetteer, words: _Words) -> float:
    if spot.form == "demonym":
        return _weight_of_demonym(spot)
    if spot.form == "pattern":
        return 1.0 if spot.within != "PER" and spot.label != "PER" else -1.0
    weight = LABEL[spot.label] if not spot.within else _inside(reading, spot)
    in_list = division_of_list(reading, spot)
    places = (in_list and divisions_named(spot.key, in_list, gazetteer)) or gazetteer.named(spot.key)
    weight += _known(places) + _written(reading, spot, places)
    weight += _surroundings(reading, spot)
    if in_list and places:
        weight += OF_LIST
    if of_residents(reading, spot) or _based(reading, spot):
        weight += OF_RESIDENTS
    if spot.last - spot.first == 1 and (spot.key in WORDS.seldom or spot.key in WORDS.ends):
        weight -= 3.0
    if spot.last - spot.first == 1:
        weight += words.weight(reading.tokens[spot.first].lower)
    return weight


def _written(reading: Reading, spot: Spot, places: tuple[Place, ...]) -> float:
    """How the spelling weighs: a short word in capitals is a country or no place; "OR" needs a town before."""
    text = reading.tokens[spot.first].text
    if spot.last - spot.first > 1 or not text.isupper() or len(text) > 5 or any(p.level == 0 for p in places):
        return 0.0
    after_comma = spot.first > 0 and reading.tokens[spot.first - 1].text == ","
    return 0.0 if after_comma or "." in text else -3.0


def division_of_list(reading: Reading, spot: Spot) -> str | None:
    """The word for divisions that ends a list of names: "county" for "Navarro" in "Navarro and Ellis counties"."""
    for token in reading.tokens[spot.last : spot.last + LONGEST_LIST]:
        if token.lower in WORDS.plurals:
            return WORDS.plurals[token.lower]
        if not (token.text[0].isupper() or token.lower in {",", "and", "or"}):
            return None
    return None


def divisions_named(key: str, word: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The divisions of that kind that go by a name, with the word or without."""
    whole = gazetteer.named(f"{key} {word}")
    return tuple(place for place in whole or gazetteer.named(key) if place.level == WORDS.division[word])


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
    return PUBLIC if at_edge and words & WORDS.public and not words & WORDS.learned else INSIDE[spot.within]


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
        ruled = before.lower == "of" and spot.first > 1 and tokens[spot.first - 2].lower in WORDS.ruled
        weight += SURELY if ruled else _before(before)
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
        return SURELY
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
