"""Countries as actors: from a name, a capital or a demonym to ISO 3166-1 alpha-3."""

from collections.abc import Mapping, Sequence
from functools import cache

from transforms.places import country_of_demonym
from transforms.places.lookup import CAPITAL, key_of, load

__all__ = ["country_in", "country_named", "country_of_capital", "country_of_demonym", "is_inhabitant", "state_name"]

SIDES = frozenset({"pro", "anti", "non"})
"""Who is for or against a country is not of it: "pro-Turkish rebels"."""


INHABITANTS = ("ers", "ians", "ans", "ites")
"""Ends that make those who live in a place of its name."""

LARGE = 300_000
"""Inhabitants of a place whose people have a name that readers know."""


@cache
def country_named(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of a country's name as it is written, or None: "Syria" -> SYR, "US" -> USA, "us" -> None."""
    if not name[:1].isupper() or (len(name) < 4 and not name.isupper()):
        return None
    found = load().named(key_of(name.removeprefix("The ")))
    return next((place.iso3 for place in found if place.level == 0), None)


@cache
def country_of_capital(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of the country whose capital this is, or None: "Moscow" -> RUS."""
    return next((place.iso3 for place in load().named(key_of(name)) if place.level == CAPITAL), None)


@cache
def _names() -> Mapping[str, str]:
    return {place.iso3: place.name for place in load().countries.values() if place.iso3}


def country_in(words: Sequence[str]) -> str | None:
    """The one country that words name by demonym or name; None if they name none or several."""
    found = set()
    skip = False
    for i, word in enumerate(words):
        pair = f"{word} {words[i + 1]}" if i + 1 < len(words) else word
        if skip or not word[:1].isupper() or _is_part(words, i):
            skip = False
            continue
        both = country_of_demonym(pair) or country_named(pair)
        skip = pair != word and both is not None
        found.add(both or country_of_demonym(word) or country_named(word))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _is_part(words: Sequence[str], at: int) -> bool:
    """Whether a word is but a part of another: "pro-Turkish", "New Mexico"."""
    before = words[at - 1] if at else ""
    return before == "New" or (at > 1 and before in "-–" and words[at - 2].lower() in SIDES)


def state_name(iso3: str) -> str:
    """The usual English name of a country, or the code itself where it is no country's."""
    return _names().get(iso3, iso3)


def is_inhabitant(text: str, before: str = "") -> bool:
    """Whether a capitalised plural means those of a country, a large town or a region: "Texans", "New Yorkers"."""
    if country_of_demonym(text):
        return True
    stems = (text.removesuffix(end) for end in INHABITANTS if text.endswith(end))
    names = (f"{before} {stem}" if before in {"New", "San", "Los"} else stem for stem in stems)
    return any(place.population >= LARGE for name in names for place in load().named(key_of(name)))
