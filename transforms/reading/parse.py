"""What a parser says of a text, free of the parser: tokens, sentences, names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

NameLabel = Literal["PER", "ORG", "LOC", "NORP", "MISC"]
"""PER people, ORG organisations, LOC places, NORP nationalities and religious or political groups ("Syrian", "Sunni"),
MISC what the parser calls event, product, facility, law or work: weak evidence, right less than half the time."""


class Token(NamedTuple):
    """One word or sign. `start` and `end` are code points of the article's text, half open.

    `pos` is Universal POS, `tag` Penn Treebank, `dep` ClearNLP's dependency label (nsubj, dobj, prep, pobj ...; ROOT
    for the head of a sentence). `head` is the index of the governing token, its own index at the root.
    `sentence` is the number of the sentence.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int


class Sentence(NamedTuple):
    """One sentence: code points `start` to `end` of the text, tokens `first` to `last`, both half open."""

    no: int
    start: int
    end: int
    first: int
    last: int


class Name(NamedTuple):
    """A proper name as the parser sees it: code points `start` to `end`, tokens `first` to `last`, both half open."""

    start: int
    end: int
    first: int
    last: int
    label: NameLabel


@dataclass(frozen=True, slots=True)
class Parse:
    """One parsed text. Tokens hold no white space; sentences never cross a paragraph."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]


class Model(Protocol):
    """A parser for English. Anything that has this shape can stand in for the packaged one."""

    @property
    def name(self) -> str:
        """Name and version, as recorded with every run: "en_core_web_md 3.7.1"."""

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """One Parse a text, in order; reads ahead no more than a small batch."""
