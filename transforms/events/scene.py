"""What a sentence says of the place of more than one clause: before "where", at its opening, in the clause beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.facts import FactTables
from schemas.places import LocationMention
from transforms.events.anchors import deals, told_by_clause
from transforms.events.clauses import clause_verb
from transforms.events.kinds import DEEDS, FORCE, HARM, is_deed, mostly
from transforms.events.lexicon import light, listed
from transforms.reading import Reading, Token

AGAIN = {"country": "country", "nation": "country", "city": "city", "town": "city", "village": "city"}
"""Nouns by which a place is named again, and the kind of place."""
PLACES = listed("prepositions.toml", "where", "place")
OPENING = frozenset({"in", "at", "near", "outside", "across", "around", "on"})
"""Prepositions before the place that opens a sentence."""
QUOTES = frozenset("\"'“‘«")
PARTS = frozenset(
    {"conj", "advcl", "xcomp", "relcl", "acl", "dobj", "nsubj", "nsubjpass", "attr", "prep", "pobj", "pcomp", "agent"}
)
"""How words hang on what goes on at one place."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a sentence names, the word that governs its name, and the prepositions that put something there."""

    mention: LocationMention
    head: Token
    at: frozenset[str]


def antecedent(reading: Reading, event: Token, places: Sequence[Place]) -> LocationMention | None:
    """The place that a clause with "where" describes: "gathered in Oslo, where a strike had begun"."""
    if event.dep in ("dobj", "pobj") and deals(clause_verb(reading, event)) and not told_by_clause(reading, event):
        return None
    for clause in (event, *reading.ancestors(event)):
        head = reading.head(clause)
        if (
            clause.dep == "relcl"
            and head is not None
            and (_opens_with_where(reading, clause) or _tells_harm(reading, clause))
        ):
            return _described(reading, head, clause, places)
        if clause.dep == "relcl" and (
            not mostly(clause, FORCE) or any(c.lower == "had" for c in reading.children(clause))
        ):
            return None  # "where rebels released a man whom they had seized"
    return None


def _opens_with_where(reading: Reading, clause: Token) -> bool:
    """Whether a relative clause tells what was where its antecedent is, or at it: "a raid in which two died"."""
    for child in reading.children(clause):
        if child.i > clause.i:
            return False
        if child.lower == "where":
            return True
        if child.dep == "prep" and child.lower in ("in", "at", "during"):
            return any(below.lower == "which" for below in reading.children(child))
    return False


def _tells_harm(reading: Reading, clause: Token) -> bool:
    """Whether a relative clause tells whom the thing before it hurt: "a bomb in Aden on Friday that killed two"."""
    relative = any(c.dep == "nsubj" and c.lower in ("that", "which") for c in reading.children(clause))
    return relative and mostly(clause, HARM)


def _described(reading: Reading, head: Token, clause: Token, places: Sequence[Place]) -> LocationMention | None:
    """The place that a relative clause is about: its antecedent, within that, or what a phrase between tells closer.

    "In Arauca, on the border with Venezuela, where" is about Arauca.
    """
    opens = reading.subtree(clause)[0]
    before = [p for p in places if p.head.i < opens.i]
    named = [p for p in before if p.mention.start <= head.start < p.mention.end]
    below = {t.i for t in reading.subtree(head)}
    if not named:
        named = [p for p in before if p.head.i in below]
    if not named and head.dep in ("npadvmod", "pobj") and (above := clause_verb(reading, head)).i != clause.i:
        inside = {t.i for t in reading.subtree(above)}
        timed = head.dep == "npadvmod" or reading.tokens[head.head].lower == "on"
        named = [p for p in before if timed and p.head.i in inside]
    if not named:
        return None
    found = named[-1]
    place = before.index(found)
    return before[place - 1].mention if place and _told_closer(reading, before[place - 1], found) else found.mention


def _told_closer(reading: Reading, first: Place, second: Place) -> bool:
    """Whether a place between commas only says where the one before it is: "Arauca, on the border with Venezuela"."""
    between = reading.tokens[first.head.i + 1 : second.head.i]
    return (
        len(between) > 1
        and between[0].text == ","
        and between[1].pos == "ADP"
        and "," not in [t.text for t in between[1:]]
    )


def opening(reading: Reading, event: Token, places: Sequence[Place]) -> LocationMention | None:
    """The place that opens the sentence and holds for all it tells: "In Kampala, police beat men who had marched"."""
    if event.pos == "NOUN" and not told_by_clause(reading, event):
        return None
    first = reading.words(reading.sentences[event.sentence])[0]
    for place in places:
        prep = reading.head(place.head)
        if place.mention.start == first.start and _labels(reading, place):
            return place.mention
        if place.head.dep != "pobj" or prep is None or prep.lower not in OPENING:
            continue
        verb = reading.head(prep)
        if verb is not None and _opens(reading, prep) and _holds_for(reading, event, verb):
            return place.mention
    return None


def _labels(reading: Reading, place: Place) -> bool:
    """Whether a place is the label of a heading, "Southport: knife attack", and not who is quoted after it."""
    after = [t.text for t in reading.tokens[place.head.i + 1 : place.head.i + 3]]
    return len(after) > 1 and after[0] == ":" and after[1] not in QUOTES


def _opens(reading: Reading, prep: Token) -> bool:
    """Whether a phrase opens its sentence and a comma closes it."""
    first = reading.words(reading.sentences[prep.sentence])[0]
    return prep.i - first.i <= 1 and any(t.text == "," for t in reading.tokens[prep.i + 1 : prep.i + 30])


