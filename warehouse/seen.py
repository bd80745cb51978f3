"""What is known of pages: by it a page is fetched once, and asked again only when that is due."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

_SEEN = Path(__file__).with_name("seen.sql").read_text(encoding="utf-8")

_OWED = """
    WITH latest AS (
        SELECT page, arg_max(status BETWEEN 200 AND 299 OR status IN (304, 404, 410), fetched_at) AS stands,
               count(*) AS attempts
        FROM fetches WHERE source = ? AND page IS NOT NULL GROUP BY page
    )
    SELECT count(*) FROM latest WHERE stands IS NOT TRUE AND attempts < ?
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one page.

    `since` is when it was found new or changed last, else when it was asked for first; `stood_at` when it last gave
    an answer that stands (a page, or that it is gone), null where it never did; `tried_at` when it was last asked;
    `failures` how often it has failed since it last answered. `etag` and `last_modified` are those of the copy that
    was had last.
    """

    since: dt.datetime
    stood_at: dt.datetime | None
    tried_at: dt.datetime
    failures: int
    etag: str | None
    last_modified: str | None


def seen(connection: duckdb.DuckDBPyConnection, pages: Iterable[tuple[str, str]]) -> dict[str, Seen]:
    """What is known of pages, by their names; nothing of one never asked for.

    Each is asked for by its name and the article_id that an article of this page would have; if there may be several
    such ids, several times.
    """
    names, ids = zip(*pages, strict=True)
    asked = {"page": pa.array(names, pa.string()), "article_id": pa.array(ids, pa.string())}
    connection.register("asked_pages", pa.table(asked))
    try:
        rows = connection.execute(_SEEN).fetchall()
    finally:
        connection.unregister("asked_pages")
    return {page: Seen(*known) for page, *known in rows}


def owed(connection: duckdb.DuckDBPyConnection, source: str, patience: int) -> int:
    """How many pages that a source named have failed, each fewer than `patience` times: they are to be had yet."""
    return int(connection.execute(_OWED, [source, patience]).fetchall()[0][0])
