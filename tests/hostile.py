"""A hostile web: what servers do wrong, by name, each with what is to come of it and how often it is asked for."""

import gzip
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.webserver import Answer, Reply, WebServer, gzipped, redirect

GOOD = b"<html><body><h1>Ferry runs again</h1><p>The ferry to the island runs again since Monday.</p></body></html>"
LATIN = "<html><body><p>The caf\xe9 on the pier is open again.</p></body></html>".encode("latin-1")
METADATA = "http://169.254.169.254/latest/meta-data/"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
TOO_SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n" + GOOD
GIGABYTE = 1_000_000_000
MEGABYTE = 1_000_000

TRIES, HOPS = 3, 10
"""How often what may pass is tried, and how many redirects are followed: the defaults of FetchSettings.

A connection that closes before a word is asked on anew once by the library, each time: it might just have been old.
"""


@dataclass(frozen=True)
class Fault:
    """`answers` to give in turn, the `outcome` to be recorded, and how often it is `asked` for."""

    outcome: str
    answers: tuple[Answer, ...]
    asked: int


def fault(outcome: str, *answers: Answer, asked: int = 1) -> Fault:
    """A fault, in short."""
    return Fault(outcome, answers, asked)


def drip(piece: bytes, seconds: float = 0.0) -> Iterator[bytes]:
    """The same piece again and again, until nobody listens."""
    while True:
        yield piece
        time.sleep(seconds)


def dripping_headers() -> Iterator[bytes]:
    """A head that comes a line at a time."""
    yield b"HTTP/1.1 200 OK\r\n"
    yield from drip(b"X-Again: and again\r\n", 0.1)


def bad_chunk_later() -> Iterator[bytes]:
    """A good chunk, and in a packet of its own one that is none."""
    yield CHUNKED + b"5\r\n<html\r\n"
    time.sleep(0.05)
    yield b"zz\r\n" + GOOD


def headers_without_end() -> Iterator[bytes]:
    """A head that never comes to its body."""
    yield b"HTTP/1.1 200 OK\r\n"
    yield from drip(b"X-Again: and again\r\n" * 1000)


