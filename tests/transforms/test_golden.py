"""Golden facts: what the example articles give, every row of it, read against the text before it was committed.

After a change that is meant to change them: `python -m tests.transforms.test_golden`, then read the difference.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.documents import Document
from schemas.facts import FactTables
from sources import Attempt, FetchSettings, Reference, discover, fetch
from transforms.clean import clean
from transforms.extract import extract, load_model
from transforms.reading.parse import Model

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLDEN = Path(__file__).parents[1] / "data" / "golden"
NAMES = sorted(path.name for path in EXAMPLES.iterdir())

HIDDEN = frozenset({"article_id", "version", "sentence_no", "confidence", "end"})
"""Columns that say nothing here, or follow from the others."""


def documents(name: str) -> list[Document]:
    """The documents in an example file."""
    found = list(discover(str(EXAMPLES / name), settings=FetchSettings()))
    attempts = [each for each in found if isinstance(each, Attempt)]
    attempts += fetch([each for each in found if isinstance(each, Reference)], settings=FetchSettings())
    return [attempt.document for attempt in attempts if attempt.document]


def told(facts: FactTables) -> Iterator[str]:
    """All facts of an article, a line a row, ids replaced by what they stand for."""
    (article,) = facts.articles
    yield f"# {article.title} | {article.published_at} {article.published_from} | {article.language}"
    names = {a.actor_id: a.name for a in facts.actors} | {p.location_id: p.name for p in facts.locations}
    names |= {e.event_id: e.trigger for e in facts.events}
    for table in ("date_mentions", "location_mentions", "actors", "figures", "quotes", "events", "event_actors"):
        yield f"## {table}"
        yield from (_line(row, names) for row in getattr(facts, table))
    yield "## event_links"
    yield from (f"{names[link.event_id]} = {names[link.other_event_id]}" for link in facts.event_links)


def _line(row: Any, names: dict[str, str]) -> str:
    columns = {name: getattr(row, name) for name in row.__dataclass_fields__ if name not in HIDDEN}
    own = next((name for name in ("figure_id", "event_id", "quote_id", "actor_id") if name in columns), None)
    if own and type(row).__name__ not in ("EventActor", "ActorMention"):
        columns.pop(own)
    shown = {name: names.get(value, value) for name, value in columns.items() if value not in (None, False)}
    return " | ".join(f"{name}={value}" for name, value in shown.items())


def golden(name: str, model: Model) -> str:
    """What an example file gives, as its golden file says it."""
    cleaned = [clean(document) for document in documents(name)]
    return "\n\n".join("\n".join(told(extract(article, model))) for article in cleaned) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_give_their_golden_facts(name: str, model: Model) -> None:
    assert golden(name, model) == (GOLDEN / f"{name}.txt").read_text("utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in NAMES:
        (GOLDEN / f"{each}.txt").write_text(golden(each, load_model()), "utf-8")
