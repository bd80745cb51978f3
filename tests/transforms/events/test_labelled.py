"""Our own labelled sentences: every type, every status, and the constructions in which news tells events."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from schemas.facts import FactTables
from schemas.ontology import EventType, Status
from tests.conftest import Read
from transforms.actors import find_actors
from transforms.dates import find_dates
from transforms.events import find_events, link

SENTENCES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parents[2] / "data" / "events.jsonl").read_text("utf-8").splitlines()
]


def facts_of(read: Read, text: str) -> FactTables:
    """All that the grammar tells, however sure."""
    reading = read(text, "2024-05-10")
    return link(reading, find_events(reading, find_actors(reading, find_dates(reading, FactTables())), likely=0))


def told(facts: FactTables, wanted: dict[str, str]) -> str:
    """What is wrong with the wanted event, "" where all of it is found."""
    found = [e for e in facts.events if wanted["trigger"] in e.trigger or e.trigger in wanted["trigger"].split()]
    typed = [e for e in found if e.type == wanted["type"]]
    if not typed:
        return f"no {wanted['type']} by {wanted['trigger']!r}, but {[(e.trigger, e.type) for e in facts.events]}"
    event = typed[0]
    if event.status != wanted["status"]:
        return f"{event.status} for {wanted['status']}"
    for role in ("actor", "recipient"):
        names = {actor.actor_id: actor.name for actor in facts.actors}
        cast = [p for p in facts.event_actors if p.event_id == event.event_id and p.role == role]
        parts = [f"{p.text}, {names[p.actor_id]}" for p in cast]
        if role in wanted and not any(wanted[role] in part for part in parts):
            return f"{role} {parts} for {wanted[role]!r}"
    return ""


def as_case(labelled: dict[str, Any]) -> Any:
    """A sentence to test; one that "fails" says why, and must be told so once it no longer does."""
    known = pytest.mark.xfail(reason=labelled["fails"], strict=True) if "fails" in labelled else ()
    return pytest.param(labelled, id=labelled["text"], marks=known)


@pytest.mark.parametrize("labelled", [as_case(labelled) for labelled in SENTENCES])
def test_a_labelled_sentence_tells_its_events(read: Read, labelled: dict[str, Any]) -> None:
    facts = facts_of(read, labelled["text"])
    assert [wrong for wanted in labelled["events"] if (wrong := told(facts, wanted))] == []
    if not labelled["events"]:
        assert [(e.trigger, e.type) for e in facts.events] == []


def test_the_labelled_sentences_cover_every_type_and_status() -> None:
    events = [event for labelled in SENTENCES for event in labelled["events"]]
    assert {event["type"] for event in events} == set(get_args(EventType))
    assert {event["status"] for event in events} == set(get_args(Status))