def zeros(gigabytes: int) -> Iterator[bytes]:
    """So many gigabytes of zeros as one gzip stream: each megabyte a block of its own, of which one is sent again."""
    packer = zlib.compressobj(9, wbits=31)
    blocks = [packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    yield blocks[0]
    for _ in range(gigabytes * GIGABYTE // MEGABYTE - 1):
        yield blocks[1]


def nested(depth: int) -> bytes:
    """A page of tags within tags."""
    return b"<html><body>" + b"<div>" * depth + b"deep" + b"</div>" * depth + b"</body></html>"


def for_cookies(headers: Mapping[str, str]) -> Reply:
    """The page for whoever brings the cookie, else the cookie and the same address again."""
    if "seen=yes" in headers.get("Cookie", ""):
        return Reply(GOOD)
    return Reply(status=302, headers={"Location": "?", "Set-Cookie": "seen=yes; Path=/"})


def unless_known(headers: Mapping[str, str]) -> Reply:
    """The page with an ETag, or 304 for whoever knows it."""
    known = headers.get("If-None-Match") == '"v1"'
    return Reply(status=304, content_type=None) if known else Reply(GOOD, headers={"ETag": '"v1"'})


def encoded(coding: str, body: bytes = GOOD) -> Reply:
    """A page that claims this content encoding."""
    return Reply(body, headers={"Content-Encoding": coding})


def chunked(*pieces: bytes) -> Reply:
    """What is sent where chunks are announced."""
    return Reply(lambda: iter(pieces), headers={"Transfer-Encoding": "chunked"})


FAULTS: Mapping[str, Fault] = {
    # redirects
    "301 to itself": fault("bad_redirect", redirect("/301-to-itself", 301), asked=HOPS + 1),
    "a redirect to nowhere": fault("bad_redirect", Reply(status=302)),
    "a redirect to the metadata": fault("blocked_address", redirect(METADATA)),
    "a redirect to a file": fault("bad_url", redirect("file:///etc/passwd")),
    "a redirect to nonsense": fault("bad_url", redirect("http://[::1")),
    # time
    "a byte a second": fault("timeout", Reply(lambda: drip(b"<", 1))),
    "headers that drip": fault("timeout", Reply(dripping_headers, bare=True)),
    # breaking off
    "closes half way": fault("truncated", Reply(GOOD[:40], length=len(GOOD)), asked=TRIES),
    "resets half way": fault("truncated", Reply(GOOD[:40], length=len(GOOD), reset=True), asked=TRIES),
    "closes at once": fault("connection_failed", Reply(bare=True), asked=2 * TRIES),
    "says too great a length": fault("truncated", Reply(GOOD, length=len(GOOD) + 1), asked=TRIES),
    "says too small a length": fault("connection_failed", Reply(TOO_SHORT, bare=True), asked=TRIES),
    "a chunk without a size": fault("connection_failed", Reply(CHUNKED + b"zz\r\n" + GOOD, bare=True), asked=TRIES),
    "a second chunk without a size": fault("timeout", Reply(bad_chunk_later, bare=True)),  # the library stands still
    "a chunk that ends early": fault("truncated", chunked(b"ff\r\n", GOOD[:20]), asked=TRIES),
    "no last chunk": fault("truncated", chunked(b"%x\r\n%b\r\n" % (len(GOOD), GOOD)), asked=TRIES),
    "gzip that ends early": fault("truncated", gzipped(GOOD, cut=9), asked=TRIES),
    "breaks off once": fault("new", Reply(GOOD[:40], length=len(GOOD)), Reply(GOOD), asked=2),
    # size
    "5 GB of zeros, gzipped": fault("too_large", Reply(lambda: zeros(5), headers={"Content-Encoding": "gzip"})),
    "a body without end": fault("too_large", Reply(lambda: drip(b"<p>" * 100_000))),
    "a header without end": fault("connection_failed", Reply(lambda: drip(b"a" * MEGABYTE), bare=True), asked=TRIES),
    "headers without end": fault("connection_failed", Reply(headers_without_end, bare=True), asked=TRIES),
    # encodings
    "brotli": fault("bad_encoding", encoded("br")),
    "zstd": fault("bad_encoding", encoded("zstd")),
    "gzip twice": fault("bad_encoding", encoded("gzip, gzip", gzip.compress(gzip.compress(GOOD)))),
    "gzip that is none": fault("bad_encoding", encoded("gzip")),
    "the wrong charset": fault("new", Reply(LATIN)),
    "no charset": fault("new", Reply(LATIN, content_type="text/html")),
    "a charset that nobody knows": fault("new", Reply(GOOD, content_type="text/html; charset=klingon-8")),
    "no content type": fault("new", Reply(GOOD, content_type=None)),
    # content
    "NULs": fault("new", Reply(GOOD.replace(b" ", b"\0"))),
    "100,000 tags deep": fault("new", Reply(nested(100_000))),
    "nothing": fault("empty", Reply(b"")),
    "204": fault("empty", Reply(status=204, content_type=None)),
    "an image": fault("unsupported", Reply(b"\x89PNG\r\n", content_type="image/png")),
    "no HTTP at all": fault("connection_failed", Reply(b"220 mail ready\r\n", bare=True), asked=TRIES),
    # statuses
    "429 with Retry-After": fault("new", Reply(status=429, headers={"Retry-After": "2"}), Reply(GOOD), asked=2),
    "503, then well": fault("new", Reply(status=503), Reply(status=503), Reply(GOOD), asked=3),
    "500 for ever": fault("http_error", Reply(status=500), asked=TRIES),
    "404": fault("not_found", Reply(status=404)),
    "999": fault("http_error", Reply(status=999)),
    "304 to whoever knows nothing": fault("http_error", Reply(status=304, content_type=None)),
    "cookies required": fault("new", for_cookies, asked=2),
}
"""What comes of each with the default settings, from a server whose address counts as public."""


def path_of(name: str) -> str:
    """Where a fault is served."""
    return "/" + name.replace(" ", "-").replace(",", "")


def serve(server: WebServer, name: str) -> str:
    """Let the server have this fault; returns its URL."""
    return server.serve(path_of(name), *FAULTS[name].answers)


def feed(*urls: str) -> bytes:
    """An RSS feed that names these pages."""
    items = "".join(f"<item><title>Report {no}</title><link>{url}</link></item>" for no, url in enumerate(urls))
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode()


def bomb_of_entities(document: bytes) -> bytes:
    """A feed or sitemap whose entities would grow to a billion words, and one that reads a file."""
    grown = b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    declared = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + grown + b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return document.replace(b"?>", b"?>" + declared, 1).replace(b"Report 0", b"&a9;&f;")


def index(*sitemaps: str) -> bytes:
    """A sitemap that names sitemaps."""
    names = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in sitemaps)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{names}</sitemapindex>'.encode()
