"""Where an event took place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.facts import FactTables
from schemas.ontology import PlaceFrom
from schemas.places import LocationMention
from transforms.events.anchors import Anchor, anchors, deals
from transforms.events.clauses import clause_verb
from transforms.events.frames import Frame
from transforms.events.lexicon import listed, nouns
from transforms.events.residents import named_by, of_somebody
from transforms.events.scene import (
    DEEDS,
    FORCE,
    HARM,
    Place,
    antecedent,
    beside,
    is_deed,
    may_be,
    meets,
    mostly,
    opening,
)
from transforms.reading import Reading, Token

PLACES = listed("prepositions.toml", "where", "place")
PHRASES = ("prepositions.toml", "where", "phrases")
COMPANY = frozenset({"with", "by", "on"})
"""Prepositions after which a place is that of the event all the same: "met with leaders in Paris"."""
WIDE = listed("prepositions.toml", "where", "roads") | {"island", "islands"}
"""What one is on rather than in, by the last word of its name."""
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


_OBJECT = frozenset({"dobj", "nsubjpass"})
_AIMED = Goal(listed("prepositions.toml", "where", "goal"), _OBJECT)
_GOALS = {
    **dict.fromkeys(("visit", "ASSAULT", "MOVE", "MOBILIZE", "RETREAT"), _AIMED),
    "DISASTER": _AIMED._replace(deps=_OBJECT | {"poss"}),
    "blockade": Goal(frozenset({"on", "between"}), _OBJECT),
    "ELECT": Goal(deps=frozenset({"nsubj", "poss"})),
    **dict.fromkeys(("OUTBREAK", "ACCIDENT", "PROTEST"), Goal(deps=frozenset({"poss"}))),
}
"""By mode or type: "visited Paris", "blocked Highway 5", "Haiti held elections", "Rwanda's outbreak"."""


def goal_of(kind: str, mode: str | None) -> Goal:
    """How an event of a type and mode says where it is aimed."""
    return _GOALS.get(mode or "", _GOALS.get(kind, Goal()))


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event, and whether it is said of it."""

    location_id: str | None = None
    said: PlaceFrom | None = None


def where(reading: Reading, found: FactTables, frame: Frame, *, goal: Goal, real: bool) -> Where:
    """The place of an event: governed by its words, else in its clause, else the dateline of what the lead tells.

    What the event is aimed at is its place too: "visited Paris", "an attack on Paris".
    """
    near = [m for m in found.location_mentions if m.sentence_no == frame.token.sentence]
    named = [m for m in near if m.resolved_by != "demonym" and not of_somebody(reading, found, m)]
    places = [*_places(reading, found, named)] if named else []
    if said := _said(reading, frame, places, goal=goal):
        return Where(_narrowed(found, said, places).location_id, "event")
    elsewhere = len(near) > 1 or (near and near[0].start > frame.token.start)
    if not real or elsewhere or not reading.in_lead(frame.token.sentence):
        return Where()
    return _dateline(reading, found)


def _places(reading: Reading, found: FactTables, mentions: list[LocationMention]) -> Iterator[Place]:
    """The places of mentions: of what is long or wide one is on it, as on a road, a river or an island."""
    ids = {m.location_id for m in mentions}
    wide = {
        p.location_id
        for p in found.locations
        if p.location_id in ids and (p.kind in ("road", "water") or p.name.lower().rsplit(" ", 1)[-1] in WIDE)
    }
    for mention in mentions:
        yield Place(mention, named_by(reading, mention), PLACES | {"on"} if mention.location_id in wide else PLACES)


def _narrowed(found: FactTables, said: LocationMention, places: list[Place]) -> LocationMention:
    """The place that belongs to the one said, where the text names it: "Iraq's Anbar province"."""
    wide = next(p.head for p in places if p.mention is said)
    if wide.dep != "poss":
        return said
    located = {p.location_id: p for p in found.locations}
    if located[said.location_id].kind == "city":
        return said
    for place in places:
        whole = place.head.head if place.head.dep in ("compound", "nmod") else place.head.i
        if (
            whole == wide.head
            and located[place.mention.location_id].country_iso2 == located[said.location_id].country_iso2
        ):
            return place.mention
    return said


def _said(reading: Reading, frame: Frame, places: list[Place], *, goal: Goal) -> LocationMention | None:
    """The place that the sentence says of an event; of several the nearest."""
    event = frame.token
    return (
        _by(reading, event, anchors(reading, frame), places, goal=goal)
        or antecedent(reading, event, places)
        or _by(reading, event, [Anchor(t) for t in beside(reading, event)], places, goal=goal)
        or opening(reading, event, places)
    )


def _by(
    reading: Reading, event: Token, said: Sequence[Anchor], places: list[Place], *, goal: Goal
) -> LocationMention | None:
    """The place that some words say: what they govern, else what stands in their clauses; of several the nearest."""
    for anchor in said:
        if tied := [p.mention for p in places if _tied(reading, anchor.token, p, goal=goal)]:
            return min(tied, key=lambda m: abs(m.start - anchor.token.start))
    for anchor in said:
        if _has_clause(reading, anchor) and (
            inside := [p.mention for p in places if _inside(reading, anchor.token, p)]
        ):
            return min(inside, key=lambda m: abs(m.start - event.start))
    return None


def _has_clause(reading: Reading, anchor: Anchor) -> bool:
    """Whether an event is where its clause says: a noun unless its verb tells how people dealt with it elsewhere."""
    noun, verb = anchor.token, clause_verb(reading, anchor.token)
    if anchor.whole or noun.pos != "NOUN":
        return anchor.whole
    apart = noun.dep == "pobj" and reading.tokens[noun.head].lower in ("for", "over", "about") and not meets(verb)
    return noun.lemma.lower() in nouns() and not deals(verb) and not apart


def _inside(reading: Reading, anchor: Token, place: Place) -> bool:
    """Whether a place stands in the clause of an anchor so that it is where all of that was.

    After a preposition of place ("in the centre of Kyiv"), which hangs on the verb or on one who takes part or what is
    acted on ("killed ten people in Kyiv"), not deeper in what is spoken of ("approved a plan for a shop in Kyiv").
    """
    verb, own = clause_verb(reading, anchor), clause_verb(reading, place.head)
    if _of_another(reading, anchor, place.head) or not _placed(reading, place):
        return False
    if own.i != verb.i:
        return _is_part(reading, own, verb) and mostly(verb, HARM) and _inside(reading, own, place)
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
        if top.dep == "dobj" and mostly(verb, SPEECH):
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
        return is_deed(noun, HARM) if prep.lower == "in" else noun.dep in ("dobj", "pobj") and may_be(noun, FORCE)
    return anchor.dep == "nsubj" and noun.dep == "dobj" and mostly(noun, frozenset({"PROTEST"}))


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


def _tied(reading: Reading, anchor: Token, place: Place, *, goal: Goal) -> bool:
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


def _dateline(reading: Reading, found: FactTables) -> Where:
    """The place that the article opens with: "KABUL (Agency) -", "Nairobi, Kenya —"."""
    for mention in found.location_mentions[:3]:
        before = reading.text[: mention.start].rsplit("\n", 1)[-1]
        after = reading.text[mention.end : mention.end + 40].split("\n", 1)[0]
        if not before.strip() and _opens(after):
            return Where(mention.location_id, "article")
    return Where()


def _opens(after: str) -> bool:
    for sign in ("—", "–", "--", " - ", "(", ":"):
        position = after.find(sign)
        if 0 <= position <= (2 if sign in "(:" else 30):
            return True
    return False
