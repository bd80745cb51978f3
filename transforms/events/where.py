"""Where an event took place."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.facts import FactTables
from schemas.ontology import PlaceFrom
from schemas.places import LocationMention
from transforms.dates.tense import head_of
from transforms.events.anchors import Anchor, anchors, deals
from transforms.events.clauses import clause_verb
from transforms.events.frames import Frame
from transforms.events.lexicon import Lexicon, listed, nouns, verbs
from transforms.reading import Reading, Token

PLACES = listed("prepositions.toml", "where", "place")
GOALS = listed("prepositions.toml", "where", "goal")
PHRASES = ("prepositions.toml", "where", "phrases")
COMPANY = frozenset({"with", "by", "on"})
"""Prepositions after which a place is that of the event all the same: "met with leaders in Paris"."""
OCCASIONS = frozenset({"during", "amid"})
"""Prepositions before what went on at the same time, and place: "threw bricks during riots in Leeds"."""
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


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that a sentence names, the word that governs its name, and the prepositions that put something there."""

    mention: LocationMention
    head: Token
    at: frozenset[str]


def where(reading: Reading, found: FactTables, frame: Frame, *, goal: bool, real: bool) -> Where:
    """The place of an event: governed by its words, else in its clause, else the dateline of what the lead tells.

    With `goal` the object and what follows "to" or "on" is the place: "visited Paris", "an attack on Paris".
    """
    near = [m for m in found.location_mentions if m.sentence_no == frame.token.sentence]
    named = [m for m in near if m.resolved_by != "demonym" and not _of_somebody(reading, found, m)]
    if named and (said := _said(reading, frame, [*_places(reading, found, named)], goal=goal)):
        return Where(said.location_id, "event")
    elsewhere = len(near) > 1 or (near and near[0].start > frame.token.start)
    if not real or elsewhere or not reading.in_lead(frame.token.sentence):
        return Where()
    return _dateline(reading, found)


def _places(reading: Reading, found: FactTables, mentions: list[LocationMention]) -> Iterator[_Place]:
    """The places of mentions: of what is long or wide one is on it, as on a road, a river or an island."""
    ids = {m.location_id for m in mentions}
    wide = {
        p.location_id
        for p in found.locations
        if p.location_id in ids and (p.kind in ("road", "water") or p.name.lower().endswith(("island", "islands")))
    }
    for mention in mentions:
        yield _Place(mention, _head(reading, mention), PLACES | {"on"} if mention.location_id in wide else PLACES)


def _said(reading: Reading, frame: Frame, places: list[_Place], *, goal: bool) -> LocationMention | None:
    """The place that the sentence says of an event; of several the nearest."""
    said = anchors(reading, frame)
    for anchor in said:
        if tied := [p.mention for p in places if _tied(reading, anchor.token, p, goal=goal)]:
            return min(tied, key=lambda m: abs(m.start - anchor.token.start))
    for anchor in said:
        if _has_clause(reading, anchor) and (
            inside := [p.mention for p in places if _inside(reading, anchor.token, p)]
        ):
            return min(inside, key=lambda m: abs(m.start - frame.token.start))
    return _antecedent(reading, frame.token, places)


def _antecedent(reading: Reading, event: Token, places: list[_Place]) -> LocationMention | None:
    """The place that a clause with "where" describes: "gathered in Oslo, where a strike had begun"."""
    for clause in (event, *reading.ancestors(event)):
        head = reading.head(clause)
        if clause.dep == "relcl" and head is not None and any(c.lower == "where" for c in reading.children(clause)):
            return next((p.mention for p in places if p.mention.start <= head.start < p.mention.end), None)
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


def _inside(reading: Reading, anchor: Token, place: _Place) -> bool:
    """Whether a place stands in the clause of an anchor so that it is where all of that was.

    After a preposition of place ("in the centre of Kyiv"), which hangs on the verb or on one who takes part or what is
    acted on ("killed ten people in Kyiv"), not deeper in what is spoken of ("approved a plan for a shop in Kyiv").
    """
    verb = clause_verb(reading, anchor)
    if (
        _of_another(reading, anchor, place.head)
        or clause_verb(reading, place.head).i != verb.i
        or not _placed(reading, place)
    ):
        return False
    path = [place.head, *_below(reading, place.head, verb)]
    top, depth = path[-1], sum(t.pos == "ADP" and t.lower != "of" for t in path)
    deed = _is_deed(anchor, nouns(), DEEDS - {"LEGAL"}) or _is_deed(verb, verbs(), DEEDS)
    if top.dep in ("prep", "agent", "advmod") or top.pos == "ADP":
        near = depth <= DEEP and (top.lower in COMPANY or (deed and top.lower != "for"))
        return top.lower in place.at or near or (depth <= DEEP and top.lower in OCCASIONS)
    if top.dep in ("nsubj", "nsubjpass", "dobj", "attr", "dative", "oprd"):
        return depth <= (DEEP if deed else 1)
    return top.dep == "npadvmod"


def _of_another(reading: Reading, anchor: Token, place: Token) -> bool:
    """Whether a place only says which of many another event is: "left office after the Iraq war"."""
    named = reading.head(place) if place.dep in ("compound", "nmod") else None
    affairs = listed("prepositions.toml", "where", "affairs") | nouns().keys()
    return named is not None and named.i != anchor.i and named.lemma.lower() in affairs


def _is_deed(token: Token, words: Lexicon, deeds: frozenset[str]) -> bool:
    types = {sense.type for sense in words.get(token.lemma.lower(), ()) if sense.type}
    return bool(types) and types <= deeds


def _below(reading: Reading, token: Token, verb: Token) -> Iterator[Token]:
    for above in reading.ancestors(token):
        if above.i == verb.i:
            return
        yield above


def _placed(reading: Reading, place: _Place) -> bool:
    """Whether a place stands after a preposition of place: "in Kyiv", "in the centre of Kyiv", no "in favour of it"."""
    head, above = place.head, reading.head(place.head)
    while above is not None and (head.dep in ("compound", "nmod") or above.lower == "of" or head.dep == "prep"):
        if above.lower == "of" and reading.tokens[above.head].lemma.lower() in listed(*PHRASES):
            return False
        head, above = above, reading.head(above)
    return head.dep == "pobj" and above is not None and above.lower in place.at


def _tied(reading: Reading, anchor: Token, place: _Place, *, goal: bool) -> bool:
    """Whether the anchor governs the place by a preposition of place, or by another way to say where."""
    head, above = place.head, reading.head(place.head)
    hung = head.dep in ("pobj", "dobj", "nsubjpass", "poss", "compound", "nmod", "appos", "conj")
    if above is None or not hung or _of_another(reading, anchor, head):
        return False
    if above.i == anchor.i:
        return head.dep in ("compound", "nmod") or (goal and head.dep in ("dobj", "nsubjpass"))
    allowed = place.at | GOALS if goal else place.at
    while above is not None and above.dep in ("prep", "pobj", "appos", "dobj"):
        if above.pos == "ADP" and above.lower not in (*allowed, "of"):
            return False
        governor = reading.head(above)
        if governor is not None and governor.i == anchor.i:
            return above.pos == "ADP" or goal
        if governor is None or governor.pos not in ("ADP", "NOUN", "PROPN", "PRON"):
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
    head = head_of(reading, mention.start, mention.end)
    assert head is not None, "a mention covers a token"
    return head
