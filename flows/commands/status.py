"""`newsfacts status`: what was done so far, and what went wrong."""

from collections.abc import Mapping
from pathlib import Path

from flows.commands.tables import printed, wide_console
from warehouse.account import account
from warehouse.drift import collapses

TITLES: Mapping[str, tuple[str, str]] = {
    "runs": ("Last runs", "none"),
    "articles": ("Articles by language", "none"),
    "sources": ("Sources, failing ones first", "none"),
    "hosts": ("Hosts that fail; asked again when they are no more left alone", "none"),
    "rejects": ("Rows that broke their contract, by reason", "none"),
    "failing": ("Gave no article when last asked", "none"),
}
"""The heading of each table, and what stands there where it has no row."""


def command(data: Path) -> int:
    """Print the account."""
    console = wide_console()
    for name, rows in account(data).items():
        title, nothing = TITLES[name]
        console.print(f"\n{title}", style="bold")
        console.print(printed(rows) if rows.num_rows else nothing)
    console.print("\nCollapsed in the last run", style="bold")
    for said in [str(each) for each in collapses(data)] or ["none"]:
        console.print(said, markup=False, soft_wrap=True)
    return 0
