"""The facts of one article as tables to be read: names in place of ids, the columns that matter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.extract.rows import Facts, Row
from flows.show.marks import Kind, Names, amount, days, joined

Cells = Callable[[Row, Names], dict[str, object]]
"""A row as it is shown: what stands in each column, under its heading."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One table as it is shown."""

    title: str
    kind: Kind
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _event(row: Row, names: Names) -> dict[str, object]:
    cue = f"({row['status_cue']})" if row["status_cue"] else ""
    return {
        "event": row["trigger"],
        "type": joined(row["type"], row["mode"]),
        "status": f"{row['status'].replace('_', ' ')} {cue}".strip(),
        "who": joined(names.role(row["event_id"], "actor"), names.role(row["event_id"], "participant")),
        "whom": names.role(row["event_id"], "recipient"),
        "where": names.place(row["location_id"]),
        "when": days(row),
        "says": names.actor(row["attributed_to"]),
    }


def _figure(row: Row, names: Names) -> dict[str, object]:
    return {
        "figure": row["text"],
        "kind": row["kind"].replace("_", " "),
        "value": amount(row),
        "of": row["subject"],
        "measure": joined(row["measure"], row["change"], row["change_role"]),
        "where": names.place(row["location_id"]),
        "says": names.actor(row["attributed_to"]),
    }


def _actor(row: Row, names: Names) -> dict[str, object]:
    return {
        "actor": row["name"],
        "kind": row["kind"].replace("_", " "),
        "role": row["role_title"],
        "country": row["country_iso3"],
        "sector": row["sector"],
        "belongs to": names.actor(row["affiliation_id"]),
    }


def _place(row: Row, _: Names) -> dict[str, object]:
    return {
        "place": row["name"],
        "kind": row["kind"],
        "region": row["admin1"],
        "country": row["country_iso3"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
    }


def _date(row: Row, _: Names) -> dict[str, object]:
    return {"date": row["text"], "kind": row["kind"].lower(), "value": row["value"] or "open", "days": days(row)}


def _quote(row: Row, names: Names) -> dict[str, object]:
    speaker = names.actor(row["actor_id"]) or row["speaker"]
    return {"quote": row["text"], "kind": row["kind"], "speaker": speaker, "verb": row["verb"]}


LAYOUT: tuple[tuple[str, str, Kind, Cells], ...] = (
    ("events", "Events", "event", _event),
    ("figures", "Figures", "figure", _figure),
    ("actors", "Actors", "actor", _actor),
    ("locations", "Places", "place", _place),
    ("date_mentions", "Dates", "date", _date),
    ("quotes", "Quotes", "quote", _quote),
)
"""Table of facts, its heading, its colour, and its columns, in the order they are shown."""


def tables_of(facts: Facts) -> Iterator[Shown]:
    """The tables that have rows, their rows in the order of the text."""
    names = Names(facts)
    for name, title, kind, cells in LAYOUT:
        rows = [cells(row, names) for row in sorted(facts.tables[name], key=lambda row: row.get("start", 0))]
        if rows:
            said = tuple(tuple("" if value is None else str(value) for value in row.values()) for row in rows)
            yield Shown(title, kind, tuple(rows[0]), said)


def headline(facts: Facts) -> str:
    """The article's title, else where it is from."""
    return str(facts.article["title"] or facts.article["url"] or facts.article["source_id"])


def byline(facts: Facts) -> str:
    """Where, when and by whom it was published."""
    article = facts.article
    published = article["published_at"]
    day = "" if published is None else f"{published:%Y-%m-%d %H:%M} UTC"
    if published is not None and article["published_precision"] != "second":
        day = f"{published:%Y-%m}" if article["published_precision"] == "month" else f"{published:%Y-%m-%d}"
    return joined(article["site_name"] or article["domain"], article["authors"], day or "no date", article["language"])
