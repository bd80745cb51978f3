"""The words of figures, read from the data files beside this module and checked on loading."""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar, get_args

from schemas.ontology import Change, Comparison, FigureKind
from transforms.figures.lexemes import Lexeme, lexemes

DATA = files("transforms.figures") / "data"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: value_base = (value + offset) * factor in `base`, where it has one."""

    name: str
    per: str | None
    dimension: str
    base: str | None
    factor: float
    offset: float


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency in use, by its ISO 4217 code, and the names (lower case) of the countries that pay in it."""

    code: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One reading of a sign of money that several countries write; `evidence` is "text" or "site"."""

    code: str
    country: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What may be said of a subject, and the lemmas that say it; any kind and dimension where those are empty."""

    name: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    kinds: frozenset[str]
    dimensions: frozenset[str]
    shared: frozenset[str]
    near: frozenset[str]


class Phrases(Generic[T]):
    """Phrases of one or more lexemes and what they mean; the longest that matches wins."""

    def __init__(self, entries: Iterable[tuple[str, T]], *, cased: bool = False, backwards: bool = False) -> None:
        self._cased, self._step = cased, -1 if backwards else 1
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in entries:
            words = tuple(x.text if cased else x.lower for x in lexemes(phrase, 0, len(phrase)))[:: self._step]
            self._by_first.setdefault(words[0], []).append((words, meaning))
        for listed in self._by_first.values():
            listed.sort(key=lambda entry: -len(entry[0]))

    def at(self, line: Sequence[Lexeme], i: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that starts at i (ends there, if backwards), and its length."""
        if not 0 <= i < len(line):
            return None
        for words, meaning in self._by_first.get(self._form(line[i]), ()):
            if self._matches(line, i, words):
                return meaning, len(words)
        return None

    def _form(self, lexeme: Lexeme) -> str:
        return lexeme.text if self._cased else lexeme.lower

    def _matches(self, line: Sequence[Lexeme], i: int, words: tuple[str, ...]) -> bool:
        if self._step > 0:
            return i + len(words) <= len(line) and all(
                self._form(x) == word and (x.kind != "number" or x.glued or not n)
                for n, (x, word) in enumerate(zip(line[i : i + len(words)], words, strict=True))
            )
        return i + 1 >= len(words) and all(self._form(line[i - n]) == word for n, word in enumerate(words))


def _read_toml(name: str) -> Mapping[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _read_csv(name: str) -> Iterator[dict[str, str]]:
    text = (DATA / name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _checked(name: str, found: Iterable[str], allowed: Iterable[str]) -> None:
    """Raise ValueError if a data file uses a value that the tables do not know."""
    unknown = set(found) - set(allowed)
    if unknown:
        raise ValueError(f"{name}: not allowed here: {', '.join(sorted(unknown))}.")


def _split(cell: str) -> list[str]:
    return [form for form in cell.split("|") if form]


def _units() -> Iterator[tuple[str, Unit]]:
    """Every spelling with its unit; raises ValueError where two units claim the same spelling."""
    owners: dict[str, str] = {}
    for row in _read_csv("units.csv"):
        name, _, per = row["name"].partition(" per ")
        factor = float(row["factor"]) if row["factor"] else 1.0
        unit = Unit(name, per or None, row["dimension"], row["base"] or None, factor, float(row["offset"] or 0))
        for form in _split(row["forms"]):
            if owners.setdefault(form, row["name"]) != row["name"] and (form, row["name"]) not in SHARED_FORMS:
                raise ValueError(f"units.csv: {form!r} is both {owners[form]} and {row['name']}.")
            yield form, unit


SHARED_FORMS = frozenset({("kt", "knot")})
"""Spellings that a second unit may list: the first row wins."""


def _any_case(forms: Sequence[tuple[str, Unit]]) -> Iterator[tuple[str, Unit]]:
    """Spellings of three letters and more in lower case, where only one unit has them."""
    owners: dict[str, set[str]] = {}
    for form, unit in forms:
        owners.setdefault(form.lower(), set()).add(f"{unit.name} per {unit.per}")
    for form, unit in forms:
        longish = len(form) > 2 or not form.isalpha() or form.lower() in TWO_LETTERS
        if longish and len(owners[form.lower()]) == 1:
            yield form.lower(), unit


TWO_LETTERS = frozenset({"km", "kg", "ml", "mm", "cm", "ft", "oz", "lb", "hp", "kw", "gw", "gb", "tb", "hz"})
"""Short spellings that are common in any case."""


@dataclass(frozen=True, slots=True)
class Money:
    """All spellings of currencies."""

    names: Phrases[str]
    codes: frozenset[str]
    symbols: Phrases[str]
    minor: Mapping[str, tuple[str, tuple[str, ...]]]
    rivals: Mapping[str, tuple[str, ...]]
    currencies: Mapping[str, Currency]


def _money() -> Money:
    names: dict[str, str] = {}
    symbols: dict[str, str] = {}
    rivals: dict[str, list[str]] = {}
    currencies: dict[str, Currency] = {}
    for row in _read_csv("currencies.csv"):
        code = row["code"]
        currencies[code] = Currency(code, tuple(country.lower() for country in _split(row["countries"])))
        for name in _split(row["names"]):
            names.setdefault(name, code)
            rivals.setdefault(name.split()[-1], []).append(code)
        for name in _split(row["bare"]):
            names[name] = code
        for symbol in _split(row["symbols"]):
            if symbols.setdefault(symbol, code) != code:
                raise ValueError(f"currencies.csv: {symbol!r} is both {symbols[symbol]} and {code}.")
    minor = {row["form"]: (row["name"], tuple(_split(row["of"]))) for row in _read_csv("minor.csv")}
    return Money(
        Phrases(names.items()), frozenset(currencies), Phrases(symbols.items(), cased=True), minor,
        {word: tuple(codes) for word, codes in rivals.items() if len(codes) > 1}, currencies,
    )  # fmt: skip


def _signs() -> dict[str, dict[str, Sign]]:
    """For each shared sign of money its readings by country."""
    found: dict[str, dict[str, Sign]] = {}
    for row in _read_csv("signs.csv"):
        _checked("signs.csv", [row["evidence"]], ("text", "site"))
        found.setdefault(row["sign"], {})[row["country"]] = Sign(row["code"], row["country"], row["evidence"])
    return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All vocabularies of figures."""

    ones: Mapping[str, float]
    tens: Mapping[str, float]
    scales: Mapping[str, float]
    letters: Mapping[str, float]
    parts: Mapping[str, float]
    signs: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]
    several: Mapping[str, tuple[float, float]]
    multiples: Mapping[str, float]
    ordinals: frozenset[str]
    units: Phrases[Unit]
    units_any_case: Phrases[Unit]
    money: Money
    signs_of_money: Mapping[str, Mapping[str, Sign]]
    before: Phrases[Comparison]
    after: Phrases[Comparison]
    between: Phrases[bool]
    spans_over: frozenset[str]
    phrasal_over: frozenset[str]
    numbered: Phrases[bool]
    capitalised: frozenset[str]
    identifiers: frozenset[str]
    times: Mapping[str, frozenset[str]]
    dated: frozenset[str]
    scores: frozenset[str]
    per: frozenset[str]
    old: frozenset[str]
    aged: frozenset[str]
    countable: frozenset[str]
    speech: frozenset[str]
    levels: frozenset[str]
    sets: Mapping[str, frozenset[str]]
    age_units: frozenset[str]
    verbs: Mapping[str, Change]
    nouns: Mapping[str, Change]
    particles: Mapping[str, Change]
    trailing: Mapping[str, Change]
    directions: Mapping[str, Change]
    transitive: frozenset[str]
    measures: tuple[Measure, ...]


