"""Exploring: the facts that fit a filter, as lists, on a map, over time, and what there is to choose from."""

# ruff: noqa: S608 -- conditions and expressions in these statements are ours; what a reader says goes in as parameters

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.query import connect

Row = dict[str, Any]

PAGE = 50
"""Rows of a list at a time."""

MOST = 5_000
"""Points of a map or series at most: the largest or latest of them."""

DAY = "coalesce(date_start, CAST(published_at AS DATE))"
"""The day of an event: its own, else the article's."""

FIGURE_DAY = "coalesce(as_of, CAST(published_at AS DATE))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is looked for; what is None is not asked.

    `text` is looked for in the sentence, the title and the names of actors, in any case; `actor` in those names only;
    `country` is an ISO 3166 alpha-3 code; `since` and `until` are days, both included.
    """

    text: str | None = None
    type: str | None = None
    status: str | None = None
    country: str | None = None
    actor: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    kind: str | None = None
    measure: str | None = None
    subject: str | None = None
    unit: str | None = None
    location: str | None = None


def choices(data: Path) -> Row:
    """What can be filtered by, with how often it occurs, and how much there is of everything."""
    with connect(data) as connection:

        def counted(column: str, view: str, most: int = 300) -> list[Row]:
            sql = f"""
                SELECT {column} AS value, count(*) AS rows FROM {view}
                WHERE is_latest AND {column} IS NOT NULL GROUP BY ALL ORDER BY rows DESC, value LIMIT {most}
            """
            rows: list[Row] = connection.sql(sql).to_arrow_table().to_pylist()
            return rows

        totals = """
            SELECT (SELECT count(*) FROM latest_articles) AS articles,
                   (SELECT count(*) FROM event_facts WHERE is_latest) AS events,
                   (SELECT count(*) FROM figure_facts WHERE is_latest) AS figures,
                   (SELECT max(ended_at) FROM runs) AS last_run
        """
        return {
            "totals": connection.sql(totals).to_arrow_table().to_pylist()[0],
            "types": counted("type", "event_facts"),
            "statuses": counted("status", "event_facts"),
            "countries": counted("country_iso3", "event_facts"),
            "kinds": counted("kind", "figure_facts"),
            "measures": counted("measure", "figure_facts"),
        }


def events(data: Path, asked: Filter, page: int = 0) -> Row:
    """One page of events, the latest first, and how many there are."""
    columns = f"""
        event_id, article_id, version, start, "end", type, mode, status, status_cue, actors, recipients, location,
        country_iso3, {DAY} AS day, date_from, killed_low, killed_high, clause, trigger, sentence, title, site_name,
        domain, confidence
    """
    return _page(data, "event_facts", columns, _where(asked, _EVENTS), page)


def figures(data: Path, asked: Filter, page: int = 0) -> Row:
    """One page of figures, the latest first, and how many there are."""
    columns = f"""
        figure_id, article_id, version, start, "end", text, kind, value, value_low, value_high, comparison, unit,
        currency, per, subject, measure, change, change_role, location, country_iso3, {FIGURE_DAY} AS day,
        attributed_to, sentence, title, site_name, domain, confidence
    """
    return _page(data, "figure_facts", columns, _where(asked, _FIGURES), page)


def articles(data: Path, asked: Filter, page: int = 0) -> Row:
    """One page of articles, the latest first, and how many there are."""
    columns = (
        "article_id, version, title, site_name, domain, published_at, language, n_words, left(text, 300) AS start_of"
    )
    return _page(data, "latest_articles", columns, _where(asked, _ARTICLES), page)


def places(data: Path, asked: Filter) -> list[Row]:
    """Where the events are: one row a place, with how many of them are there, those with most first."""
    where, said = _where(asked, _EVENTS)
    return _rows(
        data,
        f"""
        SELECT location_id, location, country_iso3, latitude, longitude, count(*) AS events
        FROM event_facts WHERE {where} AND latitude IS NOT NULL AND longitude IS NOT NULL
        GROUP BY ALL ORDER BY events DESC, location_id LIMIT {MOST}
        """,
        said,
    )


def days(data: Path, asked: Filter) -> list[Row]:
    """How many events there are a day and status, in order of time."""
    where, said = _where(asked, _EVENTS)
    sql = f"SELECT {DAY} AS day, status, count(*) AS events FROM event_facts WHERE {where} AND {DAY} IS NOT NULL"
    return _rows(data, f"{sql} GROUP BY ALL ORDER BY day, status", said)


def subjects(data: Path, asked: Filter) -> list[Row]:
    """What figures are about: one row for each that can be drawn over time, those told most often first."""
    where, said = _where(asked, _FIGURES)
    return _rows(
        data,
        f"""
        SELECT subject_head AS subject, measure, kind, unit, count(*) AS figures, count(DISTINCT {FIGURE_DAY}) AS days
        FROM figure_facts WHERE {where} AND subject_head IS NOT NULL AND coalesce(value, value_low) IS NOT NULL
        GROUP BY ALL ORDER BY figures DESC, days DESC, subject LIMIT 200
        """,
        said,
    )


def series(data: Path, asked: Filter) -> list[Row]:
    """The figures of one subject in the order of time."""
    where, said = _where(asked, _FIGURES)
    return _rows(
        data,
        f"""
        SELECT figure_id, article_id, start, "end", {FIGURE_DAY} AS day, value, value_low, value_high, text, sentence,
               location, attributed_to
        FROM figure_facts WHERE {where} AND {FIGURE_DAY} IS NOT NULL AND coalesce(value, value_low) IS NOT NULL
        ORDER BY day DESC, figure_id LIMIT {MOST}
        """,
        said,
    )[::-1]


def _page(data: Path, view: str, columns: str, where: tuple[str, Row], page: int) -> Row:
    condition, said = where
    order = f"{_DAYS[view]} DESC NULLS LAST, {columns.split(',', maxsplit=1)[0]}"
    with connect(data) as connection:
        total = connection.execute(f"SELECT count(*) FROM {view} WHERE {condition}", said).fetchall()[0][0]
        sql = f"SELECT {columns} FROM {view} WHERE {condition} ORDER BY {order} LIMIT {PAGE} OFFSET {int(page) * PAGE}"
        return {
            "total": total,
            "page_size": PAGE,
            "rows": connection.sql(sql, params=said).to_arrow_table().to_pylist(),
        }


def _rows(data: Path, sql: str, said: Row) -> list[Row]:
    with connect(data) as connection:
        rows: list[Row] = connection.sql(sql, params=said).to_arrow_table().to_pylist()
        return rows


_DAYS: Mapping[str, str] = {"event_facts": DAY, "figure_facts": FIGURE_DAY, "latest_articles": "published_at"}
"""What the rows of a list are sorted by, the latest first."""

_NAMES = "concat_ws('; ', actors, recipients, participants)"

_EVENTS: Mapping[str, str] = {
    "text": f"contains(lower(concat_ws(' ', sentence, title, {_NAMES})), lower($text))",
    "actor": f"contains(lower({_NAMES}), lower($actor))",
    "type": "type = $type",
    "status": "status = $status",
    "country": "country_iso3 = $country",
    "location": "location_id = $location",
    "since": f"{DAY} >= $since",
    "until": f"{DAY} <= $until",
}
_FIGURES: Mapping[str, str] = {
    "text": "contains(lower(concat_ws(' ', sentence, title, subject)), lower($text))",
    "actor": "contains(lower(concat_ws('; ', actor, attributed_to)), lower($actor))",
    "type": "event_type = $type",
    "status": "event_status = $status",
    "kind": "kind = $kind",
    "measure": "measure = $measure",
    "subject": "subject_head = $subject",
    "unit": "unit = $unit",
    "country": "country_iso3 = $country",
    "location": "location_id = $location",
    "since": f"{FIGURE_DAY} >= $since",
    "until": f"{FIGURE_DAY} <= $until",
}
_ARTICLES: Mapping[str, str] = {
    "text": "contains(lower(concat_ws(' ', title, text)), lower($text))",
    "since": "CAST(published_at AS DATE) >= $since",
    "until": "CAST(published_at AS DATE) <= $until",
}
"""What each part of a filter asks of a view; parts that are not here ask nothing of it."""


def _where(asked: Filter, conditions: Mapping[str, str]) -> tuple[str, Row]:
    """The condition of a filter, and what is said in it, by the names of its parameters."""
    said = {name: value for name in conditions if (value := getattr(asked, name)) is not None}
    parts: Iterator[str] = (conditions[name] for name in said)
    latest = [] if conditions is _ARTICLES else ["is_latest"]
    return " AND ".join([*latest, *parts]) or "true", said
