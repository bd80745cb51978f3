"""The account: what was done so far, in a few small tables, from what is published."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from warehouse.query import connect

ACCOUNT: Mapping[str, str] = {
    "runs": """
        SELECT strftime(started_at, '%Y-%m-%d %H:%M') AS started, state, documents, articles_new AS new,
               articles_unchanged AS unchanged, articles_failed AS failed, facts, rejects,
               round(epoch(ended_at - started_at), 1) AS seconds
        FROM runs ORDER BY started_at DESC LIMIT 10
    """,
    "articles": """
        SELECT coalesce(language, 'unknown') AS language, count(*) AS articles,
               count(duplicate_of) AS near_duplicates
        FROM articles WHERE is_current GROUP BY ALL ORDER BY articles DESC
    """,
    "rejects": """
        SELECT table_name, reason, count(*) AS rows, max(rejected_at) AS last
        FROM rejects GROUP BY table_name, reason ORDER BY rows DESC LIMIT 20
    """,
    "failing": """
        WITH latest AS (
            SELECT DISTINCT ON (url) url, outcome, error, fetched_at FROM fetches ORDER BY url, fetched_at DESC
        )
        SELECT url, outcome, error, fetched_at FROM latest
        WHERE outcome NOT IN ('new', 'changed', 'unchanged', 'not_modified', 'feed') ORDER BY fetched_at DESC LIMIT 20
    """,
}
"""The small tables and the queries that make them: the last runs, the articles there are, why rows were refused, and
what gave no article when it was asked for last."""


def account(data: Path) -> dict[str, pa.Table]:
    """Each of them by name; raises WarehouseError where nothing is published."""
    with connect(data) as connection:
        return {name: connection.sql(sql).to_arrow_table() for name, sql in ACCOUNT.items()}
