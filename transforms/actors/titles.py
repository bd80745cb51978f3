"""Titles before a name: "Russian president", "Minister of Defence", "Maj. General"."""

from dataclasses import dataclass

from transforms.actors.lexicon import nominal_heads, words
from transforms.reading import Reading, Token

LONGEST = 10
"""Tokens of a title, at most."""


def is_title(token: Token) -> bool:
    """Whether a token can be the head of a title: an office, a rank, a profession, an honorific."""
    return is_office(token) or token.lower in words("honorifics") or token.lower in words("title_abbreviations")


def is_office(token: Token) -> bool:
    """Whether a token is a noun for a person in some office or trade, singular or plural."""
    known = nominal_heads()
    lemma = token.lemma.lower()
    if token.lower in words("camps"):
        return False
    for form in (token.lower, lemma, token.lower.removesuffix("s")):
        if form in known:
            return known[form].kind == "person"
    return False


@dataclass(frozen=True, slots=True)
class Title:
    """What stands before a name: tokens `first` to `last`, half open, and the index of the head of its office."""

    first: int
    last: int
    head: int


def title_before(reading: Reading, first: int) -> Title | None:
    """The title that ends right before the token `first`, with what modifies it; None if there is none."""
    tokens = reading.tokens
    start = first
    while start > 0 and first - start < LONGEST and _belongs(tokens[start - 1], tokens[start], reading):
        start -= 1
    heads = [i for i in range(start, first) if is_title(tokens[i])]
    if not heads or not _reaches(reading, heads, first):
        return None
    offices = [i for i in heads if is_office(tokens[i]) and tokens[i].lower not in words("ranks")]
    return Title(start, first, _main(reading, offices) if offices else heads[-1])


def _main(reading: Reading, offices: list[int]) -> int:
    """The first office, but of two side by side whose first describes ("chief executive") the second."""
    first = offices[0]
    paired = first + 1 in offices and reading.tokens[first].lower in words("title_modifiers")
    return first + 1 if paired else first


def _belongs(token: Token, following: Token, reading: Reading) -> bool:
    """Whether a token left of a name can be a part of its title."""
    if is_title(token) or token.lower in words("title_modifiers"):
        return True
    if token.sentence != following.sentence:
        return False
    if token.lower == "of":
        return token.i > 0 and is_title(reading.tokens[token.i - 1])
    if token.text in {"-", "–", "'s", "’s", "'", "’"}:
        return token.end == following.start or token.text[-1:] in "s'’"
    if token.lower in {"and", "&"}:
        return following.pos in {"NOUN", "PROPN"} and token.i > 2 and reading.tokens[token.i - 2].lower == "of"
    return token.pos in {"NOUN", "PROPN", "ADJ"} and token.text[0].isalpha()


def _reaches(reading: Reading, heads: list[int], first: int) -> bool:
    """Whether the last head word stands at the name, or is joined to it by "of ..."."""
    last = heads[-1]
    return last == first - 1 or (last + 2 < first and reading.tokens[last + 1].lower == "of")
