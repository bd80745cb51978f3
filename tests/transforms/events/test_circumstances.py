"""When and where events were, by our own labelled sentences."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.events import Event
from schemas.facts import FactTables
from tests.conftest import Read
from transforms.actors import find_actors
from transforms.dates import find_dates
from transforms.events import find_events
from transforms.places import find_places

DATA = Path(__file__).parents[2] / "data" / "circumstances.jsonl"
SENTENCES: list[dict[str, Any]] = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
"""Texts of our own, of May 10, 2024, with the days and places of some of their events; null where none is told."""


def days_of(event: Event) -> str | None:
    """The days of an event as the labels give them: "2024-05-05", "2008-01-01..2008-04-30"."""
    ends = [str(day) for day in (event.date_start, event.date_end) if day]
    return "..".join(dict.fromkeys(ends)) or None


@pytest.mark.parametrize("labelled", SENTENCES, ids=lambda labelled: labelled["text"])
def test_an_event_is_when_and_where_its_clause_says(read: Read, labelled: dict[str, Any]) -> None:
    reading = read(labelled["text"], "2024-05-10")
    found = find_events(
        reading, find_actors(reading, find_places(reading, find_dates(reading, FactTables()))), likely=0
    )
    names = {place.location_id: place.name for place in found.locations}
    for wanted in labelled["events"]:
        event = next(e for e in found.events if e.trigger == wanted["trigger"])
        got = {"days": days_of(event), "place": names.get(event.location_id or "")}
        assert {key: got[key] for key in wanted if key != "trigger"} == {
            key: value for key, value in wanted.items() if key != "trigger"
        }
