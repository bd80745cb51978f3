"""What a run came to, in words: for its closing table, its plain lines and its Prefect artifact."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from flows.fetching.items import FEED
from flows.runs.tally import Summary
from schemas.facts import FACT_TABLES, PUBLISHED
from schemas.runs import Fetch

Line = tuple[str, str]

REREAD = {"reread": "Articles read again", "withdrawn": "Articles withdrawn"}
"""Outcomes that only a run over what is there has, and their labels."""


def overview(summary: Summary) -> list[Line]:
    """The run in a few labelled lines."""
    outcomes = summary.outcomes
    reread = [(label, outcomes[name]) for name, label in REREAD.items() if name in outcomes]
    lines = [
        *((label, f"{articles:,}") for label, articles in reread),
        ("Articles new", f"{outcomes.get('new', 0):,}"),
        ("Articles changed", f"{outcomes.get('changed', 0):,}"),
        ("Articles unchanged", f"{outcomes.get('unchanged', 0):,}"),
        ("Failed", f"{summary.failed:,}"),
        ("Rows rejected", f"{summary.rejects:,}"),
        ("Seconds", f"{summary.seconds:,.1f}"),
    ]
    for label, pages in (("Known, not due", summary.known), ("Not modified", outcomes.get("not_modified", 0))):
        if pages:
            lines.insert(len(reread) + 3, (label, f"{pages:,}"))
    if FEED in outcomes:
        lines.insert(0, ("Feeds read", f"{outcomes[FEED]:,}"))
    if summary.first_facts is not None:
        lines.append(("First facts after", f"{summary.first_facts:,.1f} s"))
    return lines


def tables(summary: Summary) -> list[tuple[str, int, int]]:
    """Each table of facts with the rows that were added or changed, and all it has now."""
    return [(name, summary.rows.get(name, 0), summary.published[name]) for name in FACT_TABLES]


def whereabouts(summary: Summary) -> list[Line]:
    """Where the results lie."""
    return [
        (
            "Views",
            ", ".join(name for name in summary.published if name not in PUBLISHED and not name.startswith("latest")),
        ),
        ("DuckDB", str(summary.data / "serving.duckdb")),
        ("Parquet", str(summary.data / "parquet")),
    ]


def failure(fetch: Fetch) -> str:
    """One document that gave no article, in one line."""
    why = fetch.error or fetch.outcome
    return why if fetch.url in why else f"{fetch.url}: {why}"


def markdown(summary: Summary, aftermath: Mapping[str, pa.Table]) -> str:
    """The whole report as Markdown, with the small tables of its aftermath."""
    return "\n".join(_markdown(summary, aftermath)) + "\n"


AFTERMATH = {"rejects": "Rejected rows", "failing": "Sources that failed", "slow": "Slow hosts"}
"""The headings of those tables."""


def _markdown(summary: Summary, aftermath: Mapping[str, pa.Table]) -> Iterator[str]:
    yield f"## newsfacts run {summary.run_id}\n"
    if summary.collapsed:
        yield "### Collapsed\n"
        yield from (f"* {each}" for each in summary.collapsed)
        yield ""
    yield "| | |\n|---|---|"
    yield from (f"| {label} | {value} |" for label, value in overview(summary) + whereabouts(summary))
    yield "\n| table | added | all |\n|---|---:|---:|"
    yield from (f"| {name} | {added:,} | {total:,} |" for name, added, total in tables(summary))
    for name, rows in aftermath.items():
        if rows.num_rows:
            yield f"\n### {AFTERMATH[name]}\n"
            yield from markdown_table(rows)
    if summary.unsent:
        yield f"\n### Not put elsewhere\n\n{summary.unsent}"
    if summary.failures:
        yield f"\n### Failed ({summary.failed:,})\n"
        yield from (f"* {failure(each)}" for each in summary.failures)


def markdown_table(rows: pa.Table) -> Iterator[str]:
    """The rows as a Markdown table; what stands in a cell cannot end it."""
    yield f"| {' | '.join(rows.column_names)} |\n|{'---|' * rows.num_columns}"
    for row in rows.to_pylist():
        cells = ("" if value is None else str(value) for value in row.values())
        yield f"| {' | '.join(' '.join(cell.replace('|', chr(92) + '|').split()) for cell in cells)} |"
