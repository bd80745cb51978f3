"""How fast figures are read from text that has been parsed: sentences per CPU second, and texts made to hurt."""

import json
import time
from pathlib import Path

from schemas.facts import FactTables
from tests.conftest import article_of
from transforms.figures import find_figures
from transforms.reading import Reading
from transforms.reading.model import load

SENTENCES = Path(__file__).parents[1] / "data" / "figures.jsonl"
ROUNDS = 5


def main() -> None:
    """Print sentences per CPU second over the labelled sentences, each of which has figures or what resembles them."""
    texts = [json.loads(line)["text"] for line in SENTENCES.read_text("utf-8").splitlines()]
    readings = [Reading(article_of(text), parse) for text, parse in zip(texts, load().parse(texts), strict=True)]
    for reading in readings:
        find_figures(reading, FactTables())  # the vocabularies are loaded with the first
    started = time.process_time()
    for _ in range(ROUNDS):
        for reading in readings:
            find_figures(reading, FactTables())
    spent = time.process_time() - started
    print(f"Figures alone: {ROUNDS * len(readings) / spent:,.0f} sentences per CPU second")


if __name__ == "__main__":
    main()
