"""Where a name starts and ends, in whole tokens: without articles, signs, and small words that only stand beside it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from transforms.reading.parse import Name, NameLabel, Token
from transforms.reading.tagger import Marked

EDGES = frozenset({"the", "a", "an", "'s", "’s", "'", "’", '"', "“", "”", "‘", ",", "-", "(", ")"})
"""Words and signs that are no part of a name at its edge."""

FIRST = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "abu",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
    }
)
"""Small words that names of people, groups and places may start with: "al Shabaab", "van der Bellen"."""


def names(tokens: Sequence[Token], marked: Sequence[Marked], kinds: Sequence[NameLabel]) -> Iterator[Name]:
    """Marked names as stretches of whole tokens.

    Where a sentence has capitals, a name ends in one: "the CGT union" has the name CGT, "the fire brigade" none.
    """
    last = 0
    for found, kind in zip(marked, kinds, strict=True):
        first = max(last, bisect_right(tokens, found.start, key=lambda token: token.end))
        last = bisect_left(tokens, found.end, lo=first, key=lambda token: token.start)
        while first < last and tokens[last - 1].sentence != tokens[first].sentence:  # no name goes on in the next one
            last -= 1
        if first < last and _has_capitals(tokens, first):
            yield from trimmed(tokens, *_capitalised(tokens, first, last), kind)
        else:
            yield from trimmed(tokens, first, last, kind)


def trimmed(tokens: Sequence[Token], first: int, last: int, label: NameLabel) -> Iterator[Name]:
    """The name of some tokens, without what is no part of names at its edges; none where nothing is left."""
    while first < last and tokens[first].lower in EDGES:
        first += 1
    while first < last and tokens[last - 1].lower in EDGES:
        last -= 1
    if first < last:
        yield Name(tokens[first].start, tokens[last - 1].end, first, last, label)


def _capitalised(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    while first < last and tokens[last - 1].text.islower():
        last -= 1
    start = first
    while start < last and tokens[start].text.islower() and tokens[start].lower not in FIRST:
        start += 1
    return start, last


def _has_capitals(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence, told by one of its tokens, is written with capitals: any but that of its first word."""
    first = last = at
    while first and tokens[first - 1].sentence == tokens[at].sentence:
        first -= 1
    while last < len(tokens) and tokens[last].sentence == tokens[at].sentence:
        last += 1
    return any(not token.text.islower() and token.text[0].isalpha() for token in tokens[first + 1 : last])
