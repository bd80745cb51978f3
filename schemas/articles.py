"""articles and sentences: the clean text that every span points into."""

import datetime as dt
from dataclasses import dataclass

from schemas.ontology import PublishedFrom, PublishedPrecision
from schemas.spans import SPAN_FORWARD, ArticleRow
from schemas.table import Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(ArticleRow):
    """One version of one article: clean text with its metadata and provenance."""

    is_current: bool = column("whether this is the article's newest version", default=True)
    source_id: str = column("what was asked for: URL, path, record id")
    url: str | None = column("the URL it was fetched from", default=None)
    canonical_url: str | None = column(
        "the URL the page calls its own, else the fetched one in normal form", default=None
    )
    domain: str | None = column("host of the canonical URL, without www.", default=None)
    site_name: str | None = column("the publication's own name", default=None)
    title: str | None = column("headline", default=None)
    authors: str | None = column("authors, joined by '; '", default=None)
    published_at: dt.datetime | None = column("when it was published, UTC", default=None)
    published_precision: PublishedPrecision = column("how exact published_at is", default="none")
    published_from: PublishedFrom = column("where published_at comes from", default="none")
    modified_at: dt.datetime | None = column("when the page says it was last changed, UTC", default=None)
    fetched_at: dt.datetime | None = column("when the bytes were fetched or read, UTC", default=None)
    language: str | None = column("ISO 639-1 code of the text's language", default=None)
    text: str = column("the clean text: what every span points into")
    n_words: int = column("words of the text, split at white space", ge=0)
    text_sha256: str = column("SHA-256 of the text, hex")
    duplicate_of: str | None = column(
        "article_id of the first article with nearly the same text, or null", default=None
    )
    warc_file: str | None = column("WARC file that holds the raw bytes", default=None)
    warc_offset: int | None = column("offset of the record in warc_file", default=None, ge=0, wide=True)
    extractor: str | None = column("name and version of extractor and parser model", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow(ArticleRow):
    """One sentence: the evidence that every view shows beside a fact."""

    sentence_no: int = column("from 0", ge=0)
    start: int = column("first code point in articles.text", ge=0)
    end: int = column("code point after the last", ge=1)
    text: str = column("the sentence: articles.text[start:end]")


ARTICLES = Table(
    "articles",
    Article,
    ("article_id", "version"),
    "One row a version of an article: its clean text and where it came from.",
)
SENTENCES = Table(
    "sentences",
    SentenceRow,
    ("article_id", "version", "sentence_no"),
    "The sentences of every article.",
    (SPAN_FORWARD,),
)
