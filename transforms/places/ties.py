"""Ties: which place the syntax ties to a verb or a noun."""

from collections import deque

from schemas.facts import FactTables
from schemas.places import LocationMention
from transforms.places.words import WORDS
from transforms.reading import Reading, Token

DEEPEST = 4
"""Steps down the parse from the word to the place: "a meeting held at a base in Tartous" ties none to the meeting."""


def place_of(reading: Reading, found: FactTables, token: Token) -> LocationMention | None:
    """The place that a preposition of place or a compound ties to this word ("arrived in X", "the X meeting").

    The closest tie counts; demonyms never do ("the Russian minister" is nowhere).
    """
    starts = {
        i: mention
        for mention in found.location_mentions
        if mention.resolved_by != "demonym"
        for i in (t.i for t in reading.covering(mention.start, mention.end))
    }
    waiting = deque([(child, 1) for child in reading.children(token)])
    while waiting:
        child, depth = waiting.popleft()
        if child.i in starts and child.dep in {"pobj", "compound", "npadvmod", "nmod"}:
            return starts[child.i]
        if depth < DEEPEST and _leads_to_place(child):
            waiting.extend((below, depth + 1) for below in reading.children(child))
    return None


def _leads_to_place(token: Token) -> bool:
    if token.dep == "prep":
        return token.lower in WORDS.at
    return token.dep in {"pobj", "advmod"}
