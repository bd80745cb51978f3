"""Who is understood as the doer of a clause that names none: from the clause, the noun or the preposition above."""

from typing import TYPE_CHECKING

from transforms.events.astray import Astray
from transforms.reading import Token

if TYPE_CHECKING:
    from transforms.events.frames import Grammar


class Understood:
    """Finds the doers that clauses of one reading leave to be understood."""

    def __init__(self, grammar: "Grammar", astray: Astray) -> None:
        self._grammar = grammar
        self._reading = grammar.reading
        self._astray = astray

    def of(self, token: Token) -> tuple[Token, ...]:
        """The subject that a clause leaves to be understood from the clause above."""
        head = self._grammar.joined(token) if token.dep == "conj" else self._reading.head(token)
        before = self._grammar.felled(token) or self._described(token)
        if before is not None or head is None:
            return self._grammar.named(before) if before is not None else ()
        if token.dep == "acl":
            return self._of_noun(token, head)
        if token.dep == "pcomp":
            return self._of_preposition(head)
        if head.pos == "NOUN" and head.dep == "conj" and (first := self._reading.head(head)) and first.pos == "VERB":
            head = first  # "seeks to end the row and work to mend ties": work is no noun
        if head.pos == "ADJ" and token.dep in ("xcomp", "ccomp"):
            head = self._reading.head(head)
            return self._grammar.doer(head) if head else ()
        return self._of_verb(token, head) if head.pos in ("VERB", "AUX") else ()

    def _described(self, token: Token) -> Token | None:
        """The noun right before a participle that the parser hung on the verb: "spoke of [men] taken from home"."""
        before = self._reading.tokens[token.i - 1] if token.i else None
        bare = token.tag == "VBN" and token.dep == "advcl" and not self._grammar.child(token, "aux", "auxpass", "mark")
        return before if bare and before is not None and before.pos == "NOUN" and before.dep == "pobj" else None

    def _of_verb(self, token: Token, head: Token) -> tuple[Token, ...]:
        if head.lemma == "call" and token.tag == "VB" and (asked := self._grammar.verb(head).get("on")):
            return asked  # "called on them to leave"
        if token.dep == "xcomp":
            return self._grammar.verb(head).get("obj") or self._grammar.doer(head)
        return self._grammar.doer(head) if self._shares(token) else ()

    def _shares(self, token: Token) -> bool:
        """Whether a clause takes over the subject of the one above; so does "- then asked to meet him"."""
        if token.dep == "dep":
            return token.tag in ("VBD", "VBN", "VBZ") and self._grammar.child(token, "advmod", "cc") is not None
        return token.dep in ("conj", "advcl", "ccomp") and self._infinite(token)

    def _infinite(self, token: Token) -> bool:
        """Whether a clause has no subject of its own to be told; an order in a quote has none to be understood."""
        return token.dep != "ccomp" or token.tag in ("VBG", "VBN") or bool(self._grammar.child(token, "aux"))

    def _of_noun(self, token: Token, noun: Token) -> tuple[Token, ...]:
        if token.tag in ("VBG", "VBN") and not self._grammar.child(token, "aux"):
            return self._grammar.named(noun)
        owner = self._grammar.child(noun, "poss")
        if owner:
            return self._grammar.named(owner)
        for prep in self._reading.children(noun):
            if prep.dep == "prep" and prep.lower in ("by", "of") and prep.i < token.i:
                return self._grammar.objects(prep)  # "the decision by the court to"
        above = self._grammar.over(noun)
        return (
            self._grammar.doer(above) if above and above.pos in ("VERB", "AUX") and noun.dep in ("dobj", "attr") else ()
        )

    def _of_owner(self, noun: Token) -> tuple[Token, ...]:
        """Who has what a noun names: "its goal of ending", "charged with two counts of"."""
        if owner := self._grammar.child(noun, "poss"):
            return self._grammar.named(owner)
        above = self._reading.head(noun)
        if noun.dep == "pobj" and above is not None:
            be = self._reading.head(above)
            held = be is not None and be.lemma == "be"  # "is in the habit of"
            return self._grammar.doer(be) if held and be is not None else self._astray.accused(noun)
        return self._grammar.doer(above) if above is not None and above.pos == "VERB" and noun.dep == "dobj" else ()

    def _of_preposition(self, prep: Token) -> tuple[Token, ...]:
        if prep.dep == "conj" and (first := self._reading.head(prep)) is not None and first.dep == "prep":
            prep = first  # "accused of lying and of stealing"
        above = self._reading.head(prep)
        while above is not None and above.pos in ("ADJ", "ADV", "ADP"):
            above = self._reading.head(above)  # "seen as capable of winning"
        if above is not None and above.pos == "NOUN" and prep.head == above.i:
            return self._of_owner(above)
        if above is None or above.pos not in ("VERB", "AUX"):
            return ()
        if prep.lower in ("of", "for", "from", "with", "into"):
            return self._grammar.verb(above).get("obj") or self._grammar.doer(above)
        return self._grammar.doer(above)