@cache
def lexicon() -> Lexicon:
    """The vocabularies, loaded once a process; raises ValueError where a data file contradicts itself."""
    numbers, cues, change = _read_toml("numbers.toml"), _read_toml("cues.toml"), _read_toml("change.toml")
    forms = list(_units())
    _checked("cues.toml", {*cues["before"], *cues["after"]}, get_args(Comparison))
    directions = {way: change[way] for way in get_args(Change)}
    return Lexicon(
        ones=numbers["ones"], tens=numbers["tens"], scales=numbers["scales"], letters=numbers["letters"],
        parts=numbers["parts"] | {word + "s": n for word, n in numbers["parts"].items() if n > 2},
        signs=numbers["signs"],
        vague=_bounds(numbers["vague"]), several=_bounds(numbers["several"]), multiples=change["multiples"],
        ordinals=frozenset(numbers["ordinals"]["words"]),
        units=Phrases(forms, cased=True), units_any_case=Phrases(_any_case(forms)), money=_money(),
        signs_of_money=_signs(),
        before=Phrases(_meanings(cues["before"]), backwards=True), after=Phrases(_meanings(cues["after"])),
        between=Phrases(((word, True) for word in cues["between"]["words"]), backwards=True),
        spans_over=frozenset(cues["spans"]["over"]), phrasal_over=frozenset(cues["spans"]["phrasal"]),
        numbered=Phrases(((noun, True) for noun in cues["numbered"]["nouns"]), backwards=True),
        capitalised=frozenset(cues["numbered"]["capitalised"]), identifiers=frozenset(cues["identifiers"]["cues"]),
        times={kind: frozenset(words) for kind, words in cues["times"].items()}, dated=_dated(cues),
        scores=frozenset(cues["scores"]["cues"]), per=frozenset(cues["per"]["nouns"]),
        old=frozenset(cues["ages"]["old"]), aged=frozenset(cues["ages"]["words"]),
        countable=frozenset(cues["none"]["nouns"]), speech=frozenset(cues["speech"]["verbs"]),
        levels=frozenset(cues["levels"]["words"]),
        sets={name: frozenset(words) for name, words in cues["sets"].items()},
        age_units=frozenset(cues["ages"]["units"]),
        verbs=_ways(directions, "verbs"), nouns=_ways(directions, "nouns"), particles=_ways(directions, "particles"),
        trailing=_ways(directions, "after"),
        directions={word: way for way, words in change["direction"].items() for word in words},
        transitive=frozenset(change["transitive"]["verbs"]), measures=tuple(_measures()),
    )  # fmt: skip


