"""What bytes are, told from their first few hundred."""

import re

LOOKED_AT = 2048
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
GZIP = b"\x1f\x8b"


def looks_like_html(body: bytes) -> bool:
    """Whether the start holds an HTML page's first tags; UTF-16 included."""
    return HTML.search(_start(body)) is not None


def looks_like_feed(body: bytes) -> bool:
    """Whether the start holds the root of an RSS or Atom feed, and not that of a page that shows one."""
    start = _start(body)
    return FEED.search(start) is not None and HTML.search(start) is None


def _start(body: bytes) -> bytes:
    return body[:LOOKED_AT].replace(b"\0", b"")
