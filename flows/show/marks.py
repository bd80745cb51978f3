"""Marks: which stretches of an article's text state a fact, and in a few words which."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.extract.rows import Facts, Row

Kind = Literal["event", "actor", "place", "date", "figure", "quote"]

KINDS: Mapping[Kind, str] = {
    "event": "events", "actor": "actors", "place": "places", "date": "dates", "figure": "figures", "quote": "quotes",
}  # fmt: skip
"""The kinds of mark, and what the legend calls them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` of the text, half open, and what they state."""

    start: int
    end: int
    kind: Kind
    note: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks throughout, the longest mark first."""

    text: str
    marks: tuple[Mark, ...]


class Names:
    """The names behind an article's ids."""

    def __init__(self, facts: Facts) -> None:
        self.actors = {row["actor_id"]: row for row in facts.tables["actors"]}
        self.places = {row["location_id"]: row for row in facts.tables["locations"]}
        self._roles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in facts.tables["event_actors"]:
            self._roles[row["event_id"]][row["role"]].append(self.actor(row["actor_id"]))

    def actor(self, actor_id: str | None) -> str:
        """An actor's name, empty where there is none."""
        return self.actors[actor_id]["name"] if actor_id in self.actors else ""

    def place(self, location_id: str | None) -> str:
        """A place's name, empty where there is none."""
        return self.places[location_id]["name"] if location_id in self.places else ""

    def role(self, event_id: str, role: str) -> str:
        """Who has this role in the event, joined by commas."""
        return ", ".join(dict.fromkeys(self._roles[event_id][role]))


def marks_of(facts: Facts) -> list[Mark]:
    """All marks of an article, by where they start; of marks that start together the longest first."""
    names = Names(facts)
    found = [make(row, names) for table, make in _MAKERS.items() for row in facts.tables[table]]
    length = len(facts.article["text"])
    inside = (mark for mark in found if 0 <= mark.start < mark.end <= length)
    return sorted(inside, key=lambda mark: (mark.start, -mark.end, mark.kind))


def segments(text: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    """The text cut wherever a mark starts or ends, so that marks may lie in and across each other."""
    starting, ending = defaultdict(list), defaultdict(list)
    for mark in marks:
        starting[mark.start].append(mark)
        ending[mark.end].append(mark)
    cuts = sorted({0, len(text), *starting, *ending})
    over: list[Mark] = []
    for start, end in itertools.pairwise(cuts):
        over = [mark for mark in over if mark not in ending[start]] + starting[start]
        yield Segment(text[start:end], tuple(sorted(over, key=lambda mark: (mark.start - mark.end, mark.kind))))


def joined(*parts: object) -> str:
    """The parts that say something, joined by commas."""
    return ", ".join(str(part) for part in parts if part not in (None, ""))


def number(value: float | None) -> str:
    """A number as people write it: 1,500, 0.25."""
    return "" if value is None else f"{value:,.6g}" if abs(value) < 1e6 and value % 1 else f"{value:,.0f}"


def days(row: Row) -> str:
    """The days that a row covers."""
    start, end = row["date_start"], row["date_end"]
    return joined(start) if start == end or end is None else f"{start} to {end}"


def amount(row: Row) -> str:
    """A figure's value as it is hedged, with its unit: ≥ 300, 5 to 7 million."""
    low, high, unit = row["value_low"], row["value_high"], row["currency"] or row["unit"]
    if row["value"] is not None:
        sign = "" if row["comparison"] in ("=", "range") else f"{row['comparison']} "
        said = sign + number(row["value"])
    else:
        said = f"{number(low) or '…'} to {number(high) or '…'}"
    per = f" per {row['per']}" if row["per"] else ""
    return f"{said} {unit or ''}".strip() + per


def _date(row: Row, _: Names) -> Mark:
    return Mark(row["start"], row["end"], "date", joined(row["kind"].lower(), row["value"] or "open", days(row)))


def _place(row: Row, names: Names) -> Mark:
    place = names.places.get(row["location_id"], {})
    note = joined(place.get("name"), place.get("kind"), place.get("admin1"), place.get("country_iso3"))
    return Mark(row["start"], row["end"], "place", note)


def _actor(row: Row, names: Names) -> Mark:
    actor = names.actors.get(row["actor_id"], {})
    note = joined(actor.get("name"), actor.get("role_title"), actor.get("kind"), actor.get("country_iso3"))
    return Mark(row["start"], row["end"], "actor", note.replace("_", " "))


def _figure(row: Row, _: Names) -> Mark:
    note = joined(row["kind"].replace("_", " "), amount(row), row["subject"], row["measure"], row["change"])
    return Mark(row["start"], row["end"], "figure", note)


def _event(row: Row, names: Names) -> Mark:
    roles = (
        f"{role}: {who}" for role in ("actor", "recipient", "participant") if (who := names.role(row["event_id"], role))
    )
    said = joined(row["type"], row["mode"], row["status"].replace("_", " "), *roles, names.place(row["location_id"]))
    return Mark(row["trigger_start"], row["trigger_end"], "event", joined(said, days(row)))


def _quote(row: Row, names: Names) -> Mark:
    speaker = names.actor(row["actor_id"]) or row["speaker"] or "nobody named"
    return Mark(row["start"], row["end"], "quote", f"{row['kind']} speech of {speaker}")


_MAKERS: Mapping[str, Callable[[Row, Names], Mark]] = {
    "events": _event,
    "actor_mentions": _actor,
    "location_mentions": _place,
    "date_mentions": _date,
    "figures": _figure,
    "quotes": _quote,
}
