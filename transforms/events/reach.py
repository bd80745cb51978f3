"""Whether the words of an event reach a place: govern it, or stand in one clause with it so that it is theirs too."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.events.anchors import deals
from transforms.events.clauses import clause_verb
from transforms.events.kinds import DEEDS, FORCE, HARM, is_deed, may_be, mostly
from transforms.events.lexicon import listed, nouns
from transforms.events.scene import PLACES, Place, meets
from transforms.reading import Reading, Token

PHRASES = ("prepositions.toml", "where", "phrases")
COMPANY = frozenset({"with", "by", "on"})
"""Prepositions after which a place is that of the event all the same: "met with leaders in Paris"."""
OCCASIONS = frozenset({"during", "amid"})
"""Prepositions before what went on at the same time, and place: "threw bricks during riots in Leeds"."""
HUNG = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "poss", "compound", "nmod", "appos", "conj"})
"""How a place hangs on the words that say where something was."""
SPEECH = frozenset({"ACCUSE", "SUPPORT"})
"""Types of what is said of what may be elsewhere."""
DEEP = 2
"""Phrases within which a place may lie deep and still be that of the event."""


class Goal(NamedTuple):
    """How the words of an event say where it is aimed: after which prepositions, and as what of its verb."""

    after: frozenset[str] = frozenset()
    deps: frozenset[str] = frozenset()


def inside(reading: Reading, anchor: Token, place: Place) -> bool:
    """Whether a place stands in the clause of an anchor so that it is where all of that was.

    After a preposition of place ("in the centre of Kyiv"), which hangs on the verb or on one who takes part or what is
    acted on ("killed ten people in Kyiv"), not deeper in what is spoken of ("approved a plan for a shop in Kyiv").
    """
    verb, own = clause_verb(reading, anchor), clause_verb(reading, place.head)
    if _of_another(reading, anchor, place.head) or not _placed(reading, place):
        return False
    if own.i != verb.i:
        return _is_part(reading, own, verb) and mostly(verb, HARM) and inside(reading, own, place)
    path = [place.head, *_below(reading, place.head, verb)]
    return not any(_is_told_of(reading, anchor, verb, token) for token in path) and _stands(anchor, verb, path, place)


def _stands(anchor: Token, verb: Token, path: Sequence[Token], place: Place) -> bool:
    """Whether the way from a place up to its verb leaves it where the event was."""
    top, depth = path[-1], _depth(path)
    deed = (anchor.pos == "NOUN" and is_deed(anchor, DEEDS - {"LEGAL"})) or (
        verb.pos == "VERB" and is_deed(verb, DEEDS)
    )
    if top.dep in ("prep", "agent", "advmod") or top.pos == "ADP":
        company = top.lower in COMPANY and not (top.lower == "with" and mostly(verb, SPEECH))
        near = depth <= DEEP and (company or (deed and (top.lower != "for" or meets(verb))))
        return top.lower in place.at or near or (depth <= DEEP and top.lower in OCCASIONS)
    if top.dep in ("nsubj", "nsubjpass", "dobj", "attr", "dative", "oprd"):
        if top.dep == "dobj" and (mostly(verb, SPEECH) or top.lemma in listed("prepositions.toml", "where", "matters")):
            return False  # "condemned the jailing of two men in Minsk"
        return depth <= (DEEP if deed else 1)
    return top.dep == "npadvmod"


def _depth(path: Sequence[Token]) -> int:
    """Phrases between a place and the clause it stands in: "in a garage on 25th Street in Milan" is one."""
    prepositions = [t.lower for t in path if t.pos == "ADP" and t.lower != "of"]
    return sum(p not in PLACES for p in prepositions) + any(p in PLACES for p in prepositions)


def _is_part(reading: Reading, participle: Token, verb: Token) -> bool:
    """Whether a participle tells more of what a verb tells: "went off, hitting a van in Rada", "hit men crossing Y"."""
    apart = any(c.dep in ("nsubj", "mark") for c in reading.children(participle))
    above = reading.head(participle)
    told = participle.tag == "VBG" and participle.dep in ("advcl", "acl") and not apart
    return told and above is not None and clause_verb(reading, above).i == verb.i


def _is_told_of(reading: Reading, anchor: Token, verb: Token, noun: Token) -> bool:
    """Whether a noun tells of another event, which has places of its own.

    "Fined him since the coup in Mali", "charged with disorder in Leeds", "the killing set off protests in Texas".
    """
    prep = reading.head(noun)
    if noun.pos != "NOUN" or noun.i == anchor.i or prep is None or not may_be(noun, DEEDS):
        return False
    if noun.dep == "pobj" and (
        prep.lower in listed("prepositions.toml", "where", "apart") or _follows(verb, prep, noun)
    ):
        return True
    if noun.dep == "pobj" and prep.lower == "of" and reading.tokens[prep.head].lemma in listed(*PHRASES):
        return True
    if anchor.i == verb.i and deals(verb) and prep.lower not in OCCASIONS:
        return _is_dealt_with(verb, prep, noun)
    return anchor.dep == "nsubj" and noun.dep == "dobj" and mostly(noun, frozenset({"PROTEST"}))


def _is_dealt_with(verb: Token, prep: Token, noun: Token) -> bool:
    """Whether a verb deals with a deed of another time: "charged with assault", no "broke up a march"."""
    coerces = mostly(verb, frozenset({"COERCE"}))
    if noun.dep == "dobj":
        return not coerces and may_be(noun, FORCE)
    if prep.lower == "in":
        return is_deed(noun, HARM)
    return noun.dep == "pobj" and may_be(noun, HARM if coerces else FORCE)


def _follows(verb: Token, prep: Token, noun: Token) -> bool:
    """Whether a phrase with "after" tells what came before elsewhere, no "died after a crash", "agreed after talks"."""
    return prep.lower == "after" and not mostly(verb, HARM) and not mostly(noun, frozenset({"CONSULT"}))


def _of_another(reading: Reading, anchor: Token, place: Token) -> bool:
    """Whether a place only says which of many another event is: "left office after the Iraq war"."""
    named = reading.head(place) if place.dep in ("compound", "nmod") else None
    affairs = listed("prepositions.toml", "where", "affairs") | nouns().keys()
    return named is not None and named.i != anchor.i and named.lemma.lower() in affairs


def _below(reading: Reading, token: Token, verb: Token) -> Iterator[Token]:
    for above in reading.ancestors(token):
        if above.i == verb.i:
            return
        yield above


def _placed(reading: Reading, place: Place) -> bool:
    """Whether a place stands after a preposition of place: "in Kyiv", "in the centre of Kyiv", no "in favour of it"."""
    head, above = place.head, reading.head(place.head)
    if above is not None and above.lower == "to" and _is_stay(reading, above):
        return True
    while above is not None and (head.dep in ("compound", "nmod", "poss") or above.lower == "of" or head.dep == "prep"):
        if above.lower == "of" and reading.tokens[above.head].lemma.lower() in listed(*PHRASES):
            return False
        head, above = above, reading.head(above)
    return head.dep == "pobj" and above is not None and above.lower in place.at


def _is_stay(reading: Reading, to: Token) -> bool:
    """Whether "to" tells where somebody was on a visit: "on a trip to Mali"."""
    noun = reading.tokens[to.head]
    during = noun.dep == "pobj" and reading.tokens[noun.head].lower in ("on", "during")
    return during and noun.lemma.lower() in listed("prepositions.toml", "where", "stays")


def tied(reading: Reading, anchor: Token, place: Place, *, goal: Goal) -> bool:
    """Whether the anchor governs the place by a preposition of place, or by another way to say where."""
    head, above = place.head, reading.head(place.head)
    if above is None or head.dep not in HUNG or _of_another(reading, anchor, head):
        return False
    if above.i == anchor.i:
        return head.dep in ("compound", "nmod") or head.dep in goal.deps
    return _leads_up(reading, above, anchor, place.at | goal.after, bare="dobj" in goal.deps)


def _leads_up(reading: Reading, word: Token, anchor: Token, allowed: frozenset[str], *, bare: bool) -> bool:
    """Whether a way of phrases leads from a word up to an anchor; with `bare` one that ends in the anchor's object."""
    while word.dep in ("prep", "pobj", "appos", "dobj"):
        governor = reading.head(word)
        if governor is None or (word.pos == "ADP" and not _leads(word, governor, allowed)):
            return False
        if governor.i == anchor.i:
            return bare or word.pos == "ADP"
        if governor.pos not in ("ADP", "NOUN", "PROPN", "PRON"):
            return False
        word = governor
    return False


def _leads(prep: Token, governor: Token, allowed: frozenset[str]) -> bool:
    """Whether a preposition may lead from an event to its place, no "at the request of"."""
    if prep.lower == "of":
        return governor.pos != "VERB" and governor.lemma.lower() not in listed(*PHRASES)
    return prep.lower in allowed
