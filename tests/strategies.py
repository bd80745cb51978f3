"""Hypothesis strategies for rows, for all rows of an article, and for batches, as the contracts want them."""

import datetime as dt
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from schemas.actors import ACTOR_MENTIONS, ACTORS
from schemas.articles import ARTICLES, SENTENCES
from schemas.dates import DATE_MENTIONS
from schemas.events import EVENT_ACTORS, EVENT_LINKS, EVENTS
from schemas.facts import Batch, FactTables, to_batch
from schemas.figures import FIGURES
from schemas.ids import make_id, text_sha256
from schemas.places import LOCATION_MENTIONS, LOCATIONS, Location
from schemas.quotes import QUOTES
from schemas.table import Column, Row, Table

LETTERS = "abczé€👍ß \u0301'\"\n;,%"
"""Ends of what can go wrong: two, three and four bytes, a combining mark, quotes, a line break."""

WORDS = st.text(alphabet=LETTERS.replace(" ", "").replace("\n", ""), min_size=1, max_size=5)

PLACES = tuple(
    Location(location_id=f"geonames:{n}", name=name, kind="city", latitude=float(n), longitude=-float(n))
    for n, name in enumerate(("Aléria", "Brig", "Çorlu"))
)

_VALUES: dict[pa.DataType, st.SearchStrategy[Any]] = {
    pa.string(): st.text(alphabet=LETTERS, max_size=8),
    pa.bool_(): st.booleans(),
    pa.date32(): st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
    pa.timestamp("us"): st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)),  # noqa: DTZ001 -- UTC, by contract without zone
}


def values(column: Column) -> st.SearchStrategy[Any]:
    """Whatever one column may hold."""
    if column.choices:
        some: st.SearchStrategy[Any] = st.sampled_from(column.choices)
    elif pa.types.is_integer(column.arrow):
        least = -(2**31) if column.ge is None else int(column.ge)
        some = st.integers(least, 2**31 - 1 if column.le is None else int(column.le))
    elif pa.types.is_floating(column.arrow):
        some = st.floats(column.ge, column.le, allow_nan=False, allow_infinity=False)
    else:
        some = _VALUES[column.arrow]
    return st.none() | some if column.nullable else some


def rows(table: Table, **fixed: Any) -> st.SearchStrategy[Any]:
    """Rows of one table with some columns fixed and any allowed value in the others; rules across columns aside."""
    free = {c.name: values(c) for c in table.columns if c.name not in fixed}
    return st.fixed_dictionaries(free).map(lambda drawn: table.row(**drawn, **fixed))


@st.composite
def fact_tables(draw: st.DrawFn) -> FactTables:
    """All the rows of one article, true to its text and to each other."""
    return _Writer(draw).write()


def batches(max_size: int = 4) -> st.SearchStrategy[Batch]:
    """Batches of articles with different ids."""
    return articles(max_size).map(to_batch)


def articles(max_size: int = 4) -> st.SearchStrategy[list[FactTables]]:
    """Articles with different ids."""
    return st.lists(fact_tables(), max_size=max_size, unique_by=lambda facts: facts.articles[0].article_id)


