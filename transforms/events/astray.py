"""Doers that stand elsewhere than beside their verb or noun, or that the parser hung there."""

from typing import TYPE_CHECKING

from transforms.events.lexicon import classes, cues, light, nouns
from transforms.events.phrases import FINITE
from transforms.reading import Token

if TYPE_CHECKING:
    from transforms.events.frames import Grammar

ACCUSED = frozenset({"with", "of", "for", "on", "over"})
"""Prepositions before what someone is accused of."""


class Astray:
    """Finds such doers in one reading."""

    def __init__(self, grammar: "Grammar", dates: frozenset[int]) -> None:
        """`dates` are the tokens that say when: nobody in "by Friday" does anything."""
        self._grammar = grammar
        self._reading = grammar.reading
        self._dates = dates

    def behind(self, crime: Token) -> tuple[Token, ...]:
        """Who is said to be behind what a noun tells, by the words of a charge, of blame or of a claim."""
        return (
            self.accused(crime)
            or self._suspected(crime)
            or self._blamed(crime)
            or self._claiming(crime)
            or self._meaning_to(crime)
        )

    def _suspected(self, crime: Token) -> tuple[Token, ...]:
        """Who is told to have done it by the noun or the verb above: "the suspect in the attack", "denies murder"."""
        over = self._grammar.over(crime)
        violent = crime.lemma.lower() in classes()["violent"]
        if over is None or not violent:
            return ()
        if over.lemma in ("deny", "admit", "confess") and self._grammar.first_conjunct(crime).dep == "dobj":
            return self._grammar.doer(over)
        noun = self._reading.head(over) if over.dep == "prep" and over.lower in ("in", "behind", "of") else None
        verb = self._past_setting(noun)
        if verb is not None and verb.pos == "VERB" and over.lower == "in" and verb.lemma in ("charge", "indict"):
            return self._grammar.verb(verb).get("obj")  # "charged in the killing"
        return self._grammar.named(noun) if noun is not None and noun.lemma.lower() in classes()["suspect"] else ()

    def _meaning_to(self, act: Token) -> tuple[Token, ...]:
        """Who plans or threatens it: "planned a march", "a strike that unions threaten"."""
        over = self._reading.head(act)
        if act.dep == "dobj" and over is not None and cues("objects").get(over.lemma) in ("planned", "threatened"):
            return self._grammar.doer(over)
        for verb in self._reading.children(act):
            if verb.dep in ("acl", "relcl") and cues("objects").get(verb.lemma) in ("planned", "threatened"):
                doers = self._grammar.verb(verb).get("subj")
                return tuple(doer for doer in doers if doer.i != act.i)
        return ()

    def accused(self, crime: Token) -> tuple[Token, ...]:
        """Who is arrested, tried, jailed or blamed for it: "arrested on two counts of murder", "convicted of rape"."""
        if crime.pos == "VERB":
            return self._held_after(crime)
        prep = self._grammar.over(crime)
        above = self._reading.head(prep) if prep is not None and prep.dep == "prep" else None
        if above is not None and prep is not None and prep.lower == "of" and above.dep == "pobj":
            prep = self._reading.head(above)  # "on a charge of"
            above = self._reading.head(prep) if prep is not None else None
        above = self._past_setting(above)
        if above is None or prep is None or prep.lower not in ACCUSED or above.lemma not in cues("accused"):
            return ()
        return self._grammar.verb(above).get("obj") if above.pos == "VERB" else ()

    def _held_after(self, crime: Token) -> tuple[Token, ...]:
        """Who is arrested or tried for what a clause tells: "was charged with murder after a guard was stabbed"."""
        above = self._reading.head(crime)
        after = any(c.dep == "mark" and c.lower == "after" for c in self._reading.children(crime))
        if above is None or not after or crime.dep != "advcl" or above.lemma not in cues("accused"):
            return ()
        harmed = crime.lemma in light("violent") and self._grammar.is_passive(above)
        return self._grammar.verb(above).get("obj") if harmed else ()

    def _past_setting(self, above: Token | None) -> Token | None:
        """The verb that a phrase belongs to which the parser hung on the one before: "held in Leeds on a charge"."""
        prep = self._reading.head(above) if above is not None and above.dep == "pobj" else None
        setting = prep is not None and prep.lower in ("in", "at", "near", "as", "without")
        return self._reading.head(prep) if setting and prep is not None else above

    def _blamed(self, crime: Token) -> tuple[Token, ...]:
        """On whom it is blamed: "blamed the attack on rebels", "the attack, blamed on rebels"."""
        head = self._reading.head(crime)
        below = (c for c in self._reading.children(crime) if c.dep in ("acl", "relcl") and c.tag in ("VBN", "VBD"))
        over = [head] if head is not None and crime.dep in ("dobj", "nsubjpass") else []
        blaming = next((verb for verb in (*over, *below) if verb.lemma == "blame"), None)
        if blaming is None:
            return ()
        return self._grammar.verb(blaming).get("on") or self._grammar.around(crime).get("on", ())

    def _claiming(self, crime: Token) -> tuple[Token, ...]:
        """Who says that they did it: "claimed responsibility for the attack"."""
        prep = self._grammar.over(crime)
        noun = self._reading.head(prep) if prep is not None and prep.lower == "for" else None
        verb = self._reading.head(noun) if noun is not None and noun.lower in ("responsibility", "credit") else None
        if verb is None or verb.lemma not in ("claim", "take", "accept", "admit", "assume"):
            return ()
        return self._grammar.doer(verb)

    def lost_subject(self, verb: Token) -> tuple[Token, ...]:
        """The subject that the parser hung on the phrase before it: "Days after his call to X, a delegation arrived".

        A main clause cannot begin with "after": then the noun set apart before its verb is its subject.
        """
        if object_ := self._taken_for_object(verb):
            return self._grammar.named(object_)
        mark = self._grammar.child(verb, "mark")
        if verb.dep != "ROOT" or mark is None or mark.lower not in ("after", "before", "since"):
            return ()
        apart = [t for t in self._reading.tokens[mark.i : verb.i] if t.dep == "appos" and t.pos == "NOUN"]
        return self._grammar.named(apart[-1]) if apart else ()

    def _taken_for_object(self, verb: Token) -> Token | None:
        """The subject that the parser took for the object of the verb above: "he knows [the court] is ready"."""
        head, before = self._reading.head(verb), self._reading.tokens[verb.i - 1] if verb.i else None
        if head is None or before is None or verb.dep != "conj" or verb.tag not in FINITE:
            return None
        above = self._reading.head(before)
        beside = before.dep == "dobj" and above is not None and above.i < before.i
        joined = any(c.dep in ("cc", "nsubj", "nsubjpass") and c.i < verb.i for c in self._reading.children(verb))
        link = any(t.dep == "cc" or t.text in (",", ";") for t in self._reading.tokens[head.i + 1 : verb.i])
        return before if beside and not joined and not link else None

    def stray_agent(self, verb: Token) -> tuple[Token, ...]:
        """The doer that the parser hung on the place before it: "was held at City Hall by Sgt. Lee".

        Or on the infinitive: "was ordered to leave by the mayor".
        """
        for clause in self._reading.children(verb):
            below = self._reading.children(clause) if clause.dep == "xcomp" and clause.tag == "VB" else ()
            by = next((c for c in below if c.lower == "by" and c.dep in ("agent", "prep")), None)
            if by is not None and not self._grammar.child(clause, "auxpass"):
                return tuple(
                    t for c in self._grammar.objects(by) if c.i not in self._dates for t in self._grammar.named(c)
                )
        for prep in self._reading.children(verb):
            if prep.dep == "prep" and prep.lower in ("at", "in", "on", "near", "outside", "after", "during"):
                for noun in self._reading.children(prep):
                    by = next((c for c in self._reading.children(noun) if c.lower == "by" and c.dep == "prep"), None)
                    if by is not None and noun.lemma.lower() not in nouns():
                        return tuple(
                            t
                            for c in self._grammar.objects(by)
                            if c.i not in self._dates
                            for t in self._grammar.named(c)
                        )
        return ()

    def behind_measures(self, verb: Token) -> tuple[Token, ...]:
        """Who is behind a passive that names no doer: "was imposed, among other measures taken by the council"."""
        for prep in self._reading.children(verb):
            if prep.dep == "prep" and prep.lower in ("among", "amid", "under"):
                for noun in self._reading.children(prep):
                    taken = self._grammar.child(noun, "acl")
                    if noun.dep == "pobj" and taken and self._grammar.is_passive(taken):
                        return self._grammar.verb(taken).get("subj")
        return ()
