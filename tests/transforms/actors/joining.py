"""How well mentions are joined to actors, on our own labelled articles: `python -m tests.transforms.actors.joining`.

Two measures, each by the form of the mention. B-cubed (Bagga and Baldwin 1998, “Algorithms for scoring coreference
chains”): of a mention's actor the share that is the same one (precision), of the one meant the share that its actor has
(recall; a mention that was not found counts 0). And joins: each mention with the one before it in its actor; a join is
right where both mean the same. What takes up an actor and is labelled for nobody is a wrong join.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.actors import ActorMention
from schemas.facts import FactTables
from schemas.ontology import MentionForm
from tests.conftest import article_of
from tests.transforms.actors.marked import Label, Marked, articles
from transforms.actors import find_actors
from transforms.places import find_places
from transforms.reading import Reading
from transforms.reading.model import load
from transforms.reading.parse import Model

FORMS: tuple[MentionForm, ...] = ("name", "nominal", "pronoun")


@dataclass
class Score:
    """Sums over mentions of one form; the joins that were wrong or missed; each confidence and whether it was right."""

    found: int = 0
    labelled: int = 0
    precision: float = 0.0
    recall: float = 0.0
    joins: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    stated: list[tuple[float, bool]] = field(default_factory=list)

    def deciles(self) -> dict[float, tuple[int, float, float]]:
        """By tenth of the confidence stated: how many mentions, what was stated on average, and how many were right."""
        tenths: dict[float, list[tuple[float, bool]]] = defaultdict(list)
        for stated, right in self.stated:
            tenths[int(stated * 10 + 1e-9) / 10].append((stated, right))
        return {
            tenth: (len(rows), sum(s for s, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows))
            for tenth, rows in sorted(tenths.items())
        }

    def figures(self) -> dict[str, float]:
        """B-cubed and joins, each precision and recall, in percent."""
        joins = self.joins
        return {
            "B³ precision": 100 * self.precision / max(1, self.found),
            "B³ recall": 100 * self.recall / max(1, self.labelled),
            "joins right": 100 * joins["right"] / max(1, joins["made"]),
            "joins found": 100 * joins["right"] / max(1, joins["labelled"]),
        }


def measure(model: Model, half: str) -> dict[MentionForm, Score]:
    """The scores of one half of the articles by form."""
    scores = {form: Score() for form in FORMS}
    listed = articles(half)
    for article, parse in zip(listed, model.parse(a.text for a in listed), strict=True):
        reading = Reading(article_of(article.text), parse)
        found = find_actors(reading, find_places(reading, FactTables()))
        _add(scores, article, found.actor_mentions)
    return scores


def _add(scores: Mapping[MentionForm, Score], article: Marked, mentions: Iterable[ActorMention]) -> None:
    rows = sorted(mentions, key=lambda m: (m.start, m.end))
    matched = match(article.labels, rows)
    _add_b_cubed(scores, article.labels, matched)
    right = _add_joins(scores, article, rows, {id(row): label for label, row in matched.items()})
    met: set[str] = set()
    for label in article.labels:
        if label.who in met:
            scores[label.form].joins["labelled"] += 1
            if label not in right:
                _fault(scores, article, "missed", label, label.form)
        met.add(label.who)


def _add_joins(
    scores: Mapping[MentionForm, Score], article: Marked, rows: Iterable[ActorMention], labels: Mapping[int, Label]
) -> set[Label]:
    """Count each row with the one before it in its actor; returns the labels whose join is right."""
    last: dict[str, Label | None] = {}
    right: set[Label] = set()
    met: set[str] = set()
    for row in rows:
        label = labels.get(id(row))
        if label is None and row.form == "name":
            last.setdefault(row.actor_id, None)
            continue
        if row.actor_id in last:
            before = last[row.actor_id]
            same = label is not None and before is not None and label.who == before.who
            if label and same:
                right.add(label)
            elif label or before:
                _fault(scores, article, "wrong", label or row, row.form)
            scores[label.form if label else row.form].joins.update({"made": 1, "right": int(same)})
            scores[row.form].stated.append((row.confidence, same))
        elif label:
            scores[row.form].stated.append((row.confidence, label.who not in met))
        last[row.actor_id] = label
        met.update([label.who] if label else [])
    return right


def _fault(
    scores: Mapping[MentionForm, Score], article: Marked, what: str, at: Label | ActorMention, form: MentionForm
) -> None:
    around = article.text[max(0, at.start - 40) : at.end + 30].replace("\n", " ")
    scores[form].faults.append(f"{what:6} {article.name}: {article.text[at.start : at.end]!r} in …{around}…")


def _add_b_cubed(
    scores: Mapping[MentionForm, Score], labels: Iterable[Label], matched: Mapping[Label, ActorMention]
) -> None:
    meant: dict[str, set[Label]] = defaultdict(set)
    actors: dict[str, set[Label]] = defaultdict(set)
    for label in labels:
        meant[label.who].add(label)
        if label in matched:
            actors[matched[label].actor_id].add(label)
    for label in labels:
        score = scores[label.form]
        score.labelled += 1
        if label in matched:
            both = len(meant[label.who] & (mine := actors[matched[label].actor_id]))
            score.found += 1
            score.precision += both / len(mine)
            score.recall += both / len(meant[label.who])


def match(labels: Iterable[Label], rows: Iterable[ActorMention]) -> dict[Label, ActorMention]:
    """Each label with the row that has its span, else one of its form that begins or ends where it does."""
    free = list(rows)
    found: dict[Label, ActorMention] = {}
    for exact in (True, False):
        for label in labels:
            if label in found:
                continue
            hit = next((row for row in free if _fits(label, row, exact=exact)), None)
            if hit is not None:
                found[label] = hit
                free.remove(hit)
    return found


def _fits(label: Label, row: ActorMention, *, exact: bool) -> bool:
    if exact:
        return (label.start, label.end) == (row.start, row.end)
    touches = label.start < row.end and row.start < label.end
    return touches and label.form == row.form and (label.start == row.start or label.end == row.end)


def main() -> None:
    """Print the figures of a half, and its faults where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=("read", "unread"))
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    for form, score in measure(load(), options.half).items():
        figures = ", ".join(f"{name} {value:.1f}" for name, value in score.figures().items())
        sys.stdout.write(f"{form}: {figures}; {dict(score.joins)}\n")
        for tenth, (n, stated, right) in score.deciles().items():
            sys.stdout.write(f"  stated {tenth:.1f}: {n} mentions, {stated:.2f} on average, {right:.2f} right\n")
        sys.stdout.writelines(f"  {fault}\n" for fault in score.faults if options.faults)


if __name__ == "__main__":
    main()
