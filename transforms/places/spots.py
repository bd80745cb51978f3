"""Spots: the spans of an article that may name a place, from the parser's names and from the gazetteer together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from schemas.ontology import LocationKind
from transforms.places.demonyms import origins
from transforms.places.lookup import Gazetteer, key_of
from transforms.places.words import WORDS
from transforms.reading import Name, Reading, Sentence, Token

LONGEST = 6
"""Tokens of the longest name looked up."""

NOT_ALONE = WORDS.directions | {"the"}
"""Words that begin a name but are none: "East Timor" is one, "eastern Libya" is Libya, "The Hague" but not "The"."""

_ROAD_NUMBER = re.compile(r"[A-Z]{1,2}-?\d{1,3}")
"""The number of a road, before the word for one: "M4 highway"; alone it might as well be a rifle."""

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
"""What a street has for its name, or in it: "South 13th Terrace"."""

_FEDERAL = re.compile(r"\d{1,3}[A-Z]?")
"""The number of a highway of the United States: "U.S. 27A"."""

_PARTIES = frozenset({"D", "R", "I"})
_ARTICLES = frozenset({"Al", "El", "Ar", "As", "Ad", "An", "At", "Az"})
_OWNING = frozenset({"'s", "’s"})

Form = Literal["name", "demonym", "pattern"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `first` to `last` (half open) that may name a place, and how they were found.

    `form` is `name` (the gazetteer or the parser knows it), `demonym`, or `pattern` (a road or site by its words, with
    its `kind`). `label` is the parser's for exactly these tokens, `within` its label of a longer name around them.
    """

    first: int
    last: int
    key: str
    form: Form
    label: str = ""
    within: str = ""
    kind: LocationKind | None = None


def spots(reading: Reading, gazetteer: Gazetteer) -> list[Spot]:
    """All spots of an article in text order, no two of them sharing a token."""
    finder = _Finder(reading, gazetteer)
    return [spot for sentence in reading.sentences for spot in finder.of_sentence(sentence)]


