"""The articles whose rows were judged: our own, invented ones, and openly licensed texts put together from corpora."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from schemas.articles import Article
from schemas.ids import text_sha256

FOLDER = Path(__file__).parents[1] / "data" / "rows"
"""Where our own articles and the judgements lie."""

SENTENCES = ("wikigold", "uner-ewt", "crossner-politics")
"""Corpora of sentences; GUM alone holds whole documents."""


def articles(corpora: Path) -> Iterator[Article]:
    """Our own articles, then those of the folder with the four corpora."""
    for line in _lines(FOLDER / "articles.jsonl"):
        yield _article(line["id"], line["text"], line["title"], line["published_at"])
    for corpus in SENTENCES:
        for no, doc in enumerate(_lines(corpora / f"{corpus}.jsonl")):
            text = " ".join(_joined(s["tokens"], s["spaces"]) for s in doc["sents"])
            yield _article(f"{corpus}:{doc['doc']}:{no}", text)
    for doc in _lines(corpora / "gum.jsonl"):
        text = _joined([token["t"] for token in doc["tokens"]], [token["sp"] for token in doc["tokens"]])
        yield _article(f"gum:{doc['doc']}", text)


def _joined(tokens: list[str], spaces: list[bool]) -> str:
    return "".join(token + " " * bool(space) for token, space in zip(tokens, spaces, strict=True)).strip()


def _article(name: str, text: str, title: str | None = None, published: str | None = None) -> Article:
    day = dt.datetime.fromisoformat(published[:10]).replace(tzinfo=dt.UTC) if published else None
    return Article(
        article_id=name, version=1, source_id=name, text=text, title=title, published_at=day,
        n_words=len(text.split()), text_sha256=text_sha256(text),
    )  # fmt: skip


def _lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
