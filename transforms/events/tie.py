"""Ties between facts: figures to events, with who, where and when, and the casualties of events from their figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from schemas.events import Event
from schemas.facts import FactTables
from schemas.figures import Figure
from transforms.events.clauses import clause_verb
from transforms.reading import Reading, Token

HARM = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "DIE", "OUTBREAK", "PROTEST", "COERCE"})
"""Types whose events may have casualties."""


def link(reading: Reading, found: FactTables) -> FactTables:
    """The facts with figures tied to events, and events' casualties filled from the figures tied to them."""
    figures = [_tied(reading, found, figure) for figure in found.figures]
    casualties: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.event_id and figure.measure in ("killed", "injured"):
            casualties[figure.event_id].append(figure)
    events = [_with_casualties(event, casualties[event.event_id]) for event in found.events]
    return found.adding(figures=figures, events=events)


def _tied(reading: Reading, found: FactTables, figure: Figure) -> Figure:
    event = _event_of(reading, found.events, figure)
    if event is None:
        return figure
    said = event.date_from == "text"
    return replace(
        figure,
        event_id=figure.event_id or event.event_id,
        location_id=figure.location_id or (event.location_id if event.place_from == "event" else None),
        as_of=figure.as_of or (event.date_end if said and event.date_precision == "day" else None),
        attributed_to=figure.attributed_to or event.attributed_to,
    )


def _event_of(reading: Reading, events: Sequence[Event], figure: Figure) -> Event | None:
    """The event whose clause holds the figure: nearest up the tree, for the harmed one that can have harmed."""
    inside = [
        e
        for e in events
        if e.sentence_no == figure.sentence_no
        and e.start <= figure.start < e.end
        and (figure.measure not in ("killed", "injured") or e.type in HARM)
    ]
    if not inside:
        return _told_elsewhere(events, figure)
    token = _token(reading, figure.start, figure.end)
    verb = clause_verb(reading, token)
    return min(inside, key=lambda e: (_apart(reading, e, verb), abs(e.trigger_start - figure.start)))


def _told_elsewhere(events: Sequence[Event], figure: Figure) -> Event | None:
    """For the killed and injured of a sentence: the only harmful event it tells."""
    if figure.measure not in ("killed", "injured"):
        return None
    harmful = [e for e in events if e.sentence_no == figure.sentence_no and e.type in HARM]
    return harmful[0] if len(harmful) == 1 else None


def _apart(reading: Reading, event: Event, verb: Token) -> bool:
    return clause_verb(reading, _token(reading, event.trigger_start, event.trigger_end)).i != verb.i


def _token(reading: Reading, start: int, end: int) -> Token:
    return reading.covering(start, end)[-1]


def _with_casualties(event: Event, figures: Sequence[Figure]) -> Event:
    if not figures:
        return event
    killed, injured = (_bounds(measure, figures) for measure in ("killed", "injured"))
    return replace(
        event, killed_low=killed.low, killed_high=killed.high, injured_low=injured.low, injured_high=injured.high
    )


class Bounds(NamedTuple):
    """Fewest and most harmed, people; None where the text says none or sets no bound."""

    low: int | None
    high: int | None


def _bounds(measure: str, figures: Sequence[Figure]) -> Bounds:
    said = [f for f in figures if f.measure == measure and f.kind == "count" and f.value_low is not None]
    if not said:
        return Bounds(None, None)
    open_ended = any(f.value_high is None for f in said)
    return Bounds(
        sum(int(f.value_low or 0) for f in said), None if open_ended else sum(int(f.value_high or 0) for f in said)
    )
