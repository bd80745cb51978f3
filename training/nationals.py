"""Marks nationalities, faiths and camps ("Syrian", "Sunni", "Democrats") by a list: most corpora leave them out."""

from dataclasses import replace
from functools import cache

from training import tags
from training.lists import listed
from training.texts import Sentence, Text
from transforms.places.demonyms import demonyms

LONGEST = 2
"""Words of a nationality, at most: "South Koreans"."""


@cache
def nationals() -> frozenset[str]:
    """Every such word, also in the plural."""
    own = frozenset(listed("words")["demonyms"])
    return own | demonyms() | {f"{word}s" for word in own}


def marked(text: Text) -> Text:
    """The text with its nationalities marked, where they are inside no person, organisation or place."""
    return replace(text, sentences=tuple(_marked(sentence) for sentence in text.sentences))


def _marked(sentence: Sentence) -> Sentence:
    allowed = list(sentence.allowed)
    names = {first: last for first, last, kind in sentence.names() if kind == "MISC"}
    i = 0
    while i < len(allowed):
        length = names[i] - i if i in names else _open(allowed, i)
        step = next((n for n in range(length, 0, -1) if _is_national(sentence, i, n)), 0)
        if step and (i not in names or step == length):
            allowed[i : i + step] = tags.of_span("NORP", step)
        i += max(step, length if i in names else 1)
    return replace(sentence, allowed=tuple(allowed))


def _open(allowed: list[tags.Allowed], i: int) -> int:
    """How many words from here on a corpus leaves open, up to the longest nationality."""
    length = 0
    while length < LONGEST and i + length < len(allowed) and allowed[i + length] == tags.UNSURE:
        length += 1
    return length


def _is_national(sentence: Sentence, first: int, length: int) -> bool:
    return sentence.text(first, first + length) in nationals()
