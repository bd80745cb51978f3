"""The words that tell actors apart: lists from the files in data/, read once and checked."""

import tomllib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from schemas.ontology import ActorKind, Sector


@dataclass(frozen=True, slots=True)
class Class:
    """What a word or a name says of an actor: its kind, PLOVER's sector, and its country where the name has one.

    `site`: the name is that of a house, which is a place where it does not act ("outside the Kremlin").
    """

    kind: ActorKind
    sector: Sector | None = None
    country: str | None = None
    name: str | None = None
    site: bool = False


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))


def _class(kind: str, sector: str | None, country: str | None = None, name: str | None = None) -> Class:
    if kind not in get_args(ActorKind):
        raise ValueError(f"actors/data: {kind!r} is no kind of actor")
    if sector is not None and sector not in get_args(Sector):
        raise ValueError(f"actors/data: {sector!r} is no sector")
    return Class(kind, sector, country, name)  # type: ignore[arg-type]


def _heads(section: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, Class]]:
    for kind, sectors in section.items():
        for sector, words in sectors.items():
            made = _class(kind, None if sector == "-" else sector)
            yield from ((word, made) for word in words)


@cache
def nominal_heads() -> Mapping[str, Class]:
    """Singular head words of noun phrases that are actors: "minister" -> person, GOV."""
    return dict(_heads(_read("heads.toml")["nominal"]))


@cache
def person_nouns() -> frozenset[str]:
    """Further nouns for persons, singular, that are no titles: of them no more is known than that they are persons."""
    return frozenset(_read("persons.toml")["person"])


@cache
def acting_heads() -> Mapping[str, Class]:
    """Singular head words that are actors only where they act or are dealt with: "city" -> government_body, GOV."""
    return dict(_heads(_read("heads.toml")["acting"]))


@cache
def noun_class(word: str) -> Class | None:
    """What a singular noun says of an actor that it heads; None where it heads none."""
    person = Class("person") if word in person_nouns() else None
    return nominal_heads().get(word) or person or acting_heads().get(word)


@cache
def name_heads() -> Mapping[str, Class]:
    """Head words of organisations' names, in lower case: "ministry" -> government_body, GOV."""
    return dict(_heads(_read("heads.toml")["name"]))


@cache
def known_names() -> Mapping[str, Class]:
    """Names that need no context, as they are spelled: "NATO" -> organisation, IGO."""
    found = {}
    for name, entry in _read("known.toml").items():
        made = replace(
            _class(entry["kind"], entry["sector"], entry.get("country"), name), site=entry.get("site", False)
        )
        for spelling in (name, *entry.get("names", ())):
            found[spelling] = made
    return found


@cache
def words(name: str) -> frozenset[str]:
    """One of the small lists in words.toml, by its name there."""
    return frozenset(_lists()[name])


def service(told: AbstractSet[str]) -> Sector | None:
    """The sector that a modifier tells: "police officers", "an army captain"."""
    if "police" in told:
        return "COP"
    return "MIL" if told & {"army", "military", "navy", "air-force"} else None


@cache
def generic_kinds() -> Mapping[str, frozenset[ActorKind]]:
    """Nouns that take up a body by its kind alone, and the kinds: "firm" -> company, organisation."""
    table: dict[str, list[str]] = _read("heads.toml")["generic"]
    return {word: frozenset(_class(kind, None).kind for kind in kinds) for word, kinds in table.items()}


@cache
def given_names() -> Mapping[str, bool]:
    """Given names in lower case, and whether they are women's."""
    lists = _read("given.toml")
    if twice := set(lists["female"]) & set(lists["male"]):
        raise ValueError(f"actors/data/given.toml: in two lists: {', '.join(sorted(twice))}")
    return {**dict.fromkeys(lists["female"], True), **dict.fromkeys(lists["male"], False)}


@cache
def _lists() -> dict[str, list[str]]:
    lists = _read("words.toml")
    for name, listed in lists.items():
        if any(word != word.lower() for word in listed):
            raise ValueError(f"actors/data/words.toml: {name} must be in lower case")
    return lists
