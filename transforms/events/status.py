"""Whether an event happened: its status, and the word that decides it, read up the tree from the trigger."""

from collections.abc import Iterator

from schemas.ontology import EventType
from transforms.events.clausal import Clausal
from transforms.events.cuewords import phrasal
from transforms.events.frames import Frame, Grammar
from transforms.events.lexicon import classes, cues, listed
from transforms.events.mood import HAPPENED, Verdict, within
from transforms.reading import Token


class Statuses:
    """Reads verdicts in one reading."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._reading = grammar.reading
        self._clausal = Clausal(grammar)
        self._nominal = self._clausal.nominal

    def of(self, frame: Frame, kind: EventType) -> Verdict:
        """The verdict on the event of this type that a frame tells."""
        if frame.token.pos in ("NOUN", "PROPN"):
            return self._noun(frame, kind)
        verdict = self._clausal.clause(frame.token)
        return HAPPENED if self._performed(frame, kind, verdict) or self._settled(frame.token, verdict) else verdict

    def _settled(self, verb: Token, verdict: Verdict) -> bool:
        """Whether deciding to do it does it: "decided to grant bail", "the decision to deny him a visa"."""
        decided = verdict.status == "planned" and verdict.cue is not None
        cue = verdict.cue.lemma.lower() if verdict.cue is not None else ""
        return (
            decided
            and cue in listed("status.toml", "settled", "cues")
            and verb.lemma in listed("status.toml", "settled", "verbs")
        )

    def _performed(self, frame: Frame, kind: EventType, verdict: Verdict) -> bool:
        """Whether saying it does it: "I would urge you", "we want to thank them"."""
        speaking = any(t.lower in ("i", "we") for t in frame.get("subj"))
        below = (c for c in self._reading.children(frame.token) if c.dep == "advcl")
        if any(c.lower == "if" for clause in below for c in self._reading.children(clause)):
            return False  # "I would tell him if he asked"
        polite = verdict.cue is not None and verdict.cue.lower in listed("status.toml", "performed", "cues")
        return speaking and polite and kind in listed("status.toml", "performed", "types")

    def above(self, verb: Token) -> Verdict:
        """The verdict of the clauses above a verb, its own words aside: on the declaration that "will" is."""
        verdict = self._clausal.above(verb)
        return verdict if verdict.status in ("possible", "did_not_happen") else HAPPENED

    def _noun(self, frame: Frame, kind: EventType) -> Verdict:
        described = self._nominal.described(frame.token)
        ordered = (
            frame.carrier is not None and frame.carrier.lemma == "order" and kind in ("COERCE", "ACCUSE", "ASSAULT")
        )
        if frame.carrier is not None and self._set(frame.token, frame.carrier):
            return within(described, Verdict("planned", frame.carrier))
        if frame.carrier is not None and (ordered or phrasal(self._reading, frame.carrier) not in cues("objects")):
            verdict = self._clausal.clause(frame.carrier)
            settled = frame.token.lemma.lower() in classes()["agreement"]
            if verdict.status == "happened" and self._announced(frame.carrier, kind) and not settled:
                return within(described, Verdict("planned", frame.carrier))
            return described if self._settled(frame.carrier, verdict) else within(described, verdict)
        first = self._grammar.first_conjunct(frame.token)
        head = self._reading.head(first)
        if head is None or (kind in listed("status.toml", "answers", "types") and self._answered(head)):
            return described
        return within(within(described, self._nominal.governed(first)), self._vague(first))

    def _set(self, noun: Token, verb: Token) -> bool:
        """Whether a day is set for an event: "a hearing is set for Monday"."""
        return self._grammar.first_conjunct(noun).dep == "nsubjpass" and verb.lemma in cues("passives")

    def _announced(self, verb: Token, kind: EventType) -> bool:
        """Whether it is yet to come when it is announced: an investment, a strike, a visit; not a deal or a ban."""
        ahead = listed("status.toml", "announced", "types")
        return verb.lemma in listed("status.toml", "announced", "verbs") and kind in ahead

    def _answered(self, head: Token) -> bool:
        """Whether the verb above tells what became of a demand or charge that was made in any case."""
        return phrasal(self._reading, head) in listed("status.toml", "answers", "verbs")

    def _vague(self, noun: Token) -> Verdict:
        """An event that nothing makes a certain one is as open as its clause: "may be a target for attacks"."""
        head = self._reading.head(noun)
        if noun.tag == "NNS" or (head is not None and head.lower == "as"):
            return HAPPENED
        if any(c.dep in ("det", "poss") and c.lower not in ("a", "an", "any") for c in self._reading.children(noun)):
            return HAPPENED
        verb = next(governors(self._grammar, noun), None)
        verdict = self._clausal.mood.words(verb) if verb else HAPPENED
        return verdict if verdict.status in ("possible", "planned", "requested") else HAPPENED


def governors(grammar: Grammar, token: Token) -> Iterator[Token]:
    """The verbs above a word, from the nearest up."""
    for above in grammar.reading.ancestors(token):
        if above.pos in ("VERB", "AUX"):
            yield above
