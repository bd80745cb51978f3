"""Whether the verb over a time expression looks back or ahead."""

from transforms.dates.lexicon import cues
from transforms.reading import Reading, Token


def direction(reading: Reading, start: int, end: int) -> int:
    """-1 where the verb that governs the span is in the past, 1 where it is in the future, 0 where neither is clear."""
    token = head_of(reading, start, end)
    if token is None:
        return 0
    if _is_appointed(reading, token):
        return 1
    for above in (token, *reading.ancestors(token)):
        if above.pos in ("VERB", "AUX") and (found := _direction(reading, above)) is not None:
            return found or _by_preposition(reading, token)
    return _by_preposition(reading, token)


def _is_appointed(reading: Reading, token: Token) -> bool:
    """Whether a day is one for which something was called: "called a strike for Monday"."""
    prep = reading.head(token)
    verb = reading.head(prep) if prep is not None and prep.lower == "for" and token.dep == "pobj" else None
    return verb is not None and verb.lemma in cues("calling")


def _by_preposition(reading: Reading, token: Token) -> int:
    """Where the verb tells nothing, "by Friday", "until May" and "as soon as Monday" look ahead."""
    above = reading.head(token)
    if above is None:
        return 0
    over = reading.head(above)
    soon = above.lower == "as" and over is not None and over.lower in ("soon", "early")
    return int(soon or above.lower in cues("deadlines"))


def head_of(reading: Reading, start: int, end: int) -> Token | None:
    """The token of a span that governs the others: the first whose own head lies outside."""
    tokens = reading.covering(start, end)
    inside = {token.i for token in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[0] if tokens else None)


def _direction(reading: Reading, verb: Token) -> int | None:
    """What one verb tells; None where the verb above it decides."""
    aids = [child for child in reading.children(verb) if child.dep in ("aux", "auxpass")]
    if verb.lemma in cues("arranging") or any(aid.lower in cues("future_aids") for aid in aids):
        return 1
    if any(aid.tag == "TO" for aid in aids):
        return _infinitive(reading, verb)
    if any(aid.tag == "MD" for aid in aids):
        return _modal(reading, verb, aids)
    return _past(verb, aids)


def _modal(reading: Reading, verb: Token, aids: list[Token]) -> int:
    """What a modal tells: "may vote", "could meet" look ahead, "may have met", "would not say" do not."""
    done = any(aid.lemma == "have" for aid in aids) or any(c.dep == "neg" for c in reading.children(verb))
    return 0 if done or not any(aid.lower in cues("chances") for aid in aids) else 1


def _past(verb: Token, aids: list[Token]) -> int | None:
    """-1 for a verb in the past, a participle alone included ("the order issued Monday")."""
    if verb.tag == "VBD" or any(aid.tag == "VBD" or aid.lemma == "have" for aid in aids):
        return -1
    if aids:
        return 0
    if verb.tag in ("VBZ", "VBP") and verb.lemma in cues("timetable"):
        return 1
    return {"VBN": -1, "VBG": None, "VB": None}.get(verb.tag, 0)


def _infinitive(reading: Reading, verb: Token) -> int | None:
    """What "to meet" tells: it looks ahead under "plans", "is expected", "is"; else the verb above decides."""
    above = reading.head(verb)
    return 1 if above is not None and above.lemma in cues("planning") else None
