"""FactTables: all rows read from one article, and their shape as Arrow tables for a batch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import pyarrow as pa

from schemas.actors import ACTOR_MENTIONS, ACTORS, Actor, ActorMention
from schemas.articles import ARTICLES, SENTENCES, Article, SentenceRow
from schemas.dates import DATE_MENTIONS, DateMention
from schemas.events import EVENT_ACTORS, EVENT_LINKS, EVENTS, Event, EventActor, EventLink
from schemas.figures import FIGURES, Figure
from schemas.hosts import HOSTS
from schemas.places import LOCATION_MENTIONS, LOCATIONS, Location, LocationMention
from schemas.quotes import QUOTES, Quote
from schemas.reviews import REVIEWS
from schemas.runs import FETCHES, REJECTS, RUNS
from schemas.table import Table

FACT_TABLES: Mapping[str, Table] = {
    t.name: t
    for t in (
        ARTICLES, SENTENCES, DATE_MENTIONS, LOCATIONS, LOCATION_MENTIONS, ACTORS, ACTOR_MENTIONS,
        FIGURES, QUOTES, EVENTS, EVENT_ACTORS, EVENT_LINKS,
    )
}  # fmt: skip
"""The tables that extraction fills, in the order in which later ones refer to earlier ones."""

BOOKKEEPING: Mapping[str, Table] = {t.name: t for t in (RUNS, FETCHES, HOSTS, REJECTS)}
TABLES: Mapping[str, Table] = {**FACT_TABLES, **BOOKKEEPING}
PUBLISHED: Mapping[str, Table] = {**TABLES, REVIEWS.name: REVIEWS}
"""What readers find; reviews are no run's work, and are kept apart from what runs write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTables:
    """Everything read from one article so far; each step of the extraction returns a fuller one."""

    articles: tuple[Article, ...] = ()
    sentences: tuple[SentenceRow, ...] = ()
    date_mentions: tuple[DateMention, ...] = ()
    locations: tuple[Location, ...] = ()
    location_mentions: tuple[LocationMention, ...] = ()
    actors: tuple[Actor, ...] = ()
    actor_mentions: tuple[ActorMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    event_actors: tuple[EventActor, ...] = ()
    event_links: tuple[EventLink, ...] = ()

    def adding(self, **tables: Iterable[Any]) -> Self:
        """A copy with the named tables replaced by these rows."""
        return replace(self, **{name: tuple(rows) for name, rows in tables.items()})


Batch = dict[str, pa.Table]
"""The rows of many articles, an Arrow table a name: what crosses a process boundary."""


def to_batch(articles: Iterable[FactTables]) -> Batch:
    """The rows of many articles as Arrow tables, one for each of FACT_TABLES (locations once each)."""
    listed = list(articles)
    batch = {
        name: table.to_arrow(row for facts in listed for row in getattr(facts, name))
        for name, table in FACT_TABLES.items()
    }
    distinct = {row.location_id: row for facts in listed for row in facts.locations}
    batch["locations"] = LOCATIONS.to_arrow(distinct[key] for key in sorted(distinct))
    return batch
