"""The account: what was done so far, in a few small tables, from what is published."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from warehouse.query import connect

ACCOUNT: Mapping[str, str] = {
    "runs": """
        SELECT strftime(started_at, '%Y-%m-%d %H:%M') AS started, flow, state, documents, articles_new AS new,
               articles_unchanged AS unchanged, articles_failed AS failed, facts, rejects,
               round(epoch(ended_at - started_at), 1) AS seconds
        FROM runs ORDER BY started_at DESC LIMIT 10
    """,
    "articles": """
        SELECT coalesce(language, 'unknown') AS language, count(*) AS articles,
               count(duplicate_of) AS near_duplicates
        FROM articles WHERE is_current GROUP BY ALL ORDER BY articles DESC
    """,
    "sources": """
        SELECT source, last_asked_at AS last_asked, last_new_at AS last_new, articles, failing_pages, error
        FROM sources ORDER BY error IS NULL, failing_pages DESC, last_asked_at DESC LIMIT 20
    """,
    "hosts": """
        SELECT host, failures, last_success_at AS last_success, last_error,
               CASE WHEN left_alone_until > make_timestamp(epoch_us(now())) THEN left_alone_until END AS left_until
        FROM hosts WHERE failures > 0 ORDER BY left_alone_until DESC NULLS LAST, failures DESC LIMIT 20
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
"""The small tables and the queries that make them: the last runs, the articles there are, the sources, failing ones
first, the hosts that fail or are left alone, why rows were refused, and what gave no article when asked for last."""


def account(data: Path) -> dict[str, pa.Table]:
    """Each of them by name; raises WarehouseError where nothing is published."""
    with connect(data) as connection:
        return {name: connection.sql(sql).to_arrow_table() for name, sql in ACCOUNT.items()}
