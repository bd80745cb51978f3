"""Ties: the place, actor, day and source that a sentence gives a figure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemas.facts import FactTables
from schemas.spans import SpanRow
from transforms.figures.lexicon import lexicon
from transforms.figures.subject import SUBJECTS, Subject
from transforms.reading import Reading, Sentence, Token

Row = TypeVar("Row", bound=SpanRow)

REACH = 12
"""Tokens between a figure and the place after it that it is still tied to."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What a figure is tied to; None where the sentence does not say, or says more than one."""

    as_of: dt.date | None
    location_id: str | None
    actor_id: str | None
    attributed_to: str | None


class Neighbours:
    """The mentions of an article by sentence, found before the figures."""

    def __init__(self, found: FactTables) -> None:
        self._dates = _by_sentence(found.date_mentions)
        self._places = _by_sentence(found.location_mentions)
        self._actors = _by_sentence(found.actor_mentions)

    def ties(self, reading: Reading, sentence: Sentence, tokens: Sequence[Token], subject: Subject | None) -> Ties:
        """The ties of a figure that stands on these tokens."""
        places = self._places.get(sentence.no, [])
        actors = self._actors.get(sentence.no, [])
        days = {d.date_start for d in self._dates.get(sentence.no, []) if d.date_start and d.date_start == d.date_end}
        distinct = {place.location_id for place in places}
        place = next(iter(distinct)) if len(distinct) == 1 else _after(places, tokens, reading)
        return Ties(
            next(iter(days)) if len(days) == 1 else None,
            place,
            _actor_id(actors, _own(reading, tokens, subject)),
            _actor_id(actors, _speaker(reading, sentence)),
        )


def _by_sentence(rows: Iterable[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.sentence_no, []).append(row)
    return grouped


def _after(places: Iterable[SpanRow], tokens: Sequence[Token], reading: Reading) -> str | None:
    """The first place after a figure, where it is near and a preposition of place leads to it."""
    for place in places:
        words = reading.covering(place.start, place.end)
        if (
            words
            and 0 < words[0].i - tokens[-1].i <= REACH
            and reading.tokens[words[0].i - 1].lower in ("in", "at", "near", "across")
        ):
            return str(getattr(place, "location_id"))  # noqa: B009  # rows are typed by their span only
    return None


def _actor_id(actors: Iterable[SpanRow], span: tuple[int, int] | None) -> str | None:
    if span is None:
        return None
    ids = {str(getattr(a, "actor_id")) for a in actors if a.start < span[1] and span[0] < a.end}  # noqa: B009  # as above
    return next(iter(ids)) if len(ids) == 1 else None


def _own(reading: Reading, tokens: Sequence[Token], subject: Subject | None) -> tuple[int, int] | None:
    """Where an actor of the figure would stand: in its subject, else as the subject of its verb."""
    if subject is not None and subject.head.pos == "PROPN":
        return reading.tokens[subject.first].start, subject.head.end
    verb = reading.verb_over(tokens[-1])
    if verb is None or verb.lemma.lower() in lexicon().speech:
        return None
    named = next((child for child in reading.children(verb) if child.dep in SUBJECTS), None)
    if named is None or (subject is not None and tokens[0].i < named.i < subject.last):
        named = _agent(reading, verb)  # those counted are no actor of their own: who did it to them
    return (named.start, named.end) if named else None


def _agent(reading: Reading, verb: Token) -> Token | None:
    """By whom a passive verb says that it was done."""
    by = next((child for child in reading.children(verb) if child.dep == "agent"), None)
    return next((child for child in reading.children(by) if child.dep == "pobj"), None) if by is not None else None


def _speaker(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    """Who states what the sentence says: "police said", "according to the ministry"."""
    for token in reading.words(sentence):
        if token.lower == "according":
            rest = [t for t in reading.subtree(token) if t.dep == "pobj"]
            return (rest[0].start, rest[0].end) if rest else None
        if token.pos == "VERB" and token.lemma.lower() in lexicon().speech:
            for child in reading.children(token):
                if child.dep == "nsubj":
                    return child.start, child.end
    return None
