"""Cues of more than one word: verbs with particles, adverbs before prepositions, "no" before nouns."""

from transforms.events.lexicon import cues
from transforms.events.mood import Verdict
from transforms.reading import Reading, Token


def phrasal(reading: Reading, verb: Token, *particles: Token) -> str:
    """The lemma of a verb, with its particle where both are a cue of their own: "call-off"."""
    joined = (*particles, *(c for c in reading.children(verb) if c.dep == "prt"))
    phrases = (f"{verb.lemma}-{c.lower}" for c in joined)
    return next((phrase for phrase in phrases if phrase in cues("objects")), verb.lemma)


def excluded(reading: Reading, prep: Token) -> Verdict | None:
    """What "without" says, and the adverbs of "instead of", "far from", "stopped short of", "came close to"."""
    near = [prep, *reading.children(prep)]
    if (above := reading.head(prep)) is not None and above.pos == "ADV":
        near.append(above)
    return next((Verdict(cues("prepositions")[t.lower], t) for t in near if t.lower in cues("prepositions")), None)


def none_of(reading: Reading, noun: Token) -> Verdict | None:
    """What "no" says of the noun that it stands before: "no attack", "has no plans"."""
    no = next((c for c in reading.children(noun) if c.dep == "det" and c.lower in ("no", "neither")), None)
    return Verdict("did_not_happen", no) if no is not None else None