class _Finder:
    """Finds the spots of one article."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        self._reading = reading
        self._gazetteer = gazetteer
        self._name_at = {i: name for name in reading.names for i in range(name.first, name.last)}

    def of_sentence(self, sentence: Sentence) -> Iterator[Spot]:
        i = sentence.first
        while i < sentence.last:
            spot = self._longest(i, sentence)
            if spot:
                yield spot
                i = spot.last
            else:
                i += 1

    def _longest(self, i: int, sentence: Sentence) -> Spot | None:
        token = self._reading.tokens[i]
        if _ORDINAL.fullmatch(token.text):
            return self._pattern(i, sentence)
        if not _is_name_word(token) or self._is_party(i, sentence):
            return None
        known = self._known(i, sentence)
        demonym = self._demonym(i, sentence)
        if demonym and (known is None or known.last <= demonym.last):
            return demonym
        if (known is None or known.last == i + 1) and (token.lower in NOT_ALONE or self._says_part(i, sentence)):
            return None
        return self._pattern(i, sentence) or self._named(i, known) or known

    def _is_party(self, i: int, sentence: Sentence) -> bool:
        """Whether this is a party before the state of its member: "D" in "D-N.J."."""
        tokens = self._reading.tokens
        return tokens[i].text in _PARTIES and i + 1 < sentence.last and tokens[i + 1].text in {"-", "–"}

    def _says_part(self, i: int, sentence: Sentence) -> bool:
        """Whether only what is a place begins here ("City of Oxford"), not its name, or an article ("Al-Quneitra")."""
        tokens = self._reading.tokens
        if i + 2 >= sentence.last:
            return False
        article = tokens[i].text in _ARTICLES and tokens[i + 1].text == "-"
        return article or (tokens[i].lower in WORDS.parts and tokens[i + 1].lower == "of")

    def _key(self, first: int, last: int) -> str:
        tokens = self._reading.tokens
        return key_of(self._reading.text[tokens[first].start : tokens[last - 1].end])

    def _spot(self, first: int, last: int, form: Form, kind: LocationKind | None = None) -> Spot:
        name = self._name_at.get(first)
        exact = name is not None and name.first == first and name.last == last
        around = name is not None and not exact and not (form == "pattern" and first <= name.first < name.last <= last)
        return Spot(
            first, last, self._key(first, last), form,
            label=name.label if name and exact else "", within=name.label if name and around else "", kind=kind,
        )  # fmt: skip

    def _demonym(self, i: int, sentence: Sentence) -> Spot | None:
        tokens, text = self._reading.tokens, self._reading.text
        for last in range(min(i + 2, sentence.last), i, -1):
            if text[tokens[i].start : tokens[last - 1].end] in origins():
                return self._spot(i, last, "demonym")
        return None

    def _known(self, i: int, sentence: Sentence) -> Spot | None:
        """The longest name from here that the gazetteer has."""
        tokens, best, key = self._reading.tokens, None, ""
        for last in range(i + 1, min(i + LONGEST, sentence.last) + 1):
            token = tokens[last - 1]
            if not (_is_name_word(token) or token.lower in WORDS.joining):
                break
            key = self._key(i, last)
            if _is_name_word(token) and self._gazetteer.named(key):
                best = last
            if key and not self._gazetteer.goes_on(key) and token.text not in {"-", "'", "’"}:
                break
        return self._spot(i, best, "name") if best else None

    def _named(self, i: int, known: Spot | None) -> Spot | None:
        """What the parser calls a place and the gazetteer lacks, or of which it has only the first words."""
        name = self._name_at.get(i)
        if name is None or name.label != "LOC" or name.first != i or (known and known.last >= name.last):
            return None
        rest = self._reading.tokens[(known.last if known else i) : name.last]
        if known and not all(_is_name_word(token) and not self._gazetteer.named(key_of(token.text)) for token in rest):
            return None
        return self._spot(i, name.last, "name", _kind_of_words(self._reading, name))

    def _pattern(self, i: int, sentence: Sentence) -> Spot | None:
        """A road by its number, or a road, site or water by its last word."""
        tokens = self._reading.tokens
        if i + 1 < sentence.last and (_numbered(tokens[i], tokens[i + 1]) or self._is_federal(i)):
            return self._spot(i, i + 2, "pattern", "road")
        last = i + 1
        while last < min(i + LONGEST, sentence.last) and _goes_on(tokens[last]):
            last += 1
        word = tokens[last - 1].lower.rstrip(".")
        kind = WORDS.ends.get(word) or ("site" if word in WORDS.venues and self._is_at(i, sentence) else None)
        streets = kind == "road" or not any(_ORDINAL.fullmatch(token.text) for token in tokens[i:last])
        if last - i == 1 or kind is None or not streets or self._gazetteer.named(self._key(i, last)):
            return None
        return self._spot(i, last, "pattern", kind)

    def _is_federal(self, i: int) -> bool:
        """Whether a highway of the United States stands here: "on U.S. 36", "at 11690 U.S. 36"."""
        word, number = self._reading.tokens[i : i + 2]
        before = self._reading.tokens[i - 1] if i else None
        led = before is not None and (before.lower in WORDS.at or before.lower == "and" or before.text.isdigit())
        return led and word.lower in ("u.s.", "us") and _FEDERAL.fullmatch(number.text) is not None

    def _is_at(self, i: int, sentence: Sentence) -> bool:
        """Whether a name stands where a place does: "at Lindale Middle School", "outside the Grand Hotel"."""
        before = [t.lower for t in self._reading.tokens[max(sentence.first, i - 2) : i] if t.lower != "the"]
        return bool(before) and before[-1] in WORDS.inside


def _goes_on(token: Token) -> bool:
    return _is_name_word(token) or token.text in _OWNING or _ORDINAL.fullmatch(token.text) is not None


def _numbered(word: Token, other: Token) -> LocationKind | None:
    """The kind of what has a number for its name: "Interstate 95", "M4 highway"."""
    if _ROAD_NUMBER.fullmatch(word.text):
        return "road" if WORDS.ends.get(other.lower) == "road" else None
    return WORDS.numbered.get(word.lower) if other.text[:1].isdigit() else None


def _is_name_word(token: Token) -> bool:
    return token.text[0].isupper() and "$" not in token.text


def _kind_of_words(reading: Reading, name: Name) -> LocationKind | None:
    words = [token.lower for token in reading.tokens[name.first : name.last]]
    return WORDS.ends.get(words[-1]) or WORDS.begins.get(words[0])
