"""Whom the clauses around an act of harm say to be hurt: "the attack that killed two", "struck a bus, killing two"."""

from collections.abc import Iterator

from transforms.events.frames import OCCASIONS, RELATIVE, Grammar
from transforms.events.lexicon import light, listed
from transforms.reading import Reading, Token


class Victims:
    """Finds them in one reading."""

    def __init__(self, reading: Reading, grammar: Grammar) -> None:
        self._reading = reading
        self._grammar = grammar

    def of(self, act: Token) -> tuple[Token, ...]:
        """Who is hurt in what a verb or a noun tells; empty where nothing says so."""
        return self._of_noun(act) if act.pos == "NOUN" else self._beside(act) or self._occasion(act)

    def _of_noun(self, noun: Token) -> tuple[Token, ...]:
        return self._described(noun) or self._as_subject(noun) or self._inside(noun)

    def _described(self, noun: Token) -> tuple[Token, ...]:
        """Whom a relative clause says it to have hurt: "the attack that killed two", "which left three dead"."""
        for verb in self._reading.children(noun):
            subject = self._grammar.child(verb, "nsubj")
            if verb.dep == "relcl" and verb.lemma in light("harm") and subject is not None and subject.tag in RELATIVE:
                return self._harmed(verb)
        return ()

    def _as_subject(self, noun: Token) -> tuple[Token, ...]:
        """Whom the clause whose subject it is says it to have hurt: "the floods displaced 300 people"."""
        first = self._grammar.first_conjunct(noun)
        verb = self._reading.head(first)
        if verb is None or first.dep != "nsubj" or verb.pos != "VERB":
            return ()
        return (self._harmed(verb) if verb.lemma in light("harm") else ()) or self._beside(verb)

    def _inside(self, noun: Token) -> tuple[Token, ...]:
        """Whom a clause says to be hurt in it: "died following the attack"."""
        prep = self._grammar.over(noun)
        verb = self._reading.head(prep) if prep is not None and prep.dep == "prep" else None
        if verb is None or prep is None or prep.lower not in listed("prepositions.toml", "hurt", "in"):
            return ()
        return self._hurt_in(verb) if noun.tag != "NNS" else ()

    def _hurt_in(self, verb: Token) -> tuple[Token, ...]:
        if verb.lemma == "die":
            return self._grammar.verb(verb).get("subj")
        return self._grammar.verb(verb).get("obj") if verb.lemma in light("harm") else ()

    def _beside(self, verb: Token) -> tuple[Token, ...]:
        """Whom a participle says to be hurt by what its clause tells, or whom this was to drive off.

        "Shells hit the market, killing two", "fired tear gas to disperse miners".
        """
        found: list[Token] = []
        for clause in self._reading.children(verb):
            if clause.i < verb.i or clause.dep not in ("advcl", "xcomp"):
                continue
            driven = clause.tag == "VB" and clause.lemma in light("driving")
            if driven or (clause.tag == "VBG" and clause.lemma in light("harm")):
                found.extend(t for part in self._joined(clause) for t in self._harmed(part))
        return tuple(found)

    def _joined(self, verb: Token) -> Iterator[Token]:
        """A participle with those joined to it: "killing two and wounding nine"."""
        yield verb
        for other in self._reading.children(verb):
            if other.dep == "conj" and other.tag == verb.tag and other.lemma in light("harm"):
                yield from self._joined(other)

    def _occasion(self, verb: Token) -> tuple[Token, ...]:
        """Who was hurt on the occasion that a clause below tells: "two were killed when boulders hit their car"."""
        above = self._reading.head(verb)
        on = any(c.lower in OCCASIONS for c in self._reading.children(verb))
        if verb.dep != "advcl" or not on or above is None:
            return ()
        passive = above.lemma == "die" or self._grammar.is_passive(above)
        return self._hurt_in(above) if passive else ()

    def _harmed(self, verb: Token) -> tuple[Token, ...]:
        """The object of a verb of harm: whom it left dead too."""
        below = (c for c in self._reading.children(verb) if c.dep == "ccomp")  # "left three dead"
        left = tuple(subj for clause in below for subj in self._grammar.verb(clause).get("subj"))
        return self._grammar.verb(verb).get("obj") or left
