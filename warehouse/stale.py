"""What is to be read anew: current articles that another extractor read, and kept pages that gave no article."""

import datetime as dt
from dataclasses import dataclass

import duckdb

from schemas.articles import Article
from schemas.runs import Fetch

_ARTICLES = """
    SELECT *, coalesce(warc_file, '') AS k1, coalesce(warc_offset, -1) AS k2 FROM articles
    WHERE is_current AND ($everything OR extractor IS DISTINCT FROM $extractor)
      AND ($since IS NULL OR fetched_at >= $since) AND (k1, k2, article_id) > ($k1, $k2, $k3)
    ORDER BY k1, k2, article_id LIMIT $most
"""

_FETCHES = """
    SELECT * FROM fetches
    WHERE warc_file IS NOT NULL AND article_id IS NULL AND error IS NOT NULL
      AND ($since IS NULL OR fetched_at >= $since) AND fetch_id > $after
      AND NOT EXISTS (
          FROM fetches AS later WHERE later.page = fetches.page AND later.fetched_at > fetches.fetched_at
          AND later.warc_file IS NOT NULL
      )
    ORDER BY fetch_id LIMIT $most
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them: those that `extractor` has not read, or `everything`; fetched `since` then, if that is given."""

    extractor: str
    everything: bool = False
    since: dt.datetime | None = None


def stale_articles(
    connection: duckdb.DuckDBPyConnection, wanted: Wanted, after: Article | None, most: int
) -> list[Article]:
    """The next articles after that one, in the order in which their raw bodies lie."""
    values = dict(zip(("k1", "k2", "k3"), _place(after) if after else ("", -1, ""), strict=True))
    asked = {"everything": wanted.everything, "extractor": wanted.extractor, "since": wanted.since, "most": most}
    rows = connection.sql(_ARTICLES, params={**asked, **values}).to_arrow_table()
    return [Article(**row) for row in rows.drop_columns(["k1", "k2"]).to_pylist()]


def _place(article: Article) -> tuple[str, int, str]:
    """What articles are ordered by, as the query makes it."""
    offset = -1 if article.warc_offset is None else article.warc_offset
    return article.warc_file or "", offset, article.article_id


def failed_fetches(connection: duckdb.DuckDBPyConnection, wanted: Wanted, after: str, most: int) -> list[Fetch]:
    """The next fetches after that one whose body is kept, and gave no article, and is the last of its page."""
    rows = connection.sql(_FETCHES, params={"since": wanted.since, "after": after, "most": most}).to_arrow_table()
    return [Fetch(**row) for row in rows.to_pylist()]
