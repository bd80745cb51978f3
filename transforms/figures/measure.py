"""Measures: what is said of the subject of a figure: killed, injured, price, area."""

import itertools
from collections.abc import Iterator
from functools import cache

from schemas.ontology import FigureKind
from transforms.figures.amounts import Amount
from transforms.figures.lexicon import Measure, lexicon
from transforms.figures.singular import singular
from transforms.figures.subject import Subject
from transforms.reading import Reading, Token


def measure_of(reading: Reading, tokens: tuple[Token, ...], subject: Subject | None, amount: Amount) -> str | None:
    """The first measure that a noun, adjective or verb tied to the figure tells, nearest first."""
    listed = _of_kind(amount.kind, amount.unit.dimension if amount.unit else "")
    for nouns, adjectives, verbs in _evidence(reading, tokens, subject, amount.kind):
        for measure in listed:
            if _tells(measure, nouns, adjectives, verbs) and not (
                measure.shared & nouns and _is_far(reading, tokens, measure)
            ):
                return measure.name
    return None


@cache
def _of_kind(kind: FigureKind, dimension: str) -> tuple[Measure, ...]:
    """The measures that a figure of this kind and dimension may have."""
    return tuple(
        m for m in lexicon().measures
        if (not m.kinds or kind in m.kinds) and (not m.dimensions or dimension in m.dimensions)
    )  # fmt: skip


def _is_far(reading: Reading, tokens: tuple[Token, ...], measure: Measure) -> bool:
    """Whether nothing near a noun with several senses speaks for this one: a "case" may be a court's."""
    around = reading.text[max(0, tokens[0].start - AROUND) : tokens[-1].end + AROUND].lower()
    return not any(word in around for word in measure.near)


AROUND = 1000
"""Code points on each side of a figure in which what the text is about shows."""


def befalls(reading: Reading, tokens: tuple[Token, ...]) -> bool:
    """Whether a bare count stands right behind what befell those it counts: "Blast KILLS 12", "killing 19"."""
    before = reading.tokens[tokens[0].i - 1] if tokens[0].i else None
    if before is None or before.pos not in ("VERB", "NOUN", "PROPN") or before.sentence != tokens[0].sentence:
        return False
    bases = _bases(before)
    return any(measure.verbs & bases for measure in lexicon().measures if measure.kinds == {"count"})


def _tells(measure: Measure, nouns: set[str], adjectives: set[str], verbs: set[str]) -> bool:
    return bool(measure.nouns & nouns or measure.adjectives & adjectives or measure.verbs & verbs)


def _evidence(
    reading: Reading, tokens: tuple[Token, ...], subject: Subject | None, kind: FigureKind
) -> Iterator[tuple[set[str], set[str], set[str]]]:
    """Lemmas by kind, nearest first: the subject's own words, what stands around the figure, then the verbs above."""
    if subject and not _is_spent_on(reading, tokens, subject):
        inside = reading.tokens[subject.first : subject.last]
        yield {singular(subject.head.lower), subject.head.lower}, {t.lower for t in inside}, set()
        yield {singular(t.lower) for t in inside if t.i < subject.head.i and t.pos == "NOUN"}, set(), set()
    sentence = tokens[0].sentence
    anchors = _anchors(tokens, subject)
    done = {verb.i for anchor in anchors if kind == "count" and (verb := _done_by(reading, anchor)) is not None}
    ends = (tokens[-1].i + 1, max(subject.last, tokens[-1].i + 1) if subject else tokens[-1].i + 1)
    for end in ends:
        behind = reading.tokens[end : end + 1]
        yield set(), {t.lower for t in behind if t.sentence == sentence and t.i not in done}, set()
    if kind == "duration" and [t.lower for t in reading.tokens[ends[0] : ends[0] + 1]] in (["in"], ["behind"]):
        yield (
            {singular(t.lower) for t in reading.tokens[ends[0] + 1 : ends[0] + 2]},
            set(),
            set(),
        )  # ten years IN PRISON
    before = reading.tokens[tokens[0].i - 1] if tokens[0].i else None
    if before is not None and before.sentence == sentence:
        yield set(), {before.lower}, set()
    if before is not None and before.sentence == sentence and before.text.istitle():
        yield set(), set(), {singular(before.lower)}  # a headline's verb is often parsed as a name: "Blast Kills 12"
    for anchor in anchors:
        above = list(_above(reading, anchor, through=kind != "count"))
        yield (
            {singular(t.lower) for t in above[:2] if t.pos == "NOUN"},
            {t.lower for t in above if (t is above[0] and t.i not in done) or t.dep in SAID},
            {base for t in above if t.pos == "VERB" and t.i not in done for base in _bases(t)},
        )


def _done_by(reading: Reading, token: Token) -> Token | None:
    """The verb whose doer a token is or belongs to: THREE GUNMEN killed 12 people; nothing befell the gunmen."""
    last = token
    for above in itertools.islice(reading.ancestors(token), 4):
        if above.pos == "VERB" and above.lower != "including":
            acts = any(child.dep == "dobj" for child in reading.children(above))
            suffered = above.lemma.lower() in lexicon().sets["suffered"]
            return above if last.dep == "nsubj" and acts and not suffered else None
        last = above
    return None


def _is_spent_on(reading: Reading, tokens: tuple[Token, ...], subject: Subject) -> bool:
    """Paid $40 FOR a stake: the verb says what the amount is, not what it was paid for."""
    i = tokens[-1].i + 1
    return i < subject.first and reading.tokens[i].lower in ("for", "on")


def _anchors(tokens: tuple[Token, ...], subject: Subject | None) -> list[Token]:
    """From where to climb: what is counted, where it follows the number; else the number itself, then its subject."""
    if subject is None:
        return [tokens[-1]]
    if subject.last > tokens[0].i:
        return [subject.head]
    return [tokens[-1]] if tokens[-1].dep == "pobj" else [tokens[-1], subject.head]


def _bases(verb: Token) -> set[str]:
    """What the base form of a verb may be: the parser's guess, and those that its ending allows ("fined": "fine")."""
    word = verb.lower
    cut = {word.removesuffix(ending) for ending in ("s", "d", "ed", "ing")}
    return {verb.lemma.lower(), *cut, word.removesuffix("ing") + "e"}


def _above(reading: Reading, token: Token, *, through: bool) -> Iterator[Token]:
    """The governors of a token up to its first verb, and what the verb says of its object or subject: "shot DEAD".

    Only if `through`, they lead through prepositions of place: those killed "in nine states" are not the states.
    """
    for ancestor in itertools.islice(reading.ancestors(token), 4):
        if not through and ancestor.pos == "ADP" and ancestor.lower not in PASSED:
            return
        yield ancestor
        if ancestor.pos in ("VERB", "AUX") and ancestor.lower != "including":
            yield from (child for child in reading.children(ancestor) if child.dep in SAID)
            return


PASSED = frozenset(
    {"of", "among", "including", "to", "at", "by", "over", "under", "above", "below", "about", "around", "between"}
)
"""Prepositions that lead from a count on to what befell those counted: "injured OVER 5,000"."""

SAID = frozenset({"acomp", "attr", "oprd", "advmod", "prt"})
"""Dependents of a verb that say what becomes of its subject or object."""
