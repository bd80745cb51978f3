"""shingles: the sampled runs of words that near-duplicates are found by; the warehouse's own, never published."""

from dataclasses import dataclass

from schemas.spans import ArticleRow
from schemas.table import Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingle(ArticleRow):
    """One sampled run of three words of an article's text, as a number."""

    shingle: int = column("signed 64-bit hash of the three words", wide=True)


SHINGLES = Table(
    "shingles",
    Shingle,
    ("article_id", "version", "shingle"),
    "The warehouse's own: sampled three-word runs of every article, by which near-duplicates are found.",
)
