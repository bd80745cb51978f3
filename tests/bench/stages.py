"""Where the time goes: CPU seconds of each stage of the pipeline, one after the other in one process."""

import datetime as dt
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.documents import Document
from schemas.facts import FactTables, to_batch
from schemas.validate import validate
from tests.bench.corpus import pages
from transforms import extract
from transforms.clean import clean
from transforms.duplicates import shingles
from transforms.reading import Reading
from warehouse.publish import publish
from warehouse.store import Warehouse


class Clock:
    """CPU seconds by stage, in the order the stages came."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what runs inside."""
        started = time.process_time()
        yield
        self.spent[name] += time.process_time() - started


def measure(folder: Path, articles: int) -> tuple[Clock, int]:
    """Put so many articles made from a folder's pages through every stage; returns the clock and the words read."""
    clock, now = Clock(), dt.datetime(2026, 1, 1)  # noqa: DTZ001 - UTC without zone, as in the tables
    with clock.stage("load the parser"):
        model = extract.load_model()
    bodies = pages(folder)
    cleaned = []
    with clock.stage("clean"):
        for number in range(articles):
            body = bodies[number % len(bodies)].encode()
            document = Document(source_id=str(number), kind="html", body=body, fetched_at=now)
            cleaned.append(clean(document))
    with clock.stage("shingles"):
        for article in cleaned:
            shingles(article.text)
    everything: dict[str, FactTables] = {}
    for article in cleaned:
        with clock.stage("parse"):
            (parse,) = model.parse([article.text])
            reading = Reading(article, parse)
        facts = FactTables(articles=(article,), sentences=reading.sentence_rows())
        for step in extract.STEPS:
            with clock.stage(f"  {step.__name__}"):
                facts = step(reading, facts)
        everything[article.article_id] = facts
    with clock.stage("to Arrow"):
        batch = to_batch(everything.values())
    with clock.stage("validate"):
        validated = validate(batch)
    with tempfile.TemporaryDirectory() as data, Warehouse.open(Path(data)) as warehouse:
        with clock.stage("load"):
            warehouse.load(validated.tables, run_id="bench", rejects=[], fetches=[])
        with clock.stage("publish"):
            publish(warehouse)
    return clock, sum(article.n_words for article in cleaned)


def report(folder: Path, articles: int) -> None:
    """Print the stages with their CPU seconds and what that is an article."""
    clock, words = measure(folder, articles)
    print(f"\nCPU time by stage, {articles} articles of {words / articles:.0f} words (loaded: distinct ones)")
    for name, seconds in clock.spent.items():
        print(f"  {name:24s} {seconds:8.2f} s {1000 * seconds / articles:8.1f} ms an article")
    extraction = sum(s for name, s in clock.spent.items() if name == "parse" or name.startswith("  "))
    print(f"  extraction: {articles / extraction:.1f} articles/s a core, {words / extraction:,.0f} words/s")
