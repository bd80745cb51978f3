"""Tags of words, and sets of them: a word whose label a corpus leaves open may have any of several."""

from transforms.reading.viterbi import KINDS, TAGS, spans

__all__ = ["ANY", "KINDS", "OUTSIDE", "TAGS", "UNSURE", "Allowed", "inside", "of_span", "one", "spans"]

Allowed = int
"""Tags that a word may have, as bits: 1 << the tag's number."""

OUTSIDE: Allowed = 1
ANY: Allowed = (1 << len(TAGS)) - 1
UNSURE: Allowed = OUTSIDE | sum(1 << TAGS.index(f"{place}-{kind}") for place in "BI" for kind in ("MISC", "NORP"))
"""Outside, or a name of a kind that many corpora do not label."""


def one(tag: str) -> Allowed:
    """Exactly this tag."""
    return 1 << TAGS.index(tag)


def of_span(kind: str, length: int) -> list[Allowed]:
    """The tags of a name's words."""
    return [one(f"B-{kind}"), *[one(f"I-{kind}")] * (length - 1)]


def inside(allowed: Allowed) -> Allowed:
    """What the second part of a token may have, where the first may have this."""
    kept = allowed & OUTSIDE
    for kind in KINDS:
        if allowed & (one(f"B-{kind}") | one(f"I-{kind}")):
            kept |= one(f"I-{kind}")
    return kept
