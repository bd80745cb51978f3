"""Document: fetched bytes with their provenance, before anything is read into them."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

DocumentKind = Literal["html", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a source hands on. `source_id` is what was asked for (URL, path, record id).

    `published_at` and `title` are what the source itself says of the article (a feed entry, a JSON line), null
    where it says nothing. `charset` is what the transport declared. `fetched_at` is UTC without zone.
    `verbatim` marks text that must be kept character for character, so that offsets count in what was given.
    `warc_file` and `warc_offset` tell where the raw bytes are kept, null where they are not.
    """

    source_id: str
    kind: DocumentKind
    body: bytes
    fetched_at: dt.datetime
    url: str | None = None
    title: str | None = None
    published_at: dt.datetime | None = None
    published_precision: Literal["second", "day", "month", "none"] = "none"
    charset: str | None = None
    verbatim: bool = False
    warc_file: str | None = None
    warc_offset: int | None = None
