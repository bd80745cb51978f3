"""Which date belongs to a verb or noun, by the syntax of its sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from schemas.dates import DateMention
from schemas.facts import FactTables
from transforms.dates.tense import head_of
from transforms.reading import Reading, Token

_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "parataxis", "pcomp", "csubj"})
"""Labels of verbs that open a clause of their own."""

_PREPOSITIONS = frozenset({"prep", "pobj", "pcomp", "agent"})


def date_of(
    reading: Reading, found: FactTables, at: Token | tuple[int, int], *, whole: bool = True
) -> DateMention | None:
    """The date that tells when: of a verb, a noun, or a span of text (half open code points).

    First a date or time governed by the word itself ("visited Monday", "the visit on Monday", "Monday's visit"), then
    the one that its clause goes on from ("in 2008, when they met"), then with `whole` one in the same clause, nearest
    first. Lengths of time and vague times ("recently") tell no date: None where there is nothing better. The mention
    may be unresolved (its dates null).
    """
    token = at if isinstance(at, Token) else head_of(reading, *at)
    if token is None:
        return None
    tied = [(m, head) for m in _telling(found, token.sentence) if (head := head_of(reading, m.start, m.end))]
    if governed := [m for m, head in tied if _governs(reading, token, head)]:
        return _nearest(governed, token)
    if before := _before_when(reading, token, [m for m, _ in tied]):
        return before
    near = (m for m, head in tied if whole and _clause(reading, token) == _clause(reading, head))
    return _nearest(near, token)


def _nearest(mentions: Iterable[DateMention], token: Token) -> DateMention | None:
    return min(mentions, key=lambda m: (abs(m.start - token.start), m.start), default=None)


def _before_when(reading: Reading, verb: Token, mentions: Sequence[DateMention]) -> DateMention | None:
    """The date right before the "when" that opens the clause of a verb: "on May 2, when the bridge fell"."""
    when = next((c for c in reading.children(verb) if c.lower == "when" and c.i < verb.i), None)
    before = [t for t in reading.tokens[max(0, when.i - 2) : when.i] if t.text != ","] if when else []
    return next((m for m in mentions if before and m.start <= before[-1].start < m.end), None)


def date_beside(reading: Reading, found: FactTables, noun: Token) -> DateMention | None:
    """The date that stands right behind a noun, whatever the parser hung it on: "a blaze Monday"."""
    after = [t.i for t in reading.tokens[noun.i + 1 : noun.i + 3] if t.sentence == noun.sentence]
    if len(after) > 1 and reading.tokens[after[0]].lower not in ("on", "in", "since"):
        after = after[:1]
    mentions = ((m, reading.covering(m.start, m.end)[0].i) for m in _telling(found, noun.sentence))
    return next((m for m, first in mentions if first in after), None)


def stretch(reading: Reading, found: FactTables, mention: DateMention) -> tuple[DateMention, DateMention]:
    """The first and the last date of the stretch a date bounds: "from May 2 to June 9"; itself twice where of none."""
    mentions = _telling(found, mention.sentence_no)
    place = mentions.index(mention)
    for first, last in zip(mentions[max(0, place - 1) :], mentions[max(0, place - 1) + 1 : place + 2], strict=False):
        if _opens(reading, first) and _ends(reading, first, last) and first.date_start and last.date_end:
            return first, last
    return mention, mention


def _opens(reading: Reading, mention: DateMention) -> bool:
    first = reading.covering(mention.start, mention.end)[0]
    return first.i > 0 and reading.tokens[first.i - 1].lower in ("from", "between")


def _ends(reading: Reading, first: DateMention, last: DateMention) -> bool:
    between = [t.lower for t in reading.covering(first.end, last.start) if t.start >= first.end and t.end <= last.start]
    return between in (["to"], ["until"], ["till"], ["through"], ["and"], ["to", "the"])


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
