"""Who took part in an event: the mentions that fill the slots its sense names."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.actors import ActorMention
from schemas.ontology import EventRole
from transforms.events.answered import ANSWERS, Answered
from transforms.events.doers import Doers
from transforms.events.frames import Frame, Grammar, Slots
from transforms.events.lexicon import QUADS, classes, light, listed
from transforms.events.mentions import Filler, Mentions
from transforms.events.senses import Senses
from transforms.events.tellings import PROMISES, Telling
from transforms.events.victims import Victims
from transforms.reading import Reading, Token

SHARED = frozenset({"with", "to", "against", "on", "from", "into"})
"""Prepositions whose phrase may belong to the verb or to its object, as the parser likes."""

PERSONAL = frozenset({"he", "him", "she", "her", "they", "them", "we", "us", "i", "me", "you", "who", "whom"})

MISHAPS = frozenset({"ACCIDENT", "DISASTER", "OUTBREAK"})
HURTING = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "OUTBREAK"})

DEPTH = 2
"""Phrases within phrases in which one who is concerned by an act is looked for."""

CONCERNED = frozenset({"of", "with", "by", "against", "on", "from", "between", "to"})
BELOW = ("obj", "subj", "to", "with", "from", "on", "against", "in", "for")
"""Slots of a clause below in which one who is concerned is looked for, likeliest first."""
CLAUSES = ("inf", "that")
"""Slots that hold a clause: who is concerned stands in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One actor's part in an event."""

    role: EventRole
    mention: ActorMention
    direct: bool


