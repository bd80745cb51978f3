"""What bytes are, told from their first few hundred."""

import re

LOOKED_AT = 2048
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
JSON_FEED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*\{.*https?:\\?/\\?/jsonfeed\.org\\?/version\\?/", re.DOTALL)
GZIP = b"\x1f\x8b"


def looks_like_html(body: bytes) -> bool:
    """Whether the start holds an HTML page's first tags; UTF-16 included."""
    return HTML.search(start_of(body)) is not None


def looks_like_feed(body: bytes) -> bool:
    """Whether the start holds the root of an RSS or Atom feed, and not that of a page that shows one."""
    start = start_of(body)
    return FEED.search(start) is not None and HTML.search(start) is None


def looks_like_json_feed(body: bytes) -> bool:
    """Whether the start is that of a JSON Feed."""
    return JSON_FEED.search(start_of(body)) is not None


def start_of(body: bytes) -> bytes:
    """The first bytes, without the NULs that UTF-16 puts between letters."""
    return body[:LOOKED_AT].replace(b"\0", b"")
