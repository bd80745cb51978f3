"""How fast places and dates are found, on parsed articles: CPU time alone, and the memory that the gazetteer takes."""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from schemas.articles import Article
from schemas.documents import Document
from schemas.facts import FactTables
from schemas.moments import utc_now
from tests.bench.corpus import pages
from transforms.clean import clean
from transforms.dates import find_dates
from transforms.places import find_places
from transforms.reading import Reading
from transforms.reading.model import load

MEMORY = """
import resource
from pathlib import Path
import pyarrow.parquet, transforms.places.find
from transforms.places.lookup import load
def own():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Dirty", "Private_Clean"))) // 1024
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before, own_before = peak(), own()
gazetteer = load()
for name in ("paris", "new york", "springfield", "idlib", "zagreb"):
    gazetteer.named(name)
print(f"gazetteer: {peak() - before} MB at its peak, {own() - own_before} MB of a process's own (the rest is shared)")
"""


def articles(folder: Path) -> list[Article]:
    """The pages of a folder as clean articles."""
    now = utc_now()
    documents = (Document(source_id=str(no), kind="html", body=page.encode(), fetched_at=now)
                 for no, page in enumerate(pages(folder)))  # fmt: skip
    return [clean(document) for document in documents]


def main() -> None:
    """Print articles and words a CPU second for dates and places."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder of HTML pages")
    parser.add_argument("--articles", type=int, default=400)
    options = parser.parse_args()
    read = articles(options.pages)
    readings = [Reading(a, parse) for a, parse in zip(read, load().parse(a.text for a in read), strict=True)]
    many = [readings[i % len(readings)] for i in range(options.articles)]
    words = sum(reading.article.n_words for reading in many)
    print(f"\nWhere and when, {len(many)} parsed articles of {words / len(many):.0f} words")
    dated = [find_dates(reading, FactTables()) for reading in many]
    for name, seconds in (
        ("dates", _seconds(lambda: [find_dates(reading, FactTables()) for reading in many])),
        ("places", _seconds(lambda: [find_places(r, found) for r, found in zip(many, dated, strict=True)])),
    ):
        print(f"  {name:8s} {len(many) / seconds:6.0f} articles/s {words / seconds:9,.0f} words/s a core")
    subprocess.run([sys.executable, "-c", MEMORY], check=True)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
