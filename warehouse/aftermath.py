"""The aftermath of one run, in small tables from what is published: what was rejected, what failed, what was slow."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from warehouse.query import connect

AFTERMATH: Mapping[str, str] = {
    "rejects": """
        SELECT table_name AS "table", reason, count(*) AS rows
        FROM rejects WHERE run_id = $run_id GROUP BY ALL ORDER BY rows DESC, table_name, reason LIMIT 20
    """,
    "failing": """
        SELECT source, outcome, count(*) AS documents, any_value(error) AS example
        FROM fetches
        WHERE run_id = $run_id
            AND outcome NOT IN ('new', 'changed', 'unchanged', 'not_modified', 'reread', 'withdrawn', 'feed')
        GROUP BY ALL ORDER BY documents DESC, source, outcome LIMIT 20
    """,
    "slow": """
        SELECT
            regexp_extract(url, '^https?://([^/:?#]+)', 1) AS host,
            count(*) AS pages,
            round(epoch(max(fetched_at) - min(fetched_at)), 1) AS seconds
        FROM fetches
        WHERE run_id = $run_id AND host <> ''
        GROUP BY host HAVING seconds >= 60 ORDER BY seconds DESC, host LIMIT 10
    """,
}
"""The small tables and the queries that make them: rejected rows by reason, documents that gave no article by source
and outcome, and the hosts whose pages took a minute or more from the first to the last."""


def aftermath(data: Path, run_id: str) -> dict[str, pa.Table]:
    """Each of them by name, for a run that is published; raises WarehouseError where nothing is."""
    with connect(data) as connection:
        return {
            name: connection.sql(sql, params={"run_id": run_id}).to_arrow_table() for name, sql in AFTERMATH.items()
        }
