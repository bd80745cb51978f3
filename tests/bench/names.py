"""How many names a model finds: exact spans of people, organisations and places in labelled sentences."""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from transforms.reading.model import DEFAULT, load
from transforms.reading.parse import Model

KINDS = ("PER", "ORG", "LOC")

OWN = Path(__file__).parents[1] / "data" / "names.jsonl"
"""Our own sentences: a text a line, with the start, end and label of each name."""

Span = tuple[int, int, str]


class Labelled(NamedTuple):
    """A text with its names; `open` are spans with other labels, where an answer counts for nothing."""

    text: str
    names: frozenset[Span]
    open: tuple[tuple[int, int], ...] = ()


def labelled(path: Path = OWN) -> list[Labelled]:
    """The texts of a file of ours, or of one with `entities` of more kinds than ours."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        names = row.get("names") or [(e["start"], e["end"], e["label"]) for e in row.get("entities", ())]
        mine = frozenset((a, b, kind) for a, b, kind in names if kind in KINDS)
        found.append(Labelled(row["text"], mine, tuple((a, b) for a, b, kind in names if kind not in KINDS)))
    return found


def f1_by_kind(model: Model, texts: Sequence[Labelled]) -> dict[str, float]:
    """F1 in per cent of each kind and of all."""
    counts: Counter[tuple[str, str]] = Counter()
    for text, parse in zip(texts, model.parse(each.text for each in texts), strict=True):
        mine = {(n.start, n.end, n.label) for n in parse.names if n.label in KINDS and not _within(n, text.open)}
        counts.update(("right", kind) for *_, kind in mine & text.names)
        counts.update(("wrong", kind) for *_, kind in mine ^ text.names)
    return {name: _f1(counts, kinds) for name, kinds in (("all", KINDS), *((kind, (kind,)) for kind in KINDS))}


def _within(name: tuple[int, ...], spans: Iterable[tuple[int, int]]) -> bool:
    return any(name[0] < end and start < name[1] for start, end in spans)


def _f1(counts: Counter[tuple[str, str]], kinds: Iterable[str]) -> float:
    right = sum(counts["right", kind] for kind in kinds)
    wrong = sum(counts["wrong", kind] for kind in kinds)
    return 200 * right / (2 * right + wrong) if right else 0.0


def main() -> None:
    """Print the scores of a parser on files of labelled texts."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", type=Path, nargs="*", default=[OWN])
    arguments.add_argument("--parser", default=DEFAULT)
    options = arguments.parse_args()
    model = load(options.parser)
    print(model.name)
    for path in options.files:
        scores = f1_by_kind(model, labelled(path))
        print(f"  {path.stem:24s}", "  ".join(f"{kind} {value:.1f}" for kind, value in scores.items()))


if __name__ == "__main__":
    main()
