"""What reports no event though its words could: rules, orders to the reader, purposes, and what one is able to do."""

from schemas.ontology import EventType
from transforms.events.frames import RELATIVE, Frame, Grammar
from transforms.events.habits import Habits
from transforms.events.lexicon import classes, listed, nouns
from transforms.events.mentions import Mentions
from transforms.events.mood import Verdict
from transforms.events.phrases import PRESENT
from transforms.reading import Token

ANYONE = frozenset({"you", "one", "anyone", "anybody", "whoever"})
SOMEONE = frozenset({"anyone", "anybody", "someone", "somebody", "whoever"})
"""Of whom a clause tells only what kind they are."""
QUOTES = frozenset({"'", '"', "‘", "“", "''", "``"})


class Generic:
    """Tells in one reading the clauses that report no event."""

    def __init__(self, grammar: Grammar, mentions: Mentions) -> None:
        self._grammar = grammar
        self._reading = grammar.reading
        self._mentions = mentions
        self._habits = Habits(grammar, mentions.dates)

    def holds(self, frame: Frame, verdict: Verdict, kind: EventType) -> bool:
        """Whether what this frame tells of this kind, under this verdict, is no event."""
        verb = frame.carrier or frame.token
        if verdict.status == "possible" and verdict.cue is not None and verdict.cue.lower == "to":
            return True
        if any(above.lower in SOMEONE for above in self._reading.ancestors(frame.token)):
            return True  # "for anyone convicted of assault"
        if any(self._rules(above) for above in (verb, *self._reading.ancestors(verb))):
            return True
        if verb.pos not in ("VERB", "AUX"):
            return (
                self._likened(verb)
                or self._habits.of_a_kind(verb)
                or self._habits.of_usual(verb)
                or self._labelling(verb)
                or self._readers_question(frame, verb)
            )
        return (
            self._habits.usual(verb)
            or self._habits.custom(verb, kind)
            or self._weighed(verb, verdict)
            or self._addressed(verb)
            or self._of_anyone(frame, verdict)
            or self._able(verb)
            or self._acting(verb)
            or self._purpose(verb, verdict)
            or self._not_meant(verb, verdict)
            or self._unauthorised(verb)
            or self._habits.under_law(verb)
            or self._habits.told_of_kind(verb)
            or self._readers_question(frame, verb)
        )

    def _likened(self, noun: Token) -> bool:
        """Whether an event noun only says what something else is like: "warming is a shipwreck"."""
        be = self._reading.head(noun)
        if noun.dep != "attr" or be is None or be.lemma != "be":
            return False
        subject = self._grammar.child(be, "nsubj")
        told = subject is not None and (subject.pos in ("PRON", "DET") or subject.lemma.lower() in nouns())
        return subject is not None and not told and self._grammar.child(be, "expl") is None

    def _labelling(self, noun: Token) -> bool:
        """Whether a noun is a name that is refused or quoted: "is not considered a protest", "told as 'protests'"."""
        noun = self._grammar.first_conjunct(noun)
        prep = self._reading.head(noun)
        if prep is None:
            return False
        above = self._reading.head(prep) if prep.lower == "as" and noun.dep == "pobj" else prep
        if above is None or above.lemma not in listed("status.toml", "habits", "labelling"):
            return False
        denied = any(c.dep == "neg" for c in self._reading.children(above))
        if prep.lower == "as":
            return denied or any(t.text in QUOTES for t in self._reading.tokens[prep.i + 1 : noun.i])
        return denied and noun.dep in ("oprd", "attr", "ccomp")

    def _addressed(self, verb: Token) -> bool:
        """An order to the reader: "Call this number". One that somebody gives in a quote is told."""
        if verb.tag != "VB" or verb.dep not in ("ROOT", "conj") or self._mentions.quoted(verb):
            return False
        if self._grammar.own_auxiliary(verb):
            return False
        head = self._reading.head(verb)
        return head is None or (head.tag == "VB" and self._addressed(head))

    def _of_anyone(self, frame: Frame, verdict: Verdict) -> bool:
        """What anyone may do: "the best people you could meet", "to win an election you need allies"."""
        doers = frame.get("subj")
        return not verdict.real and bool(doers) and all(d.lower in ANYONE for d in doers)

    def _able(self, verb: Token) -> bool:
        """What one has the right or the power to do: "the right to vote", "power to ban parties"."""
        head = self._reading.head(verb)
        faculties = listed("status.toml", "habits", "faculties")
        return verb.dep == "acl" and head is not None and head.lemma.lower() in faculties

    def _purpose(self, verb: Token, verdict: Verdict) -> bool:
        """What something else is done for: "To help the police, call this number", "works hard to win the vote"."""
        verb = self._grammar.first_conjunct(verb)  # "paid for them to fly out and tour the plant"
        head = self._reading.head(verb)
        only_meant = verdict.status == "planned" and verdict.cue is not None and verdict.cue.lower == "to"
        below = verb.dep == "advcl" and head is not None and (only_meant or verb.i < head.i or self._as_a_rule(head))
        alone = head is None and not self._grammar.child(verb, "nsubj", "nsubjpass")
        return (below or alone) and self._grammar.infinitive(verb) is not None

    def _weighed(self, verb: Token, verdict: Verdict) -> bool:
        """What it is said to be like to do so: "It is a crime to insult the king"."""
        be = self._reading.head(verb)
        if be is not None and be.dep in ("acomp", "attr"):
            be = self._reading.head(be)
        if be is None or be.lemma != "be" or verdict.status != "planned" or self._grammar.infinitive(verb) is None:
            return False
        subject = self._grammar.child(be, "nsubj", "expl")
        return subject is not None and subject.lower == "it" and not self._grammar.child(verb, "nsubj", "nsubjpass")

    def _as_a_rule(self, verb: Token) -> bool:
        """Whether a verb tells what one does not do: "Officers do not go to work to be assaulted"."""
        above = self._reading.head(verb)
        if verb.dep == "xcomp" and above is not None and above.pos == "VERB":
            return self._as_a_rule(above)  # "come to work"
        helping = self._grammar.helping(verb)
        return self._grammar.child(verb, "neg") is not None and bool(helping) and helping <= {"do", "does"}

    def _not_meant(self, verb: Token, verdict: Verdict) -> bool:
        """What nobody comes or goes for to have it done to them: "Nurses do not come to work to be assaulted"."""
        first = self._grammar.first_conjunct(verb)
        denied = verdict.status == "did_not_happen" and self._grammar.child(first, "neg") is None
        meant = self._grammar.infinitive(first) is not None and self._grammar.is_passive(first)
        return denied and meant and first.dep == "advcl"

    def _unauthorised(self, verb: Token) -> bool:
        """The formula of sources without a name: "was not authorised to discuss the matter"."""
        head = self._reading.head(verb)
        formula = listed("status.toml", "habits", "unauthorised")
        if verb.dep == "xcomp":
            return head is not None and head.lemma in formula and verb.lemma in formula
        below = self._grammar.child(verb, "xcomp")
        return verb.lemma in formula and below is not None and below.lemma in formula

    def _rules(self, verb: Token) -> bool:
        """What a law lays down, or a ruling lets people do: "ruled that cities cannot evict them"."""
        subject = self._grammar.child(verb, "nsubj")
        helping = [c for c in self._reading.children(verb) if c.dep == "aux"]
        if verb.dep == "ccomp" and any(c.lower in listed("status.toml", "habits", "may") for c in helping):
            head = self._reading.head(verb)
            return head is not None and head.lemma in listed("status.toml", "habits", "ruling")
        if subject is None or (helping and not any(c.lower == "do" for c in helping)):
            return False
        described = self._reading.head(verb) if verb.dep == "relcl" and subject.tag in RELATIVE else None
        if described is not None:
            return described.lemma.lower() in classes()["law"]
        return verb.tag in PRESENT and subject.lemma.lower() in classes()["law"] | {"rule", "policy", "guideline"}

    def _readers_question(self, frame: Frame, verb: Token) -> bool:
        """What a reader might ask, outside quotes: "What if I refuse?"."""
        words = self._reading.words(self._reading.sentences[verb.sentence])
        asked = words[-1].lower == "?" and not self._mentions.quoted(verb)
        sides = (t.lower in ("i", "you", "we", "one") for t in (*frame.get("subj"), *frame.get("obj")))
        return asked and (any(sides) or any(w.lower in ("you", "your") for w in words))

    def _acting(self, verb: Token) -> bool:
        """Acting so, in general: "Recognising traders as partners is a first step"; a list that only names tasks."""
        if verb.tag != "VBG" or any(c.dep in ("aux", "nsubj", "poss") for c in self._reading.children(verb)):
            return False
        if any(c.lower == "where" for c in self._reading.children(verb)):
            return True  # "a town where praising him is a risk"
        head = self._reading.head(verb)
        if head is None:
            return True
        may = any(c.tag == "MD" for c in self._reading.children(head))
        return verb.dep == "csubj" and (self._habits.now(head) or may)
