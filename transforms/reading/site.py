"""The country a news site's address tells: that of its top-level domain."""

from schemas.articles import Article

SOLD = frozenset({"AI", "CC", "CO", "FM", "GG", "IO", "IS", "LY", "ME", "TO", "TV", "WS", "EU"})
"""Endings that sites anywhere take for their sound, and one that is no country's."""

OTHER = {"UK": "GB"}


def site_country(article: Article) -> str | None:
    """ISO 3166-1 alpha-2 code of the country of an article's domain: theguardian.co.uk is GB, cnn.com None."""
    ending = (article.domain or "").rpartition(".")[2].upper()
    return OTHER.get(ending, ending) if len(ending) == 2 and ending.isalpha() and ending not in SOLD else None
