"""The words by which sites and lines say that they stand beside the story, as `boilerplate.toml` lists them."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib.resources import files

from transforms.clean.metadata import letters

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")

LONGEST_NOTICE = 400
"""Characters of a line that is an offer or a notice."""


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The lists, each explained where it stands."""

    tags: frozenset[str]
    roles: frozenset[str]
    names: frozenset[str]
    headings: frozenset[str]
    openings: frozenset[str]
    lives: frozenset[str]


@cache
def boilerplate() -> Boilerplate:
    """The lists, checked: none is missing or unknown, none has an empty entry, and all is in lower case."""
    data = tomllib.loads(files(__package__).joinpath("boilerplate.toml").read_text("utf-8"))
    known = [each.name for each in fields(Boilerplate)]
    if data.keys() != set(known):
        raise ValueError(f"boilerplate.toml must list exactly {', '.join(known)}")
    wrong = [word for words in data.values() for word in words if word != word.lower() or not word.strip()]
    if wrong:
        raise ValueError(f"boilerplate.toml: empty or not in lower case: {', '.join(wrong)}")
    return Boilerplate(**{name: frozenset(data[name]) for name in known})


@lru_cache(maxsize=4096)
def names_boilerplate(said: str) -> bool:
    """Whether a class or an id tells that an element stands beside the story."""
    return bool(_names().search(" ".join(WORD.findall(said)).lower()))


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(boilerplate().names))})\b")


def story_lines(lines: Iterable[str], authors: Sequence[str] = ()) -> list[str]:
    """The lines without offers, notices, headings over other stories, and what says who the authors are."""
    return [line for line in lines if not (_is_notice(line) or _is_byline(line, authors))]


def _is_notice(line: str) -> bool:
    known, said = boilerplate(), line.lstrip("-–—•*_ ").casefold().replace("’", "'")
    plain = letters(said)
    if not plain or plain in known.headings:
        return True
    return len(line) <= LONGEST_NOTICE and bool(_openings().match(said))


@cache
def _openings() -> re.Pattern[str]:
    """Any of the openings, its last word whole."""
    ends = (re.escape(opening) + (r"(?!\w)" if opening[-1].isalnum() else "") for opening in boilerplate().openings)
    return re.compile("|".join(sorted(ends)))


def _is_byline(line: str, authors: Sequence[str]) -> bool:
    """An author's name alone, or a line that begins with it and goes on as lives do ("is a reporter")."""
    said = line.casefold().removeprefix("by ").strip()
    rests = (said.removeprefix(name).strip() for name in map(str.casefold, authors) if name and said.startswith(name))
    return any(not rest or rest.startswith(tuple(boilerplate().lives)) for rest in rests)
