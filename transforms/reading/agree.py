"""One article, one mind: all mentions of a name speak for what it is, so that a single bad guess is overruled."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from transforms.reading.parse import NameLabel
from transforms.reading.tagger import Marked
from transforms.reading.viterbi import KINDS

Key = tuple[str, ...]
Chances = tuple[float, ...]

SHARED = 2.0
"""What the other mentions of a name count for, together, beside the mention's own chances."""


def labels(text: str, names: Sequence[Marked]) -> list[NameLabel]:
    """The label of each name of a text: its own chances with those of the other names that are spelled alike.

    A surname takes the evidence of the full names that end in it; nationalities stay as they were read.
    """
    keys = [_key(text[name.start : name.end]) for name in names]
    whole = _by_key(keys, names)
    return [_best(_joined(name.chances, whole[key])) for name, key in zip(names, keys, strict=True)]


def _key(name: str) -> Key:
    return tuple(word for word in name.casefold().split() if word)


def _by_key(keys: Sequence[Key], names: Sequence[Marked]) -> Mapping[Key, Chances]:
    """The mean chances of all mentions of each name, weighted by how sure each is."""
    seen: dict[Key, list[Chances]] = defaultdict(list)
    for key, name in zip(keys, names, strict=True):
        seen[key].append(name.chances)
    for key, name in zip(keys, names, strict=True):
        if len(key) > 1 and (key[-1],) in seen and _best(name.chances) == "PER":
            seen[key[-1],] += [name.chances] * 2  # a full name tells more than a surname
    return {key: tuple(sum(each) / len(each) for each in zip(*found, strict=True)) for key, found in seen.items()}


def _joined(own: Chances, others: Chances) -> Chances:
    return tuple(a + SHARED * b for a, b in zip(own, others, strict=True))


def _best(chances: Chances) -> NameLabel:
    best: Callable[[int], float] = chances.__getitem__
    return KINDS[max(range(len(KINDS)), key=best)]
