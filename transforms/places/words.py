"""The words by which places are told from what they are not; the words themselves stand in data/words.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.ontology import LocationKind


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of data/words.toml, each described there."""

    joining: frozenset[str]
    at: frozenset[str]
    surely: frozenset[str]
    ruled: frozenset[str]
    titles: frozenset[str]
    people_do: frozenset[str]
    parts: frozenset[str]
    public: frozenset[str]
    learned: frozenset[str]
    venues: frozenset[str]
    inside: frozenset[str]
    residents: frozenset[str]
    directions: frozenset[str]
    seldom: frozenset[str]
    division: Mapping[str, int]
    plurals: Mapping[str, str]
    ends: Mapping[str, LocationKind]
    begins: Mapping[str, LocationKind]
    numbered: Mapping[str, LocationKind]


def _kinds(lists: Mapping[LocationKind, list[str]]) -> dict[str, LocationKind]:
    return {word: kind for kind, words in lists.items() for word in words}


def _read(path: Path) -> Words:
    raw = tomllib.loads(path.read_text("utf-8"))
    lists = {name: frozenset(value) for name, value in raw.items() if isinstance(value, list)}
    return Words(
        **lists,
        division=raw["division"],
        plurals=raw["plurals"],
        ends=_kinds(raw["ends"]),
        begins=_kinds(raw["begins"]),
        numbered=_kinds(raw["numbered"]),
    )


WORDS = _read(Path(__file__).parent / "data" / "words.toml")
