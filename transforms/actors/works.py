"""Titles in quotation marks of what people hold or make: who is named in one acts no more than it does."""

from transforms.actors.lexicon import words
from transforms.actors.spans import Stretch
from transforms.reading import Reading

LONGEST = 10
"""Tokens of such a title, at most."""

OPENING = frozenset({"“", "‘", '"', "``", "'"})
CLOSING = frozenset({"”", "’", '"', "''", "'"})


def titles_of_works(reading: Reading) -> tuple[Stretch, ...]:
    """The words between marks before a noun for a gathering or a work: "the “Ann Lee for Peace” concert"."""
    tokens = reading.tokens
    found = []
    for close in tokens[1:-1]:
        if close.text in CLOSING and tokens[close.i + 1].lower in words("happenings"):
            before = reversed(tokens[max(0, close.i - LONGEST) : close.i])
            first = next((t.i + 1 for t in before if t.text in OPENING), close.i)
            if first < close.i and tokens[first].sentence == close.sentence:
                found.append(Stretch(first, close.i))
    return tuple(found)
