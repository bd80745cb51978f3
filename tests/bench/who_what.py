"""How fast actors and events are read: articles of 600 words a CPU second, on texts that are parsed already."""

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
from transforms.reading import Reading

NOW = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - UTC without zone, as in the tables

WORDS = 600
"""Words of the article that speed is told in."""

STEPS = (find_actors, find_events, link)


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


def speed(readings: Sequence[tuple[Reading, FactTables]]) -> float:
    """Articles of 600 words whose actors and events are read in a CPU second."""
    started = time.process_time()
    for reading, found in readings:
        facts = found
        for step in STEPS:
            facts = step(reading, facts)
    words = sum(reading.article.n_words for reading, _ in readings)
    return words / WORDS / (time.process_time() - started)


def main() -> None:
    """Print the speed for a folder of pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=50)
    options = parser.parse_args()
    readings = prepared(options.folder, options.articles)
    speed(readings[:2])  # reads the vocabularies
    print(f"actors and events: {speed(readings):.0f} articles of {WORDS} words a CPU second")


if __name__ == "__main__":
    main()
