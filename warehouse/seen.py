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

    `stood_at` is when it last gave an answer that stands (a page, or that it is gone), null where it never did;
    `tried_at` when it was last asked; `failures` how often it has failed since it last answered. `etag` and
    `last_modified` are those of the copy that was had last.
    """

    stood_at: dt.datetime | None
    tried_at: dt.datetime
    failures: int
    etag: str | None
    last_modified: str | None
    article_id: str | None


def seen(connection: duckdb.DuckDBPyConnection, pages: Iterable[str]) -> dict[str, Seen]:
    """What is known of these pages, named by their URLs in normal form; nothing of one never asked for."""
    connection.register("asked_pages", pa.table({"page": pa.array(pages, pa.string())}))
    try:
        rows = connection.execute(_SEEN).fetchall()
    finally:
        connection.unregister("asked_pages")
    return {page: Seen(*known) for page, *known in rows}


def owed(connection: duckdb.DuckDBPyConnection, source: str, patience: int) -> int:
    """How many pages that a source named have failed, each fewer than `patience` times: they are to be had yet."""
    return int(connection.execute(_OWED, [source, patience]).fetchall()[0][0])
