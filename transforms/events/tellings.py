"""Tellings: the triggers of a text with their sense, frame and verdict, before they are rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.ontology import EventType
from transforms.events.frames import Frame, Grammar
from transforms.events.generic import Generic
from transforms.events.lexicon import QUADS, Sense, classes, light, listed, nouns, verbs
from transforms.events.mentions import Mentions
from transforms.events.mood import Verdict
from transforms.events.pledges import Pledge, Pledges
from transforms.events.pretence import Pretence
from transforms.events.senses import Senses
from transforms.events.status import Statuses
from transforms.reading import Reading, Token

SUFFERED = frozenset({"ASSAULT", "DISASTER", "ACCIDENT", "OUTBREAK", "DIE", "MOVE", "LEGAL", "BUSINESS"})
"""Types that things and forces can bring about; the others need someone who acts."""

GIVEN = frozenset({"AID", "SUPPORT", "CONCEDE"})
"""Types of what one gets from another: "won praise from the minister"."""

PROMISES = frozenset({"AGREE", "THREATEN", "REQUEST", "REJECT"})
"""Types of words about an act, whose recipient is who that act concerns."""

CONCERNED = ("obj", "iobj", "to", "with", "from", "on", "against", "for")


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as a trigger tells it; `actor` and `recipient` name the slots of its frame that fill these roles."""

    trigger: tuple[Token, ...]
    frame: Frame
    type: EventType
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool
    verdict: Verdict

    @property
    def token(self) -> Token:
        """The word that carries the event."""
        return self.frame.token


