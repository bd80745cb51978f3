"""Singulars: the singular of an English noun."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class _Nouns:
    irregular: Mapping[str, str]
    invariant: frozenset[str]
    endings: tuple[str, ...]


@cache
def _nouns() -> _Nouns:
    text = (files("transforms.figures") / "data" / "singular.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Nouns(data["irregular"], frozenset(data["invariant"]["nouns"]), tuple(data["endings"]["es"]))


@cache
def singular(noun: str) -> str:
    """The singular of a noun in lower case; one that is singular already, as far as its look tells, is kept."""
    nouns = _nouns()
    if noun in nouns.invariant or noun in nouns.irregular:
        return nouns.irregular.get(noun, noun)
    if noun.endswith("men") and len(noun) > 5:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("es") and noun[:-2].endswith(nouns.endings):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s", "’s")) and len(noun) > 2:
        return noun[:-1]
    return noun
