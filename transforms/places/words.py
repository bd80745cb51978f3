"""The words by which places are told from what they are not; the words themselves stand in data/words.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.ontology import LocationKind


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of data/words.toml, each described there."""

    at: frozenset[str]
    surely: frozenset[str]
    titles: frozenset[str]
    people_do: frozenset[str]
    parts: frozenset[str]
    public: frozenset[str]
    residents: frozenset[str]
    seldom: frozenset[str]
    division: Mapping[str, int]
    ends: Mapping[str, LocationKind]
    begins: Mapping[str, LocationKind]
    numbered: Mapping[str, LocationKind]


def _kinds(lists: Mapping[str, list[LocationKind]]) -> dict[str, LocationKind]:
    return {str(word): kind for kind, words in lists.items() for word in words}  # type: ignore[misc]


def _read(path: Path) -> Words:
    raw = tomllib.loads(path.read_text("utf-8"))
    return Words(
        *(frozenset(raw[name]) for name in ("at", "surely", "titles", "people_do", "parts", "public", "residents")),
        frozenset(raw["seldom"]["words"]),
        raw["division"],
        *(_kinds(raw[name]) for name in ("ends", "begins", "numbered")),
    )


WORDS = _read(Path(__file__).parent / "data" / "words.toml")
