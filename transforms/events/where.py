"""Where an event took place."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.facts import FactTables
from schemas.ontology import PlaceFrom
from schemas.places import LocationMention
from transforms.events.anchors import Anchor, anchors, deals
from transforms.events.clauses import clause_verb
from transforms.events.frames import Frame
from transforms.events.lexicon import Lexicon, listed, nouns, verbs
from transforms.reading import Reading, Token

PLACES = listed("prepositions.toml", "where", "place")
GOALS = listed("prepositions.toml", "where", "goal")
COMPANY = frozenset({"with", "by", "on"})
"""Prepositions after which a place is that of the event all the same: "met with leaders in Paris"."""
DEEP = 2
"""Phrases within which a place may lie deep and still be that of the event."""
DEEDS: frozenset[str] = frozenset(
    ["ASSAULT", "COERCE", "PROTEST", "LEGAL", "DIE", "ACCIDENT", "DISASTER", "OUTBREAK", "MOVE", "MOBILIZE", "CONSULT"]
)
"""Types of what is done at a place, as against what is said about one."""


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event, and whether it is said of it."""

    location_id: str | None = None
    said: PlaceFrom | None = None


def where(reading: Reading, found: FactTables, frame: Frame, *, goal: bool, real: bool) -> Where:
    """The place of an event: governed by its words, else in its clause, else the dateline of what the lead tells.

    With `goal` the object and what follows "to" or "on" is the place: "visited Paris", "an attack on Paris".
    """
    near = [m for m in found.location_mentions if m.sentence_no == frame.token.sentence]
    places = [m for m in near if m.resolved_by != "demonym" and not _of_somebody(reading, found, m)]
    if places and (said := _said(reading, frame, places, goal=goal)):
        return Where(said.location_id, "event")
    elsewhere = len(near) > 1 or (near and near[0].start > frame.token.start)
    if not real or elsewhere or not reading.in_lead(frame.token.sentence):
        return Where()
    return _dateline(reading, found)


def _said(reading: Reading, frame: Frame, places: list[LocationMention], *, goal: bool) -> LocationMention | None:
    """The place that the sentence says of an event; of several the nearest."""
    said = anchors(reading, frame)
    for anchor in said:
        if tied := [m for m in places if _tied(reading, anchor.token, m, goal=goal)]:
            return min(tied, key=lambda m: abs(m.start - anchor.token.start))
    for anchor in said:
        if _has_clause(reading, anchor) and (inside := [m for m in places if _inside(reading, anchor.token, m)]):
            return min(inside, key=lambda m: abs(m.start - frame.token.start))
    return None


def _has_clause(reading: Reading, anchor: Anchor) -> bool:
    """Whether an event is where its clause says: a noun unless its verb tells how people dealt with it elsewhere."""
    return anchor.whole or (anchor.token.pos == "NOUN" and not deals(clause_verb(reading, anchor.token)))


def _of_somebody(reading: Reading, found: FactTables, place: LocationMention) -> bool:
    """Whether a place only says which somebody is: "a Paris woman", "Pacific Island leaders", "experts from Oslo".

    Courts, schools and their like, and the bodies that rule a place, are there: "in Cass County Circuit Court".
    """
    head = _head(reading, place)
    while head.dep == "conj" and (first := reading.head(head)) is not None:
        head = first
    above = reading.head(head)
    if above is None:
        return False
    if head.dep == "pobj" and above.lower in ("of", "from"):
        owner = reading.head(above)
        moved = owner is not None and above.lower == "from" and owner.dep == "dobj"
        return owner is not None and not moved and _is_somebody(found, owner)
    if head.dep not in ("compound", "nmod", "amod", "poss"):
        return _in_name(reading, found, place) and head.dep != "pobj"
    return _in_name(reading, found, place) or _is_somebody(found, above)


