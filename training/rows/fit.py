"""Learns how likely a row is right in every column, and writes the weights: python -m training.rows.fit CORPORA.

A logistic regression over how rows are told (`transforms.events.manner`), on rows that readers judged. Prints how well
it tells right from wrong on articles that it did not see (five parts, each judged by a model of the other four).
"""

import argparse
import csv
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

import transforms.events
from training.rows.articles import articles
from training.rows.judged import COLUMNS, columns, judgements, paired
from transforms.events.confidence import LIKELY
from transforms.events.find import find_events, told
from transforms.extract import facts_of
from transforms.reading import Reading
from transforms.reading.model import load

WEIGHTS = Path(transforms.events.__file__).parent / "confidence.csv"

SEEN = 4
"""Rows that must have a feature for it to get a weight."""

STRENGTH = 0.05
"""Inverse of the penalty on large weights: chosen on our own articles, by parts held back."""

FOREIGN = 0.3
"""What a row of encyclopedia, web and interviews counts for, against one of news."""

PARTS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A judged row: its article, how it is told, which columns are right."""

    doc: str
    features: frozenset[str]
    right: dict[str, bool]

    @property
    def whole(self) -> bool:
        """Whether every column is right."""
        return all(self.right.values())

    @property
    def news(self) -> bool:
        """Whether it is of our own articles, which are news."""
        return ":" not in self.doc


def rows(corpora: Path) -> Iterator[Row]:
    """The judged rows, as the code of today tells them."""
    judged, model = judgements(), load()
    known = [article for article in articles(corpora) if article.article_id in judged]
    for article, parse in zip(known, model.parse(a.text for a in known), strict=True):
        reading = Reading(article, parse)
        facts = facts_of(reading, before=find_events)
        for row, judgement in paired([*told(reading, facts)], judged[article.article_id]):
            right = columns(row, judgement, facts)
            if right is not None:
                yield Row(article.article_id, row.features, right)


def fitted(known: Sequence[Row]) -> dict[str, float]:
    """The weight of each feature; that of the empty name is always added."""
    seen = Counter(feature for row in known for feature in row.features)
    names = sorted(name for name, times in seen.items() if times >= SEEN)
    model = LogisticRegression(C=STRENGTH, max_iter=1_000)
    model.fit(_matrix(known, names), [row.whole for row in known], [1.0 if row.news else FOREIGN for row in known])
    return {"": float(model.intercept_[0]), **dict(zip(names, model.coef_[0].tolist(), strict=True))}


def _matrix(known: Sequence[Row], names: Sequence[str]) -> csr_matrix:
    number = {name: i for i, name in enumerate(names)}
    cells = [(at, number[f]) for at, row in enumerate(known) for f in row.features if f in number]
    at, of = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (at, of)), shape=(len(known), len(names)))


def chance(weights: dict[str, float], row: Row) -> float:
    """The chance that a row is right in every column."""
    return float(1 / (1 + np.exp(-weights[""] - sum(weights.get(f, 0.0) for f in row.features))))


def held_back(known: Sequence[Row]) -> list[float]:
    """The chance of each row by a model of the articles of other parts."""
    docs = sorted({row.doc for row in known})
    random.Random(1).shuffle(docs)
    part = {doc: no % PARTS for no, doc in enumerate(docs)}
    models = [fitted([row for row in known if part[row.doc] != no]) for no in range(PARTS)]
    return [chance(models[part[row.doc]], row) for row in known]


def report(known: Sequence[Row], chances: Sequence[float]) -> None:
    """Print what is right of the rows of news, and how that follows the chances told."""
    pairs = [(row, told) for row, told in zip(known, chances, strict=True) if row.news]
    print(len(known), "rows,", len(pairs), "of news")
    for name, chosen in (("all", lambda _: True), (f"of {LIKELY:.2f} and more", lambda told: told >= LIKELY)):
        _print_shares(name, pairs, chosen)
    print("area under the curve", round(roc_auc_score([row.whole for row, _ in pairs], [told for _, told in pairs]), 3))
    for low in np.arange(0, 1, 0.1):
        inside = [(row.whole, told) for row, told in pairs if low <= told < low + 0.1]
        if inside:
            right, said = np.mean(inside, axis=0)
            print(f"told {low:.1f} to {low + 0.1:.1f}: {len(inside)} rows, told {said:.2f}, right {right:.2f}")


def _print_shares(name: str, pairs: Sequence[tuple[Row, float]], chosen: Callable[[float], bool]) -> None:
    kept = [row for row, told in pairs if chosen(told)]
    shares = (f"{column} {100 * np.mean([row.right[column] for row in kept]):.0f}" for column in COLUMNS)
    print(f"{name}: {len(kept)} rows,", *shares, f"whole {100 * np.mean([row.whole for row in kept]):.0f}")


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with the four openly licensed corpora")
    known = [*rows(parser.parse_args().corpora)]
    report(known, held_back(known))
    with WEIGHTS.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerows((name, f"{weight:.3f}") for name, weight in fitted(known).items() if abs(weight) >= 0.0005)


if __name__ == "__main__":
    main()
