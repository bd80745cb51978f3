"""The columns every fact and mention table starts with, and the rules that hold for each of them."""

from dataclasses import dataclass

import pyarrow.compute as pc

from schemas.table import Row, Rule, column


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow(Row):
    """A row that belongs to one version of one article, and is replaced with it."""

    article_id: str = column("the article")
    version: int = column("which revision of the article", ge=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRow(ArticleRow):
    """A row read from an exact span: `articles.text[start:end] == text`, in code points, half open."""

    sentence_no: int = column("the sentence the span starts in, from 0", ge=0)
    start: int = column("first code point of the span in articles.text", ge=0)
    end: int = column("code point after the span's last", ge=1)
    text: str = column("the span itself: articles.text[start:end]")
    confidence: float = column("0 to 1: of the rows given 0.8, about 80 % should be right", ge=0, le=1)


SPAN_FORWARD = Rule("span_forward", "a span must end after it starts", lambda t: pc.greater(t["end"], t["start"]))
