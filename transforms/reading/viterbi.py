"""The best sequence of tags that spells names: none goes on that has not begun."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transforms.reading.parse import NameLabel

KINDS: tuple[NameLabel, ...] = ("PER", "ORG", "LOC", "NORP", "MISC")
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))

_NEVER = -1e4


def _may_follow() -> NDArray[np.float32]:
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for before, left in enumerate(TAGS):
        for after, right in enumerate(TAGS):
            if right[0] == "I" and left not in {right, "B" + right[1:]}:
                table[before, after] = _NEVER
    return table


FOLLOWS = _may_follow()
BEGINS = FOLLOWS[0]


def best_tags(scores: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.int8]:
    """The likeliest allowed tags of each sequence: `scores` are logits by sequence, word and tag.

    Sequences are padded to one length; what comes back beyond a sequence's own length means nothing.
    """
    batch, longest, _ = scores.shape
    best = scores[:, 0] + BEGINS
    came = np.zeros((batch, longest, len(TAGS)), np.int8)
    for i in range(1, longest):
        paths = best[:, :, None] + FOLLOWS
        came[:, i] = paths.argmax(1)
        step = paths.max(1) + scores[:, i]
        best = np.where((i < lengths)[:, None], step, best)
    tags = np.zeros((batch, longest), np.int8)
    rows = np.arange(batch)
    current = best.argmax(1)
    for i in range(longest - 1, -1, -1):
        inside = i < lengths
        tags[:, i] = np.where(inside, current, 0)
        current = np.where(inside, came[rows, i, current], current)
    return tags


def spans(tags: Sequence[int]) -> list[tuple[int, int, str]]:
    """The names that a sequence of tag numbers spells: first word, after the last, kind."""
    found: list[tuple[int, int, str]] = []
    first, kind = -1, ""
    for i, number in enumerate([*tags, 0]):
        place, _, of = TAGS[number].partition("-")
        if kind and (place != "I" or of != kind):
            found.append((first, i, kind))
            kind = ""
        if place == "B" or (place == "I" and not kind):
            first, kind = i, of
    return found


def chances(scores: NDArray[np.float32]) -> tuple[float, ...]:
    """How likely a name is of each of KINDS: `scores` are the logits of its words; the mean over them."""
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    odds /= odds.sum(-1, keepdims=True)
    return tuple((odds[:, 1::2] + odds[:, 2::2]).mean(0).tolist())
