"""Transcripts: paragraphs that open with their speaker in capitals ("WARD: We will stay.")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TURN = re.compile(
    r"""^[ \t]*["“]?            # a mark that the whole transcript may stand in
    (?P<who>[A-Z][A-Z.'’-]+     # a name all in capitals
        (?:[ ][A-Z][A-Z.'’-]+){0,3})
    (?:[ ]\([^)\n]{1,60}\))?    # "(on camera)"
    :[ ]+(?P<said>\S.*?)["”]?[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)

FEWEST = 2
"""Turns that make a transcript: one line alone ("UPDATE: ...") is a label."""

LABELS = frozenset(
    {
        "UPDATE",
        "READ MORE",
        "NOTE",
        "WATCH",
        "PHOTOS",
        "VIDEO",
        "BREAKING",
        "CORRECTION",
        "RELATED",
        "MORE",
        "Q",
        "A",
        "READ",
        "LIVE",
    }
)
"""Words in capitals before a colon that name nobody."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: code points `start` to `end` of what is said, and of the end of the speaker's name."""

    start: int
    end: int
    name_end: int


def turns(text: str) -> tuple[Turn, ...]:
    """All turns of a transcript in a text, in order; none where there are not at least two."""
    found = tuple(_turns(text))
    return found if len(found) >= FEWEST else ()


def _turns(text: str) -> Iterator[Turn]:
    for hit in _TURN.finditer(text):
        if hit["who"] not in LABELS and len(hit["who"]) > 2:
            yield Turn(hit.start("said"), hit.end("said"), hit.end("who"))
