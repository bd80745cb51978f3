"""Sentences of news that we wrote, with names drawn into them: dateline, markets, sport, credits, headlines."""

import random
import re
from functools import cache
from importlib.resources import files

from training import tags
from training.lists import listed
from training.names import Names
from training.texts import Sentence, Text

_PLACE = re.compile(r"\{(\w+)\}|\[(\w+)\]")

ORGANISATIONS = {
    "COM": "companies", "BODY": "bodies", "GOV": "government", "GRP": "groups", "MEDIA": "media", "WIRE": "agencies",
    "UNI": "learned", "CLUB": "clubs", "ORG": None,
}  # fmt: skip
OTHERS = {"DEM": "demonyms", "MISC": "others"}
PLACES = {"CTY": "countries", "STT": "states", "REG": "regions", "LOC": None}
TEAM = tags.one("B-LOC") | tags.one("B-ORG"), tags.one("I-LOC") | tags.one("I-ORG")
"""A country that plays is an organisation to some and a place to others."""


@cache
def patterns() -> tuple[str, ...]:
    """The sentences, with places for names."""
    lines = files("training").joinpath("data/sentences.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def texts(names: Names, rng: random.Random, sentences: int) -> list[Text]:
    """So many made sentences, some together in each text."""
    found: list[Text] = []
    while sentences > 0:
        size = rng.randint(2, 6)
        found.append(
            Text("made", "made", tuple(_Filling(names, rng).sentence(rng.choice(patterns())) for _ in range(size)))
        )
        sentences -= size
    return found


class _Filling:
    """One sentence being filled: a surname repeats the person before it."""

    def __init__(self, names: Names, rng: random.Random) -> None:
        self._names, self._rng, self._surnames = names, rng, list[str]()
        self._tokens: list[str] = []
        self._spaces: list[bool] = []
        self._allowed: list[tags.Allowed] = []

    def sentence(self, pattern: str) -> Sentence:
        """The pattern with its places filled."""
        end = 0
        for place in _PLACE.finditer(pattern):
            self._add(pattern[end : place.start()], "")
            if place[1]:
                self._add(*self._name(place[1], dateline=not place.start() and "(" in pattern[:30]))
            else:
                self._add(self._word(place[2]), "")
            end = place.end()
        self._add(pattern[end:], "")
        return Sentence(tuple(self._tokens), tuple(self._spaces), tuple(self._allowed))

    def _add(self, text: str, kind: str) -> None:
        if text.startswith(" ") and self._spaces:
            self._spaces[-1] = True
        words = text.split()
        self._tokens += words
        self._spaces += [True] * len(words)
        if words:
            self._spaces[-1] = text.endswith(" ")
        if kind == "TEAM":
            self._allowed += [TEAM[0], *[TEAM[1]] * (len(words) - 1)]
        else:
            self._allowed += tags.of_span(kind, len(words)) if kind else [tags.OUTSIDE] * len(words)

    def _name(self, place: str, *, dateline: bool) -> tuple[str, str]:
        """A name for a place in a sentence, and its kind."""
        names, rng = self._names, self._rng
        if place in {"PER", "FAM"}:
            return self._person(place), "PER"
        if place in ORGANISATIONS:
            return names.organisation(ORGANISATIONS[place]), "ORG"
        if place in OTHERS:
            return rng.choice(listed("words")[OTHERS[place]]), "NORP" if place == "DEM" else "MISC"
        if place == "TEAM":
            return names.place("countries"), "TEAM"
        name = names.town() if place == "TWN" else names.place(PLACES[place])
        return name.upper() if dateline and rng.random() < 0.8 else name, "LOC"

    def _person(self, place: str) -> str:
        if place == "FAM" and self._surnames:
            return self._rng.choice(self._surnames)
        name, surname = self._names.person()
        if place == "FAM":
            return surname
        self._surnames.append(surname)
        return name

    def _word(self, place: str) -> str:
        if place == "N":
            return str(self._rng.choice((self._rng.randint(1, 99), self._rng.randint(100, 2_500))))
        return self._rng.choice(listed("words")[{"DAY": "days", "MONTH": "months", "JOB": "jobs"}[place]])