def _in_name(reading: Reading, found: FactTables, place: LocationMention) -> bool:
    """Whether a place is but a part of what names somebody who is no site and rules no place."""
    for actor in found.actor_mentions:
        inside = actor.sentence_no == place.sentence_no and actor.start <= place.start and place.end <= actor.end
        if inside and actor.end > place.end and not _is_site(reading, actor.start, actor.end):
            return not _is_public(found, actor.actor_id)
    return False


def _is_public(found: FactTables, actor_id: str) -> bool:
    return any(a.actor_id == actor_id and a.kind == "government_body" for a in found.actors)


def _is_somebody(found: FactTables, token: Token) -> bool:
    if token.lemma.lower() in nouns() or token.lemma.lower() in listed("prepositions.toml", "where", "sites"):
        return False
    inside = (m for m in found.actor_mentions if m.sentence_no == token.sentence and m.start <= token.start < m.end)
    return any(not _is_public(found, m.actor_id) for m in inside)


def _is_site(reading: Reading, start: int, end: int) -> bool:
    return any(t.lower in listed("prepositions.toml", "where", "sites") for t in reading.covering(start, end))


def _inside(reading: Reading, anchor: Token, place: LocationMention) -> bool:
    """Whether a place stands in the clause of an anchor so that it is where all of that was.

    After a preposition of place ("in the centre of Kyiv"), which hangs on the verb or on one who takes part or what is
    acted on ("killed ten people in Kyiv"), not deeper in what is spoken of ("approved a plan for a shop in Kyiv").
    """
    head = _head(reading, place)
    verb = clause_verb(reading, anchor)
    if clause_verb(reading, head).i != verb.i or not _placed(reading, head):
        return False
    path = [head, *_below(reading, head, verb)]
    top, depth = path[-1], sum(t.pos == "ADP" and t.lower != "of" for t in path)
    deed = _is_deed(anchor, nouns()) or _is_deed(verb, verbs())
    if top.dep in ("prep", "agent", "advmod"):
        return top.lower in PLACES or (depth <= DEEP and (top.lower in COMPANY or (deed and top.lower != "for")))
    if top.dep in ("nsubj", "nsubjpass", "dobj", "attr", "dative", "oprd"):
        return depth <= (DEEP if deed else 1)
    return top.dep == "npadvmod"


def _is_deed(token: Token, words: Lexicon) -> bool:
    types = {sense.type for sense in words.get(token.lemma.lower(), ()) if sense.type}
    return bool(types) and types <= DEEDS


def _below(reading: Reading, token: Token, verb: Token) -> Iterator[Token]:
    for above in reading.ancestors(token):
        if above.i == verb.i:
            return
        yield above


def _placed(reading: Reading, head: Token) -> bool:
    """Whether a place stands after a preposition of place: "in Kyiv", "in the centre of Kyiv", "in Kyiv city"."""
    above = reading.head(head)
    while above is not None and (head.dep in ("compound", "nmod") or above.lower == "of" or head.dep == "prep"):
        head, above = above, reading.head(above)
    return head.dep == "pobj" and above is not None and above.lower in PLACES


def _tied(reading: Reading, anchor: Token, mention: LocationMention, *, goal: bool) -> bool:
    """Whether the anchor governs the place by a preposition of place, or by another way to say where."""
    head = _head(reading, mention)
    above = reading.head(head)
    if above is None or head.dep not in ("pobj", "dobj", "nsubjpass", "poss", "compound", "nmod", "appos", "conj"):
        return False
    if above.i == anchor.i:
        return head.dep in ("compound", "nmod") or (goal and head.dep in ("dobj", "nsubjpass"))
    allowed = PLACES | GOALS if goal else PLACES
    while above is not None and above.dep in ("prep", "pobj", "appos", "dobj"):
        if above.pos == "ADP" and above.lower not in (*allowed, "of"):
            return False
        governor = reading.head(above)
        if governor is not None and governor.i == anchor.i:
            return above.pos == "ADP" or goal
        if governor is None or governor.pos not in ("ADP", "NOUN"):
            return False
        above = governor
    return False


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


def _head(reading: Reading, mention: LocationMention) -> Token:
    tokens = reading.covering(mention.start, mention.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[0])
