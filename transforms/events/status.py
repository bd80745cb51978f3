"""Whether an event happened: its status, and the word that decides it, read up the tree from the trigger."""

from collections.abc import Iterator

from schemas.ontology import EventType, Status
from transforms.events.frames import Frame, Grammar
from transforms.events.lexicon import cues, light, listed
from transforms.events.mood import HAPPENED, REAL, Mood, Verdict, within
from transforms.reading import Token

SINGLED = frozenset({"first", "second", "third", "last", "latest", "only"})
"""Of one singled out so, "to" tells what they did: "the last country to ratify"."""


class Statuses:
    """Reads verdicts in one reading."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._reading = grammar.reading
        self._mood = Mood(grammar)

    def of(self, frame: Frame, kind: EventType) -> Verdict:
        """The verdict on the event of this type that a frame tells."""
        if frame.token.pos in ("NOUN", "PROPN"):
            return self._noun(frame, kind)
        verdict = self.clause(frame.token)
        return HAPPENED if self._performed(frame, kind, verdict) else verdict

    def _performed(self, frame: Frame, kind: EventType, verdict: Verdict) -> bool:
        """Whether saying it does it: "I would urge you", "we want to thank them"."""
        speaking = any(t.lower in ("i", "we") for t in frame.get("subj"))
        polite = verdict.cue is not None and verdict.cue.lower in listed("status.toml", "performed", "cues")
        return speaking and polite and kind in listed("status.toml", "performed", "types")

    def above(self, verb: Token) -> Verdict:
        """The verdict of the clauses above a verb, its own words aside: on the declaration that "will" is."""
        verdict = self._above(verb)
        return verdict if verdict.status in ("possible", "did_not_happen") else HAPPENED

    def clause(self, verb: Token) -> Verdict:
        """The verdict on what a verb tells: its own words, then those of the clauses above."""
        return within(self._mood.own(verb), self._above(verb))

    def _noun(self, frame: Frame, kind: EventType) -> Verdict:
        described = self._described(frame.token)
        ordered = frame.carrier is not None and frame.carrier.lemma == "order" and kind in ("COERCE", "ACCUSE")
        if frame.carrier is not None and (ordered or frame.carrier.lemma not in cues("objects")):
            return within(described, self.clause(frame.carrier))
        first = self._grammar.first_conjunct(frame.token)
        head = self._reading.head(first)
        if head is None or (kind in listed("status.toml", "answers", "types") and self._answered(head)):
            return described
        return within(within(described, self._governed(first, head)), self._vague(first))

    def _answered(self, head: Token) -> bool:
        """Whether the verb above tells what became of a demand or charge that was made in any case."""
        return head.lemma in listed("status.toml", "answers", "verbs")

    def _vague(self, noun: Token) -> Verdict:
        """An event that nothing makes a certain one is as open as its clause: "may be a target for attacks"."""
        head = self._reading.head(noun)
        if noun.tag == "NNS" or (head is not None and head.lower == "as"):
            return HAPPENED
        if any(c.dep in ("det", "poss") and c.lower not in ("a", "an", "any") for c in self._reading.children(noun)):
            return HAPPENED
        verb = next(governors(self._grammar, noun), None)
        verdict = self._mood.words(verb) if verb else HAPPENED
        return verdict if verdict.status in ("possible", "planned", "requested") else HAPPENED

    def _described(self, noun: Token) -> Verdict:
        for child in self._reading.children(noun):
            word = child.lower
            if child.dep == "det" and word in ("no", "neither"):
                return Verdict("did_not_happen", child)
            if child.dep in ("amod", "compound", "advmod") and (status := cues("modifiers").get(word)):
                return Verdict(status, child)
        return HAPPENED

    def _governed(self, noun: Token, head: Token) -> Verdict:
        """The verdict on an event noun by the word it depends on: "cancelled the visit", "talks failed"."""
        if noun.dep == "pobj":
            return self._by_preposition(head)
        table = {"dobj": "objects", "nsubjpass": "objects", "nsubj": "subjects"}.get(noun.dep)
        if noun.dep == "nsubjpass" and head.lemma in cues("subjects"):
            table = "subjects"
        if noun.dep in ("compound", "nmod", "poss") and head.lemma.lower() in cues("nouns"):
            return Verdict(cues("nouns")[head.lemma.lower()], head)
        if noun.dep in ("nsubj", "attr") and head.lemma == "be" and (said := self._called(noun, head)):
            return said
        if table is None or head.pos not in ("VERB", "AUX"):
            return HAPPENED
        if status := cues(table).get(head.lemma):
            return self._turned(status, head)
        return self.clause(head) if noun.dep != "dobj" and head.lemma in light("happen") else HAPPENED

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
        above = self._reading.head(prep)
        if prep.lower in cues("prepositions"):
            return Verdict(cues("prepositions")[prep.lower], prep)
        if above is None:
            return HAPPENED
        if above.pos in ("NOUN", "PROPN") and prep.lower in ("of", "for", "to", "about", "at"):
            status = cues("nouns").get(above.lemma.lower())
            return Verdict(status, above) if status else HAPPENED
        if above.pos in ("VERB", "AUX") and prep.lower in ("for", "of", "against", "about"):
            status = (cues("wanted") if prep.lower == "for" else cues("objects")).get(above.lemma)
            wanted = prep.lower == "for"
            warned = status == "possible" and prep.lower in ("of", "about")
            return self._turned(status, above) if status and (wanted or warned) else HAPPENED
        return HAPPENED

    def _turned(self, status: Status, governor: Token) -> Verdict:
        """What a cue verb says, turned by its own negation, mood and embedding."""
        outer = self.clause(governor)
        if status in REAL:
            return outer if not outer.real else Verdict(status, governor)
        if status == "did_not_happen" and not outer.real:
            return HAPPENED if outer.status == "did_not_happen" else Verdict("possible", outer.cue)
        if outer.status == "did_not_happen":
            return Verdict("possible" if status != "planned" else "did_not_happen", outer.cue)
        return Verdict(status, governor)

    def _above(self, verb: Token) -> Verdict:
        head = self._reading.head(verb)
        if head is None:
            return HAPPENED
        if verb.dep == "conj":
            return self._above(head)
        if verb.dep in ("xcomp", "ccomp", "csubj", "csubjpass"):
            return self._complement(verb, head)
        if verb.dep == "pcomp":
            return self._after_preposition(head)
        by_label = {"acl": self._of_noun, "advcl": self._adverbial, "relcl": self._relative}.get(verb.dep)
        return by_label(verb, head) if by_label else HAPPENED

    def _relative(self, verb: Token, noun: Token) -> Verdict:
        to = self._infinitive(verb)
        singled = any(c.lower in SINGLED for c in self._reading.children(noun))
        return Verdict("possible", to) if to and not singled else HAPPENED

    def _infinitive(self, verb: Token) -> Token | None:
        return next((c for c in self._reading.children(verb) if c.dep == "aux" and c.lower == "to"), None)

    def _complement(self, verb: Token, head: Token) -> Verdict:
        to = self._infinitive(verb)
        if head.pos == "ADJ" or head.dep == "acomp":
            return self._of_adjective(head, to)
        if head.pos not in ("VERB", "AUX"):
            return Verdict("possible", to) if to else HAPPENED
        if to and head.lemma == "be":
            return within(Verdict("planned", to), self.clause(head))
        if to and head.lemma == "go" and head.tag == "VBG":
            return within(Verdict("planned", head), HAPPENED)
        if head.lemma in ("believe", "report", "say", "know", "think", "understand", "allege") and self._perfect(
            verb, to
        ):
            return self.clause(head)
        return self._by_verb(head, to)

    def _perfect(self, verb: Token, to: Token | None) -> bool:
        """Of "is believed to have met": what is told of the past in the perfect, as reported."""
        return to is not None and any(c.dep == "aux" and c.lemma == "have" for c in self._reading.children(verb))

    def _by_verb(self, head: Token, to: Token | None) -> Verdict:
        status = (cues("infinitives").get(head.lemma) if to else None) or cues("verbs").get(head.lemma)
        if to and head.lemma == "have":
            return Verdict("requested", head) if head.tag in ("VBP", "VBZ", "VB") else HAPPENED
        if status is None:
            return within(Verdict("possible", to), self.clause(head)) if to else self.clause(head)
        if status == "happened" and not to:
            return self._said(head)
        if not to and status == "planned":
            # "decided that", "expects that": the clause has its own modal, or is a fact
            return HAPPENED if head.lemma in ("agree", "decide") else Verdict(status, head)
        return self._turned(status, head)

    def _said(self, head: Token) -> Verdict:
        """What is reported as a fact stays one; it is open where the report itself is open or denied."""
        outer = self.clause(head)
        open_ = outer.status in ("possible", "did_not_happen") and head.lemma not in ("know", "reveal")
        return Verdict("possible", outer.cue) if open_ else HAPPENED

    def _of_adjective(self, head: Token, to: Token | None) -> Verdict:
        status = cues("adjectives").get(head.lemma.lower())
        if status is None:
            return Verdict("possible", to) if to else HAPPENED
        above = self._reading.head(head)
        outer = self.clause(above) if above and above.pos in ("VERB", "AUX") else HAPPENED
        return within(Verdict(status, head), outer) if outer.status == "did_not_happen" else Verdict(status, head)

    def _after_preposition(self, prep: Token) -> Verdict:
        above = self._reading.head(prep)
        if prep.lower in cues("prepositions"):
            outer = self._mood.words(above) if above and above.pos in ("VERB", "AUX") else HAPPENED
            return Verdict(cues("prepositions")[prep.lower] if outer.real else "possible", prep)
        if above is None:
            return HAPPENED
        if above.pos == "ADJ":
            return self._of_adjective(above, None)
        if above.pos in ("NOUN", "PROPN"):
            status = cues("nouns").get(above.lemma.lower())
            return Verdict(status, above) if status and prep.lower in ("of", "for", "at", "from", "to") else HAPPENED
        status = cues("verbs").get(above.lemma) or cues("objects").get(above.lemma)
        if status and prep.lower in ("of", "from", "on", "against", "to", "about") and above.pos in ("VERB", "AUX"):
            return self._turned(status, above)
        return within(HAPPENED, self.clause(above)) if above.pos == "VERB" and prep.lower in ("by", "in") else HAPPENED

    def _of_noun(self, verb: Token, noun: Token) -> Verdict:
        to = self._infinitive(verb)
        if not to or any(c.lower in SINGLED for c in self._reading.children(noun)):
            return HAPPENED
        status = cues("nouns").get(noun.lemma.lower()) or cues("modifiers").get(noun.lower)
        outer = self._governed(self._grammar.first_conjunct(noun), self._reading.head(noun) or noun)
        if outer.status == "did_not_happen":
            return outer
        return Verdict(status, noun) if status else Verdict("possible", to)

    def _adverbial(self, verb: Token, head: Token) -> Verdict:
        if to := self._infinitive(verb):
            if head.lemma in cues("infinitives") or cues("verbs").get(head.lemma) == "requested":
                return self._by_verb(head, to)
            return Verdict("planned", to)
        marks = [c.lower for c in self._reading.children(verb) if c.dep in ("mark", "advmod")]
        if verb.tag == "VBG" and not marks and head.pos in ("VERB", "AUX"):
            return self.clause(head)
        return HAPPENED


def governors(grammar: Grammar, token: Token) -> Iterator[Token]:
    """The verbs above a word, from the nearest up."""
    for above in grammar.reading.ancestors(token):
        if above.pos in ("VERB", "AUX"):
            yield above
