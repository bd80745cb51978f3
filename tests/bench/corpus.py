"""A corpus for benchmarks: pages repeated as different articles, however often each comes."""

import gzip
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

OWN_ADDRESS = re.compile(r"<(?:link|meta)\b[^>]*(?:canonical|og:url)[^>]*>", re.IGNORECASE)
"""What makes two copies one article: the page's word on its own URL."""


def pages(folder: Path) -> list[str]:
    """The HTML pages of a folder, gzipped or not."""
    found = sorted(folder.glob("*.html")) + sorted(folder.glob("*.html.gz"))
    return [_read(path) for path in found]


def _read(path: Path) -> str:
    body = path.read_bytes()
    return (gzip.decompress(body) if path.suffix == ".gz" else body).decode("utf-8", "replace")


def records(folder: Path, articles: int) -> Iterator[str]:
    """JSON Lines records of so many different articles made from the pages of a folder, in turn."""
    repeated = itertools.cycle(OWN_ADDRESS.sub("", page) for page in pages(folder))
    for number, page in enumerate(itertools.islice(repeated, articles)):
        yield json.dumps({"id": f"copy-{number}", "url": f"https://bench.example/{number}", "html": page})
