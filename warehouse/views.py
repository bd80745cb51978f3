"""The views that ship: one .sql file each, `NN_name.sql`, made in the order of NN."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warehouse.ddl import literal

FOLDER = Path(__file__).with_name("views")


@dataclass(frozen=True, slots=True)
class View:
    """A named query; `description` is the comment in the first line of its file."""

    name: str
    description: str
    query: str

    def statements(self) -> Iterator[str]:
        """What makes the view and writes its meaning beside it."""
        yield f"CREATE VIEW {self.name} AS {self.query};"
        yield f"COMMENT ON VIEW {self.name} IS {literal(self.description)};"


@cache
def views() -> tuple[View, ...]:
    """All views, each after those it reads from."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.sql")))


def _read(path: Path) -> View:
    first, query = path.read_text(encoding="utf-8").split("\n", 1)
    return View(path.stem.partition("_")[2], first.removeprefix("-- "), query.strip())
