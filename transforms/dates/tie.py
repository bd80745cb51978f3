"""Which date belongs to a verb or noun, by the syntax of its sentence."""

from collections.abc import Iterable

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
    tied = [(m, head) for m in _telling(found.date_mentions, token.sentence) if (head := _head(reading, m))]
    for under in (lambda head: _governs(reading, token, head), lambda head: _same_clause(reading, token, head)):
        near = [mention for mention, head in tied if under(head)]
        if near:
            return min(near, key=lambda m: (abs(m.start - token.start), m.start))
    return None


def _telling(mentions: Iterable[DateMention], sentence_no: int) -> list[DateMention]:
    return [
        m
        for m in mentions
        if m.sentence_no == sentence_no and m.kind in ("DATE", "TIME") and not (m.value or "").endswith("_REF")
    ]


def _head(reading: Reading, mention: DateMention) -> Token | None:
    return head_of(reading, mention.start, mention.end)


def _governs(reading: Reading, token: Token, date: Token) -> bool:
    """Whether the token governs the date, with nothing but prepositions between."""
    for above in reading.ancestors(date):
        if above.i == token.i:
            return True
        if above.dep not in _PREPOSITIONS:
            return False
    return False


def _same_clause(reading: Reading, token: Token, date: Token) -> bool:
    return _clause(reading, token).i == _clause(reading, date).i


def _clause(reading: Reading, token: Token) -> Token:
    """The verb (or other head) of the clause a token stands in."""
    for above in (token, *reading.ancestors(token)):
        if above.dep in _CLAUSES and (above.pos in ("VERB", "AUX") or above.head == above.i):
            return above
    return token
