"""events, event_actors and event_links: what happened, or is said to, and who took part."""

import datetime as dt
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from schemas.ontology import (
    DateFrom,
    DatePrecision,
    EventRelation,
    EventRole,
    EventType,
    PlaceFrom,
    Quad,
    Status,
)
from schemas.spans import SPAN_FORWARD, ArticleRow, SpanRow
from schemas.table import Rule, Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(SpanRow):
    """One event as one clause tells it; start, end and text are the clause."""

    event_id: str = column("deterministic id")
    trigger_start: int = column("span of the trigger in articles.text", ge=0)
    trigger_end: int = column("code point after the trigger's last", ge=1)
    trigger: str = column("the word or words that tell it")
    type: EventType = column("PLOVER's sixteen types, and nine of ours")
    mode: str | None = column("finer kind: firearms, visit, demo, arrest ...; null where unsaid", default=None)
    contexts: str | None = column("topics, joined by ';'", default=None)
    quad: Quad | None = column("verbal or material, cooperation or conflict", default=None)
    status: Status = column("whether it happened")
    status_cue: str | None = column("the word that decided the status", default=None)
    date_start: dt.date | None = column("first day", default=None)
    date_end: dt.date | None = column("last day, inclusive", default=None)
    date_precision: DatePrecision | None = column("how exact the date is", default=None)
    date_from: DateFrom | None = column("text: said; publication: taken from the article's own date", default=None)
    location_id: str | None = column("where", default=None)
    place_from: PlaceFrom | None = column("event: said of the event; article: the dateline", default=None)
    attributed_to: str | None = column("actor_id of who says so", default=None)
    attribution_verb: str | None = column("the verb of saying", default=None)
    killed_low: int | None = column("fewest killed, from the figures tied to it", default=None, ge=0)
    killed_high: int | None = column("most killed", default=None, ge=0)
    injured_low: int | None = column("fewest injured", default=None, ge=0)
    injured_high: int | None = column("most injured", default=None, ge=0)
    in_lead: bool = column("in the title or the first two sentences", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventActor(SpanRow):
    """One actor in one event; compound actors are several rows. The span is the mention that fills the role."""

    event_id: str = column("the event")
    role: EventRole = column("the part played")
    actor_id: str = column("the actor")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLink(ArticleRow):
    """Two events of one article that are one: the retelling points at the first telling."""

    event_id: str = column("the retelling")
    other_event_id: str = column("the first telling")
    relation: EventRelation = column("same")


def _in_order(low: str, high: str) -> Rule:
    return Rule(f"{low}_in_order", f"{low} must not exceed {high}", lambda t: pc.less_equal(t[low], t[high]))


def _trigger_in_clause(t: pa.Table) -> pa.ChunkedArray:
    return pc.and_(pc.less_equal(t["start"], t["trigger_start"]), pc.less_equal(t["trigger_end"], t["end"]))


EVENTS = Table(
    "events",
    Event,
    ("event_id",),
    "What happened, or is said to: who, whom, where, when, and whether it happened at all. "
    "Below the title and the lead only what is likely right (confidence .25 and more).",
    (
        SPAN_FORWARD,
        Rule("trigger_in_clause", "the trigger must lie within the clause", _trigger_in_clause),
        _in_order("date_start", "date_end"),
        _in_order("killed_low", "killed_high"),
        _in_order("injured_low", "injured_high"),
    ),
)
EVENT_ACTORS = Table(
    "event_actors", EventActor, ("event_id", "role", "actor_id"), "Who took part in an event, and how.", (SPAN_FORWARD,)
)
EVENT_LINKS = Table(
    "event_links", EventLink, ("event_id", "other_event_id", "relation"), "Events of one article that are the same."
)
