"""Which sense a word has in its frame, by the conditions of the lexicon."""

from collections.abc import Callable, Mapping

from transforms.events.frames import Frame, Grammar
from transforms.events.lexicon import QUADS, Condition, Sense, nouns, verbs
from transforms.events.mentions import Mentions
from transforms.reading import Reading, Token

FUTURE = frozenset({"will", "would", "wo", "'ll", "’ll"})


class Senses:
    """Looks up senses in one reading."""

    def __init__(self, reading: Reading, grammar: Grammar, mentions: Mentions) -> None:
        self._reading = reading
        self._grammar = grammar
        self._known: Mapping[str, Callable[[Token], bool]] = {
            "@person": lambda token: token.tag == "NNPS" or mentions.is_person(token),
            "@official": mentions.is_official,
            "@actor": lambda token: mentions.at(token) is not None,
            "@conflict": lambda token: self._quad(token, "conflict"),
            "@cooperation": lambda token: self._quad(token, "cooperation"),
            "@future": lambda token: any(c.dep == "aux" and c.lower in FUTURE for c in reading.children(token)),
        }

    def verb(self, frame: Frame) -> Sense | None:
        """The sense of a verb in this frame; None where it is in no line or tells no event."""
        return self._first(verbs().get(frame.token.lemma.lower(), ()), frame)

    def noun(self, frame: Frame) -> Sense | None:
        """The sense of a noun in this frame."""
        return self._first(nouns().get(frame.token.lemma.lower(), ()), frame)

    def _first(self, senses: tuple[Sense, ...], frame: Frame) -> Sense | None:
        for sense in senses:
            if all(self._holds(condition, frame) for condition in sense.conditions):
                return sense if sense.type else None
        return None

    def _holds(self, condition: Condition, frame: Frame) -> bool:
        fillers = frame.get(condition.slot)
        return any(self._fits(condition, filler) for filler in fillers) != condition.negated

    def _fits(self, condition: Condition, filler: Token) -> bool:
        if "*" in condition.words or filler.lemma.lower() in condition.words or filler.lower in condition.words:
            return True
        if any(self._known[name](filler) for name in condition.classes):
            return True
        return filler.pos in ("NOUN", "PROPN") and any(
            child.lower in condition.words or child.lemma.lower() in condition.words
            for child in self._reading.children(filler)
            if child.dep in ("compound", "amod", "nmod")
        )

    def _quad(self, token: Token, half: str) -> bool:
        """Whether a verb tells an event of this half of PLOVER's quadrants: conflict or cooperation."""
        sense = self.verb(self._grammar.verb(token)) if token.pos == "VERB" else None
        return bool(sense and sense.type and half in QUADS.get(sense.type, ""))
