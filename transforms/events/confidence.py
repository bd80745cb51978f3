"""How sure an event row is: the chance that a reader finds it right in every column."""

import csv
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from math import exp

CAST = {True: 0.85, False: 0.6}
"""Of who takes part, by whether the words that fill the role name them, or only words within these."""

LIKELY = 0.25
"""The chance below which a row is not told, unless the title or the lead tells it."""


def confidence(features: AbstractSet[str]) -> float:
    """The confidence of a row that is told so (`transforms.events.manner`), 0 to 1, by logistic regression.

    Its weights were learned from rows that readers judged; `training/rows` says how.
    """
    weights = _weights()
    return round(1 / (1 + exp(-sum(weights.get(feature, 0.0) for feature in features) - weights[""])), 2)


@cache
def _weights() -> Mapping[str, float]:
    """The weight of each feature; that of the empty name is always added."""
    text = (files("transforms.events") / "confidence.csv").read_text("utf-8")
    return {name: float(weight) for name, weight in csv.reader(text.splitlines())}
