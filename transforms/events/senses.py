"""Which sense a word has in its frame, by the conditions of the lexicon."""

from collections.abc import Callable, Mapping

from schemas.actors import Actor
from transforms.events.frames import Frame, Grammar
from transforms.events.lexicon import QUADS, Condition, Sense, nouns, verbs
from transforms.events.mentions import POWERS, Mentions
from transforms.reading import Reading, Token

FUTURE = frozenset({"will", "would", "wo", "'ll", "’ll"})

WORDY = frozenset({"GOV", "OPP", "PTY", "LEG", "MED", "ELI", "JUD"})
"""Sectors whose people fight with words, where nothing else is told."""

REFUSING = frozenset({"refuse", "decline"})
"""Verbs that say that what stands below them is not done."""

SCENES = {"scene": 0, "setting": 2}
"""How many sentences before its own count for what a slot tells of the surroundings."""


class Senses:
    """Looks up senses in one reading."""

    def __init__(self, reading: Reading, grammar: Grammar, mentions: Mentions) -> None:
        self._reading = reading
        self._grammar = grammar
        self._mentions = mentions
        self._scenes: dict[int, frozenset[str]] = {}
        self._known: Mapping[str, Callable[[Token], bool]] = {
            "@person": lambda token: token.tag == "NNPS" or mentions.is_person(token),
            "@official": mentions.is_official,
            "@actor": lambda token: mentions.at(token) is not None,
            "@politician": self._is_politician,
            "@state": lambda token: self._kind(token) == "state",
            "@power": lambda token: self._kind(token) in POWERS,
            "@firm": lambda token: self._kind(token) == "company",
            "@lone": self._is_lone,
            "@conflict": lambda token: self._quad(token, "conflict"),
            "@hostile": lambda token: self._quad(token, "material_conflict"),
            "@cooperation": lambda token: self._quad(token, "cooperation"),
            "@future": lambda token: any(c.dep == "aux" and c.lower in FUTURE for c in reading.children(token)),
            "@passive": grammar.is_passive,
            "@infinitive": lambda token: grammar.infinitive(token) is not None,
            "@trailing": self._is_trailing,
            "@standing": self._is_standing,
            "@own": self._is_own,
            "@negated": self._is_negated,
            "@sum": lambda token: any(t.tag == "$" for t in (token, *reading.children(token))),
            "@bare": lambda token: token.tag == "NN" and not grammar.child(token, "det", "poss", "amod", "compound"),
            "@definite": lambda token: any(c.dep in ("det", "poss") and c.lower not in ("a", "an", "any", "no")
                                           for c in reading.children(token)),
        }  # fmt: skip

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
        if condition.slot in SCENES:
            return self._surrounded(condition, frame.token) != condition.negated
        fillers = self._fillers(condition.slot, frame)
        return any(self._fits(condition, filler) for filler in fillers) != condition.negated

    def _fillers(self, slot: str, frame: Frame) -> tuple[Token, ...]:
        """What a slot of a condition holds; those that are no slot of the frame are read off the tree."""
        if slot == "self":
            return (frame.token,)
        if slot == "above":
            return self._above(frame.token)
        if slot == "shared":
            return self._shared(frame.token)
        if slot == "inf":
            # "did not tell the police because she did not believe it": a clause of its own is no infinitive
            return tuple(t for t in frame.get(slot) if not self._grammar.child(t, "mark"))
        return frame.get(slot)

    def _above(self, word: Token) -> tuple[Token, ...]:
        """The word that a noun hangs on, and behind a preposition also the word before that."""
        head = self._grammar.over(word)
        beyond = self._reading.head(head) if head is not None and head.pos == "ADP" else None
        return tuple(token for token in (head, beyond) if token is not None)

    def _shared(self, verb: Token) -> tuple[Token, ...]:
        """The object of the verb joined right behind one that has none: goals of "meet or beat its goals"."""
        joined = self._grammar.child(verb, "conj")
        if joined is None or self._grammar.child(verb, "dobj"):
            return ()
        return tuple(c for c in self._reading.children(joined) if c.dep == "dobj")

    def _surrounded(self, condition: Condition, token: Token) -> bool:
        """Whether the sentence, or those before it too, has one of the words of a condition besides the trigger."""
        first = max(token.sentence - SCENES[condition.slot], 0)
        return any(
            not condition.words.isdisjoint(self._scene(n) - ({token.lemma.lower()} if n == token.sentence else set()))
            for n in range(first, token.sentence + 1)
        )

    def _scene(self, number: int) -> frozenset[str]:
        if number not in self._scenes:
            words = self._reading.words(self._reading.sentences[number])
            self._scenes[number] = frozenset(w.lemma.lower() for w in words)
        return self._scenes[number]

    def _fits(self, condition: Condition, filler: Token) -> bool:
        if "*" in condition.words or filler.lemma.lower() in condition.words or filler.lower in condition.words:
            return True
        if any(self._known[name](filler) for name in condition.classes):
            return True
        return filler.pos in ("NOUN", "PROPN") and any(
            child.lower in condition.words or (child.pos != "VERB" and child.lemma.lower() in condition.words)
            for child in self._reading.children(filler)
            if child.dep in ("compound", "amod", "nmod") and not self._is_first_name(child, filler)
        )

    def _is_first_name(self, child: Token, filler: Token) -> bool:
        """Whether a word is part of a person's name, as Grant in "Grant Graham"."""
        return child.pos == "PROPN" and filler.pos == "PROPN" and self._kind(filler) == "person"

    def _kind(self, token: Token) -> str | None:
        actor = self._mentions.actor(token)
        return actor.kind if actor else None

    def _is_politician(self, token: Token) -> bool:
        """Whether a word names one with an office, a party or a newspaper, or a group of such."""
        actor = self._mentions.actor(token)
        return actor is not None and actor.kind != "state" and actor.sector in WORDY

    def _is_lone(self, token: Token) -> bool:
        """Whether a word names one person only."""
        alone = token.tag in ("NN", "NNP") or token.lower in ("he", "she", "i")
        return alone and self._mentions.is_person(token) and not self._grammar.child(token, "conj")

    def _is_trailing(self, verb: Token) -> bool:
        """Whether a participle tells what the clause before it leads to: "prices fell, allowing banks to lend"."""
        head = self._reading.head(verb)
        return verb.tag == "VBG" and verb.dep == "advcl" and head is not None and head.i < verb.i

    def _is_standing(self, verb: Token) -> bool:
        """Whether a passive in the simple present tells a rule: "visitors are allowed to stay"."""
        helping = self._grammar.helping(verb)
        return self._grammar.is_passive(verb) and bool(helping) and helping <= {"is", "are", "'s", "’s", "'re", "’re"}

    def _is_negated(self, verb: Token) -> bool:
        """Whether it is told that this is not, or hardly, done: "did not", "few would", "refused to"."""
        children = self._reading.children(verb)
        if any(c.dep == "neg" or c.lower in ("neither", "never") for c in children):
            return True
        doers = [c for c in children if c.dep in ("nsubj", "nsubjpass")]
        if any(w.lower in ("few", "nobody", "no") for doer in doers for w in (doer, *self._reading.children(doer))):
            return True
        above = self._reading.head(verb)
        if above is None or above.pos != "VERB":
            return False
        joined = verb.dep == "conj" and not self._grammar.own_auxiliary(verb) and self._is_negated(above)
        return joined or (verb.dep == "xcomp" and above.lemma in REFUSING)

    def _is_own(self, verb: Token) -> bool:
        """Whether a clause about the future tells what its speaker will do: "warned that it would close the border"."""
        above = self._reading.head(verb)
        doer = self._grammar.child(verb, "nsubj")
        if doer is None or above is None or not any(c.lower in FUTURE for c in self._reading.children(verb)):
            return False
        if doer.lower in ("i", "we", "they", "he", "she"):
            return True
        if doer.lower == "it":
            return verb.lemma != "be"
        own = self._mentions.actor(doer)
        speakers = (self._mentions.actor(s) for s in self._grammar.doer(above))
        return own is not None and any(s is not None and _same_side(own, s) for s in speakers)

    def _quad(self, token: Token, half: str) -> bool:
        """Whether a verb tells an event of this part of PLOVER's quadrants; a request is none of conflict."""
        sense = self.verb(self._grammar.verb(token)) if token.pos == "VERB" else None
        return bool(sense and sense.type and sense.type != "REQUEST" and half in QUADS.get(sense.type, ""))


def _same_side(doer: Actor, speaker: Actor) -> bool:
    """Whether one who will act is the one who says so, or a power of the same country."""
    same_country = doer.country_iso3 is not None and doer.country_iso3 == speaker.country_iso3
    return doer.actor_id == speaker.actor_id or (doer.kind in POWERS and same_country)
