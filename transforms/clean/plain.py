"""Plain text: its characters as they were given, and its title."""

import re

MOST_TITLE_WORDS = 25
SENTENCE_END = re.compile(r"[.!:;,…][\"'”’)\]]*$")
LINE_END = re.compile(r"\r\n?")


def with_plain_line_ends(text: str) -> str:
    """The text with every line end as one newline."""
    return LINE_END.sub("\n", text)


def title_of(text: str) -> str | None:
    """The first line where it stands alone: short, no sentence, and followed by a blank line and more text."""
    first, blank, rest = (*text.lstrip().split("\n", 2), "", "")[:3]
    title = first.strip().lstrip("#").strip()
    stands_alone = not blank.strip() and bool(rest.strip())
    if not title or not stands_alone or len(title.split()) > MOST_TITLE_WORDS or SENTENCE_END.search(title):
        return None
    return title
