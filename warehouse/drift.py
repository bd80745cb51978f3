"""Drift: which sources and kinds of fact collapsed in a run, against the runs before it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from warehouse.query import connect

QUERY = Path(__file__).with_name("drift.sql")


@dataclass(frozen=True, slots=True)
class Collapse:
    """A source that gives no articles any more, or a kind of fact with less than half of its usual rows an article.

    `now` and `usual` (the median of the `runs` runs before) are articles of a source, rows an article of a kind.
    """

    what: Literal["source", "kind"]
    name: str
    now: float
    usual: float
    runs: int

    def __str__(self) -> str:
        """One sentence."""
        if self.what == "source":
            return f"{self.name} gave no article; usual are {self.usual:g} a run ({self.runs} runs)"
        return f"{self.name}: {self.now:g} rows an article; usual are {self.usual:g} ({self.runs} runs)"


def collapses(data: Path, run_id: str | None = None) -> list[Collapse]:
    """What collapsed in a published run, the last one that was completed where none is named.

    Nothing where there are fewer than three runs to compare it with.
    """
    with connect(data) as connection:
        found = connection.execute(QUERY.read_text(encoding="utf-8"), {"run_id": run_id}).fetchall()
    return [Collapse(*row) for row in found]
