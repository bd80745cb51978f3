"""`newsfacts run`: articles in, facts in DuckDB and Parquet out."""

import contextlib
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from flows.commands.progress import shown
from flows.server.process import QUIET, configured, temporary_server
from flows.settings.config import Config
from flows.settings.listed import Listed
from flows.workers.pool import open_pool
from schemas.errors import UsageError

if TYPE_CHECKING:
    from flows.runs.job import Equipment
    from flows.runs.tally import Summary

Work = Callable[["Equipment"], "Summary"]
"""What a command does, with its workers and whoever is told."""

LISTED = 20
"""Failures listed on the terminal."""


def command(sources: Sequence[str], config: Config, *, direct: bool) -> int:
    """Run it and tell how it went; returns the exit code."""
    if not sources and not config.sources:
        raise UsageError("Give a SOURCE, or list some as [[sources]] in newsfacts.toml.")

    def plain(equipment: "Equipment") -> "Summary":
        from flows.runs.ingest import run  # noqa: PLC0415 - imported while the workers start

        return run(sources, config, equipment)

    def flow(equipment: "Equipment") -> "Summary":
        from flows.ingest import ingest  # noqa: PLC0415 - imported while the server and the workers start
        from flows.orchestration.tasks import ready  # noqa: PLC0415

        with ready(equipment):
            return ingest(list(sources), config.as_settings())

    def there() -> None:
        from flows.fetching.find import check  # noqa: PLC0415 - imported while the server and the workers start

        check([Listed(url=source) for source in sources] or config.sources, config)

    return execute(config, plain if direct else flow, direct=direct, check=there)


def execute(config: Config, work: Work, *, direct: bool, check: Callable[[], None] = lambda: None) -> int:
    """Start what the work needs, check what can be checked meanwhile, do it and tell how it went."""
    if direct and config.cluster:
        raise UsageError("--direct runs without Prefect, and so on no cluster: take it or the setting `cluster` away.")
    started = time.monotonic()
    with contextlib.ExitStack() as stack, _interruptible():
        # What takes longest to start comes first, and what this process imports meanwhile comes last.
        if not direct and not configured():
            stack.enter_context(temporary_server(loud=config.debug))
        if config.cluster:  # opening it imports Prefect
            _quieten(loud=config.debug)
        pool = stack.enter_context(open_pool(config))
        check()
        progress = stack.enter_context(shown(Console(stderr=True, highlight=False)))
        if not direct:
            _quieten(loud=config.debug)
        from flows.runs.job import Equipment  # noqa: PLC0415 - imported while the workers start

        summary = work(Equipment(pool, progress, started))
    tell(summary)
    return 1 if summary.failed or summary.unsent else 0


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Say what becomes of a run that is stopped with Ctrl-C."""
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("newsfacts: stopped. What was loaded stays; run it again to go on.\n")
        raise


def _quieten(*, loud: bool) -> None:
    """Let Prefect talk to nobody, and say nothing unless it is to be loud; before it is imported."""
    os.environ.update(QUIET)
    if not loud:
        for variable in ("PREFECT_LOGGING_LEVEL", "PREFECT_INTERNAL_LOGGING_LEVEL"):
            os.environ.setdefault(variable, "CRITICAL")
        import prefect  # noqa: F401, PLC0415 - it sets up its loggers when it is imported

        logging.getLogger("prefect").setLevel(logging.CRITICAL)


def tell(summary: "Summary") -> None:
    """The closing table on standard output, the failures on standard error."""
    from flows.runs.report import overview, tables, whereabouts  # noqa: PLC0415 - after the run it is imported already

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
    if summary.unsent:
        sys.stderr.write(f"newsfacts: {summary.unsent}\n")
    for each in summary.collapsed:
        sys.stderr.write(f"Collapsed: {each}\n")
    if summary.failed:
        _tell_failures(summary)


def _tell_failures(summary: "Summary") -> None:
    from flows.runs.report import failure  # noqa: PLC0415

    err = Console(stderr=True, highlight=False)
    err.print(f"\n{summary.failed:,} failed:", style="bold red")
    for each in summary.failures[:LISTED]:
        err.print(f"  {failure(each)}", markup=False, soft_wrap=True)
    if summary.failed > LISTED:
        err.print(f"  and {summary.failed - LISTED:,} more: see `newsfacts status`", markup=False)
