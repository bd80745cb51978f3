"""`newsfacts run`: articles in, facts in DuckDB and Parquet out."""

import contextlib
import logging
import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from flows.commands.progress import shown
from flows.config import Config
from flows.pool import Pool, open_pool
from flows.server import QUIET, configured, temporary_server
from schemas.errors import UsageError

if TYPE_CHECKING:
    from flows.run import Progress
    from flows.tally import Summary

LISTED = 20
"""Failures listed on the terminal."""


def command(sources: Sequence[str], config: Config, *, direct: bool) -> int:
    """Run it and tell how it went; returns the exit code."""
    started = time.monotonic()
    if not sources and not config.sources:
        raise UsageError("Give a SOURCE, or list some as [[sources]] in newsfacts.toml.")
    with contextlib.ExitStack() as stack, _interruptible():
        # What takes longest to start comes first, and what this process imports meanwhile comes last.
        if not direct and not configured():
            stack.enter_context(temporary_server(loud=config.debug))
        pool = stack.enter_context(open_pool(config))
        _check(sources, config)
        progress = stack.enter_context(shown(Console(stderr=True, highlight=False)))
        summary = (_run if direct else _flow)(sources, config, pool, progress, started)
    tell(summary)
    return 1 if summary.failed else 0


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Say what becomes of a run that is stopped with Ctrl-C."""
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("newsfacts: stopped. What was loaded stays; run it again to go on.\n")
        raise


def _check(sources: Sequence[str], config: Config) -> None:
    """Refuse sources that are not there, before a server is waited for; raises UsageError."""
    from flows.find import check  # noqa: PLC0415 - imported while the server and the workers start
    from flows.listed import Listed  # noqa: PLC0415

    check([Listed(url=source) for source in sources] or config.sources, config)


def _run(sources: Sequence[str], config: Config, pool: Pool, progress: "Progress", started: float) -> "Summary":
    from flows.run import Equipment, run  # noqa: PLC0415 - imported while the workers start

    return run(sources, config, Equipment(pool, progress, started))


def _flow(sources: Sequence[str], config: Config, pool: Pool, progress: "Progress", started: float) -> "Summary":
    os.environ.update(QUIET)
    if not config.debug:
        for variable in ("PREFECT_LOGGING_LEVEL", "PREFECT_INTERNAL_LOGGING_LEVEL"):
            os.environ.setdefault(variable, "CRITICAL")
    from flows.ingest import run_flow  # noqa: PLC0415 - imported while the server and the workers start
    from flows.run import Equipment  # noqa: PLC0415

    if not config.debug:
        logging.getLogger("prefect").setLevel(logging.CRITICAL)
    return run_flow(sources, config, Equipment(pool, progress, started))


def tell(summary: "Summary") -> None:
    """The closing table on standard output, the failures on standard error."""
    from flows.report import overview, tables, whereabouts  # noqa: PLC0415 - after the run it is imported already

    out = Console(highlight=False)
    rows = Table("table", "added", "all", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for column in rows.columns[1:]:
        column.justify = "right"
    for name, added, total in tables(summary):
        rows.add_row(name, f"{added:,}" if added else "", f"{total:,}")
    grid = Table.grid(padding=(0, 2))
    for label, value in overview(summary) + whereabouts(summary):
        grid.add_row(label, value)
    out.print(rows)
    out.print()
    out.print(grid)
    if summary.failed:
        _tell_failures(summary)


def _tell_failures(summary: "Summary") -> None:
    from flows.report import failure  # noqa: PLC0415

    err = Console(stderr=True, highlight=False)
    err.print(f"\n{summary.failed:,} failed:", style="bold red")
    for each in summary.failures[:LISTED]:
        err.print(f"  {failure(each)}", markup=False, soft_wrap=True)
    if summary.failed > LISTED:
        err.print(f"  and {summary.failed - LISTED:,} more: see `newsfacts status`", markup=False)
