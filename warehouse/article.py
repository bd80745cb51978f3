"""One published article: its newest version and every row that was read from it."""

from pathlib import Path

from schemas.facts import FACT_TABLES, Batch
from warehouse.ddl import quoted
from warehouse.query import connect

_FIND = """
    SELECT article_id, version FROM articles
    WHERE is_current AND $name IN (article_id, url, canonical_url, source_id)
    ORDER BY fetched_at DESC LIMIT 1
"""

_OF_ARTICLE = "article_id = $article AND version = $version"

_NAMED = f"location_id IN (SELECT location_id FROM location_mentions WHERE {_OF_ARTICLE})"  # noqa: S608 - our own text


def find_article(data: Path, name: str) -> Batch | None:
    """The rows, by table, of the article with this article_id, URL or source_id; None where there is no such article.

    Raises WarehouseError where nothing is published.
    """
    with connect(data) as connection:
        found = connection.execute(_FIND, {"name": name}).fetchall()
        if not found:
            return None
        key = dict(zip(("article", "version"), found[0], strict=True))
        return {table: connection.sql(_select(table), params=key).to_arrow_table() for table in FACT_TABLES}


def _select(table: str) -> str:
    where = _NAMED if table == "locations" else _OF_ARTICLE
    columns = FACT_TABLES[table].arrow.names
    order = ", ".join(quoted(name) for name in ("start", *FACT_TABLES[table].key) if name in columns)
    return f"SELECT * FROM {table} WHERE {where} ORDER BY {order}"  # noqa: S608 - names of `schemas`
