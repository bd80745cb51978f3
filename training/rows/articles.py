"""The articles whose rows were judged: our own, invented ones, and openly licensed texts put together from corpora."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from schemas.articles import Article
from schemas.ids import text_sha256

FOLDER = Path(__file__).parents[1] / "data" / "rows"
"""Where our own articles and the judgements lie."""

CORPORA = ("wikigold", "uner-ewt", "crossner-politics", "gum")
"""Openly licensed texts; three are sentences, GUM holds whole documents."""


def articles(folder: Path, corpora: Sequence[str] = CORPORA) -> Iterator[Article]:
    """Our own articles, then those of some corpora in a folder."""
    for line in _lines(FOLDER / "articles.jsonl"):
        yield _article(line["id"], line["text"], line["title"], line["published_at"])
    for corpus in corpora:
        for no, doc in enumerate(_lines(folder / f"{corpus}.jsonl")):
            if corpus == "gum":
                yield _article(f"gum:{doc['doc']}", _words(doc["tokens"]))
            else:
                sentences = (_joined(s["tokens"], s["spaces"]) for s in doc["sents"])
                yield _article(f"{corpus}:{doc['doc']}:{no}", " ".join(sentences))


def _words(tokens: list[dict]) -> str:
    return _joined([token["t"] for token in tokens], [token["sp"] for token in tokens])


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