def _holds_for(reading: Reading, event: Token, verb: Token) -> bool:
    """Whether an event is part of what a verb tells to have been at one place, not of what somebody only said."""
    scope = {verb.i}
    if verb.dep in ("ccomp", "parataxis") and any(t.text in ":;" for t in reading.tokens[verb.i : verb.head]):
        scope.add(verb.head)
    if verb.lemma in listed("prepositions.toml", "when", "telling"):
        return event.i == verb.i
    for token in (event, *reading.ancestors(event)):
        if token.i in scope:
            return True
        if token.dep not in PARTS or _is_background(reading, token):
            return False
    return False


def _is_background(reading: Reading, clause: Token) -> bool:
    """Whether a clause only tells more of one whom the deed at a place is not done to: "met a man tortured in 2010"."""
    head = reading.head(clause)
    if head is None or clause.dep not in ("relcl", "acl"):
        return clause.dep == "pcomp"
    if clause.tag == "VBN" and deals(clause):
        return True
    return head.dep not in ("nsubj", "nsubjpass") and not mostly(clause_verb(reading, head), FORCE)


def beside(reading: Reading, event: Token) -> Iterator[Token]:
    """The verbs of clauses that say where an event was, though not when.

    "Fighting broke out in Basra after a march was stopped", "fired tear gas in Lima to disperse a crowd", "speaking in
    Oslo, she urged them to stop".
    """
    if event.pos == "NOUN" and not told_by_clause(reading, event):
        return
    verb = clause_verb(reading, event)
    head = reading.head(verb)
    follows = head is not None and mostly(verb, FORCE | {"CONSULT"}) and _follows(reading, verb, head)
    if head is not None and (follows or _serves(verb, head) or _before(reading, verb)):
        yield clause_verb(reading, head)
    if head is not None and verb.dep == "conj" and mostly(verb, FORCE) and mostly(head, FORCE):
        yield head
    if head is not None and verb.dep in ("advcl", "conj") and verb.tag == "VBG":
        yield from (c for c in reading.children(head) if c.dep == "xcomp" and c.i < verb.i)
    if mostly(verb, HARM):
        yield from (c for c in reading.children(verb) if _follows(reading, c, verb))
    yield from _present(reading, verb)


def _present(reading: Reading, verb: Token) -> Iterator[Token]:
    """The clauses of where those were who did something: "Speaking in Oslo, she said", "he, touring Mali, said"."""
    subjects = (c for c in reading.children(verb) if c.dep == "nsubj")
    for clause in (*reading.children(verb), *(c for s in subjects for c in reading.children(s))):
        apart = clause.dep in ("advcl", "acl", "relcl") and clause.tag == "VBG"
        if apart and clause.lemma in listed("prepositions.toml", "where", "presence"):
            yield clause


def meets(verb: Token) -> bool:
    """Whether a verb tells that people came together, or what they did: "gathered", "marched"."""
    return mostly(verb, DEEDS) or verb.lemma in listed("prepositions.toml", "when", "gathering")


def _before(reading: Reading, verb: Token) -> bool:
    """Whether a participle tells before or after what deed it was: "rallied in Leeds before marching off"."""
    prep = reading.head(verb)
    if verb.dep != "pcomp" or verb.tag != "VBG" or prep is None or prep.lower not in ("before", "after"):
        return False
    return meets(clause_verb(reading, prep)) and not deals(clause_verb(reading, prep))


def _follows(reading: Reading, verb: Token, head: Token) -> bool:
    """Whether a clause tells after what the deed above it happened."""
    before = [c for c in reading.children(verb) if c.i < verb.i]
    apart = any(c.dep == "npadvmod" for t in before for c in (t, *reading.children(t)))  # "hours after he left"
    opens = any(c.lower in ("after", "when", "as") for c in before) and not apart
    return verb.dep == "advcl" and opens and verb.tag in ("VBD", "VBN") and _tells_deed(reading, head)


def _serves(verb: Token, head: Token) -> bool:
    """Whether an infinitive tells what a deed was done for: "fired tear gas to disperse a crowd"."""
    infinitive = verb.tag == "VB" and verb.dep in ("advcl", "xcomp")
    return infinitive and head.tag in ("VBD", "VBN") and (head.lemma == "use" or mostly(head, FORCE))


def _tells_deed(reading: Reading, verb: Token) -> bool:
    """Whether a verb is a deed, or says of one that it was: "violence erupted"."""
    if (is_deed(verb, DEEDS) and not deals(verb)) or mostly(verb, HARM):
        return True
    subjects = (c for c in reading.children(verb) if c.dep in ("nsubj", "nsubjpass", "attr"))
    return any(is_deed(c, DEEDS) for c in subjects) and any(verb.lemma in light(k) for k in ("verbs", "happen"))


def spoken_of(reading: Reading, found: FactTables, mentions: Sequence[LocationMention]) -> Iterator[Place]:
    """Where a sentence says "the country" or "the city" again of the only one that it names: "riots in the country"."""
    if not mentions:
        return
    kinds = {p.location_id: p.kind for p in found.locations}
    for token in reading.words(reading.sentences[mentions[0].sentence_no]):
        kind = AGAIN.get(token.lower)
        if kind and token.dep == "pobj" and any(c.lower == "the" for c in reading.children(token)):
            named = [m for m in mentions if kinds[m.location_id] == kind and m.resolved_by != "demonym"]
            if len({m.location_id for m in named}) == 1 and named[0].start < token.start:
                yield Place(named[0], token, PLACES)
