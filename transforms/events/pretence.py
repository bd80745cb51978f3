"""What a sentence only tells of a game or a made-up story: fights in it are none."""

import re
from collections.abc import Iterator
from itertools import pairwise

from transforms.events.lexicon import listed
from transforms.events.phrases import PRESENT
from transforms.reading import Reading, Sentence, Token

SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}(?=[.,;)]|$)")
"""A result such as "3-1", told by itself."""

HYPHENATED = re.compile(r"\w+(?:-\w+)+")


NEAR = 2
"""How many sentences before its own show that a sentence is about a game."""


class Pretence:
    """Tells in one reading which types of events a sentence only seems to tell."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sport = False
        self._since = 0

    def idle(self, sentence: Sentence) -> frozenset[str]:
        """The types that tell no event in this sentence. Sentences must be asked for in text order."""
        words = self._reading.words(sentence)
        text = self._reading.text[sentence.start : sentence.end]
        said = _vocabulary(words, text)
        idle = self._in_sport(said, text, words[0].sentence if words else 0)
        if _about("film", said):
            idle |= listed("contexts.toml", "film", "types")
        if self._is_narrated(words):
            idle |= listed("contexts.toml", "stories", "types")
        return idle

    def _in_sport(self, said: set[str], text: str, number: int) -> frozenset[str]:
        if said & listed("contexts.toml", "sport", "real"):
            return frozenset()
        near = self._sport and number - self._since <= NEAR
        types = listed("contexts.toml", "sport", "types")
        if _about("sport", said):
            self._sport, self._since = True, number
            return types
        if near and said & listed("contexts.toml", "sport", "weak"):
            return types
        return frozenset({"ASSAULT", "RETREAT"}) if SCORE.search(text) else frozenset()

    def _is_narrated(self, words: tuple[Token, ...]) -> bool:
        """Whether a work tells the sentence: "the film opens with", "in the novel, ...", "the hero is ..."."""
        return any(self._begins_tale(word) for word in words)

    def _begins_tale(self, word: Token) -> bool:
        head = self._reading.head(word)
        if word.pos != "NOUN" or head is None:
            return False
        lemma = word.lemma.lower()
        if word.dep in ("nsubj", "nsubjpass"):
            if lemma in listed("contexts.toml", "stories", "works"):
                return head.lemma in listed("contexts.toml", "stories", "telling") and self._is_present(head)
            alone = all(c.dep in ("det", "poss") for c in self._reading.children(word))
            return lemma in listed("contexts.toml", "stories", "figures") and alone and self._is_present(head)
        works = listed("contexts.toml", "stories", "works")
        return word.dep == "pobj" and head.lower == "in" and lemma in works and self._opens(head)

    def _is_present(self, verb: Token) -> bool:
        helping = [c for c in self._reading.children(verb) if c.dep in ("aux", "auxpass")]
        return (helping[0] if helping else verb).tag in PRESENT

    def _opens(self, preposition: Token) -> bool:
        """Whether a phrase stands first in its sentence, before a clause in the present."""
        verb = self._reading.head(preposition)
        first = self._reading.words(self._reading.sentences[preposition.sentence])[0]
        return first.i == preposition.i and verb is not None and self._is_present(verb)


def _about(kind: str, said: set[str]) -> bool:
    strong, weak = (listed("contexts.toml", kind, key) & said for key in ("words", "weak"))
    return bool(strong) or len(weak) > 1


def _vocabulary(words: tuple[Token, ...], text: str) -> set[str]:
    """Lemmas and forms of a sentence, with those joined by hyphens and neighbours as if they were: "own-goal"."""
    lowered = [word.lower for word in words]
    pairs: Iterator[str] = (f"{a}-{b}" for a, b in pairwise(lowered))
    return {word.lemma.lower() for word in words} | {*lowered, *pairs, *HYPHENATED.findall(text.lower())}
