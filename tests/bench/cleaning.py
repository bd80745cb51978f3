"""How well and how fast pages are cleaned, beside other libraries where they are installed.

    python -m tests.bench.cleaning FOLDER [--errors]

FOLDER holds labels.jsonl: a line a page with `file` (gzipped HTML, its path in FOLDER), `url`, `text`, `title`,
`published_at`, `authors`. Text is scored as scrapinghub/article-extraction-benchmark does: shingles of four words,
precision and recall as means over pages, F1 of the two means. A title is right letter for letter, authors are if all
are found and no one else; a day is right in the publisher's time or in UTC.
"""

import argparse
import datetime as dt
import gzip
import importlib.util
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.documents import Document
from schemas.errors import CleanError
from schemas.moments import utc_now
from transforms.clean import clean

WORD = re.compile(r"\w+")
WORDS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What an extractor, or a label, says of a page; the day is its publisher's or UTC's."""

    text: str = ""
    title: str = ""
    days: frozenset[dt.date] = frozenset()
    authors: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """One page's score; None where the label says nothing."""

    file: str
    precision: float
    recall: float
    title: bool
    day: bool | None
    authors: bool | None
    seconds: float


Extractor = Callable[[bytes, str], Found]


def ours(body: bytes, url: str) -> Found:
    """What newsfacts makes of a page: its text without the title, which no label has in the text."""
    now = utc_now()
    try:
        article = clean(Document(source_id=url, kind="html", body=body, fetched_at=now, url=url))
    except CleanError:
        return Found()
    body_text = article.text.removeprefix(article.title or "")
    authors = article.authors.split("; ") if article.authors else []
    return Found(body_text, article.title or "", _days(article.published_at), authors)


def trafilatura(body: bytes, url: str) -> Found:
    """Trafilatura with its default settings."""
    return _trafilatura(body, url)


def trafilatura_precise(body: bytes, url: str) -> Found:
    """Trafilatura when precision is preferred."""
    return _trafilatura(body, url, favor_precision=True)


def _trafilatura(body: bytes, url: str, **options: bool) -> Found:
    from trafilatura import bare_extraction

    page = bare_extraction(_text(body), url=url, with_metadata=True, include_comments=False, **options)
    if page is None:
        return Found()
    return Found(page.text or "", page.title or "", _days(page.date), [a for a in (page.author or "").split("; ") if a])


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def newspaper4k(body: bytes, url: str) -> Found:
    """newspaper4k."""
    from newspaper import article

    page = article(url, input_html=_text(body), language="en")
    return Found(page.text or "", page.title or "", _days(page.publish_date), page.authors or [])


def news_please(body: bytes, url: str) -> Found:
    """news-please."""
    from newsplease import NewsPlease

    page = NewsPlease.from_html(_text(body), url=url)
    return Found(page.maintext or "", page.title or "", _days(page.date_publish), page.authors or [])


def readability(body: bytes, url: str) -> Found:  # noqa: ARG001 - all have one shape
    """readability-lxml, which finds no date and no authors."""
    from lxml import html
    from readability import Document as Readable

    page = Readable(_text(body))
    blocks = html.fromstring(page.summary()).iter("p", "h2", "h3", "h4", "li", "blockquote", "pre", "td")
    return Found("\n".join(block.text_content() for block in blocks), page.short_title() or "")


OTHERS: tuple[tuple[str, str, Extractor], ...] = (
    ("trafilatura", "trafilatura", trafilatura),
    ("trafilatura, precision", "trafilatura", trafilatura_precise),
    ("newspaper4k", "newspaper", newspaper4k),
    ("news-please", "newsplease", news_please),
    ("readability-lxml", "readability", readability),
)
"""Name, the module that must be there, and how it is asked."""


def _days(moment: dt.datetime | str | None) -> frozenset[dt.date]:
    """The day of a moment where it was written, and in UTC."""
    if isinstance(moment, str):
        moment = dt.datetime.fromisoformat(moment)
    if moment is None:
        return frozenset()
    return frozenset({moment.date(), moment.astimezone(dt.UTC).date() if moment.tzinfo else moment.date()})


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, or all it has where they are fewer."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + WORDS]) for i in range(max(1, len(words) - WORDS + 1)) if words)


def precision_and_recall(found: str, true: str) -> tuple[float, float]:
    """Shares of the found text's shingles that are right, and of the true text's that are found."""
    one, other = shingles(found), shingles(true)
    both = (one & other).total()
    return both / one.total() if one else 0.0, both / other.total() if other else 0.0


def score(extractor: Extractor, label: dict[str, Any], body: bytes) -> Scored:
    """Compare what an extractor finds with what is labelled."""
    started = time.process_time()
    found = extractor(body, label["url"])
    spent = time.process_time() - started
    days, authors = _days(label["published_at"]), label["authors"]
    return Scored(
        label["file"],
        *precision_and_recall(found.text, label["text"]),
        " ".join(found.title.split()) == " ".join(label["title"].split()),
        bool(days & found.days) if days else None,
        _people(found.authors) == _people(authors) if authors else None,
        spent,
    )


def _people(names: Iterable[str]) -> set[str]:
    return {" ".join(name.split()).casefold() for name in names}


def line(name: str, scores: Sequence[Scored]) -> str:
    """One line of the table."""
    precision = statistics.mean(s.precision for s in scores)
    recall = statistics.mean(s.recall for s in scores)
    parts = [2 * precision * recall / (precision + recall), precision, recall]
    parts += [_share(getattr(s, what) for s in scores) for what in ("title", "day", "authors")]
    seconds = sorted(s.seconds for s in scores)
    slowest = seconds[int(0.99 * (len(seconds) - 1))]
    return (
        f"| {name} | "
        + " | ".join(f"{p:.3f}" for p in parts)
        + f" | {len(scores) / sum(seconds):.1f} | {slowest:.2f} |"
    )


def _share(right: Iterable[bool | None]) -> float:
    return statistics.mean(r for r in right if r is not None)


def main() -> None:
    """Print a table for all pages, and for each half of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--errors", action="store_true", help="only what newsfacts gets wrong, on even lines, page by page"
    )
    options = parser.parse_args()
    labels = [json.loads(each) for each in (options.folder / "labels.jsonl").read_text("utf-8").splitlines()]
    pages = [(label, gzip.decompress((options.folder / label["file"]).read_bytes())) for label in labels]
    if options.errors:
        for label, body in pages[1::2]:
            print_errors(score(ours, label, body))
        return
    scores = {}
    for name, extractor in [
        ("newsfacts", ours),
        *((n, e) for n, module, e in OTHERS if importlib.util.find_spec(module)),
    ]:
        extractor(pages[0][1], pages[0][0]["url"])  # what is loaded once is loaded
        scores[name] = [score(extractor, label, body) for label, body in pages]
    for half, chosen in (("all", slice(None)), ("even lines", slice(1, None, 2)), ("odd lines", slice(0, None, 2))):
        print(f"\n| {half} | text F1 | precision | recall | title | day | authors | pages/s | 99 % under s |")
        print("|---|---|---|---|---|---|---|---|---|")
        print("\n".join(line(name, each[chosen]) for name, each in scores.items()))


def print_errors(page: Scored) -> None:
    """One line on what is wrong with a page."""
    wrong = [what for what in ("title", "day", "authors") if getattr(page, what) is False]
    print(f"{page.precision:.3f} {page.recall:.3f} {page.file} {', '.join(wrong)}")


if __name__ == "__main__":
    main()
