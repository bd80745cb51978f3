"""Places that a sentence names only to say who somebody is."""

from schemas.facts import FactTables
from schemas.places import LocationMention
from transforms.dates.tense import head_of
from transforms.events.lexicon import listed, nouns
from transforms.reading import Reading, Token


def of_somebody(reading: Reading, found: FactTables, place: LocationMention) -> bool:
    """Whether a place only says which somebody is: "a Paris woman", "Pacific Island leaders", "experts from Oslo".

    Courts, schools and their like, and the bodies that rule a place, are there: "in Cass County Circuit Court".
    """
    head = named_by(reading, place)
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


def named_by(reading: Reading, mention: LocationMention) -> Token:
    """The word that governs the name of a place."""
    head = head_of(reading, mention.start, mention.end)
    assert head is not None, "a mention covers a token"
    return head
