"""Stretches of tokens on the way to becoming mentions of actors."""

from dataclasses import dataclass
from typing import Literal

from transforms.reading import NameLabel, Reading, Token

NameClass = Literal["PER", "ORG", "LOC"]
"""What a name is taken for in one article; a LOC is an actor only where it is a state."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `first` to `last`, half open."""

    first: int
    last: int

    def overlaps(self, other: "Stretch") -> bool:
        """Whether the two share a token."""
        return self.first < other.last and other.first < self.last

    def tokens(self, reading: Reading) -> tuple[Token, ...]:
        """The tokens of the stretch."""
        return reading.tokens[self.first : self.last]

    def text(self, reading: Reading) -> str:
        """The text of the stretch, exactly as it stands."""
        return reading.text[reading.tokens[self.first].start : reading.tokens[self.last - 1].end]

    def key(self, reading: Reading) -> tuple[str, ...]:
        """What two spellings of one name share: its words in lower case without signs between them."""
        return tuple(token.lower for token in self.tokens(reading) if token.lower[0].isalnum())


@dataclass(frozen=True, slots=True)
class Guess(Stretch):
    """A stretch that may be a name, as `label` says, with the weight of that opinion."""

    label: NameLabel
    weight: float


@dataclass(frozen=True, slots=True)
class NameSpan(Stretch):
    """A name, decided."""

    kind: NameClass
    confidence: float


@dataclass(frozen=True, slots=True)
class Nominal(Stretch):
    """A common noun phrase that is an actor ("the Russian minister"); `head` is the index of its head noun.

    One that does not stand `alone` ("the group") is an actor only where it takes up one that has a name.
    One `counted` is told by how many or by who ("one of his aides", "those who fled"): it is nobody told before.
    """

    head: int
    plural: bool
    definite: bool
    country: str | None
    alone: bool = True
    counted: bool = False
