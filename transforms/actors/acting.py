"""Whether a place, an industry, a campaign acts where it stands: it does, or suffers, what only someone can."""

from transforms.actors.lexicon import words
from transforms.reading import Reading, Token

RECEIVING = frozenset({"to", "from", "with", "against", "on"})
"""Prepositions before one from whom something comes or to whom it goes."""


def acts(reading: Reading, head: Token) -> bool:
    """Whether a name of a place stands for a government: it speaks or acts, relates to another, or has a will."""
    first, above = _above(reading, head)
    if above is None:
        return False
    if first.dep == "nsubj" and above.pos == "VERB":
        lemma = above.lemma.lower()
        return any(lemma in words(acts) for acts in ("acting", "governing", "dealing", "willed")) or _is_willed(
            reading, above
        )
    if first.dep == "poss":
        return above.lemma.lower() in words("will")
    if first.dep == "pobj" and above.dep == "agent":
        return (verb := reading.head(above)) is not None and verb.lemma.lower() in words("acting")
    return _relates(reading, head.i)


def governs(reading: Reading, head: Token) -> bool:
    """Whether a town, an industry or the like acts as bodies do, or is dealt with as they are."""
    first, above = _above(reading, head)
    if above is None:
        return False
    lemma = above.lemma.lower()
    if first.dep == "nsubj" and above.pos == "VERB":
        return lemma in words("acting") | words("governing") or _is_willed(reading, above)
    if first.dep in {"dobj", "nsubjpass", "dative"}:
        return lemma in words("dealing") or (first.dep != "dobj" and lemma in words("giving"))
    verb = reading.head(above)
    if first.dep != "pobj" or verb is None:
        return False
    lemma = verb.lemma.lower()
    if above.dep == "agent" or above.lower == "by":
        return lemma in words("acting") | words("governing") | words("dealing")
    return above.lower in RECEIVING and lemma in _received(above.lower)


def presides(reading: Reading, head: Token) -> bool:
    """Whether the house of a government is subject of what happens to no house: "Downing Street held a meeting"."""
    first, verb = _above(reading, head)
    return first.dep == "nsubj" and verb is not None and verb.pos == "VERB" and verb.lemma.lower() in words("presiding")


def _received(preposition: str) -> frozenset[str]:
    """Verbs and nouns after which a preposition stands before someone: "pay to", "receive from", "suit against"."""
    if preposition == "to":
        return words("giving") | words("gifts")
    if preposition == "from":
        return words("taking") | words("gifts")
    if preposition == "on":
        return words("calling")
    return words("relations") | words("disputes")


def _above(reading: Reading, head: Token) -> tuple[Token, Token | None]:
    """The word of a list that its place in the clause is told by, the first, and the word that this one hangs on."""
    while head.dep == "conj" and (before := reading.head(head)) is not None and before.pos in {"NOUN", "PROPN"}:
        head = before
    return head, reading.head(head)


def _is_willed(reading: Reading, verb: Token) -> bool:
    """Whether a verb is what someone will, would or could do: "Athens would not bear the cost"."""
    return verb.lemma.lower() not in words("passive") and any(c.tag == "MD" for c in reading.children(verb))


def _relates(reading: Reading, at: int) -> bool:
    """Whether a capital is one of two between which there is a relation: "talks between Moscow and Ankara"."""
    token = reading.tokens[at]
    first = reading.tokens[token.head] if token.dep == "conj" else token
    between = reading.head(first)
    if between is None or between.lower not in {"between", "with"} or first.dep != "pobj":
        return False
    above = reading.head(between)
    return above is not None and above.lemma.lower() in words("relations")
