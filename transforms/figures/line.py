"""Lines: the lexemes of a sentence, and the small questions that every rule asks of them."""

from collections.abc import Sequence

from transforms.figures.lexemes import Lexeme

Line = Sequence[Lexeme]

HYPHENS = frozenset("-‐‑–")


def lower(line: Line, i: int) -> str:
    """The word at i in lower case, "" outside the sentence."""
    return line[i].lower if 0 <= i < len(line) else ""


def hyphen_at(line: Line, i: int) -> bool:
    """Whether a hyphen at i joins what stands on its two sides."""
    return 0 < i + 1 < len(line) and line[i].text in HYPHENS and line[i].glued and line[i + 1].glued
