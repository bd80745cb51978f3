"""Which date belongs to a verb or noun, by the syntax of its sentence."""

from bisect import bisect_left, bisect_right

from schemas.dates import DateMention
from schemas.facts import FactTables
from transforms.dates.tense import head_of
from transforms.reading import Reading, Token

_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "parataxis", "pcomp", "csubj"})
"""Labels of verbs that open a clause of their own."""

_PREPOSITIONS = frozenset({"prep", "pobj", "pcomp", "agent"})


def date_of(reading: Reading, found: FactTables, at: Token | tuple[int, int]) -> DateMention | None:
    """The date that tells when: of a verb, a noun, or a span of text (half open code points).

    First a date or time governed by the word itself ("visited Monday", "the visit on Monday", "Monday's visit"), then
    one in the same clause, nearest first. Lengths of time and vague times ("recently") tell no date: None where there
    is nothing better. The mention may be unresolved (its dates null).
    """
    token = at if isinstance(at, Token) else head_of(reading, *at)
    if token is None:
        return None
    tied = [(m, head) for m in _telling(found, token.sentence) if (head := head_of(reading, m.start, m.end))]
    governed = [m for m, head in tied if _governs(reading, token, head)]
    near = governed or [m for m, head in tied if _clause(reading, token) == _clause(reading, head)]
    return min(near, key=lambda m: (abs(m.start - token.start), m.start), default=None)


def _telling(found: FactTables, sentence_no: int) -> list[DateMention]:
    """The mentions of a sentence that tell when; mentions are in the order of the text."""
    mentions, key = found.date_mentions, _sentence_no
    first, last = bisect_left(mentions, sentence_no, key=key), bisect_right(mentions, sentence_no, key=key)
    return [m for m in mentions[first:last] if m.kind in ("DATE", "TIME") and not (m.value or "").endswith("_REF")]


def _sentence_no(mention: DateMention) -> int:
    return mention.sentence_no


def _governs(reading: Reading, token: Token, date: Token) -> bool:
    """Whether the token governs the date, with nothing but prepositions between."""
    for above in reading.ancestors(date):
        if above.i == token.i:
            return True
        if above.dep not in _PREPOSITIONS:
            return False
    return False


def _clause(reading: Reading, token: Token) -> Token:
    """The verb (or other head) of the clause a token stands in."""
    for above in (token, *reading.ancestors(token)):
        if above.dep in _CLAUSES and (above.pos in ("VERB", "AUX") or above.head == above.i):
            return above
    return token
