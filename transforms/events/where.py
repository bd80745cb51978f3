"""Where an event took place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.facts import FactTables
from schemas.ontology import PlaceFrom
from schemas.places import LocationMention
from transforms.events.anchors import Anchor, anchors, deals
from transforms.events.clauses import clause_verb
from transforms.events.frames import Frame
from transforms.events.lexicon import listed, nouns
from transforms.events.reach import Goal, inside, tied
from transforms.events.residents import named_by, of_somebody
from transforms.events.scene import PLACES, Place, antecedent, beside, meets, opening, spoken_of
from transforms.reading import Reading, Token

WIDE = listed("prepositions.toml", "where", "roads") | {"island", "islands"}
"""What one is on rather than in, by the last word of its name."""

_OBJECT = frozenset({"dobj", "nsubjpass"})
_AIMED = Goal(listed("prepositions.toml", "where", "goal"), _OBJECT)
_GOALS = {
    **dict.fromkeys(("visit", "ASSAULT", "MOVE", "MOBILIZE", "RETREAT"), _AIMED),
    "DISASTER": _AIMED._replace(deps=_OBJECT | {"poss"}),
    "curfew": Goal(frozenset({"on", "over"})),
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
    places = [*_places(reading, found, named), *spoken_of(reading, found, near)]
    if said := _said(reading, frame, places, goal=goal):
        return Where(_narrowed(reading, found, said, places).location_id, "event")
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


def _narrowed(reading: Reading, found: FactTables, said: LocationMention, places: list[Place]) -> LocationMention:
    """The place that belongs to the one said, where the text names it: "Iraq's Anbar province"."""
    wide = next(p.head for p in places if p.mention is said)
    if wide.dep != "poss":
        return said
    located = {p.location_id: p for p in found.locations}
    if located[said.location_id].kind == "city":
        return said
    for place in places:
        same = located[place.mention.location_id].country_iso2 == located[said.location_id].country_iso2
        if same and wide.head in _wholes(reading, place.head):
            return place.mention
    return said


def _wholes(reading: Reading, head: Token) -> tuple[int, ...]:
    """The nouns that a place names: itself, or "province" in "Anbar province" and "the province of Anbar"."""
    above = reading.tokens[head.head]
    return head.i, above.head if above.lower == "of" else above.i if head.dep in ("compound", "nmod") else head.i


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
        if near := [p.mention for p in places if tied(reading, anchor.token, p, goal=goal)]:
            return min(near, key=lambda m: abs(m.start - anchor.token.start))
    for anchor in said:
        if _has_clause(reading, anchor) and (near := [p.mention for p in places if inside(reading, anchor.token, p)]):
            return min(near, key=lambda m: abs(m.start - event.start))
    return None


def _has_clause(reading: Reading, anchor: Anchor) -> bool:
    """Whether an event is where its clause says: a noun unless its verb tells how people dealt with it elsewhere."""
    noun, verb = anchor.token, clause_verb(reading, anchor.token)
    if anchor.whole or noun.pos != "NOUN":
        return anchor.whole
    apart = noun.dep == "pobj" and reading.tokens[noun.head].lower in ("for", "over", "about") and not meets(verb)
    return noun.lemma.lower() in nouns() and not deals(verb) and not apart


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
