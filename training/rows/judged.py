"""Judgements of rows: what readers held to be right of an event, and whether a row that is told now says so."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.facts import FactTables
from training.rows.articles import FOLDER
from transforms.events.find import Told

Span = tuple[int, int]

COLUMNS = ("type", "status", "actor", "recipient", "days", "place")
"""What is judged of each row, as in the draws from news pages."""

BEFALLEN = frozenset({"DIE", "MOVE", "ACCIDENT", "DISASTER", "OUTBREAK"})
"""Types of what befalls people, who may stand as actor or as recipient."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What readers said of an event told at a trigger: of its type and status as told then, and who, where and when.

    Spans are code points of the article's text. None among actors or recipients stands for one whom the text names and
    no mention did.
    """

    doc: str
    trigger: Span
    type: str
    status: str
    type_right: bool
    status_right: bool
    actors: tuple[Span | None, ...]
    recipients: tuple[Span | None, ...]
    places: tuple[Span, ...]
    dates: tuple[Span, ...]


def judgements() -> dict[str, list[Judgement]]:
    """All judgements by the article that they are of."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    with (FOLDER / "judged.jsonl").open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            spans = {key: tuple(tuple(s) if s else None for s in line.pop(key)) for key in _SPANS}
            found[line["doc"]].append(Judgement(**{**line, **spans, "trigger": tuple(line["trigger"])}))
    return found


_SPANS = ("actors", "recipients", "places", "dates")


def columns(row: Told, judgement: Judgement, facts: FactTables) -> dict[str, bool] | None:
    """Whether each column of a row is right; None where its status is another than that judged wrong."""
    if not judgement.status_right and row.event.status != judgement.status:
        return None
    actors, recipients = _filled(row, ("actor",)), _filled(row, ("recipient", "participant"))
    doers, targets = _named(facts, judgement.actors), _named(facts, judgement.recipients)
    if row.event.type in BEFALLEN:
        concerned = doers | targets
        who = {
            "actor": _meets(actors | recipients, concerned) or not (actors | recipients | concerned),
            "recipient": True,
        }
    else:
        who = {"actor": _fits(actors, doers), "recipient": _fits(recipients, targets)}
    days = {(str(row.event.date_start), str(row.event.date_end))} if row.event.date_from == "text" else set()
    place = {row.event.location_id} if row.event.place_from == "event" else set()
    return {
        "type": judgement.type_right,
        "status": judgement.status_right and row.event.status == judgement.status,
        **who,
        "days": _agrees(days, {d for span in judgement.dates for d in _days(facts, span)}),
        "place": _agrees(place, {p for span in judgement.places for p in _places(facts, span)}),
    }


def paired(rows: Sequence[Told], judged: Sequence[Judgement]) -> Iterator[tuple[Told, Judgement]]:
    """Each row with the judgement of its type whose trigger it overlaps, where there is one."""
    for row in rows:
        for judgement in judged:
            start, end = judgement.trigger
            if row.event.type == judgement.type and row.event.trigger_start < end and start < row.event.trigger_end:
                yield row, judgement
                break


def _filled(row: Told, roles: tuple[str, ...]) -> set[str]:
    return {part.mention.actor_id for part in row.cast if part.role in roles}


def _named(facts: FactTables, spans: Sequence[Span | None]) -> set[str]:
    """The actors that some spans name; for None one that no row can hold."""
    exact = {(m.start, m.end): m.actor_id for m in facts.actor_mentions}
    return {exact.get(span, "?") if span else "?" for span in spans}


def _days(facts: FactTables, span: Span) -> Iterator[tuple[str, str]]:
    return ((str(m.date_start), str(m.date_end)) for m in facts.date_mentions if (m.start, m.end) == span)


def _places(facts: FactTables, span: Span) -> Iterator[str]:
    return (m.location_id for m in facts.location_mentions if (m.start, m.end) == span)


def _meets(told: set[str], right: set[str]) -> bool:
    return bool(told & right)


def _fits(told: set[str], right: set[str]) -> bool:
    """Whether those told are right, and nobody else: those judged right may name one and the same several times."""
    return _meets(told, right) and told <= right if right else not told


def _agrees(told: set, right: set) -> bool:
    return _meets(told, right) if right else not told
