"""How a row is told: the features by which it is judged how likely it is right in every column."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log2

from schemas.events import Event
from schemas.facts import FactTables
from transforms.events.mentions import Mentions
from transforms.events.roles import Part
from transforms.events.tellings import Telling
from transforms.reading import Reading, Token

SAID_BY = ("aux", "auxpass", "neg", "mark", "advmod", "dobj", "nsubj", "det", "poss", "amod")
"""Labels of what hangs on a trigger and shows how it is told."""
WORDS = ("aux", "mark", "det", "neg")
"""Those of them of which the very word counts: "would", "if", "any"."""


class Manner:
    """Describes the rows of one reading."""

    def __init__(self, reading: Reading, mentions: Mentions, found: FactTables) -> None:
        self._reading = reading
        self._mentions = mentions
        self._actors = {actor.actor_id: actor for actor in found.actors}
        self._named: dict[int, set[str]] = defaultdict(set)
        for actor in found.actor_mentions:
            self._named[actor.sentence_no].add(actor.actor_id)
        self._places: dict[int, set[str]] = defaultdict(set)
        for place in found.location_mentions:
            if place.resolved_by != "demonym":
                self._places[place.sentence_no].add(place.location_id)
        self._days: dict[int, int] = defaultdict(int)
        for date in found.date_mentions:
            self._days[date.sentence_no] += date.date_start is not None

    def features(self, telling: Telling, cast: Sequence[Part], event: Event, rows: int) -> Iterator[str]:
        """What is so of a row, one of `rows` in its sentence; each a name and a value, in no order that matters."""
        token, verb = telling.token, telling.frame.carrier or telling.token
        form = self._form(telling)
        yield from self._kind(telling, event, form)
        yield from self._standing(verb, form)
        yield from self._below(verb)
        yield from self._cast(telling, cast, form)
        yield from self._setting(token, event, len(cast))
        yield f"rows={min(rows, 5)}"

    def _form(self, telling: Telling) -> str:
        """Noun or verb, singular or plural, tense and voice, and whether a light verb carries it."""
        token = telling.token
        if token.pos in ("NOUN", "PROPN"):
            form = "NS" if token.tag == "NNS" else "N"
        else:
            form = token.tag + ("p" if telling.frame.passive else "")
        return form + ("c" if telling.frame.carrier is not None else "")

    def _kind(self, telling: Telling, event: Event, form: str) -> Iterator[str]:
        cue = telling.verdict.cue.lemma.lower() if telling.verdict.cue else "-"
        yield from (f"form={form}", f"type={event.type}", f"mode={event.mode}", f"status={event.status}", f"cue={cue}")
        yield from (f"type+status={event.type}+{event.status}", f"type+form={event.type}+{form}")
        yield from (f"status+form={event.status}+{form}", f"lemma={telling.token.lemma.lower()}")

    def _standing(self, verb: Token, form: str) -> Iterator[str]:
        """Where in its sentence it stands: what it hangs on, and how deep."""
        line = (verb, *self._reading.ancestors(verb))
        labels = [_label(token) for token in line]
        yield from (f"label={labels[0]}", f"form+label={form}+{labels[0]}", f"up={'>'.join(labels[:3])}")
        yield f"depth={min(len(line), 8)}"
        clauses = [token.dep for token in line if token.pos in ("VERB", "AUX")]
        yield from (f"clauses={'>'.join(clauses[:3])}", f"n_clauses={min(len(clauses), 4)}")
        if len(line) > 1:
            yield from (f"head={line[1].lemma.lower()}", f"head_pos={line[1].pos}", f"labels={'>'.join(labels[:2])}")

    def _below(self, verb: Token) -> Iterator[str]:
        for child in self._reading.children(verb):
            if child.dep in SAID_BY:
                yield f"has={child.dep}"
            if child.dep in WORDS:
                yield f"word={child.dep}+{child.lower}"

    def _cast(self, telling: Telling, cast: Sequence[Part], form: str) -> Iterator[str]:
        """Who takes part, of what kind, and how far from the trigger they are named."""
        roles = ",".join(sorted({part.role for part in cast}))
        yield from (f"roles={roles}", f"roles+type={roles}+{telling.type}", f"roles+form={roles}+{form}")
        for part in cast:
            yield f"{part.role}_kind={self._actors[part.mention.actor_id].kind}"
            yield f"{part.role}_form={part.mention.form}"
            yield f"{part.role}_direct={part.direct}"
            yield f"{part.role}_apart={_distance(part.mention.start - telling.token.start)}"

    def _setting(self, token: Token, event: Event, cast: int) -> Iterator[str]:
        """The sentence: how long, how crowded, in a quote or not, how far down in the article."""
        sentence = self._reading.sentences[token.sentence]
        words = self._reading.words(sentence)
        named = len(self._named[sentence.no])
        yield from (f"named={min(named, 6)}", f"others={max(-1, min(4, named - cast))}")
        yield f"place={event.place_from}+{min(len(self._places[sentence.no]), 3)}"
        yield f"day={event.date_from}+{min(self._days[sentence.no], 3)}"
        yield from (f"length={min(len(words) // 8, 7)}", f"at={min((token.i - sentence.first) // 6, 6)}")
        yield from (f"lead={event.in_lead}", f"down={min(sentence.no // 5, 6)}", f"ends={words[-1].text}")
        yield from (f"quoted={self._mentions.quoted(token)}", f"attributed={event.attributed_to is not None}")
        capitals = sum(word.text[:1].isupper() for word in words)
        yield f"capitals={capitals * 5 // len(words)}"


def _label(token: Token) -> str:
    """The dependency label; of a preposition the word itself."""
    return token.lower if token.pos == "ADP" and token.dep in ("prep", "agent", "dative") else token.dep


def _distance(code_points: int) -> str:
    side = "before" if code_points < 0 else "after"
    return f"{side}{min(7, int(log2(abs(code_points) + 1)))}"
