"""Of what types of events a word may tell, in any of its senses."""

from transforms.events.lexicon import Sense, nouns, verbs
from transforms.reading import Token

DEEDS: frozenset[str] = frozenset(
    ["ASSAULT", "COERCE", "PROTEST", "LEGAL", "DIE", "ACCIDENT", "DISASTER", "OUTBREAK", "MOVE", "MOBILIZE", "CONSULT"]
)
"""Types of what is done at a place, as against what is said about one."""
HARM = frozenset({"ASSAULT", "DIE", "ACCIDENT", "DISASTER"})
"""Types of what befalls people where that happened which is told next: "killed after a mine collapsed in Zabrze"."""
FORCE = HARM | {"COERCE", "PROTEST", "MOBILIZE"}
"""Types of what people do at a place by force or in a crowd."""


def mostly(token: Token, deeds: frozenset[str]) -> bool:
    """Whether of the senses of a word, verb or noun, at least half are of these types."""
    types = [sense.type for sense in _senses(token) if sense.type]
    return bool(types) and 2 * sum(kind in deeds for kind in types) >= len(types)


def may_be(token: Token, deeds: frozenset[str]) -> bool:
    """Whether a word, verb or noun, has a sense of one of these types."""
    return any(sense.type in deeds for sense in _senses(token))


def is_deed(token: Token, deeds: frozenset[str]) -> bool:
    """Whether a word, verb or noun, can only tell of something of these types."""
    types = {sense.type for sense in _senses(token) if sense.type}
    return bool(types) and types <= deeds


def _senses(token: Token) -> tuple[Sense, ...]:
    words = verbs() if token.pos in ("VERB", "AUX") else nouns()
    return words.get(token.lemma.lower(), ())
