"""Each epoch reads the texts in other clothes: other names, other case, and made sentences between."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training import made, tags
from training.names import Names
from training.texts import Sentence, Text

CASES = ((0.04, str.lower), (0.05, str.upper), (0.05, str.title))
"""Shares of sentences that are read in lower case, in capitals, and in the capitals of headlines."""

RENAMED = 0.35
"""Share of the names that are another in an epoch."""

MADE = 1_500
"""Sentences made an epoch."""


class Varied:
    """The texts, drawn anew each epoch."""

    def __init__(self, texts: Sequence[Text], rng: random.Random) -> None:
        self._texts, self._rng, self._names = texts, rng, Names(rng, texts)

    def epoch(self) -> Iterator[Text]:
        """All texts once, and made ones."""
        for text in self._texts:
            renaming = _Renaming(self._names, self._rng)
            sentences = (renaming.sentence(sentence) for sentence in text.sentences)
            yield replace(text, sentences=tuple(map(self._cased, sentences)))
        for text in made.texts(self._names, self._rng, MADE):
            yield replace(text, sentences=tuple(map(self._cased, text.sentences)))

    def _cased(self, sentence: Sentence) -> Sentence:
        drawn = self._rng.random()
        for share, change in CASES:
            if drawn < share:
                return replace(sentence, tokens=tuple(map(change, sentence.tokens)))
            drawn -= share
        return sentence


class _Renaming:
    """Other names for those of one text: the same for the same, a surname with its person."""

    def __init__(self, names: Names, rng: random.Random) -> None:
        self._names, self._rng = names, rng
        self._new: dict[tuple[str, str], str] = {}

    def sentence(self, sentence: Sentence) -> Sentence:
        """The sentence with other names."""
        tokens: list[str] = []
        spaces: list[bool] = []
        allowed: list[tags.Allowed] = []
        end = 0
        for first, last, kind in [*sentence.names(), (len(sentence.tokens), len(sentence.tokens), "")]:
            tokens += sentence.tokens[end:first]
            spaces += sentence.spaces[end:first]
            allowed += sentence.allowed[end:first]
            old = sentence.text(first, last)
            new = self._renamed(old, kind).split() if kind in {"PER", "ORG", "LOC"} else []
            if " ".join(new) == old or not new:
                tokens += sentence.tokens[first:last]
                spaces += sentence.spaces[first:last]
                allowed += sentence.allowed[first:last]
            else:
                tokens += new
                spaces += [*[True] * (len(new) - 1), sentence.spaces[last - 1]]
                allowed += tags.of_span(kind, len(new))
            end = last
        return Sentence(tuple(tokens), tuple(spaces), tuple(allowed))

    def _renamed(self, old: str, kind: str) -> str:
        if (old, kind) not in self._new:
            if self._rng.random() >= RENAMED:
                self._new[old, kind] = old
            elif kind == "PER":
                name, surname = self._names.person()
                *given, family = old.split()
                self._new[old, kind] = name if given else surname
                self._new.setdefault((family, kind), surname)
            else:
                self._new[old, kind] = self._names.organisation() if kind == "ORG" else self._names.place()
        new = self._new[old, kind]
        if old.islower():
            return new.lower()
        return new.upper() if old.isupper() and len(old) > 5 else new