def _dated(cues: Mapping[str, Any]) -> frozenset[str]:
    """Words that name a time: weekdays, months, days, periods."""
    times = cues["times"]
    return frozenset(
        (*times["weekdays"], *times["months"], *times["days"], *cues["ages"]["units"], *cues["sets"]["monthlike"])
    )


def _bounds(table: Mapping[str, list[float]]) -> dict[str, tuple[float, float]]:
    return {word: (float(low), float(high)) for word, (low, high) in table.items()}


def _meanings(table: Mapping[str, list[str]]) -> Iterator[tuple[str, Any]]:
    return ((phrase, meaning) for meaning, phrases in table.items() for phrase in phrases)


def _ways(directions: Mapping[Change, Mapping[str, list[str]]], column: str) -> dict[str, Change]:
    return {word: way for way, words in directions.items() for word in words[column]}


COLUMNS = ("verbs", "nouns", "adjectives", "kinds", "dimensions", "shared", "near")


def _measures() -> Iterator[Measure]:
    for name, row in _read_toml("measures.toml").items():
        _checked(f"measures.toml [{name}]", row, COLUMNS)
        _checked(f"measures.toml [{name}]", row["kinds"], get_args(FigureKind))
        words = {column: frozenset(row.get(column, ())) for column in COLUMNS}
        yield Measure(name, **words)
