"""A text as the names model reads it: words, each in pieces of the vocabulary and with its case."""

import itertools
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from tokenizers import Tokenizer

CASES = ("lower", "title", "upper", "mixed", "digit", "other", "initial")
"""How a word is written: the vocabulary knows no capitals, so the case goes in beside it."""


class Word(NamedTuple):
    """A run of letters, of digits, or one sign, at code points `start` to `end`, half open."""

    start: int
    end: int
    ids: tuple[int, ...]
    case: int


def words_of(tokenizer: Tokenizer, text: str) -> list[Word]:
    """The words of a text, in order; signs that the vocabulary drops (control characters) are in none."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    pieces = zip(encoding.word_ids, encoding.ids, encoding.offsets, strict=True)
    return [_word(text, list(group)) for _, group in itertools.groupby(pieces, key=itemgetter(0))]


def _word(text: str, pieces: list[tuple[int | None, int, tuple[int, int]]]) -> Word:
    start, end = pieces[0][2][0], pieces[-1][2][1]
    return Word(start, end, tuple(piece for _, piece, _ in pieces), case_of(text[start:end]))


@lru_cache(maxsize=50_000)
def case_of(word: str) -> int:
    """The number of a word's case in CASES."""
    return CASES.index(_case(word))


def _case(word: str) -> str:
    if not word[0].isalnum():
        return "other"
    if any(c.isdigit() for c in word):
        return "digit"
    if word.islower() or word.upper() == word.lower():
        return "lower"
    if word.isupper():
        return "initial" if len(word) == 1 else "upper"
    return "title" if word[0].isupper() and word[1:].islower() else "mixed"


def packed(lengths: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Ranges of neighbours that fit into `room` together, greedily; one longer than `room` stands alone."""
    found, first, used = [], 0, 0
    for i, length in enumerate(lengths):
        if i > first and used + length > room:
            found.append((first, i))
            first, used = i, 0
        used += length
    if first < len(lengths):
        found.append((first, len(lengths)))
    return found
