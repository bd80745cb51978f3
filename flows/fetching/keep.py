"""Keeping what was fetched: bodies go to the raw files before anything is made of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flows.fetching.items import Item
from schemas.documents import Document
from sources import Attempt, Raw
from warehouse.raw import Kept, RawFiles, Record

SAID = ("source_id", "kind", "url", "title", "published_precision", "charset")
"""What is known of a document beside its bytes and times: all that cleaning goes by."""


class Keeper:
    """Keeps the raw bodies of attempts, if it was given files to keep them in."""

    def __init__(self, files: RawFiles | None) -> None:
        self._files = files

    def keep(self, items: Sequence[Item]) -> list[Item]:
        """The same items with where their bodies lie, and without these; those of feeds that are read, too."""
        told = [(each.found, each.found.raw) for each in items if isinstance(each.found, Attempt) and each.found.raw]
        kept = iter(self._files.keep(_record(*each) for each in told) if self._files else [None] * len(told))
        return [_placed(item, kept) for item in items]


def _placed(item: Item, kept: Any) -> Item:
    found = item.found
    if not isinstance(found, Attempt) or found.raw is None:
        return item
    place: Kept | None = next(kept)
    return Item(item.source, replace(found, raw=None), place)


def _record(attempt: Attempt, raw: Raw) -> Record:
    said: dict[str, Any] = {"outcome": attempt.outcome, "source_id": attempt.source_id}
    if document := attempt.document:
        published = document.published_at
        said |= {name: getattr(document, name) for name in SAID}
        said |= {"published_at": published.isoformat() if published else None}
    return Record(raw.url, raw.status, raw.headers, raw.body, attempt.fetched_at, said)


def document_of(record: Record) -> Document | None:
    """The document that a record was made of; None where it held none."""
    said = dict(record.said)
    if "kind" not in said:
        return None
    published = said.pop("published_at", None)
    known = {name: said[name] for name in SAID}
    at = dt.datetime.fromisoformat(published) if published else None
    return Document(**known, body=record.body, fetched_at=record.fetched_at, published_at=at)