class Casting:
    """Fills the roles of tellings in one reading."""

    def __init__(self, reading: Reading, grammar: Grammar, mentions: Mentions, senses: Senses) -> None:
        self._reading = reading
        self._grammar = grammar
        self._mentions = mentions
        self._senses = senses
        self._answered = Answered(reading, grammar)
        self._doers = Doers(reading, grammar, mentions, senses)
        self._victims = Victims(reading, grammar)

    def parts(self, telling: Telling) -> tuple[Part, ...]:
        """The parts in one event, each actor in one role only."""
        actors = self._first(telling.frame, telling.actor) or [
            f for token in self._doers.of(telling) for f in self._fillers(token, "subj")
        ]
        if telling.type == "PROTEST" and telling.token.pos == "NOUN":
            within = {m.actor_id for t in telling.frame.get("mod") if (m := self._mentions.at(t))}
            # of "UK riots" the UK is where they are
            actors = [f for f in actors if f.mention.actor_id not in within or not self._mentions.is_state(f.mention)]
        if telling.type in MISHAPS:
            actors = [f for f in actors if f.direct]  # of "their helicopter crashed" they are not the doers
        taken = {f.mention.actor_id for f in actors}
        # one strikes with one's army: who is hit is told otherwise
        armed = telling.type == "ASSAULT" and not telling.mutual
        slots = tuple(slot for slot in telling.recipient if not (armed and slot == "with"))
        recipients = [f for f in self._recipients(telling, slots, taken) if f.mention.actor_id not in taken]
        if telling.type == "MOVE":
            recipients = [f for f in recipients if not self._mentions.is_state(f.mention)]  # they are where it goes
        mutual = telling.mutual or self._is_reciprocal(telling)
        joint = mutual and not (actors and recipients) and len(actors or recipients) > 1
        if joint:
            named = actors or recipients
            actors, recipients = named[:1], named[1:]
        others = recipients[1:] if joint and telling.type == "CONSULT" else []
        first = [f for f in recipients if f not in others]
        cast = [*_as("actor", actors), *_as("recipient", first), *_as("participant", others)]
        taken |= {part.mention.actor_id for part in cast}
        means = [f for f in self._means(telling) if f.mention.actor_id not in taken]
        return tuple(_distinct([*cast, *_as("instrument", means)]))

    def _is_reciprocal(self, telling: Telling) -> bool:
        """Whether several do it to one another: "A and B blame each other"."""
        return any(
            t.lower in ("other", "another") and any(c.lower in ("each", "one") for c in self._reading.children(t))
            for t in telling.frame.get("obj")
        )

    def _recipients(self, telling: Telling, slots: tuple[str, ...], taken: set[str]) -> list[Filler]:
        if telling.mode == "deny":
            slots = tuple(slot for slot in slots if slot not in CLAUSES)
        named = [f for f in self._first(telling.frame, slots, taken) if f.mention.actor_id not in taken]
        if telling.mode == "deny":
            return named or self._taken_up(telling, taken)  # whom a denied deed concerns is denied nothing
        if telling.type in MISHAPS and all(self._mentions.is_state(f.mention) for f in named):
            named = self._hurt(telling) or named  # "shook Chile, killing five"
        unknown = any(t.lower in PERSONAL for slot in slots for t in telling.frame.get(slot))
        if unknown or named:
            return named
        for found in (self._concerned(telling), self._hurt(telling), self._told(telling)):
            if others := [f for f in found if f.mention.actor_id not in taken]:
                return others
        return self._taken_up(telling, taken)

    def _told(self, telling: Telling) -> list[Filler]:
        """Who is told what one will do or not: "told the [judge] that he would not apologise"."""
        word = telling.token
        verb = (self._reading.head(word) if word.dep == "aux" else None) or word  # a pledge's word is "will"
        above = self._reading.head(verb) if verb.dep == "ccomp" else None
        subject = self._grammar.child(verb, "nsubj")
        own = subject is not None and subject.pos == "PRON"
        if telling.type not in PROMISES or not own or above is None or above.lemma not in light("addressing"):
            return []
        frame = self._grammar.verb(above)
        told = frame.get("iobj") or frame.get("obj")
        return [f for token in told for f in self._fillers(token, "iobj") if f.direct]

    def _taken_up(self, telling: Telling, taken: set[str]) -> list[Filler]:
        """Whose words or deeds are answered where only those are named: "an offer that unions rejected"."""
        if telling.type not in ANSWERS:
            return []
        for doers in self._answered.doers(telling.token):
            if found := [f for doer in doers for f in self._fillers(doer, "subj") if f.direct]:
                return [f for f in found if f.mention.actor_id not in taken]
        return []

    def _hurt(self, telling: Telling) -> list[Filler]:
        """Whom the clauses around say to be hurt: "died following the attack", "shook the coast, killing two"."""
        if telling.type not in HURTING:
            return []
        return [f for victim in self._victims.of(telling.token) for f in self._fillers(victim, "obj") if f.direct]

    def _means(self, telling: Telling) -> Iterator[Filler]:
        """Through whom it was done: "through its proxy militia", "via the UN", "with the help of Hezbollah".

        A state is no instrument of what goes through it: arms smuggled through Syria.
        """
        verbal = "verbal" in QUADS.get(telling.type, "")
        helped = (t for t in telling.frame.get("with") if t.lemma in listed("prepositions.toml", "means", "help"))
        named = [t for slot in listed("prepositions.toml", "means", "through") for t in telling.frame.get(slot)]
        means = (*named, *(of for noun in helped for of in self._grammar.around(noun).get("of", ())))
        for token in (t for noun in means for t in self._named_behind(noun)):
            actor, mention = self._mentions.actor(token), self._mentions.at(token)
            if actor and mention and (verbal or actor.kind != "state"):
                yield Filler(mention, direct=True)

    def _named_behind(self, noun: Token) -> tuple[Token, ...]:
        """Those that a noun names behind it, else itself: Qatar and Egypt of "mediators Qatar and Egypt"."""
        behind = (c for c in self._reading.children(noun) if c.dep == "appos" and c.pos == "PROPN")
        people = any(noun.lemma.lower() in classes()[name] for name in ("person", "body", "official"))
        return tuple(t for name in behind for t in self._grammar.named(name) if people) or (noun,)

    def _first(self, frame: Frame, slots: tuple[str, ...], taken: set[str] | None = None) -> list[Filler]:
        """The mentions in the first slot that has any (not only those already taken)."""
        filled = [[f for t in self._slot(frame, slot) for f in self._fillers(t, slot)] for slot in slots]
        for at, slot in enumerate(slots):
            owned = slot == "poss" and bool(frame.get("subj"))  # of "we renew our call" the subject is told
            if not filled[at] and not owned and any(t.lower in PERSONAL or t.pos == "PRON" for t in frame.get(slot)):
                filled = filled[:at]  # someone is named there, if not by whom: nobody else will do
                break
        for direct in (True, False):
            for fillers in filled:
                if any((f.direct or not direct) and f.mention.actor_id not in (taken or ()) for f in fillers):
                    return fillers
        return []

    def _slot(self, frame: Frame, slot: str) -> tuple[Token, ...]:
        """What fills a slot; a preposition the parser hung on the object counts too: "shared news with Mali"."""
        own = frame.get(slot)
        if own or slot not in SHARED:
            return own
        counted = (c for c in self._reading.children(frame.token) if c.dep == "dobj")
        objects = {noun.i: noun for noun in (*frame.get("obj"), *counted)}
        return tuple(t for noun in objects.values() for t in self._grammar.around(noun).get(slot, ()))

    def _fillers(self, token: Token, slot: str) -> Iterator[Filler]:
        if slot in CLAUSES:
            yield from self._below(token)
        elif self._names_nobody(token, slot):
            return
        elif slot == "mod" and self._is_site(token):
            return  # "the Doctors Hospital shooting"
        elif slot == "subj" and (cause := self._cause(token)):
            yield cause
        elif pair := self._mentions.pair(token):
            yield from (Filler(mention, direct=True) for mention in pair)
        else:
            filler = self._mentions.fill(self._member(token))
            if filler:
                yield filler
                yield from () if filler.direct else self._beside(token, filler)

    def _member(self, body: Token) -> Token:
        """The members of a body where more is told of them, else the body: "400 [members] of the union"."""
        of = self._reading.head(body) if body.dep == "pobj" else None
        above = self._reading.head(of) if of is not None and of.lower == "of" else None
        if above is None or above.lemma.lower() != "member" or self._mentions.at(above) is None:
            return body
        return above if self._grammar.child(above, "nummod", "amod") is not None else body

    def _beside(self, noun: Token, first: Filler) -> Iterator[Filler]:
        """Those joined to one named behind a noun: the staff of "the efforts of the [officers] and [staff]"."""
        for prep in self._reading.children(noun):
            named = self._grammar.objects(prep) if prep.dep == "prep" and prep.lower == "of" else ()
            if named and self._mentions.at(named[0]) == first.mention:
                yield from (f for token in named[1:] if (f := self._mentions.fill(token)) and f.direct)

    def _is_site(self, word: Token) -> bool:
        """Whether a word before an event noun names a house or grounds, where it happened rather than who did it."""
        actor = self._mentions.actor(word)
        sites = classes()["building"] | classes()["venue"]
        return actor is not None and actor.kind == "organisation" and actor.name.split()[-1].lower() in sites

    def _names_nobody(self, token: Token, slot: str) -> bool:
        """Whether a filler is a clause, one's self, or the help of someone else."""
        helped = slot == "with" and token.lemma in listed("prepositions.toml", "means", "help")
        return helped or (token.pos == "VERB" and slot == "subj") or token.lower.endswith(("self", "selves"))

    def _cause(self, token: Token) -> Filler | None:
        """Who stands behind an act that is itself the subject: "a Taliban attack killed ..."."""
        if self._mentions.at(token):
            return None
        for child in self._reading.children(token):
            if child.dep == "prep" and child.lower == "by":
                for inner in self._reading.children(child):
                    if inner.dep == "pobj" and (filler := self._mentions.fill(inner)):
                        return filler
        return None

    def _concerned(self, telling: Telling) -> Iterator[Filler]:
        """Who is named within the object of what was done: "lifted the ban on goods from Mali"."""
        for noun in telling.frame.get("obj"):
            if telling.type == "ACCUSE" and noun.lemma.lower() in classes()["aggression"]:
                # whom the attack hit that is condemned is not accused
                yield from self._fillers_of(self._grammar.around(noun), ("by", "poss", "mod"))
            else:
                yield from self._within(noun, DEPTH, talked=telling.type == "CONSULT")

    def _fillers_of(self, slots: Slots, names: tuple[str, ...]) -> Iterator[Filler]:
        for name in names:
            for token in slots.get(name, ()):
                if filler := self._mentions.fill(token):
                    yield filler

    def _within(self, noun: Token, depth: int, *, talked: bool = False) -> Iterator[Filler]:
        for prep in self._links(noun):
            if talked and prep.lower not in ("with", "between"):
                continue  # whom they talk about is not whom they talk with
            for inner in self._grammar.objects(prep):
                filler = self._mentions.fill(inner)
                if filler and (filler.direct or prep.lower in ("of", "with", "by")):
                    yield Filler(filler.mention, direct=False)
                elif depth:
                    yield from self._within(inner, depth - 1, talked=talked)

    def _links(self, noun: Token) -> Iterator[Token]:
        """The prepositions behind a noun that name who is concerned: "talks with", "an offer made by"."""
        for child in self._reading.children(noun):
            if child.dep == "prep" and child.lower in CONCERNED:
                yield child
            elif child.dep == "acl" and self._grammar.child(child, "nsubj", "nsubjpass", "mark") is None:
                yield from (c for c in self._reading.children(child) if c.lower in ("by", "on", "against"))

    def _below(self, verb: Token, depth: int = DEPTH) -> Iterator[Filler]:
        """Who is concerned in a clause below: its subject or object, whoever else it names, or a clause below it.

        Of a finite clause it is the subject: "demanded that the police free him".
        """
        frame = self._grammar.verb(verb)
        sense = self._senses.verb(frame)
        subject = self._grammar.child(verb, "nsubj", "nsubjpass")
        told = subject is not None and subject.pos != "PRON"
        made = verb.lemma in light("make")
        order = ("subj", *BELOW) if told else (*(sense.recipient if sense else ()), *BELOW)
        for slot in (slot for slot in order if not (made and slot == "obj")):
            named = (self._mentions.fill(token) for token in frame.get(slot) if token.pos != "VERB")
            if fillers := [Filler(filler.mention, direct=False) for filler in named if filler]:
                yield from fillers
                return
        if depth:
            for clause in self._reading.children(verb):
                if clause.dep in ("xcomp", "advcl") and clause.pos == "VERB" and clause.i > verb.i:
                    yield from self._below(clause, depth - 1)


def _as(role: EventRole, fillers: list[Filler]) -> Iterator[Part]:
    return (Part(role, f.mention, f.direct) for f in fillers)


def _distinct(parts: list[Part]) -> Iterator[Part]:
    seen: set[tuple[str, str]] = set()
    for part in parts:
        if (part.role, part.mention.actor_id) not in seen:
            seen.add((part.role, part.mention.actor_id))
            yield part
