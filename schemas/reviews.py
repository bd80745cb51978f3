"""reviews: what a reader judged of a fact, right or wrong; it outlives the fact's row."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from schemas.table import Row, Table, column

Verdict = Literal["right", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Row):
    """One judgement. The last one on the same claim of the same fact holds."""

    reviewed_at: dt.datetime = column("when, in UTC")
    verdict: Verdict = column("right or wrong")
    note: str | None = column("what the reader wrote beside it", default=None)
    reviewer: str | None = column("who judged", default=None)
    table_name: str = column("the table of the fact")
    kind: str = column("the fact's kind: an event's type, a figure's or quote's kind ...")
    article_id: str = column("the article")
    version: int = column("the version that was read", ge=1)
    start: int = column("the fact's first code point in articles.text", ge=0)
    end: int = column("code point after its last", ge=1)
    text: str = column("the characters of the fact")
    sentence: str | None = column("the sentence it was read from", default=None)
    claim: str = column("what the row said, as JSON, names in place of ids")
    confidence: float = column("the confidence the row had", ge=0, le=1)


REVIEWS = Table(
    name="reviews",
    row=Review,
    key=("reviewed_at", "table_name", "article_id", "start", "end", "claim"),
    description="What readers judged of facts, right or wrong, as of the last publication.",
)