class Teller:
    """Finds the tellings of one reading."""

    def __init__(self, reading: Reading, mentions: Mentions) -> None:
        self._reading = reading
        self._mentions = mentions
        self.grammar = Grammar(reading, mentions.dates)
        self.senses = Senses(reading, self.grammar, mentions)
        self._statuses = Statuses(self.grammar)
        self._pledges = Pledges(self.grammar, mentions)
        self._generic = Generic(self.grammar, mentions)

    def all(self) -> Iterator[Telling]:
        """Every telling, in text order."""
        seen: set[tuple[int, int, str]] = set()
        pretence = Pretence(self._reading)
        for sentence in self._reading.sentences:
            idle = pretence.idle(sentence)
            for word in self._reading.words(sentence):
                for telling in self._of_word(word):
                    key = (telling.trigger[0].i, telling.trigger[-1].i, telling.type)
                    if (
                        telling.type not in idle
                        and key not in seen
                        and not self._generic.holds(telling.frame, telling.verdict, telling.type)
                    ):
                        # "will hold and chair talks": one word may be found to promise twice
                        seen.add(key)
                        yield telling

    def _of_word(self, word: Token) -> Iterator[Telling]:
        lemma = word.lemma.lower()
        if word.pos in ("VERB", "AUX"):
            yield from self._pledged(self._pledges.duty(word))
        if word.pos == "VERB" and lemma not in verbs():
            yield from self._pledged(self._pledges.refusal(word))
        if word.pos == "VERB" and word.dep not in ("amod", "compound") and lemma in verbs():
            the = self.grammar.child(word, "det")
            if word.tag == "VBN" and the is not None and the.lower == "the" and word.dep in ("dobj", "pobj", "nsubj"):
                return  # "visited the injured"
            yield from self._of_verb(word)
        elif word.pos in ("NOUN", "PROPN") and word.dep not in ("compound", "nmod") and lemma in nouns():
            if (word.pos == "PROPN" and self._mentions.in_name(word)) or self._describes(word):
                return  # the Clash of "NASCAR Clash"
            yield from self._of_noun(word)

    def _describes(self, noun: Token) -> bool:
        """Whether a noun is one of two that describe a third: the bombing of "bombing and evidence specialists"."""
        before = self._reading.tokens[max(0, noun.i - 2) : noun.i]
        if len(before) == 2 and before[1].text == "-" and before[0].lower in ("anti", "pro", "post", "pre", "non"):
            return True  # "anti-protest"
        following = self._reading.tokens[noun.i + 1 : noun.i + 4]
        if len(following) > 1 and following[0].text == "-" and following[1].start == following[0].end == noun.end + 1:
            return True  # "earthquake-prone"
        if noun.tag != "NN" or len(following) < 3 or self.grammar.child(noun, "det"):
            return False
        joined, other, third = following
        return joined.lower in ("and", "or") and other.dep == "compound" and other.head == third.i

    def _of_verb(self, verb: Token) -> Iterator[Telling]:
        frame = self.grammar.verb(verb)
        sense = self.senses.verb(frame)
        if sense is None or sense.type is None or self._carried(frame, sense) or not self._can_act(frame, sense.type):
            return
        if self._likened(verb):
            return
        verdict = self._statuses.of(frame, sense.type)
        yield from self._pledged(self._pledges.of(verb, frame, sense))
        yield self._telling((verb,), self._deepened(frame, sense.type), sense, verdict)

    def _deepened(self, frame: Frame, kind: EventType) -> Frame:
        """A frame that also reads the clause below the act it speaks of, where that act itself names nobody.

        Mali of "promised to continue supporting Mali", Acme of "agreed to pay a billion to acquire Acme".
        """
        acts = [self.grammar.verb(act) for act in frame.get("inf")] if kind in PROMISES else []
        below = tuple(t for act in acts if not self._concerns(act) for t in (*act.get("inf"), *act.get("that")))
        return replace(frame, slots={**frame.slots, "inf": (*frame.get("inf"), *below)}) if below else frame

    def _concerns(self, act: Frame) -> bool:
        return any(self._mentions.fill(token) for slot in CONCERNED for token in act.get(slot))

    def _can_act(self, frame: Frame, kind: EventType) -> bool:
        """Whether the doer is someone who can: "a feud threatened to ..." and "rules that support ..." tell nothing."""
        doers = (*frame.get("subj"), *frame.get("else"))
        if kind in SUFFERED or not doers:
            return True
        acts = nouns() if QUADS.get(kind) == "material_conflict" else ()
        return any(self._someone(doer) or doer.lemma.lower() in acts for doer in doers)

    def _can_carry(self, verb: Token, noun: Token, kind: EventType) -> bool:
        """The same for the doer of a light verb: "the rise will provide relief" gives no aid."""
        if verb.lemma in light("gain") | light("undergo") | light("happen"):
            return True
        frame = self.grammar.verb(verb)
        sent = kind == "AID" and any(t.lemma.lower() in classes()["aid"] for t in frame.get("subj"))
        return sent or any(t.i == noun.i for t in frame.get("subj")) or self._can_act(frame, kind)

    def _someone(self, doer: Token) -> bool:
        if doer.lower in ("this", "that", "these", "those"):
            return False
        if doer.pos in ("PROPN", "PRON", "NUM", "ADJ", "DET") or self._mentions.at(doer):
            return True
        lemma = doer.lemma.lower()
        owner = self.grammar.child(doer, "poss")
        if lemma in classes()["message"] and owner is not None and self._mentions.at(owner):
            return True  # "the king's message called for talks"
        return any(lemma in classes()[name] for name in ("body", "person", "official", "company", "troops"))

    def _carried(self, frame: Frame, sense: Sense) -> bool:
        """Whether the verb is the light verb of a noun that tells the event better."""
        within = (t for slot in ("on", "in", "with") for t in frame.get(slot) if t.lemma.lower() in nouns())
        if any(self.grammar.carrier(t) == frame.token and self._same_pair(t, sense) for t in within):
            return True  # "went on strike"
        if frame.token.lemma not in light("verbs"):
            return False
        if any(c.slot == "obj" and not c.negated for c in sense.conditions):
            return any(self._same_pair(noun, sense) for noun in frame.get("obj"))
        return any(self.senses.noun(self.grammar.noun(n)) for n in frame.get("obj") if n.lemma.lower() in nouns())

    def _same_pair(self, noun: Token, sense: Sense) -> bool:
        if noun.lemma.lower() not in nouns():
            return False
        found = self.senses.noun(self.grammar.noun(noun))
        return bool(found and found.type == sense.type)

    def _of_noun(self, noun: Token) -> Iterator[Telling]:
        frame = self.grammar.noun(noun)
        sense = self.senses.noun(frame)
        if sense is None or sense.type is None or self._told_by_verb(frame, sense) or self._is_simile(noun):
            return
        if sense.type == "REQUEST" and frame.carrier is None and self._is_theme(noun):
            return
        if frame.carrier is not None and not self._can_carry(frame.carrier, noun, sense.type):
            return
        verdict = self._statuses.of(frame, sense.type)
        if frame.carrier is not None:
            yield from self._pledged(self._pledges.of(frame.carrier, frame, sense))
        yield self._telling(self._phrase(frame), frame, sense, verdict)

    def _is_simile(self, noun: Token) -> bool:
        """Whether something only seemed so: "it looked like an explosion", "it sounded like a bomb blast shook it"."""
        head = self.grammar.over(noun)
        if head is None:
            return False
        if head.pos == "VERB":
            return self._likened(head)
        above = self._reading.head(head)
        return head.lower == "like" and above is not None and above.lemma in listed("contexts.toml", "seeming", "verbs")

    def _likened(self, verb: Token) -> bool:
        above = self._reading.head(verb) if verb.dep == "pcomp" else None
        if above is not None and above.lower == "like":
            return True  # "like being hit by a train"
        return any(c.dep == "mark" and c.lower == "like" for c in self._reading.children(verb))

    def _told_by_verb(self, frame: Frame, sense: Sense) -> bool:
        """Whether the noun only says how a verb's event came about, or is that verb's object: one row is enough."""
        head = self.grammar.over(frame.token)
        if head is not None and head.lower == "for":
            head = self._reading.head(head)  # "filed for bankruptcy"
        if head is None or head.pos != "VERB" or head.lemma.lower() not in verbs():
            return False
        above = self.grammar.verb(head)
        told = self.senses.verb(above)
        direct = any(
            frame.token.i == t.i for slot in ("subj", "obj", "with", "in", "by", "for") for t in above.get(slot)
        )
        return bool(told and direct and told.type == sense.type and not self._carried(above, told))

    def _is_theme(self, noun: Token) -> bool:
        """Whether a request is the object of the verb that tells the answer: "rejected the call for a truce"."""
        head = self.grammar.over(noun)
        return (
            head is not None
            and noun.dep in ("dobj", "nsubjpass")
            and head.lemma in listed("status.toml", "answers", "verbs")
        )

    def _phrase(self, frame: Frame) -> tuple[Token, ...]:
        """The trigger of a noun: with its light verb where that stands shortly before it."""
        carrier, noun = frame.carrier, frame.token
        if carrier is not None and 0 < noun.i - carrier.i <= 4:
            return self._reading.tokens[carrier.i : noun.i + 1]
        return (noun,)

    def _telling(self, trigger: tuple[Token, ...], frame: Frame, sense: Sense, verdict: Verdict) -> Telling:
        assert sense.type is not None
        actor, recipient = _roles(frame, sense)
        return Telling(trigger, frame, sense.type, sense.mode, actor, recipient, sense.mutual, verdict)

    def _pledged(self, pledges: Iterator[Pledge]) -> Iterator[Telling]:
        """Declarations as tellings; what others only predict someone will do declares nothing."""
        for pledge in pledges:
            verdict = self._statuses.above(pledge.frame.carrier or pledge.word)
            if verdict.status != "possible":
                yield self._declaration(pledge, verdict)

    def _declaration(self, pledge: Pledge, verdict: Verdict) -> Telling:
        return Telling(
            trigger=(pledge.word,), frame=pledge.frame, type=pledge.type, mode=None,
            actor=pledge.actor, recipient=pledge.recipient, mutual=False, verdict=verdict,
        )  # fmt: skip


def _roles(frame: Frame, sense: Sense) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slots of actor and recipient; under "received" and "won" they change places: "received a grant from"."""
    carrier = frame.carrier
    if carrier is None or sense.mutual:
        return sense.actor, sense.recipient
    gained = carrier.lemma in light("gain") and sense.type in GIVEN
    if not gained and carrier.lemma not in light("undergo"):
        return sense.actor, sense.recipient
    givers = ("from", *(slot for slot in sense.actor if slot not in ("subj", "else", "to")))
    if gained and frame.get("to"):
        return givers, ("to",)  # who wants a gift for another is not the one who gets it
    takers = ("to", "subj", *(slot for slot in sense.recipient if slot not in (*givers, "to")))
    return givers, takers
