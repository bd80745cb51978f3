"""Near-duplicates: which articles say again what another one says."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

CONTAINED = 0.65
"""Share of an article's shingles that must stand in the original: each word that was changed costs three."""

SHARED = 6
"""Fewest shingles in common: fewer are chance, or one quotation."""

ORIGINALS = 1000
"""A shingle that more originals have is boilerplate, and tells nothing."""

_CANDIDATES = Path(__file__).with_name("duplicates.sql").read_text(encoding="utf-8")

Version = tuple[str, int]
"""article_id and version."""


def candidates(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, str]]:
    """Pairs of a staged article version and an article that holds its text, likeliest original first.

    Reads `staged_articles` and `staged_shingles` beside the stored tables; stored duplicates are no originals.
    """
    values = {"contained": CONTAINED, "shared": SHARED, "originals": ORIGINALS}
    return connection.execute(_CANDIDATES, values).fetchall()


def duplicates(
    batch: Mapping[Version, str], settled: Mapping[Version, str | None], pairs: Iterable[tuple[str, int, str]]
) -> dict[Version, str | None]:
    """Of each article version its original, or null: the first candidate that is itself an original.

    `batch` are the versions of a batch in order, each with the hash of its text; `settled` are those decided when
    they were loaded before, which stay so. Of several copies in one batch the first is the original.
    """
    candidates_of: dict[Version, list[str]] = {}
    for article, version, other in pairs:
        candidates_of.setdefault((article, version), []).append(other)
    in_batch = {article for article, _ in batch}
    found: dict[Version, str | None] = {}
    originals: set[str] = set()
    with_text: dict[str, str] = {}
    for revision, digest in sorted(batch.items(), key=lambda item: item[0] not in settled):
        article = revision[0]
        others = [o for o in (*candidates_of.get(revision, ()), with_text.get(digest)) if o and o != article]
        repeated = next((o for o in others if o in originals or o not in in_batch), None)
        found[revision] = settled.get(revision, repeated)
        if found[revision] is None:
            originals.add(article)
            with_text.setdefault(digest, article)
    return found
