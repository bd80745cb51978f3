"""The clause that tells an event: the span a reader is shown as evidence."""

from transforms.reading import Reading, Token

APART = frozenset({"conj", "advcl", "parataxis", "ccomp", "relcl", "cc", "punct", "mark"})
"""What hangs on a clause's verb and is a clause of its own, or a sign between clauses."""


def clause_span(reading: Reading, trigger: tuple[Token, ...]) -> tuple[int, int]:
    """Code points of the clause around the trigger: its verb with what belongs to it, the trigger always inside."""
    verb = clause_verb(reading, trigger[0])
    inside = [verb, *trigger]
    for child in reading.children(verb):
        if child.dep not in APART:
            inside.extend(reading.subtree(child))
    return min(t.start for t in inside), max(t.end for t in inside)


def clause_verb(reading: Reading, token: Token) -> Token:
    """The verb of the clause that a word stands in, or the sentence's head."""
    seen = token
    for above in (token, *reading.ancestors(token)):
        seen = above
        if above.pos in ("VERB", "AUX") and above.dep not in ("aux", "auxpass", "amod"):
            return above
    return seen
