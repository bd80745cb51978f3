"""How a run shows that it moves: bars on a terminal, plain lines elsewhere."""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from flows.runs.job import Progress as Told

STAGES: Mapping[str, str] = {"fetch": "fetch", "clean": "clean", "extract": "read facts", "load": "load"}
"""The stages that are shown, and as what."""

EVERY = 1.0
"""Seconds between two plain lines, at least."""


@contextlib.contextmanager
def shown(console: Console) -> Iterator["Told"]:
    """Bars or lines on this console."""
    if not console.is_terminal:
        yield Lines(console)
        return
    bars = Progress(
        SpinnerColumn(finished_text=" "),
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with bars:
        yield Bars(bars)


class Bars:
    """One bar a stage; the whole grows while more is found."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._lock = threading.Lock()
        self._tasks = {stage: bars.add_task(label, total=None) for stage, label in STAGES.items()}
        self._found = 0

    def found(self, documents: int) -> None:
        """So many more to be done."""
        with self._lock:
            self._found += documents
            for task in self._tasks.values():
                self._bars.update(task, total=self._found)

    def done(self, stage: str, documents: int) -> None:
        """So many more done."""
        if stage in self._tasks:
            self._bars.advance(self._tasks[stage], documents)


class Lines:
    """A line now and then."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = self._told = time.monotonic()
        self._counts: Counter[str] = Counter()

    def found(self, documents: int) -> None:
        """Remember it."""
        self._counts["found"] += documents

    def done(self, stage: str, documents: int) -> None:
        """Tell of what is loaded."""
        self._counts[stage] += documents
        now = time.monotonic()
        if stage == "load" and (now - self._told >= EVERY or self._counts["load"] == documents):
            self._told = now
            loaded, found = self._counts["load"], self._counts["found"]
            self._console.print(f"{loaded:,} of {found:,} loaded after {now - self._started:.1f} s")
