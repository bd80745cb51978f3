"""The words of time expressions, read from the data files beside this module and checked on loading."""

import csv
import datetime as dt
import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from transforms.dates.moving import hanukkah, islamic, orthodox_easter, rosh_hashanah
from transforms.dates.periods import easter, nth_weekday, plus_days

CONDITIONS = frozenset({"capital", "noun", "adverb", "adjective"})
"""What the column `when` may ask for."""

NUMERIC = (
    ("number",), ("number", "hour", "day"), ("number", "hour"), ("number", "day"), ("number", "year"),
    ("number", "year", "military"), ("number", "military"), ("ordinal",), ("ordinal", "day"), ("iso",), ("slashed",),
    ("clock",), ("decade",), ("short_year",), ("quarter_code",),
    ("fiscal_code",), ("years",),
)  # fmt: skip
"""The sets of categories that forms written with digits have; see `transforms.dates.lexemes`."""

JOINING = frozenset(
    [
        *("the", "a", "of", "and", "or", "to", "so", "in", "on", "at", "from", "since", "between", "per", "other"),
        *("this", "that", "last", "next", "following", "preceding", "same", "latest", "every", "times", "told"),
        *("approx", "approx_ago", "more", "long", "old", "few", "couple", "half", "scale", "edge", "edge_noun"),
        *("edger", "earlier", "later", "near", "ago", "hence", "ordinal"),
    ]
)
"""Categories of words that tell no time without another word or a digit beside them."""

_LETTERS = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"['’]s\b|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word: the category that the grammar knows it by, its value, and when it counts."""

    category: str
    value: str
    when: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """All words and phrases (tuples of pieces), and the sign that stands for each set of categories in the grammar."""

    words: Mapping[str, tuple[Sense, ...]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    signs: Mapping[frozenset[str], str]

    @cached_property
    def first(self) -> frozenset[str]:
        """Every word that is one or begins a phrase."""
        return frozenset(self.words) | frozenset(self.phrases)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words of letters that may tell a time: all but those that only join others, like "the" and "two"."""
        known = (w for w, senses in self.words.items() if any(sense.category not in JOINING for sense in senses))
        return frozenset(piece for word in known for piece in _LETTERS.findall(word))

    def sign_class(self, category: str) -> str:
        """A regex class of the signs of every set that holds the category; raises KeyError for an unknown one."""
        signs = "".join(sign for categories, sign in self.signs.items() if category in categories)
        if not signs:
            raise KeyError(category)
        return f"[{signs}]"


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once a process; raises ValueError where a data file breaks its own rules."""
    senses: dict[str, list[Sense]] = {}
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for word, sense in itertools.chain(_word_rows(), _holiday_rows()):
        pieces = tuple(_PIECE.findall(word))
        senses.setdefault(joined(pieces), []).append(sense)
        if len(pieces) > 1:
            phrases.setdefault(pieces[0], set()).add(pieces)
    return Lexicon(
        MappingProxyType({word: tuple(found) for word, found in senses.items()}),
        MappingProxyType({first: tuple(sorted(found, key=len, reverse=True)) for first, found in phrases.items()}),
        MappingProxyType(_signs(senses)),
    )


def joined(pieces: tuple[str, ...]) -> str:
    """The key of a phrase in `Lexicon.words`: its pieces with one space between, signs included."""
    return " ".join(pieces)


def _signs(senses: Mapping[str, list[Sense]]) -> dict[frozenset[str], str]:
    """A private character for every set of categories a lexeme may have, conditions met or not."""
    sets = {frozenset(numeric) for numeric in NUMERIC}
    for found in senses.values():
        categories = [sense.category for sense in found]
        for size in range(1, len(categories) + 1):
            sets.update(frozenset(some) for some in itertools.combinations(categories, size))
    return {some: chr(0xE000 + no) for no, some in enumerate(sorted(sets, key=sorted))}


def _word_rows() -> Iterator[tuple[str, Sense]]:
    text = (files(__package__) / "data" / "words.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    for row in csv.DictReader(lines):
        when = tuple(row["when"].split())
        if not row["word"] or row["word"] != row["word"].lower() or not row["category"] or set(when) - CONDITIONS:
            raise ValueError(f"words.csv: a row is not word, category, value, when: {row}")
        yield row["word"], Sense(row["category"], row["value"], when)


def _holiday_rows() -> Iterator[tuple[str, Sense]]:
    for key, holiday in _holidays().items():
        for name in holiday["names"]:
            yield name, Sense("holiday", key, ("capital",))


@cache
def _holidays() -> Mapping[str, Mapping[str, Any]]:
    holidays = tomllib.loads((files(__package__) / "data" / "holidays.toml").read_text("utf-8"))
    for key, holiday in holidays.items():
        if not holiday.get("names") or _holiday(holiday, 2020) is None:
            raise ValueError(f"holidays.toml: {key} has no names, or no day in 2020.")
    return holidays


def holiday_in(key: str, year: int) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a holiday in a year, by its key in holidays.toml; None where it has none that year."""
    holiday = _holidays()[key]
    first = _holiday(holiday, year)
    last = plus_days(first, holiday.get("days", 1) - 1) if first else None
    return (first, last) if first and last else None


def _holiday(holiday: Mapping[str, Any], year: int) -> dt.date | None:
    day: dt.date | None
    if "easter" in holiday:
        day = plus_days(easter(year), holiday["easter"])
    elif "orthodox" in holiday:
        day = plus_days(orthodox_easter(year), holiday["orthodox"])
    elif "tishri" in holiday:
        day = plus_days(rosh_hashanah(year), holiday["tishri"])
    elif "kislev" in holiday:
        day = hanukkah(year)
    elif "islamic" in holiday:
        day = islamic(year, *holiday["islamic"])
    elif "weekday" in holiday:
        day = nth_weekday(year, holiday["month"], holiday["weekday"], holiday["nth"])
    else:
        day = dt.date(year, holiday["month"], holiday["day"])
    return plus_days(day, holiday.get("shift", 0)) if day else None


@cache
def cues(name: str) -> frozenset[str]:
    """A list of cue words by its name in cues.toml."""
    lists = tomllib.loads((files(__package__) / "data" / "cues.toml").read_text("utf-8"))
    return frozenset(lists[name])