class _Writer:
    """Makes up one article with its rows, table after table."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.sentences = draw(st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=3))
        self.text = " ".join(self.sentences)
        self.of_article = {"article_id": make_id(self.text), "version": 1}

    def write(self) -> FactTables:
        self.locations = self.draw(st.lists(st.sampled_from(PLACES), unique=True, max_size=2))
        self.actors = self.numbered(ACTORS, "actor_id", affiliation_id=None)
        self.events = self.numbered(EVENTS, "event_id")
        return FactTables(
            articles=(self.article(),),
            sentences=tuple(self.sentence_rows()),
            locations=tuple(self.locations),
            actors=tuple(self.actors),
            events=tuple(self.events),
            figures=tuple(self.numbered(FIGURES, "figure_id")),
            quotes=tuple(self.numbered(QUOTES, "quote_id")),
            date_mentions=tuple(self.several(DATE_MENTIONS)),
            actor_mentions=tuple(self.several(ACTOR_MENTIONS) if self.actors else ()),
            location_mentions=tuple(self.several(LOCATION_MENTIONS) if self.locations else ()),
            event_actors=tuple(self.several(EVENT_ACTORS) if self.actors and self.events else ()),
            event_links=tuple(self.several(EVENT_LINKS) if self.events else ()),
        )

    def article(self) -> Row:
        own = {**self.of_article, "is_current": True, "duplicate_of": None, "text": self.text}
        return self.draw(rows(ARTICLES, **own, text_sha256=text_sha256(self.text)))

    def sentence_rows(self) -> list[Row]:
        starts = [sum(len(s) + 1 for s in self.sentences[:n]) for n in range(len(self.sentences))]
        return [
            SENTENCES.row(**self.of_article, sentence_no=n, start=start, end=start + len(text), text=text)
            for n, (start, text) in enumerate(zip(starts, self.sentences, strict=True))
        ]

    def numbered(self, table: Table, id_column: str, **fixed: Any) -> list[Any]:
        """Up to two rows, their ids counted."""
        number = self.draw(st.integers(0, 2))
        ids = [make_id(self.of_article["article_id"], table.name, n) for n in range(number)]
        return [self.row(table, **{id_column: id_}, **fixed) for id_ in ids]

    def several(self, table: Table) -> list[Row]:
        """Up to two rows with different keys."""
        drawn = [self.row(table) for _ in range(self.draw(st.integers(0, 2)))]
        return list({tuple(getattr(row, k) for k in table.key): row for row in drawn}.values())

    def row(self, table: Table, **fixed: Any) -> Any:
        names = table.arrow.names
        fixed = {**self.of_article, **fixed}
        if "start" in names:
            fixed |= self.span()
        fixed |= {name: self.reference(name, table) for name in names if name not in fixed and name in _REFERENCES}
        fixed |= _in_keeping(self.draw, table, fixed)
        return self.draw(rows(table, **fixed))

    def span(self) -> dict[str, Any]:
        number = self.draw(st.integers(0, len(self.sentences) - 1))
        offset = sum(len(s) + 1 for s in self.sentences[:number])
        start = offset + self.draw(st.integers(0, len(self.sentences[number]) - 1))
        end = self.draw(st.integers(start + 1, offset + len(self.sentences[number])))
        return {"sentence_no": number, "start": start, "end": end, "text": self.text[start:end]}

    def reference(self, name: str, table: Table) -> str | None:
        kind = _REFERENCES[name]
        own = getattr(self, kind, [])
        ids = [getattr(row, f"{kind[:-1]}_id") for row in own]
        nullable = next(c.nullable for c in table.columns if c.name == name)
        return self.draw(st.sampled_from([*ids, None] if nullable else ids))


_REFERENCES = {
    "location_id": "locations",
    "actor_id": "actors",
    "attributed_to": "actors",
    "event_id": "events",
    "other_event_id": "events",
}


def _in_keeping(draw: st.DrawFn, table: Table, fixed: dict[str, Any]) -> dict[str, Any]:
    """Columns that a table's rules tie to each other."""
    if table is FIGURES:
        return _figure(draw)
    if table is EVENTS:
        return _event(draw, fixed)
    if table is DATE_MENTIONS:
        return _days(draw)
    if table is QUOTES:
        span = (fixed["start"], fixed["end"], fixed["text"]) if draw(st.booleans()) else (None, None, None)
        return dict(zip(("speaker_start", "speaker_end", "speaker"), span, strict=True))
    return {}


def _figure(draw: st.DrawFn) -> dict[str, Any]:
    number = st.floats(allow_nan=False, allow_infinity=False)
    low, value, high = sorted(draw(st.tuples(number, number, number)))
    kind = draw(st.sampled_from(("count", "money")))
    unit = "EUR" if kind == "money" else None
    bounds = {"value_low": low, "value": value, "value_high": high}
    return {**bounds, "kind": kind, "unit": unit, "currency": unit, "negated": False}


def _event(draw: st.DrawFn, fixed: dict[str, Any]) -> dict[str, Any]:
    trigger = {"trigger_start": fixed["start"], "trigger_end": fixed["end"], "trigger": fixed["text"]}
    number = st.integers(0, 2**31 - 1)
    counts = [sorted(draw(st.tuples(number, number))) for _ in range(2)]
    (killed_low, killed_high), (injured_low, injured_high) = counts
    casualties = {"killed_low": killed_low, "killed_high": killed_high}
    return {**trigger, **casualties, "injured_low": injured_low, "injured_high": injured_high, **_days(draw)}


def _days(draw: st.DrawFn) -> dict[str, Any]:
    day = _VALUES[pa.date32()]
    start, end = sorted(draw(st.tuples(day, day)))
    return {"date_start": start, "date_end": end}


__all__ = ["LOCATIONS", "PLACES", "articles", "batches", "fact_tables", "rows", "values"]
