"""Whose words or deeds an answer takes up: of "the firm denies it, a claim residents reject" the firm's."""

from collections.abc import Iterator

from transforms.events.frames import Grammar
from transforms.events.lexicon import listed
from transforms.events.phrases import FINITE
from transforms.reading import Reading, Token

STEM = 4
"""Letters that a verb and its noun share: "accuse" and "accusation"."""

ANSWERS = frozenset({"REJECT", "ACCUSE", "REQUEST", "SUPPORT"})
"""Types of events that take up what someone said or did."""


class Answered:
    """Finds them in one reading."""

    def __init__(self, reading: Reading, grammar: Grammar) -> None:
        self._reading = reading
        self._grammar = grammar

    def doers(self, answer: Token) -> Iterator[tuple[Token, ...]]:
        """The subjects of the clauses that an answer may take up, the nearest first."""
        noun = self._reading.head(answer)
        if answer.dep == "conj" and noun is not None and self._goes_back(answer, noun):
            yield self._grammar.doer(noun)
        for clause in self._reading.children(answer):
            apart = clause.dep == "ccomp" and clause.i < answer.i and clause.tag in FINITE
            if apart and any(t.text == ";" for t in self._reading.tokens[clause.i : answer.i]):
                yield from [self._grammar.doer(clause)] if self._goes_back(answer, clause) else []
        if answer.dep not in ("acl", "relcl") or noun is None or not self._takes_up(noun, answer):
            return
        for above in self._reading.ancestors(noun):
            if above.i < noun.i and self._is_finite(above) and (doers := self._grammar.doer(above)):
                yield doers

    def _goes_back(self, answer: Token, first: Token) -> bool:
        """Whether a clause answers the one beside it: "offered help, but Lee rejected the offer", "denied this"."""
        theme = self._grammar.child(answer, "dobj")
        own = self._grammar.child(answer, "nsubj") is not None
        if theme is None or not own:
            return False
        saying = first.lemma in listed("status.toml", "saying", "verbs")
        if theme.lower in ("this", "that", "it"):
            return saying and answer.lemma in listed("prepositions.toml", "answered", "denying")
        definite = any(c.lower in ("the", "that", "this", "both") for c in self._reading.children(theme))
        known = theme.lemma.lower() in listed("prepositions.toml", "answered", "nouns")
        return definite and known and first.lemma[:STEM] == theme.lemma.lower()[:STEM]

    def _is_finite(self, verb: Token) -> bool:
        """Whether a verb heads a clause of its own: not that of "asked them to act"."""
        helped = self._grammar.child(verb, "aux") is not None and self._grammar.infinitive(verb) is None
        return verb.pos == "VERB" and (verb.tag in FINITE or helped)

    def _takes_up(self, noun: Token, answer: Token) -> bool:
        """Whether a clause is on the whole that stands before it, as "a claim they deny" or "which they deny"."""
        theme = next((t for t in self._grammar.verb(answer).get("obj") if t.i == noun.i), None)
        if theme is None:
            return False
        start = min((c.i for c in self._reading.children(noun) if c.i < noun.i), default=noun.i)
        if noun.lemma.lower() in listed("prepositions.toml", "answered", "nouns"):
            first = self._reading.tokens[start]
            return self._is_apart(start) and (first.lower in ("a", "an") or noun.lower in ("something", "which"))
        which = next((c for c in self._reading.children(answer) if c.lower == "which"), None)
        denied = answer.lemma in listed("prepositions.toml", "answered", "denying")
        return which is not None and denied and self._is_apart(which.i)

    def _is_apart(self, start: int) -> bool:
        """Whether a comma or a dash stands before a word."""
        return start > 0 and self._reading.tokens[start - 1].text in (",", "-", "–", "—", "--")
