"""What was found: an amount of a sentence with what was made out about it so far."""

from dataclasses import dataclass

from transforms.figures.amounts import Amount
from transforms.figures.change import Told
from transforms.figures.subject import Subject
from transforms.reading import Token


@dataclass(frozen=True, slots=True)
class Found:
    """An amount of a sentence with the words before it, and what was made out about it so far."""

    amount: Amount
    start: int
    tokens: tuple[Token, ...]
    subject: Subject | None = None
    told: Told | None = None
