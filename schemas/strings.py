"""Strings that every store can hold: Arrow, DuckDB and UTF-8 files refuse some that Python can make."""

import re

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, which ends strings in C, and halves of surrogate pairs, which JSON and file names can spell."""


def storable(text: str) -> str:
    """The text with U+FFFD for each character that cannot be stored: one for one, so offsets stay."""
    return UNSTORABLE.sub("\ufffd", text)
