"""Phrases: what belongs together in a reading, by coordination, counting, light verbs and passives."""

from transforms.events.lexicon import classes, light, listed
from transforms.reading import Reading, Token

FINITE = ("VBD", "VBZ", "VBP")
PRESENT = frozenset({"VBP", "VBZ"})
QUOTES = frozenset({'"', "'", "“", "”", "‘", "’", "''", "``"})


class Phrases:
    """Answers questions about the phrases of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first child with one of these dependency labels."""
        return next((c for c in self.reading.children(token) if c.dep in deps), None)

    def carrier(self, token: Token) -> Token | None:
        """The light verb that has this noun, or one it is joined to, as its object, or what one takes part in."""
        first = self._counted(self.first_conjunct(token))
        head = self.reading.head(first)
        if first.dep == "pobj" and head is not None and head.lower in ("in", "with", "on"):
            return self._acting_in(first, head, self.reading.head(head))
        if head is None or head.lemma.lower() not in light("verbs") or head.pos not in ("VERB", "AUX"):
            return None
        # "called off talks" and "called her vote a mistake" tell what became of them, or what they are said to be
        undone = any(
            (c.dep == "prt" and c.lower in ("off", "down")) or c.dep == "oprd" for c in self.reading.children(head)
        )
        to_come = first.dep == "nsubjpass" and self.child(head, "xcomp") is not None  # "is set to begin"
        return head if first.dep in ("dobj", "nsubjpass") and not undone and not to_come else None

    def _acting_in(self, noun: Token, prep: Token, verb: Token | None) -> Token | None:
        """The verb of "took part in a march", "responded with attacks", "is on strike", if this is one."""
        if verb is None or verb.pos not in ("VERB", "AUX"):
            return None
        part = verb.lemma == "take" and any(c.lower == "part" and c.dep == "dobj" for c in self.reading.children(verb))
        if prep.lower == "in" and verb.lemma == "be" and noun.lemma.lower() in classes()["talks"]:
            return verb  # "is in talks with a rival"
        by_prep = {"in": "join", "with": "answer", "on": "be_on"}
        return verb if (part and prep.lower == "in") or verb.lemma in light(by_prep[prep.lower]) else None

    def _counted(self, noun: Token) -> Token:
        """The word that counts a noun and stands for it in the tree: the round of "a round of talks"."""
        of = self.reading.head(noun) if noun.dep == "pobj" else None
        above = self.reading.head(of) if of is not None and of.lower == "of" else None
        return above if above is not None and above.lemma.lower() in classes()["vague"] else noun

    def first_conjunct(self, token: Token) -> Token:
        """The word that stands for the whole of a coordination in the tree."""
        while token.dep == "conj" and (head := self.reading.head(token)) is not None and head.pos == token.pos:
            token = head
        return token

    def over(self, token: Token) -> Token | None:
        """The word that a noun hangs on, or that the first of those it is joined to does."""
        return self.reading.head(self.first_conjunct(token))

    def infinitive(self, verb: Token) -> Token | None:
        """The "to" of an infinitive."""
        return next((c for c in self.reading.children(verb) if c.dep == "aux" and c.lower == "to"), None)

    def helping(self, verb: Token) -> frozenset[str]:
        """The auxiliaries of a verb, in small letters."""
        return frozenset(c.lower for c in self.reading.children(verb) if c.dep in ("aux", "auxpass"))

    def is_bare(self, verb: Token) -> bool:
        """Whether a joined verb may be an infinitive, whatever its tag: the cut of "will recall it and cut aid"."""
        head = self.reading.head(verb)
        alike = verb.tag in ("VBD", "VBP") and verb.lower == verb.lemma and not self.own_auxiliary(verb)
        return alike and verb.dep == "conj" and head is not None and head.tag == "VB"

    def joined(self, verb: Token) -> Token | None:
        """The verb that a verb joined by "and" goes with: the last before it in the same form, against the parser.

        "Asked them to end the strike and allow trains": allow goes with end.
        """
        head = self.reading.head(verb)
        if head is not None and self.described(head) is not None:
            head = self.reading.head(head)  # "is helping towns hit and stands ready"
        if head is not None and verb.tag == "VB" and head.tag == "VBG" and not self.own_auxiliary(verb):
            # "will begin withdrawing troops and release prisoners"
            return next((t for t in self.reading.ancestors(head) if t.tag == "VB"), head)
        if head is not None and verb.tag in FINITE and (listed_after := self._listed_after(verb, head)) is not None:
            return listed_after
        if head is None or verb.tag not in ("VB", *FINITE) or head.tag not in ("VB", *FINITE, "VBN"):
            return head
        return self._mate(verb, head)

    def _mate(self, verb: Token, head: Token) -> Token:
        """The verb in the same form as one that hangs on another: of these two both are finite or infinitives."""
        if verb.tag == "VB" and head.tag in FINITE and not self.own_auxiliary(verb):
            below = (c for c in self.reading.children(head) if c.dep in ("xcomp", "ccomp", "advcl") and c.i < verb.i)
            return next((c for c in below if c.tag == "VB"), head)
        if verb.tag in FINITE and head.dep == "ccomp" and self._set_apart(verb, head):
            finite = [t for t in self.reading.ancestors(head) if t.tag in FINITE]
            return next((t for t in finite if t.tag == verb.tag), finite[-1] if finite else head)
        if verb.tag in FINITE and head.tag == "VB" and head.dep in ("xcomp", "advcl", "acl") and not self.is_bare(verb):
            return next((t for t in self.reading.ancestors(head) if t.tag in FINITE), head)
        return head

    def _listed_after(self, verb: Token, head: Token) -> Token | None:
        """The verb of the clause below a list goes on from: "were held as men [hit] guards, robbed one and fled"."""
        if verb.dep != "conj" or self.own_auxiliary(verb):
            return None
        then = next((c for c in self.reading.children(head) if c.dep == "conj" and c.i > head.i), verb)
        between = self.reading.tokens[head.i + 1 : then.i]
        clauses = (t for t in reversed(between) if t.dep in ("advcl", "relcl") and t.tag == verb.tag)
        below = next((t for t in clauses if self.child(t, "nsubj")), None)
        return below if self.reading.tokens[then.i - 1].text == "," else None

    def described(self, clause: Token) -> Token | None:
        """The object that the parser took for a participle's subject: "is helping [towns] hit"."""
        subject, above = self.child(clause, "nsubj"), self.reading.head(clause)
        bare = clause.dep == "ccomp" and clause.tag in ("VBN", "VBD")
        bare = bare and not self.child(clause, "aux", "auxpass", "mark", "dobj", "prt", "xcomp")
        if not bare or subject is None or above is None or subject.i != clause.i - 1 or subject.i < above.i:
            return None
        telling = listed("status.toml", "saying", "verbs") | {"have", "get", "see", "find", "want", "leave", "keep"}
        return subject if above.pos == "VERB" and above.lemma not in telling else None

    def _set_apart(self, verb: Token, head: Token) -> bool:
        """Whether a finite verb behind a comma cannot share the auxiliary of the clause it is hung on.

        "Officials deny that it will cost a cent, and accuse others": they accuse. So with "she said ..., and alleges".
        """
        before = [t for t in self.reading.tokens[max(0, verb.i - 4) : verb.i] if t.text not in QUOTES]
        comma = len(before) > 1 and before[-1].lower == "and" and before[-2].text == ","
        helped = self.child(head, "aux") is not None and head.tag in ("VB", "VBN")
        retold = head.tag == "VBD" and verb.tag == "VBZ" and verb.lemma in listed("status.toml", "saying", "verbs")
        return comma and (helped or retold) and not self.own_auxiliary(verb)

    def named(self, token: Token) -> tuple[Token, ...]:
        """A noun with those joined to it; "dozens of protesters" is protesters."""
        found: list[Token] = []
        for noun in self._conjuncts(token):
            inner = self._of(noun) if noun.lemma.lower() in classes()["vague"] or noun.pos == "NUM" else ()
            found.extend(inner or (noun,))
        return tuple(found)

    def _of(self, noun: Token) -> tuple[Token, ...]:
        for child in self.reading.children(noun):
            cent = self.child(child, "pobj") if child.dep == "prep" and child.lower == "per" else None
            if cent is not None and cent.lower == "cent":
                return self._of(cent)  # "94 per cent of members"
            if child.dep == "prep" and child.lower == "of":
                return tuple(n for c in self.reading.children(child) if c.dep == "pobj" for n in self._conjuncts(c))
        return ()

    def _conjuncts(self, token: Token) -> list[Token]:
        found = [token]
        for child in self.reading.children(token):
            if child.dep == "conj" and child.pos in ("NOUN", "PROPN", "PRON", "NUM"):
                found.extend(self._conjuncts(child))
            elif child.dep == "appos" and token.tag in ("NN", "NNP"):
                # "its chief executive, Ana Ruiz, and its chairman": the chairman is joined to the executive
                found.extend(t for c in self.reading.children(child) if c.dep == "conj" for t in self._conjuncts(c))
        return found

    def is_passive(self, token: Token) -> bool:
        """Whether a verb is passive, by its own words or by those it shares with the verb it is joined to."""
        if any(c.dep in ("auxpass", "nsubjpass", "agent") for c in self.reading.children(token)):
            return not self.is_perfect(token)
        if self.is_turned(token) or self.felled(token) is not None:
            return True
        if token.tag != "VBN" and not self._is_like_participle(token):
            return False
        if token.dep == "conj" and (head := self.reading.head(token)) is not None and not self.own_auxiliary(token):
            return self.is_passive(head)
        bare = not self.own_auxiliary(token) and not self.child(token, "dobj")
        return token.dep == "acl" or (token.dep in ("ROOT", "advcl") and bare)

    def felled(self, token: Token) -> Token | None:
        """Who stands before a participle taken for a main verb: "[a farmer], shot dead in May"."""
        dead = any(c.dep in ("oprd", "acomp", "advmod") and c.lower == "dead" for c in self.reading.children(token))
        if token.tag not in ("VBD", "VBN") or not dead or self.own_auxiliary(token) or self.child(token, "dobj"):
            return None
        before = [t for t in self.reading.tokens[max(0, token.i - 2) : token.i] if t.text != ","]
        noun = before[-1] if before and self.reading.tokens[token.i - 1].i - before[-1].i < 2 else None
        return noun if noun is not None and noun.pos in ("NOUN", "PROPN") else None

    def _is_like_participle(self, token: Token) -> bool:
        """Whether a verb that needs an object has none, and is joined to a participle: "men were seized and shot"."""
        head = self.reading.head(token)
        bare = token.tag == "VBD" and token.dep == "conj" and token.lemma in light("transitive")
        return bare and head is not None and head.tag == "VBN" and not self.child(token, "dobj", "prep", "prt")

    def is_perfect(self, token: Token) -> bool:
        """Whether "'s" before a participle is "has", against the parser: "he's never asked for it", "she's sued them".

        "He's offered a job" is a passive, though it has an object.
        """
        children = self.reading.children(token)
        short = any(c.dep == "auxpass" and c.text in ("'s", "’s") for c in children)
        if not short or any(c.dep == "agent" for c in children):
            return False
        lately = any(c.lower in ("never", "just", "ever", "long", "recently") for c in children)
        sought = token.lemma in ("ask", "call", "campaign", "fight") and any(c.lower == "for" for c in children)
        themes = [c for c in children if c.dep in ("dobj", "dative")]
        given = token.lemma in light("given") and not any(self._is_someone(c) for c in themes)
        return lately or sought or (bool(themes) and not given)

    def _is_someone(self, noun: Token) -> bool:
        people = (classes()[name] for name in ("person", "body", "official"))
        return noun.pos in ("PROPN", "PRON") or any(noun.lemma.lower() in words for words in people)

    def is_turned(self, token: Token) -> bool:
        """Whether a verb is passive though the parser gives it a subject as if it were active."""
        return self._clipped(token) or self._is_suffered(token)

    def _is_suffered(self, token: Token) -> bool:
        """Whether a participle tells what was done to someone's own: "had its assets seized"."""
        head = self.reading.head(token)
        bare = token.dep == "ccomp" and not self.child(token, "aux", "auxpass", "mark", "dobj")
        bare = bare and token.tag in ("VBN", "VBD")
        return (
            bare
            and head is not None
            and head.lemma in ("have", "get", "see")
            and self.child(token, "nsubj") is not None
        )

    def _urged(self, token: Token) -> bool:
        """Whether a headline tells who is urged to do something: "Staff urged to travel in groups"."""
        to = self.reading.tokens[token.i + 1 : token.i + 2]
        told = token.lemma.lower() in light("urging") and token.tag in ("VBD", "VBN")
        return told and bool(to) and to[0].lower == "to" and self.child(token, "aux", "auxpass", "dobj") is None

    def _clipped(self, token: Token) -> bool:
        """Whether a verb that needs an object has none, so is a passive as headlines have it: "Two men arrested"."""
        if token.tag not in ("VBD", "VBN"):
            return False
        if self._urged(token):
            return True
        by = any(c.lower == "by" and c.dep in ("prep", "agent") for c in self.reading.children(token))
        if token.lemma.lower() not in light("transitive") and not (by and token.lemma.lower() in light("agentive")):
            return False
        deps = {c.dep for c in self.reading.children(token)}
        objects = {"dobj", "ccomp", "xcomp", "aux", "oprd", "dative", "prt"}
        joined = any(
            c.dep == "conj" and c.pos == "VERB" and not self.own_auxiliary(c) for c in self.reading.children(token)
        )
        subject = self.child(token, "nsubj")
        bound = subject is not None and subject.lower in ("he", "she", "it", "they", "we", "i", "who", "that", "which")
        return subject is not None and not bound and token.dep != "relcl" and not deps & objects and not joined

    def own_auxiliary(self, token: Token) -> bool:
        """Whether a verb has auxiliaries or a subject of its own, so shares none with the verb before it."""
        return any(c.dep in ("aux", "auxpass", "nsubj", "nsubjpass") for c in self.reading.children(token))
