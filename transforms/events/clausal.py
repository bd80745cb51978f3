"""Whether what a verb tells happened: by its own words, and by the clauses that it stands in."""

from schemas.ontology import Status
from transforms.events.cuewords import excluded, none_of, phrasal
from transforms.events.frames import Grammar
from transforms.events.lexicon import cues, listed
from transforms.events.mood import HAPPENED, REAL, Mood, Verdict, within
from transforms.events.nominal import Nominal
from transforms.reading import Token

SINGLED = frozenset({"first", "second", "third", "last", "latest", "only"})
"""Of one singled out so, "to" tells what they did: "the last country to ratify"."""

REPORTED = frozenset({"believe", "report", "say", "know", "think", "understand", "allege"})
"""Verbs of "is believed to have met": what is told of the past in the perfect is told as reported."""

FACTUAL = frozenset({"why", "how", "when", "where", "what", "who", "whom"})


class Clausal:
    """Reads verdicts on verbs in one reading."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._reading = grammar.reading
        self.mood = Mood(grammar)
        self.nominal = Nominal(grammar, self.clause, self._turned)

    def clause(self, verb: Token) -> Verdict:
        """The verdict on what a verb tells: its own words, then those of the clauses above."""
        return within(self.mood.own(verb), self.above(verb))

    def _turned(self, status: Status, governor: Token) -> Verdict:
        """What a cue verb says, turned by its own negation, mood and embedding."""
        outer = self.clause(governor)
        if outer.status == "did_not_happen" and governor.lemma in listed("status.toml", "causes", "forcing"):
            return Verdict("possible", outer.cue)
        if status in REAL:
            return outer if not outer.real else Verdict(status, governor)
        if status == "did_not_happen" and not outer.real:
            sure = outer.status == "did_not_happen" and not self._has_modal(governor)
            return HAPPENED if sure else Verdict("possible", outer.cue)
        if outer.status == "did_not_happen":
            unwanted = governor.lemma in listed("status.toml", "causes", "wishing")
            return Verdict("possible" if status != "planned" or unwanted else "did_not_happen", outer.cue)
        return Verdict(status, governor)

    def above(self, verb: Token) -> Verdict:
        """The verdict of the clauses above a verb, its own words aside."""
        head = self._reading.head(verb)
        if head is None:
            return HAPPENED
        if verb.dep == "conj":
            return self.above(self._grammar.joined(verb) or head)
        if verb.dep in ("xcomp", "ccomp", "csubj", "csubjpass"):
            return self._complement(verb, head)
        if verb.dep == "pcomp":
            return self._after_preposition(head)
        by_label = {"acl": self._of_noun, "advcl": self._adverbial, "relcl": self._relative}.get(verb.dep)
        return by_label(verb, head) if by_label else HAPPENED

    def _relative(self, verb: Token, noun: Token) -> Verdict:
        to = self._grammar.infinitive(verb)
        singled = any(c.lower in SINGLED for c in self._reading.children(noun))
        if to and not singled:
            return Verdict("possible", to)
        supposed = any(c.lower in ("a", "an", "any") for c in self._reading.children(noun))
        above = self._reading.verb_over(noun)
        outer = self.mood.words(above) if supposed and above is not None else HAPPENED
        by_condition = outer.cue is not None and outer.cue.lower in cues("conditions")
        return outer if by_condition else HAPPENED  # "if you had a group that went around killing"

    def _complement(self, verb: Token, head: Token) -> Verdict:
        to = self._grammar.infinitive(verb)
        if verb.i < head.i and any(t.text == ";" for t in self._reading.tokens[verb.i : head.i]):
            return HAPPENED  # "was questioned in May; the party denies it": two sentences in one
        if head.pos == "ADJ" or head.dep == "acomp":
            return self._of_adjective(head, to)
        if head.pos not in ("VERB", "AUX"):
            return Verdict("possible", to) if to else HAPPENED
        if not to and verb.dep == "ccomp" and (head.lemma == "be" or self._runs_on(verb, head)):
            return self._beside_be(verb, head)
        return (
            self._below_auxiliary(verb, head, to)
            if to and head.lemma in ("be", "go", "have")
            else (self._by_verb(verb, head, to))
        )

    def _runs_on(self, verb: Token, head: Token) -> bool:
        """Whether a clause only stands before another that does not tell of it: "we must go, it is late"."""
        known = listed("status.toml", "saying", "verbs") | cues("verbs").keys()
        return verb.i < head.i and head.lemma not in known

    def _beside_be(self, verb: Token, be: Token) -> Verdict:
        """The verdict by what a clause is said to be: "the fear is that they will attack"; none where it runs on."""
        if verb.i < be.i:
            return HAPPENED  # "both support it, there are no objections"
        held = [c for c in self._reading.children(be) if c.dep in ("nsubj", "attr")] if be.lemma == "be" else []
        cue = next((noun for noun in held if noun.lemma.lower() in cues("nouns")), None)
        return Verdict(cues("nouns")[cue.lemma.lower()], cue) if cue is not None else self._by_verb(verb, be, None)

    def _below_auxiliary(self, verb: Token, head: Token, to: Token) -> Verdict:
        """The verdict of "is to", "were they to", "is going to", "has to" and "has yet to"."""
        if head.lemma == "be":
            supposed = head.dep == "advcl" and all(c.i > head.i for c in self._reading.children(head))
            return Verdict("possible", head) if supposed else within(Verdict("planned", to), self.clause(head))
        if head.lemma == "go":
            return Verdict("planned", head) if head.tag == "VBG" else self._by_verb(verb, head, to)
        yet = next((c for t in (head, to) for c in self._reading.children(t) if c.lower == "yet"), None)
        if yet is not None:
            return Verdict("did_not_happen", yet)
        return Verdict("requested", head) if head.tag in ("VBP", "VBZ", "VB") else HAPPENED

    def _by_verb(self, verb: Token, head: Token, to: Token | None) -> Verdict:
        """The verdict by the verb in whose complement a clause stands."""
        if verb.tag == "VBG" and head.lemma in listed("status.toml", "perceiving", "verbs") and self._has_modal(head):
            return HAPPENED  # "a man can be seen firing"
        status = (cues("infinitives").get(head.lemma) if to else None) or cues("verbs").get(
            phrasal(self._reading, head)
        )
        if status is None or (to and head.lemma in REPORTED and self._perfect(verb)):
            return within(Verdict("possible", to), self.clause(head)) if to and status is None else self.clause(head)
        if to:
            asked = status == "planned" and self._of_another(verb, head)
            return self._turned("requested" if asked else status, head)
        return self._finite(verb, head, status)

    def _finite(self, verb: Token, head: Token, status: Status) -> Verdict:
        """The verdict on a clause without "to": "said that", "asked why", "stopped firing"."""
        if self._asks_about_fact(verb) and (status != "happened" or self._indicative(verb)):
            return HAPPENED  # also "without saying how he died"
        if status == "requested" and self._indicative(verb):
            return HAPPENED  # "insisted that he had left": what is asked for stands in the subjunctive
        if status == "happened":
            return self.clause(head) if head.lemma in listed("status.toml", "aspect", "verbs") else self._said(head)
        if status == "planned":
            # "decided that", "expects that": the clause has its own modal, or is a fact
            return HAPPENED if head.lemma in ("agree", "decide") else Verdict(status, head)
        return self._turned(status, head)

    def _indicative(self, verb: Token) -> bool:
        """Whether a clause is told in the past or the perfect, and is no question: "that he (had) left"."""
        helping = [c for c in self._reading.children(verb) if c.dep in ("aux", "auxpass", "mark")]
        asked = any(c.lower in ("if", "whether") or c.tag == "MD" for c in helping)
        finite = helping[-1] if helping and helping[-1].dep != "mark" else verb
        past = any(c.lower in ("has", "have", "had", "was", "were") for c in helping) or finite.tag == "VBD"
        return past and not asked

    def _of_another(self, verb: Token, head: Token) -> bool:
        """Whether a wish is about what someone else should do: "wants parliament to approve it"."""
        objects = (*self._reading.children(verb), *self._reading.children(head))
        return head.lemma in listed("status.toml", "causes", "wishing") and any(
            c.dep in ("nsubj", "dobj") and head.i < c.i < verb.i for c in objects
        )

    def _asks_about_fact(self, verb: Token) -> bool:
        """Whether a clause asks how or why it happened, so takes it for a fact: "asked why they had fired"."""
        opening = next(iter(self._reading.subtree(verb)), verb)
        return any(c.tag in ("WRB", "WP") and c.lower in FACTUAL for c in (opening, *self._reading.children(verb)))

    def _perfect(self, verb: Token) -> bool:
        return any(c.dep == "aux" and c.lemma == "have" for c in self._reading.children(verb))

    def _has_modal(self, verb: Token) -> bool:
        return any(c.dep == "aux" and c.lower in cues("modals") for c in self._reading.children(verb))

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
        if above is None:
            return excluded(self._reading, prep) or HAPPENED
        if kept := excluded(self._reading, prep):
            outer = self.mood.words(above) if above.pos in ("VERB", "AUX") else HAPPENED
            return kept if outer.real else Verdict("possible", kept.cue)
        if above.pos == "ADJ":
            no = self._grammar.child(above, "neg")
            return Verdict("possible", no) if no else self._of_adjective(above, None)  # "not guilty of killing him"
        if above.pos in ("NOUN", "PROPN"):
            return self._after_noun(prep, above)
        return self._by_verb_with(prep, above) if above.pos in ("VERB", "AUX") else HAPPENED

    def _after_noun(self, prep: Token, noun: Token) -> Verdict:
        """The verdict by a noun with its preposition: "accusations of firing", "trial for attacking him"."""
        if prep.lower == "for" and noun.lemma.lower() in listed("status.toml", "tried", "nouns"):
            return Verdict("possible", noun)
        status = cues("nouns").get(noun.lemma.lower())
        if status and prep.lower in ("of", "for", "at", "from", "to", "about", "over"):
            return Verdict(status, noun)
        return self._had_by(noun)

    def _had_by(self, noun: Token) -> Verdict:
        """What is said not to be had: "is not in the habit of firing people"."""
        verb = self._reading.verb_over(noun)
        had = verb is not None and verb.lemma in ("be", "have")
        outer = self.mood.words(verb) if had and verb is not None else HAPPENED
        return outer if outer.status == "did_not_happen" else HAPPENED

    def _by_verb_with(self, prep: Token, verb: Token) -> Verdict:
        """The verdict by a verb with its preposition: "accused of firing", "kept from marching", "lead to firing"."""
        towards = self.nominal.towards(prep, verb) if prep.lower == "to" else HAPPENED
        if not towards.real:
            return towards
        if accused := self.nominal.charged(prep, verb):
            return self._turned(accused.status, verb) if not accused.real else HAPPENED
        status = cues("from").get(verb.lemma) if prep.lower == "from" else None
        status = status or cues("verbs").get(phrasal(self._reading, verb, prep)) or cues("objects").get(verb.lemma)
        if status and prep.lower in ("of", "from", "on", "out", "off", "against", "to", "about"):
            return self._turned(status, verb)
        return self.clause(verb) if prep.lower in ("by", "in") else HAPPENED

    def _of_noun(self, verb: Token, noun: Token) -> Verdict:
        to = self._grammar.infinitive(verb)
        if any(c.lower in SINGLED for c in self._reading.children(noun)):
            return HAPPENED
        if not to:
            return self._held_by(verb, noun)
        status = cues("nouns").get(noun.lemma.lower()) or cues("modifiers").get(noun.lower)
        outer = none_of(self._reading, noun) or self.nominal.governed(noun)
        if outer.status == "did_not_happen":
            return outer
        return Verdict(status, noun) if status else Verdict("possible", to)

    def _held_by(self, verb: Token, noun: Token) -> Verdict:
        """The verdict on what a noun says to be so: "the claim that rebels fired", "denied reports that they fired"."""
        that = any(c.dep == "mark" and c.lower == "that" for c in self._reading.children(verb))
        if not that and (verb.dep != "acl" or self._grammar.child(verb, "nsubj", "nsubjpass") is None):
            return HAPPENED
        if noun.lemma == "doubt" and none_of(self._reading, noun) is not None:
            return HAPPENED  # "no doubt that they attacked"
        outer = self.nominal.governed(noun)
        if outer.status == "did_not_happen":
            return outer
        if (doubt := self._unverified(noun)) is not None:
            return doubt
        return Verdict("possible", noun) if cues("nouns").get(noun.lemma.lower()) == "possible" else HAPPENED

    def _unverified(self, noun: Token) -> Verdict | None:
        """What a report tells that nobody can vouch for: "reports that he was shot could not be verified"."""
        verb = self._reading.head(noun)
        if verb is None or verb.lemma not in listed("status.toml", "verifying", "verbs"):
            return None
        outer = self.mood.own(verb)
        return None if outer.real else Verdict("possible", outer.cue)

    def _had(self, verb: Token, below: Token) -> Token | None:
        """The noun that an infinitive belongs to, though the parser hung it on the verb: "faces pressure to resign"."""
        objects = (c for c in self._reading.children(verb) if c.dep == "dobj" and verb.i < c.i < below.i)
        return next((noun for noun in objects if noun.lemma.lower() in cues("nouns")), None)

    def _adverbial(self, verb: Token, head: Token) -> Verdict:
        if to := self._grammar.infinitive(verb):
            if (noun := self._had(head, verb)) is not None:
                return self._of_noun(verb, noun)
            if head.lemma in cues("infinitives") or cues("verbs").get(head.lemma) == "requested":
                return self._by_verb(verb, head, to)
            return within(Verdict("planned", to), self.clause(head)) if head.pos == "VERB" else Verdict("planned", to)
        marks = [c.lower for c in self._reading.children(verb) if c.dep in ("mark", "advmod")]
        if verb.tag == "VBG" and not marks and head.pos in ("VERB", "AUX"):
            return self.clause(head)
        return HAPPENED
