"""How fast near-duplicates are looked for among many stored articles, and how many copies are found."""

import argparse
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from schemas.articles import ARTICLES, Article
from schemas.ids import text_sha256
from schemas.shingles import SHINGLES
from tests.copies import COPIES, article, copied
from transforms.duplicates import shingles
from warehouse.duplicates import candidates
from warehouse.store import Warehouse

DISTINCT = 2000
"""Texts that are made; the others are these with every shingle moved by a number, which is as good a text."""


def store(warehouse: Warehouse, articles: int) -> int:
    """Store so many articles, all different; returns their shingles."""
    samples = [shingles(article(seed)) for seed in range(min(DISTINCT, articles))]
    for turn in range(-(-articles // len(samples))):
        stage(warehouse, {f"a{turn}-{no}": [value + turn for value in each] for no, each in enumerate(samples)})
        for table in ("articles", "shingles"):
            warehouse.connection.execute(f"INSERT INTO {table} SELECT * FROM staged_{table}")
    count: int = warehouse.connection.execute("SELECT count(*) FROM shingles").fetchall()[0][0]
    return count


def stage(warehouse: Warehouse, samples: Mapping[str, Sequence[int]]) -> None:
    """Stage articles of these names with their shingles, each with a text of its own."""
    articles = ARTICLES.to_arrow(
        Article(article_id=name, version=1, source_id=name, text=name, n_words=1, text_sha256=text_sha256(name))
        for name in samples
    )
    names = [name for name, values in samples.items() for _ in values]
    columns = (names, [1] * len(names), [value for values in samples.values() for value in values])
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SHINGLES.arrow, strict=True)]
    warehouse.connection.register("staged_articles", articles)
    warehouse.connection.register("staged_shingles", pa.Table.from_arrays(arrays, schema=SHINGLES.arrow))


def main() -> None:
    """Print seconds for one batch of copies of each kind, and the share found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=256)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data, Warehouse.open(Path(data)) as warehouse:
        count = store(warehouse, options.articles)
        print(f"{options.articles:,} articles with {count:,} shingles; batches of {options.batch}")
        for change in COPIES:
            stage(warehouse, {f"c{seed}": shingles(copied(seed, change)) for seed in range(options.batch)})
            wall, cpu = time.perf_counter(), time.process_time()
            pairs = candidates(warehouse.connection)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            best = {name: other for name, _, other in reversed(pairs)}
            right = sum(best.get(f"c{no}") == f"a0-{no}" for no in range(options.batch))
            wrong = sum(other != f"a0-{name[1:]}" for name, _, other in pairs if other.startswith("a"))
            print(f"{change:16s} found {right / options.batch:.3f}, wrong pairs {wrong}, {wall:.2f} s, {cpu:.2f} s CPU")


if __name__ == "__main__":
    main()
