"""How fast names, actors, quotes and events are read: words a CPU second, on texts whose syntax is parsed already."""

import argparse
import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from schemas.documents import Document
from schemas.facts import FactTables
from schemas.ids import make_id
from tests.bench.corpus import pages
from transforms import extract
from transforms.actors import find_actors
from transforms.clean import clean
from transforms.events import find_events, link
from transforms.quotes import find_quotes
from transforms.reading import Reading
from transforms.reading.model import BATCH
from transforms.reading.tagger import NameTagger

NOW = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - UTC without zone, as in the tables

WORDS = 600
"""Words of the article that speed is told in."""

STEPS = (find_actors, find_quotes, find_events, link)
"""What is timed, one after the other, after the names."""


def prepared(folder: Path, articles: int) -> list[tuple[Reading, FactTables]]:
    """So many readings of a folder's pages, each with the facts that come before those that are timed."""
    model, bodies = extract.load_model(), pages(folder)
    found = []
    for number in range(articles):
        document = Document(
            source_id=str(number), kind="html", body=bodies[number % len(bodies)].encode(), fetched_at=NOW
        )
        article = replace(clean(document), article_id=make_id("bench", str(number)))
        (parse,) = model.parse([article.text])
        reading = Reading(article, parse)
        facts = FactTables(articles=(article,), sentences=reading.sentence_rows())
        for step in extract.STEPS:
            facts = facts if step in STEPS else step(reading, facts)
        found.append((reading, facts))
    return found


def names_seconds(readings: Sequence[tuple[Reading, FactTables]]) -> float:
    """CPU seconds in which our own model marks the names, eight articles at a time."""
    tagger = NameTagger()
    asked = [(r.text, [(s.start, s.end) for s in r.sentences]) for r, _ in readings]
    started = time.process_time()
    for first in range(0, len(asked), BATCH):
        tagger.mark(asked[first : first + BATCH])
    return time.process_time() - started


def seconds(readings: Sequence[tuple[Reading, FactTables]]) -> dict[str, float]:
    """CPU seconds of each step over all readings."""
    spent = {step.__name__: 0.0 for step in STEPS}
    for reading, found in readings:
        facts = found
        for step in STEPS:
            started = time.process_time()
            facts = step(reading, facts)
            spent[step.__name__] += time.process_time() - started
    return spent


def main() -> None:
    """Print the speed for a folder of pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=50)
    options = parser.parse_args()
    readings = prepared(options.folder, options.articles)
    seconds(readings[:2])  # reads the vocabularies
    spent = {"find_names": names_seconds(readings), **seconds(readings)}
    words = sum(reading.article.n_words for reading, _ in readings)
    for name, each in spent.items():
        print(f"{name:14s} {words / each:10,.0f} words a CPU second")
    who = sum(spent[name] for name in ("find_names", "find_actors", "find_quotes"))
    print(f"names, actors and quotes together {words / who:,.0f} words a CPU second")
    rest = sum(spent[name] for name in ("find_actors", "find_events", "link"))
    print(f"actors and events: {words / WORDS / rest:.0f} articles of {WORDS} words a CPU second")


if __name__ == "__main__":
    main()
