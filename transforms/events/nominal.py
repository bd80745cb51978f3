"""Whether the event that a noun tells happened: by what describes the noun, and by the word that it depends on."""

from collections.abc import Callable

from schemas.ontology import Status
from transforms.events.astray import ACCUSED
from transforms.events.cuewords import excluded, none_of, phrasal
from transforms.events.frames import Grammar
from transforms.events.lexicon import cues, light, listed
from transforms.events.mood import HAPPENED, Verdict
from transforms.reading import Token

SUFFERED = ("subjects", "passives")
"""Tables of what is said of an event that is the subject of a passive, before what is said of objects."""

Clause = Callable[[Token], Verdict]
Turned = Callable[[Status, Token], Verdict]


class Nominal:
    """Reads verdicts on nouns in one reading."""

    def __init__(self, grammar: Grammar, clause: Clause, turned: Turned) -> None:
        """`clause` gives the verdict on what a verb tells, `turned` that on what a cue verb governs."""
        self._grammar = grammar
        self._reading = grammar.reading
        self._clause = clause
        self._turned = turned

    def described(self, noun: Token) -> Verdict:
        """The verdict of the words before a noun: "no attack", "the planned visit"."""
        for child in self._reading.children(noun):
            if child.dep in ("amod", "compound", "advmod") and (status := cues("modifiers").get(child.lower)):
                return none_of(self._reading, noun) or Verdict(status, child)
        return none_of(self._reading, noun) or self._told_of(noun) or HAPPENED

    def _told_of(self, noun: Token) -> Verdict | None:
        """The verdict of a clause after a noun: "the strike that unions threaten", "the visit planned for May"."""
        for verb in self._reading.children(noun):
            if verb.i > noun.i and verb.lower == "due" and verb.dep in ("amod", "acl", "relcl", "advmod"):
                return Verdict("planned", verb)  # "protests due this week"
            status = cues("objects").get(verb.lemma) if verb.dep in ("acl", "relcl") else None
            undergone = verb.tag == "VBN" if verb.dep == "acl" else self._grammar.is_theme_of(noun, verb)
            if status and status != "ongoing" and undergone:
                return self._turned(status, verb)
        return None

    def governed(self, noun: Token) -> Verdict:
        """The verdict on an event noun by the word it depends on: "cancelled the visit", "talks failed"."""
        first = self._grammar.first_conjunct(noun)
        head = self._reading.head(first)
        if head is None:
            return HAPPENED
        if first.dep == "pobj":
            return self._by_preposition(head)
        if first.dep in ("compound", "nmod", "poss") and head.lemma.lower() in cues("nouns"):
            return Verdict(cues("nouns")[head.lemma.lower()], head)
        if first.dep in ("oprd", "attr") and (no := self._not_called(head)) is not None:
            return Verdict("did_not_happen", no)
        there = any(c.dep == "expl" for c in self._reading.children(head))
        if there and head.lemma == "be" and head.tag in ("VBZ", "VBP") and self._clause(head).real:
            return Verdict("ongoing", head)
        called = self._called(first, head) if first.dep in ("nsubj", "attr") and head.lemma == "be" else None
        return called or self._by_verb(first, head)

    def _by_verb(self, noun: Token, head: Token) -> Verdict:
        """The verdict by the verb whose object or subject a noun is."""
        if noun.dep == "nsubj" and head.lemma == "be" and (denied := self._clause(head)).status == "did_not_happen":
            return denied  # "denied that an offensive was under way"
        table = {"dobj": "objects", "nsubjpass": "objects", "nsubj": "subjects"}.get(noun.dep)
        if table is None or head.pos not in ("VERB", "AUX") or self._is_of_name(head, noun):
            return HAPPENED
        if noun.dep in ("nsubj", "nsubjpass") and (going_on := self._to_go_on(head)) is not None:
            return self._clause(going_on)
        if noun.dep == "nsubjpass" and (apt := next((t for t in SUFFERED if head.lemma in cues(t)), None)):
            table = apt
        if status := cues(table).get(phrasal(self._reading, head)):
            return self._turned(status, head)
        caused = table == "objects" and head.lemma in listed("status.toml", "causes", "verbs")
        passes = noun.dep != "dobj" and head.lemma in light("happen")
        return self._clause(head) if caused or passes else HAPPENED

    def _is_of_name(self, verb: Token, noun: Token) -> bool:
        """Whether a verb is but part of the name before a noun: "a Just Stop Oil protest"."""
        before = self._reading.tokens[verb.i - 1] if verb.i else None
        inside = before is not None and before.sentence == verb.sentence and before.text[:1].isupper()
        return inside and verb.text[:1].isupper() and noun.text[:1].islower() and verb.i < noun.i

    def _not_called(self, verb: Token) -> Token | None:
        """The "not" of "should not be called protests", "they are not to be considered attacks"."""
        naming = verb.lemma in ("call", "consider", "label", "describe", "regard", "term")
        return next((c for c in self._reading.children(verb) if naming and c.dep == "neg"), None)

    def _to_go_on(self, head: Token) -> Token | None:
        """The verb by which an event that is the subject is to go on: "is due to start", "are expected to be held"."""
        near = (head, *(c for c in self._reading.children(head) if c.dep == "acomp"))
        below = (c for t in near for c in self._reading.children(t) if c.dep == "xcomp")
        return next((verb for verb in below if verb.lemma in light("happen") | light("verbs")), None)

    def _called(self, noun: Token, be: Token) -> Verdict | None:
        """What "be" says of an event: "the arrests are ongoing", "their demand was his dismissal"."""
        for child in self._reading.children(be):
            table = "modifiers" if child.dep in ("acomp", "attr") else "nouns"
            if child.i == noun.i or child.dep not in ("acomp", "attr", "nsubj"):
                continue
            if status := cues(table).get(child.lemma.lower()) or cues("modifiers").get(child.lower):
                return Verdict(status, child)
        return None

    def _by_preposition(self, prep: Token) -> Verdict:
        if kept := excluded(self._reading, prep):
            return kept
        above = self._reading.head(prep)
        if above is None:
            return HAPPENED
        if above.pos in ("NOUN", "PROPN"):
            return self.complement(above) if prep.lower in ("of", "for", "to", "about", "at") else HAPPENED
        if prep.lower in ("to", "in", "into"):
            return self.towards(prep, above)
        if prep.lower in ("at", "during"):
            return self._ahead(above)
        return self.charged(prep, above) or self._wanted(prep, above)

    def _ahead(self, verb: Token) -> Verdict:
        """The verdict on an occasion that lies ahead: "will speak at the meeting", "is expected during the visit"."""
        verdict = self._clause(verb)
        expected = cues("verbs").get(verb.lemma) == "planned" and verdict.real
        return verdict if verdict.status == "planned" else Verdict("planned", verb) if expected else HAPPENED

    def charged(self, prep: Token, verb: Token) -> Verdict | None:
        """The verdict on what someone is accused of: "charged with murder", "jailed for the murder of"."""
        status = cues("accused").get(verb.lemma) if prep.lower in ACCUSED else None
        noun = next((c for c in self._reading.children(prep) if c.dep == "pobj"), None)
        known = noun is not None and [c.lower for c in self._reading.children(noun) if c.dep != "punct"] == ["the"]
        if status and known:
            return HAPPENED  # "charged with the slaying": that it happened was told before
        return Verdict(status, verb if status == "possible" else None) if status else None

    def _wanted(self, prep: Token, verb: Token) -> Verdict:
        """The verdict on what a verb is for, or warns of: "called for talks", "warned of attacks"."""
        if prep.lower == "for":
            status = cues("wanted").get(verb.lemma)
            if status == "planned" and self._grammar.child(verb, "dobj") is not None:
                status = None  # "left rates alone for a sixth meeting"
        else:
            status = cues("objects").get(verb.lemma) if prep.lower in ("of", "about") else None
            status = status if status == "possible" else None
        return self._turned(status, verb) if status and verb.pos in ("VERB", "AUX") else HAPPENED

    def complement(self, noun: Token) -> Verdict:
        """What a noun says of the event that it takes: "plans for a visit", which may have been dropped."""
        status = cues("nouns").get(noun.lemma.lower())
        if status is None:
            return HAPPENED
        outer = self.governed(noun)
        if status == "threatened" and not self._uttered(noun):
            status = "possible"  # "face the threat of strikes", a danger
        return outer if outer.status == "did_not_happen" else Verdict(status, noun)

    def _uttered(self, noun: Token) -> bool:
        """Whether someone makes the threat that a noun names: "the unions' threat of strikes", "issued a threat of"."""
        over = self._reading.head(noun)
        made = noun.dep == "dobj" and over is not None and over.lemma in listed("status.toml", "causes", "uttering")
        return made or self._grammar.child(noun, "poss") is not None

    def towards(self, prep: Token, above: Token) -> Verdict:
        """The verdict on what a verb leads to, or looks to: "could lead to protests", "look forward to the visit"."""
        if above.lemma in listed("status.toml", "causes", "leading"):
            return self._clause(above)
        forward = above.lemma == "look" and any(c.lower == "forward" for c in self._reading.children(above))
        agreed = above.lemma in listed("status.toml", "causes", "agreeing")
        return self._turned("planned", above) if (forward or agreed) and prep.lower == "to" else HAPPENED
