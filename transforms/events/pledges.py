"""What someone does by saying that they will, must or will not do something: agree, threaten, refuse, demand.

PLOVER codes a declared future act by what the declaration is; the act itself has a row of its own, planned or
requested.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.ontology import EventType
from transforms.events.attribution import SAYING
from transforms.events.frames import Frame, Grammar
from transforms.events.lexicon import QUADS, Sense, classes, cues, listed
from transforms.events.mentions import Mentions
from transforms.events.senses import FUTURE
from transforms.reading import Token

DUTY = frozenset({"must", "should", "ought"})
UNWILLED = listed("contexts.toml", "pledges", "unwilled")
"""Verbs that tell nothing done by one's own will, so that "will not" refuses nothing."""
SUFFERED = listed("contexts.toml", "pledges", "suffered")
"""Those that nobody can be asked to do: "voters should not lose their vote"."""
GUESSES = listed("contexts.toml", "pledges", "guesses")
"""Adverbs with which one predicts, and pledges nothing."""
ASSURING = SAYING | listed("contexts.toml", "pledges", "assuring")
"""Verbs whose clause is somebody's own word."""
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})


@dataclass(frozen=True, slots=True)
class Pledge:
    """A declaration: the word that makes it, what it is, and the slots of who makes it to whom."""

    word: Token
    type: EventType
    frame: Frame
    actor: tuple[str, ...]
    recipient: tuple[str, ...]


RECIPIENTS = ("obj", "to", "with", "iobj", "from", "on", "for", "against", "in", "inf", "that")


class Pledges:
    """Finds declarations in one reading."""

    def __init__(self, grammar: Grammar, mentions: Mentions) -> None:
        self._grammar = grammar
        self._reading = grammar.reading
        self._mentions = mentions

    def of(self, verb: Token, frame: Frame, sense: Sense) -> Iterator[Pledge]:
        """The declaration that puts this event in the future, by someone the article names: "will", "ready to"."""
        word, kind = self._future(verb) or self._willing(verb), sense.type
        if word is None or kind is None or frame.passive or kind in ("AGREE", "THREATEN") or self._guessed(verb, word):
            return
        doers = self._doers(verb, frame)
        negated = any(c.dep == "neg" for c in self._reading.children(verb))
        type_ = _declared(kind, negated=negated)
        if type_ == "AGREE" and kind != "AID" and word.lower in FUTURE and not self._declares(verb):
            return  # "The council will meet on Monday", as the paper knows
        if doers and type_:
            slots = {**frame.slots, "subj": doers}
            yield Pledge(word, type_, Frame(word, slots, carrier=verb), ("subj",), (*sense.recipient, *RECIPIENTS))

    def duty(self, verb: Token) -> Iterator[Pledge]:
        """The demand in "the minister said the rebels must leave"."""
        word = next((c for c in self._reading.children(verb) if c.dep == "aux" and c.lower in DUTY), None)
        speakers = tuple(s for s in self._speakers(verb) if self._mentions.acts(s))
        if word is None or not speakers or verb.lemma in SUFFERED:
            return
        frame = self._grammar.verb(verb)
        addressed = frame.get("obj") if frame.passive else frame.get("subj")
        if not frame.passive and not any(self._mentions.at(a) or self._owned(a) for a in addressed):
            return  # "a rise in rates should cool prices" asks nobody
        if addressed and not any(a.lower in PRONOUNS for a in addressed):
            slots = {**frame.slots, "subj": speakers, "to": addressed, "obj": frame.get("obj")}
            yield Pledge(word, "REQUEST", Frame(word, slots, carrier=verb), ("subj",), ("to", "obj", *RECIPIENTS))

    def _guessed(self, verb: Token, word: Token) -> bool:
        """Whether a clause about the future pledges nothing: a question, a guess, or a "would" that nobody says."""
        if self._asked(verb) or any(c.lower in GUESSES for c in self._reading.children(verb)):
            return True
        return word.lower in ("would", "'d", "’d") and not self._speakers(self._grammar.first_conjunct(verb))

    def _declares(self, verb: Token) -> bool:
        """Whether somebody says so of the future, and not only the one who tells the news."""
        return bool(self._speakers(self._grammar.first_conjunct(verb))) or self._mentions.quoted(verb)

    def _asked(self, verb: Token) -> bool:
        """Whether the clause is a question, also an embedded one: "how they will respond"."""
        words = self._reading.words(self._reading.sentences[verb.sentence])
        if verb.dep == "ROOT" and any(w.lower == "?" for w in words[-2:]):
            return True
        return any(c.tag in ("WRB", "WP") or c.lower in ("if", "whether") for c in self._reading.children(verb))

    def _future(self, verb: Token) -> Token | None:
        helping = [c for c in self._reading.children(verb) if c.dep == "aux"]
        if any(c.lower == "have" for c in helping):
            return None  # "would have helped" declares nothing
        return next((c for c in helping if c.lower in FUTURE), None)

    def _willing(self, verb: Token) -> Token | None:
        """The adjective of "is ready to help"."""
        head = self._reading.head(verb)
        if head is None or verb.dep not in ("xcomp", "ccomp", "pcomp"):
            return None
        if head.pos == "ADP":
            head = self._reading.head(head)
        willing = head is not None and (head.pos == "ADJ" or head.lower == "committed")
        planned = head is not None and cues("adjectives").get(head.lower) == "planned"
        return head if willing and planned and head is not None and head.lower not in ("about", "due", "set") else None

    def _doers(self, verb: Token, frame: Frame) -> tuple[Token, ...]:
        named = tuple(d for d in frame.get("subj") if self._mentions.at(d) or self._owned(d))
        if named or not any(d.lower in PRONOUNS for d in frame.get("subj")):
            return named
        return self._speakers(verb)

    def _owned(self, doer: Token) -> bool:
        """Whether a doer is a body or one of someone the article names: "his country", "the Polish head of state"."""
        return (
            any(doer.lemma.lower() in classes()[name] for name in ("body", "person", "official"))
            and self._mentions.fill(doer) is not None
        )

    def refusal(self, verb: Token) -> Iterator[Pledge]:
        """The refusal in "the government said it will never leave", whatever the verb."""
        word = self._future(verb)
        if word is None or self._guessed(verb, word) or not any(c.dep == "neg" for c in self._reading.children(verb)):
            return
        frame = self._grammar.verb(verb)
        doers = tuple(d for d in self._doers(verb, frame) if self._mentions.acts(d))
        if doers and not frame.passive and verb.lemma not in UNWILLED:
            yield Pledge(
                word, "REJECT", Frame(word, {**frame.slots, "subj": doers}, carrier=verb), ("subj",), RECIPIENTS
            )

    def _speakers(self, verb: Token) -> tuple[Token, ...]:
        """Who says a clause, where the article names them."""
        above = self._reading.head(verb)
        if above is None or verb.dep != "ccomp" or above.lemma not in ASSURING:
            return ()
        return tuple(d for d in self._grammar.doer(above) if self._mentions.fill(d))


def _declared(kind: EventType, *, negated: bool) -> EventType | None:
    quad = QUADS.get(kind)
    if quad is None:
        return None
    if "cooperation" in quad:
        return "REJECT" if negated else "AGREE"
    return None if negated or kind in ("REJECT", "REQUEST", "ACCUSE") else "THREATEN"
