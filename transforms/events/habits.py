"""What happens as a rule and is told as such, so that nothing is reported: habits, laws, and kinds of events."""

from schemas.ontology import EventType
from transforms.events.frames import RELATIVE, Grammar
from transforms.events.lexicon import classes, listed
from transforms.events.phrases import PRESENT
from transforms.reading import Token

CUSTOMS: frozenset[EventType] = frozenset({"AID", "CONSULT", "COOPERATE", "ELECT", "ASSAULT", "PROTEST", "MOVE"})
"""Types of what is done anew each time, and neither said nor held."""
PERSONS = frozenset({"i", "we", "you", "they", "he", "she"})
EACH = frozenset({"each", "every", "average", "typical", "normal"})
CAN = frozenset({"can", "ca", "cannot"})
MAY = frozenset({"can", "may", "must", "should", "could", "cannot"})


class Habits:
    """Tells in one reading what is so as a rule."""

    def __init__(self, grammar: Grammar, dates: frozenset[int]) -> None:
        """`dates` are the tokens that say when."""
        self._grammar = grammar
        self._dates = dates
        self._reading = grammar.reading

    def usual(self, verb: Token) -> bool:
        """A rule in the present: "police usually arrest ...", "the office receives complaints every day"."""
        helping = self._grammar.helping(verb)
        standing = self._grammar.is_passive(verb) and bool(helping) and helping <= {"is", "are"}
        if any(c.lower == "whenever" for c in self._reading.children(verb)) or self._can_be(verb):
            return True
        return (verb.tag in PRESENT or standing) and (
            verb.lemma in listed("status.toml", "habits", "standing")
            or self._of_all(verb)
            or self._again_and_again(verb)
        )

    def _again_and_again(self, verb: Token) -> bool:
        """Whether a clause says how often something happens: "often", "every night", "twice a year"."""
        generic, named = (listed("status.toml", "habits", key) for key in ("generic", "times"))
        if any(c.dep == "advmod" and c.lower in generic for c in self._reading.children(verb)):
            return True
        below = (*self._reading.subtree(verb),)
        if any(t.lower in listed("status.toml", "habits", "recurring") and t.dep == "pobj" for t in below):
            return True
        times = (t for t in below if t.lemma.lower() in named)
        return any(c.lower in EACH or self._a_time(time) for time in times for c in (time, *self._around(time)))

    def _a_time(self, time: Token) -> bool:
        """Whether a time tells how often: "400 people a year"."""
        after = self._reading.tokens[time.i + 1 : time.i + 2]
        since = any(t.pos in ("ADP", "ADV", "SCONJ", "ADJ") for t in after)  # "a month after", "a day earlier"
        return time.dep == "npadvmod" and not since and [c.lower for c in self._around(time)] in (["a"], ["an"])

    def _of_all(self, verb: Token) -> bool:
        """What people of a kind do, in the simple present of a whole sentence: "Colleges offer grants."."""
        subject = self._grammar.child(verb, "nsubj")
        if subject is None or subject.tag != "NNS" or self._grammar.child(verb, "aux"):
            return False
        bare = all(c.dep in ("amod", "compound", "punct") for c in self._reading.children(subject))
        words = self._reading.words(self._reading.sentences[verb.sentence])
        whole = words[-1].lower in (".", '"', "”", "?", "!")
        speaking = verb.lemma in listed("status.toml", "habits", "speaking")
        return bare and whole and not speaking and not self._reading.in_lead(verb.sentence)

    def custom(self, verb: Token, kind: EventType) -> bool:
        """What someone does again and again, in the simple present without a day: "We visit her", "It aids farmers"."""
        if kind not in CUSTOMS or verb.tag not in PRESENT or self._reading.in_lead(verb.sentence):
            return False
        if any(c.dep in ("aux", "auxpass") or c.i in self._dates for c in self._reading.subtree(verb)):
            return False
        doer = self._grammar.child(verb, "nsubj")
        return kind == "AID" or (doer is not None and doer.lower in PERSONS)

    def _can_be(self, verb: Token) -> bool:
        """What people of a kind can do to others of a kind: "Employers can sack workers who strike"."""
        if self._reading.in_lead(verb.sentence) or not any(c.lower in CAN for c in self._reading.children(verb)):
            return False
        sides = [c for c in self._reading.children(verb) if c.dep in ("nsubj", "dobj")]
        described = ("amod", "compound", "relcl", "punct", "prep")
        return bool(sides) and all(
            s.lower == "staff" or (s.tag == "NNS" and all(c.dep in described for c in self._around(s))) for s in sides
        )

    def of_a_kind(self, noun: Token) -> bool:
        """Whether a noun names a kind of event: "Floods are a burden for the valley", "Strikes are rare"."""
        be = self._grammar.joined(noun) if noun.dep == "conj" else self._reading.head(noun)
        be = self._reading.head(be) if be is not None and be.pos in ("NOUN", "PROPN") else be
        first = self._grammar.first_conjunct(noun)
        if be is None or first.dep != "nsubj" or self._reading.in_lead(noun.sentence) or not self.now(be):
            return False
        if self._grammar.child(noun, "det"):
            return False
        said = [c for c in self._reading.children(be) if c.dep in ("acomp", "attr", "advmod", "xcomp")]
        if any(c.lower in listed("status.toml", "habits", "frequent") for c in said):
            return True
        one = (c.pos in ("PRON", "NUM", "PROPN") or c.dep in ("poss", "relcl", "acl") for c in self._around(noun))
        if any(one):
            return False
        kind = (c for c in said if c.dep == "attr" and c.pos == "NOUN")
        if be.lemma == "tend":
            return True
        return be.lemma in ("be", "become") and any(not self._of_the_most(c) for c in kind)

    def of_usual(self, noun: Token) -> bool:
        """Whether a noun stands beside a verb that tells a rule: "is hit by storms every year"."""
        head = self._reading.head(noun)
        if head is not None and head.dep == "agent":
            head = self._reading.head(head)
        if head is not None and self.under_law(head):
            return True
        beside = noun.tag == "NNS" and noun.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
        return beside and head is not None and head.pos == "VERB" and self.usual(head)

    def _around(self, noun: Token) -> tuple[Token, ...]:
        """What describes a noun."""
        return tuple(self._reading.children(noun))

    def _of_the_most(self, noun: Token) -> bool:
        """Whether a noun is singled out, as events that took place are: "the worst violence", "the latest sign"."""
        return any(c.tag == "JJS" or c.lower in ("latest", "first", "second", "last") for c in self._around(noun))

    def now(self, verb: Token) -> bool:
        """Whether a clause is in the simple present, or says what has become so."""
        finite = next((c for c in self._reading.children(verb) if c.dep in ("aux", "auxpass")), verb)
        return finite.tag in PRESENT and (
            finite is verb or finite.dep == "auxpass" or verb.lemma == "become" or finite.lemma == "do"
        )

    def under_law(self, verb: Token) -> bool:
        """What a law lays down, told as such: "Under the charter a mayor can be removed"."""
        verb = self._grammar.first_conjunct(verb)
        if not (self.now(verb) or any(c.lower in MAY for c in self._reading.children(verb))):
            return False
        for prep in self._reading.children(verb):
            if prep.dep == "prep" and prep.lower == "under":
                law = self._grammar.child(prep, "pobj")
                if law is not None and law.lemma.lower() in classes()["code"]:
                    return True
        return False

    def told_of_kind(self, verb: Token) -> bool:
        """What tells people of a kind apart, in the present: "people who vote early", "cities that refuse"."""
        kind = self._reading.head(verb)
        if verb.dep != "relcl" or kind is None or verb.tag not in PRESENT or self._grammar.child(verb, "aux"):
            return False
        subject = self._grammar.child(verb, "nsubj")
        if subject is None or subject.tag not in RELATIVE or kind.lower not in listed("status.toml", "habits", "kinds"):
            return False
        if verb.lemma in listed("status.toml", "habits", "speaking"):
            return False
        described = ("amod", "compound", "relcl", "punct")
        return all(c.dep in described for c in self._around(kind))
