"""Which language a text is in."""

import py3langid

FEWEST_LETTERS = 20
LOOKED_AT = 4000
"""Characters that are enough to tell a language by: the time taken grows with them."""


def detect_language(text: str) -> str | None:
    """The text's language as an ISO 639-1 code; None where fewer than 20 letters leave it open."""
    sample = text[:LOOKED_AT]
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return None
    language, _ = py3langid.classify(sample)
    return str(language)
