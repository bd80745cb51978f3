"""What a source names, and what came of asking for it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from schemas.documents import Document
from schemas.errors import SourceError
from schemas.ontology import PublishedPrecision
from schemas.strings import storable

Kind = Literal["page", "file"]

Outcome = Literal[
    "new",  # the document was had
    "feed",  # a feed or sitemap was read, and holds no document itself: what it names has attempts of its own
    "not_modified",  # the server says that it is as it was when its ETag or Last-Modified was stored
    "bad_encoding",  # a content encoding that is unknown, doubled or corrupt
    "bad_json",  # a line that is not JSON, or has no text
    "bad_redirect",  # a redirect to nowhere, or in circles
    "bad_url",  # not an http or https URL
    "blocked_address",  # a private, loopback, link-local or otherwise reserved address
    "connection_failed",  # no such host, refused, reset, broken off
    "empty",  # nothing in it
    "failed",  # an error of our own: see the log
    "host_left_alone",  # not asked: its host has failed too often, or asked to be left alone
    "http_error",  # any other status than 2xx
    "not_a_feed",  # said to be a feed, and is none, or a dangerous one
    "not_found",  # 404 or 410
    "refused_by_robots",  # robots.txt forbids it, or could not be read, which forbids everything
    "timeout",  # no answer, or not all of it, in time
    "tls_failed",  # no trusted certificate
    "too_large",  # more bytes than allowed, after decompression
    "truncated",  # the body ended before its end
    "unreadable",  # a file or folder that cannot be opened
    "unsupported",  # a kind of content that holds no article
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One thing to have: a page's URL or a file's path. Cheap, and can be pickled.

    `title`, `published_at` and `modified_at` (UTC) are what the source itself says of the article; `etag` and
    `last_modified` what the server said of it last time: it is then asked for a body only if there is a newer one.
    """

    kind: Kind
    location: str
    title: str | None = None
    published_at: dt.datetime | None = None
    published_precision: PublishedPrecision = "none"
    modified_at: dt.datetime | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def source_id(self) -> str:
        """What is asked for, as one string that can be stored."""
        return storable(self.location)


@dataclass(frozen=True, slots=True)
class Raw:
    """A 2xx answer as it came, to be kept: the final URL, and the body after decoding.

    `headers` are those sent, in order, but for the three that do not hold of the decoded body
    (Content-Encoding, Transfer-Encoding, Content-Length).
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of one reference: a document, or why there is none; or a feed that was read.

    `source_id` is the record's own id where it has one, else what was asked for; `url` is what was asked for:
    URL, path, or path:line. `fetched_at` is UTC without zone, `bytes` the length of the body after decompression.
    `redirected_to` is the final URL where it differs. `error` is one sentence, null when the document was had or is
    not modified. `raw` is there for every 2xx answer with a body, also where that holds no document.
    """

    source_id: str
    url: str
    fetched_at: dt.datetime
    outcome: Outcome
    document: Document | None = None
    status: int | None = None
    bytes: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    redirected_to: str | None = None
    error: str | None = None
    raw: Raw | None = None


def failed(source_id: str, error: SourceError, fetched_at: dt.datetime) -> Attempt:
    """The attempt that ended in an error."""
    return Attempt(
        source_id=storable(source_id),
        url=storable(source_id),
        fetched_at=fetched_at,
        outcome=error.outcome,  # type: ignore[arg-type]  # errors of this room carry outcomes of this room
        status=error.status,
        error=storable(str(error)),
    )
