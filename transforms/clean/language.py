"""Which language a text is in."""

import py3langid

FEWEST_LETTERS = 20
LOOKED_AT = 4000
"""Characters that are enough to tell a language by: the time taken grows with them."""

NO_LANGUAGE = "zxx"
"""What is told of tables, codes and noise."""


def detect_language(text: str) -> str | None:
    """The text's language as an ISO 639 code, of two letters where there is one; None where it is no language.

    Fewer than 20 letters leave it open: None.
    """
    sample = text[:LOOKED_AT]
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return None
    language, _ = py3langid.classify(sample)
    return None if language == NO_LANGUAGE else str(language)
