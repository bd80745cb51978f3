"""How far an article reaches, where its page gives the text twice: on show, and in JSON-LD's articleBody."""

import re
from collections.abc import Sequence

from transforms.clean.metadata import letters, plain

WHOLE = 0.8
"""Share of what was extracted that must stand in the articleBody, for it to be the whole text and no summary."""

SAME = 0.5
"""Share of a line's words that stand in a row in the articleBody as well, from which the line is part of it."""

WORD = re.compile(r"\w+")
RUN = 3


def within(lines: Sequence[str], article_body: str | None) -> list[str]:
    """The lines from the first to the last that the articleBody holds; all where there is none, or it is only a part.

    Lines between them stay: an articleBody may lack lists, headings and quotations. A line counts as held where most of
    its runs of three words are: the two often differ in signs and links.
    """
    said = plain(article_body or "")
    spelled, runs = letters(said), _runs(said)
    held = [letters(line) in spelled or len(_runs(line) & runs) > SAME * len(_runs(line)) for line in lines]
    if sum(len(line) for line, is_held in zip(lines, held, strict=True) if is_held) < WHOLE * sum(map(len, lines)):
        return list(lines)
    return list(lines[held.index(True) : len(held) - held[::-1].index(True)])


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return set(zip(*(words[i:] for i in range(RUN)), strict=False))
