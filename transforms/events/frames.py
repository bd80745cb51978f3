"""Frames: what fills the slots of a verb or an event noun, whatever the construction it stands in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from transforms.events.astray import Astray
from transforms.events.lexicon import classes, light, listed
from transforms.events.phrases import Phrases
from transforms.events.understood import Understood
from transforms.reading import Reading, Token

Slots = Mapping[str, tuple[Token, ...]]

RELATIVE = frozenset({"WP", "WDT", "WP$"})
OCCASIONS = frozenset({"when", "after", "as", "while"})
"""What a clause begins with that tells on what occasion: "killed when a tree fell"."""
PARTICLES = frozenset({"down", "up", "aside", "over"})
"""Words that belong to the verb where they stand right behind it, though the parser may take them for prepositions."""


@dataclass(frozen=True)
class Frame:
    """A trigger with its slots, passives turned active. `carrier` is the light verb of a noun, if it has one."""

    token: Token
    slots: Slots
    passive: bool = False
    carrier: Token | None = None

    def get(self, slot: str) -> tuple[Token, ...]:
        """What fills a slot, in text order; empty where nothing does."""
        return self.slots.get(slot, ())


class Grammar(Phrases):
    """The frames of one reading, each made once."""

    def __init__(self, reading: Reading, dates: frozenset[int]) -> None:
        """`dates` are the tokens that say when, which fill no slot: "fired the minister on Monday"."""
        super().__init__(reading)
        self._dates = dates
        self._astray = Astray(self, dates)
        self._understood = Understood(self, self._astray)
        self._verbs: dict[int, Frame] = {}

    def verb(self, token: Token) -> Frame:
        """The frame of a verb, its understood subject included."""
        if token.i not in self._verbs:
            # A first frame without what is understood ends the search where clauses share subjects in a circle.
            own = self._own(token)
            self._verbs[token.i] = own
            self._verbs[token.i] = self._with_understood(own)
        return self._verbs[token.i]

    def noun(self, token: Token) -> Frame:
        """The frame of an event noun, with that of the light verb or of the participle that carries it."""
        slots: dict[str, list[Token]] = defaultdict(list)
        self._noun_slots(token, slots)
        carrier = self.carrier(token)
        for verb in filter(None, (carrier, self._participle(token))):
            frame = self.verb(verb)
            slots["light"].append(verb)
            undergone = verb.lemma in light("undergo")
            for name, fillers in frame.slots.items():
                if name not in ("obj", "prt", "mod", "inf", "that", "as") or (
                    name == "obj" and verb.lemma in light("harm")
                ):
                    slots["to" if undergone and name == "subj" else name].extend(f for f in fillers if f.i != token.i)
        slots["else"].extend(self._astray.behind(token))
        return Frame(token, _frozen(slots), carrier=carrier)

    def _own(self, token: Token) -> Frame:
        slots: dict[str, list[Token]] = defaultdict(list)
        passive = self.is_passive(token)
        for child in self.reading.children(token):
            self._place(child, slots, passive=passive)
        if passive and len(slots["obj"]) > 1 and self.child(token, "dobj"):
            first = self.child(token, "nsubjpass")
            given = {t.i for t in self._resolved(first)} if first else set()
            slots["iobj"] += [t for t in slots["obj"] if t.i in given]
            slots["obj"] = [t for t in slots["obj"] if t.i not in given]
        if not slots["subj"] and (lost := self._astray.lost_subject(token)):
            slots["subj"] = [*lost]
        if passive and not slots["subj"]:
            slots["subj"] = [*self._astray.stray_agent(token)]
        if passive and not slots["subj"]:
            slots["subj"] = [*self._astray.accused(token)]
        if passive and not slots["subj"]:
            slots["else"] = [*self._astray.behind_measures(token)]
        return Frame(token, _frozen(slots), passive)

    def _place(self, child: Token, slots: dict[str, list[Token]], *, passive: bool) -> None:
        dep = child.dep
        if dep in ("nsubj", "nsubjpass", "csubj"):
            if self._astray.lost_subject(self.reading.tokens[child.head]):
                return
            verb = self.reading.tokens[child.head]
            undergone = (dep == "nsubjpass" and not self.is_perfect(verb)) or (
                passive and dep == "nsubj" and self.is_turned(verb)
            )
            slots["obj" if undergone else "subj"].extend(self._resolved(child))
        elif dep in ("dobj", "attr"):
            slots["obj" if dep == "dobj" else "as"].extend(self._resolved(child))
        elif dep == "dative" and child.pos != "ADP":
            slots["iobj"].extend(self._resolved(child))
        elif dep in ("prep", "agent", "dative"):
            self._preposition(child, slots, agent=dep == "agent" or (passive and child.lower == "by"))
        else:
            self._place_other(child, slots)

    def _place_other(self, child: Token, slots: dict[str, list[Token]]) -> None:
        """Particles, second objects, clauses and adverbs."""
        if child.dep == "prt" or (child.dep == "advmod" and child.tag == "RP"):
            slots["prt"].append(child)
        elif child.dep == "oprd":
            slots["as"].extend(self.named(child))
        elif (object_ := self.described(child)) is not None:
            slots["obj"].extend(self.named(object_))
        elif child.dep in ("xcomp", "ccomp"):
            slots["inf" if self.infinitive(child) else "that"].append(child)
        elif child.dep == "advcl" and child.tag == "VB" and child.i > self.reading.tokens[child.head].i:
            slots["inf"].append(child)
        elif child.dep == "advcl" and any(c.lower in OCCASIONS for c in self.reading.children(child)):
            slots["when"].append(child)
            slots["cause"].extend(c for c in self.reading.children(child) if c.dep == "nsubj")
        elif child.dep in ("advmod", "acomp", "npadvmod"):
            slots["mod"].append(child)
            self._behind_time(child, slots)
            if child.lower in ("out", "off", "up", "down", "back", "over", "together", "aside"):
                slots["prt"].append(child)

    def _behind_time(self, time: Token, slots: dict[str, list[Token]]) -> None:
        """What the parser hung on the day before it: "sent a letter Wednesday to the minister"."""
        for prep in self.reading.children(time) if time.dep == "npadvmod" else ():
            if prep.dep == "prep" and prep.lower == "to":
                self._preposition(prep, slots, agent=False)

    def _preposition(self, prep: Token, slots: dict[str, list[Token]], *, agent: bool) -> None:
        if prep.lower == "according":
            return  # who says so takes no part in what happened
        particle = prep.lower in PARTICLES and prep.head == prep.i - 1
        if particle:
            slots["prt"].append(prep)
        for child in self.reading.children(prep):
            if child.dep == "pobj" and child.i not in self._dates and not self._acts_beside(prep, child):
                fillers = self._resolved(child)
                if particle:
                    slots["obj"].extend(fillers)
                if prep.lower == "between" and len(fillers) == 1:
                    fillers = (*self._first_of_two(child), *fillers, *self._second(child))
                slots["subj" if agent else prep.lower].extend(fillers)
            elif child.dep == "pcomp" and child.pos == "VERB" and not agent:
                slots[prep.lower].append(child)
            elif child.dep == "prep":
                slots["prt"].append(prep)
                self._preposition(child, slots, agent=False)

    def _acts_beside(self, prep: Token, noun: Token) -> bool:
        """Whether "with" begins a clause and names nobody one does something with: "with Democrats digging in"."""
        if prep.lower != "with" or not prep.i or self.reading.tokens[prep.i - 1].lower not in (",", "-", "–", "—"):
            return False
        return any(t.dep == "acl" and t.tag == "VBG" for t in self.reading.subtree(noun))

    def _second(self, first: Token) -> tuple[Token, ...]:
        """The other of "between A of X and B", which the parser may have joined to X."""
        joined = (t for t in self.reading.subtree(first) if t.dep == "conj" and t.pos in ("NOUN", "PROPN"))
        return tuple(joined)[:1]

    def objects(self, prep: Token) -> tuple[Token, ...]:
        """Those that a preposition governs: both of "between A and B"."""
        found = [c for c in self.reading.children(prep) if c.dep == "pobj"]
        first = self._first_of_two(found[0]) if found and prep.lower == "between" else ()
        return (*first, *(t for noun in found for t in self.named(noun)))

    def _first_of_two(self, last: Token) -> tuple[Token, ...]:
        """The first of "between A and Gov. B", which the parser may have hung before the name of the other."""
        before = (c for c in self.reading.children(last) if c.dep in ("nmod", "compound") and c.pos == "PROPN")
        return tuple(t for t in before if self.child(t, "cc"))[:1]

    def around(self, noun: Token) -> Slots:
        """What stands around a noun: its owner, the words before it, its prepositions."""
        slots: dict[str, list[Token]] = defaultdict(list)
        self._noun_slots(noun, slots)
        return _frozen(slots)

    def _resolved(self, token: Token) -> tuple[Token, ...]:
        """What a slot names: a relative pronoun is the noun its clause describes, also in "two of whom"."""
        return tuple(t for named in self.named(token) for t in self._of_relative(named))

    def _of_relative(self, token: Token) -> tuple[Token, ...]:
        if token.tag in RELATIVE or (token.lower == "that" and token.pos in ("PRON", "SCONJ")):
            for above in self.reading.ancestors(token):
                head = self.reading.head(above)
                beside = above.dep == "conj" and head is not None and head.pos in ("NOUN", "PROPN")  # "and who shot"
                if above.dep == "relcl" or beside:
                    return (
                        self.named(self._person_above(head) if token.lower in ("who", "whom") else head)
                        if head
                        else (token,)
                    )
        return (token,)

    def _person_above(self, noun: Token) -> Token:
        """Who is meant by a "who" that the parser hung on a thing: "a doctor at the clinic, who asked"."""
        people = classes()["person"] | classes()["official"] | classes()["body"]
        prep = self.reading.head(noun)
        post = self.reading.head(prep) if prep is not None and prep.lower in ("of", "for") else None
        if post is not None and post.lemma.lower() in classes()["official"] | classes()["post"]:
            return post  # "the mayor of Lyon, who"
        where = self.reading.head(prep) if prep is not None and prep.lower in ("in", "at") else None
        if noun.pos == "PROPN" and where is not None and where.lemma.lower() in people:
            return where  # "prosecutors in Lyon, who"
        if noun.pos == "PROPN" or noun.lemma.lower() in people:
            return noun
        return next((t for t in self.reading.ancestors(noun) if t.pos == "NOUN" and t.lemma.lower() in people), noun)

    def _noun_slots(self, token: Token, slots: dict[str, list[Token]]) -> None:
        for child in self.reading.children(token):
            if child.dep == "poss":
                slots["poss"].extend(self._resolved(child))
            elif child.dep in ("compound", "amod", "nmod"):
                slots["mod"].append(child)
                slots["mod"].extend(
                    c for c in self.reading.children(child) if c.dep in ("compound", "npadvmod", "amod", "nmod")
                )
            elif child.dep == "prep":
                self._preposition(child, slots, agent=False)
            elif child.dep == "acl" and self.child(child, "aux") and child.tag == "VB":
                slots["inf"].append(child)

    def _participle(self, token: Token) -> Token | None:
        """The clause after an event noun that only carries it: "the attack carried out by", "that he led"."""
        for found in self.reading.children(token):
            if found.dep in ("acl", "relcl") and found.lemma in light("verbs"):
                passive = found.tag == "VBN" and self.is_passive(found)
                subject = self.child(found, "nsubj")
                theme = self.child(found, "dobj")
                led = found.dep == "relcl" and subject is not None and subject.tag not in RELATIVE
                return found if passive or (led and (theme is None or theme.tag in RELATIVE)) else None
        return None

    def is_theme_of(self, noun: Token, verb: Token) -> bool:
        """Whether a noun is what the verb of its relative clause acts on: "the strike that unions threaten"."""
        return any(t.i == noun.i for t in self.verb(verb).get("obj"))

    def _with_understood(self, own: Frame) -> Frame:
        slots = {name: list(fillers) for name, fillers in own.slots.items()}
        come = self.reading.head(own.token)
        if (
            own.token.dep == "advcl"
            and come is not None
            and come.lemma in listed("prepositions.toml", "when", "gathering")
        ):
            slots.setdefault("with", []).extend(self.verb(come).get("with"))  # "gathered with readers to discuss"
        missing = "obj" if own.passive else "subj"
        if not slots.get(missing):
            slots[missing] = list(self._understood.of(own.token))
            head = self.reading.head(own.token)
            if head and own.token.dep in ("conj", "xcomp") and head.pos == "VERB" and not own.passive:
                above = self.verb(head)
                slots["else"] = [*above.get("subj" if above.passive else "else")]
        if own.token.dep == "relcl" and not own.passive and not slots.get("obj"):
            slots["obj"] = self._gap(own)
        return Frame(own.token, _frozen(slots), own.passive)

    def _gap(self, own: Frame) -> list[Token]:
        """The noun a relative clause describes where it is the clause's object: "the man whom police arrested"."""
        head = self.reading.head(own.token)
        subject = own.get("subj")
        if head is None or not subject or any(head.i == s.i for s in subject):
            return []
        return list(self.named(head))

    def sayer(self, verb: Token) -> tuple[Token, ...]:
        """Who says what a clause tells: "police said he was held", "he was held, according to police"."""
        saying = listed("status.toml", "saying", "verbs")
        above: Token | None = verb
        while above is not None and above.pos == "VERB" and (above.i == verb.i or above.lemma not in saying):
            told = next((c for c in self.reading.children(above) if c.lower == "according"), None)
            to = self.child(told, "prep") if told is not None else None
            if to is not None:
                return self.objects(to)
            above = self.reading.head(above) if above.dep in ("conj", "ccomp") else None
        return self.doer(above) if above is not None and above.lemma in saying else ()

    def doer(self, verb: Token) -> tuple[Token, ...]:
        """The grammatical subject of a clause, who is understood as subject of the clauses below it."""
        frame = self.verb(verb)
        return frame.get("obj") if frame.passive else frame.get("subj")


def _frozen(slots: Mapping[str, Iterable[Token]]) -> Slots:
    return {name: tuple(fillers) for name, fillers in slots.items() if fillers}
