"""Sentences to windows: the numbers that the encoder reads and the tags it may answer."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training import tags
from training.texts import CORPORA, Sentence, Text
from transforms.reading.pieces import packed, words_of

ROOM = 126
"""Pieces of a window between its first and last sign."""

START, END = 101, 102

OTHER = 5
"""The case of the signs that start and end a window."""


class Window(NamedTuple):
    """Pieces with their cases; `allowed` is 0 where a piece starts no word. `words` say where each word stands."""

    ids: list[int]
    cases: list[int]
    allowed: list[int]
    corpus: int


class Batch(NamedTuple):
    """Windows of one length, padded."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    allowed: Tensor
    corpus: Tensor


def encoded(tokenizer: Tokenizer, sentence: Sentence) -> tuple[list[int], list[int], list[int]]:
    """The pieces of a sentence, their cases, and the tags that each word's first piece may have."""
    text, starts = spelled(sentence)
    ids: list[int] = []
    cases: list[int] = []
    allowed: list[int] = []
    token = -1
    for word in words_of(tokenizer, text):
        first = token
        while token + 1 < len(starts) and starts[token + 1] <= word.start:
            token += 1
        mine = sentence.allowed[token]
        ids += word.ids
        cases += [word.case] * len(word.ids)
        allowed += [mine if token != first else tags.inside(mine), *[0] * (len(word.ids) - 1)]
    return ids, cases, allowed


def spelled(sentence: Sentence) -> tuple[str, list[int]]:
    """The text of a sentence, and where each token starts in it."""
    text, starts = "", []
    for token, space in zip(sentence.tokens, sentence.spaces, strict=True):
        starts.append(len(text))
        text += token + " " * space
    return text, starts


def windows(tokenizer: Tokenizer, texts: Iterable[Text], rng: random.Random | None = None) -> Iterator[Window]:
    """Neighbouring sentences of each text packed into windows; with `rng` of varying size."""
    for text in texts:
        parts = [encoded(tokenizer, sentence) for sentence in text.sentences]
        room = ROOM if rng is None or rng.random() < 0.5 else rng.randint(30, ROOM)
        for first, last in packed([len(ids) for ids, _, _ in parts], room):
            ids, cases, allowed = (list(chain.from_iterable(p[k] for p in parts[first:last]))[:ROOM] for k in range(3))
            yield Window([START, *ids, END], [OTHER, *cases, OTHER], [0, *allowed, 0], CORPORA.index(text.corpus))


def batches(found: Sequence[Window], size: int, rng: random.Random | None = None) -> Iterator[Batch]:
    """Batches of about `size` pieces, of windows of like length, in random order."""
    order = sorted(found, key=lambda w: len(w.ids) + (rng.random() * 8 if rng else 0))
    groups: list[list[Window]] = [[]]
    for window in order:
        if (len(groups[-1]) + 1) * len(window.ids) > size:
            groups.append([])
        groups[-1].append(window)
    if rng:
        rng.shuffle(groups)
    yield from (_padded(group) for group in groups if group)


def _padded(group: Sequence[Window]) -> Batch:
    longest = max(len(w.ids) for w in group)

    def table(rows: Iterable[list[int]]) -> Tensor:
        return torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])

    return Batch(
        table(w.ids for w in group),
        table(w.cases for w in group),
        table([1] * len(w.ids) for w in group),
        table(w.allowed for w in group),
        torch.tensor([w.corpus for w in group]),
    )
