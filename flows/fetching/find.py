"""Finding what a run has to do: what the sources hold, but for the pages that are known and not due."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeGuard

from flows.fetching.due import due
from flows.fetching.items import FEED, Found, Item
from flows.fetching.keep import Keeper
from flows.fetching.manners import manners
from flows.settings.config import Config
from flows.settings.listed import Listed
from schemas.ids import make_id
from schemas.urls import canonical, normal_form
from sources import Attempt, FetchSettings, Hosts, Reference, discover
from sources.once import Once
from warehouse.store import Warehouse

TOGETHER = 512
"""Pages that are looked up in the warehouse at a time."""

PATIENCE = 5
"""A feed is read whole as long as pages it named are missing that have failed fewer times."""


def check(sources: Iterable[Listed], config: Config) -> None:
    """Refuse sources that are not there, before anything is made; raises UsageError."""
    for source in sources:
        discover(source.spec, settings=manners(config, source))


class Finder:
    """Finds the items of one run, one by one; `known` counts the pages it passed over.

    What is recorded of a feed comes last of all: where a run was killed or cut short by a limit, the feed is read whole
    the next time.
    """

    def __init__(
        self, sources: Sequence[Listed], config: Config, hosts: Hosts, warehouse: Warehouse, keeper: Keeper
    ) -> None:
        self.known = 0
        self._sources, self._config, self._hosts = sources, config, hosts
        self._warehouse, self._keeper = warehouse, keeper
        self._revisit = dt.timedelta(days=config.revisit_days)
        self._once = Once()

    def __iter__(self) -> Iterator[Item]:
        """All that is to be done, at most `limit` documents; feeds do not count."""
        feeds: list[Item] = []
        left = _Left(self._config.limit)
        for source in self._sources:
            for item in self._of_source(source, _Left(left.least(source.limit)), feeds):
                yield item
                left.documents -= 1
            if not left.documents:
                break
        yield from feeds

    def _of_source(self, source: Listed, left: "_Left", feeds: list[Item]) -> Iterator[Item]:
        """What one source gives; feeds that were read go to `feeds`."""
        settings = manners(self._config, source)
        recall = partial(self._recalled, source.url)
        found = discover(source.spec, settings=settings, hosts=self._hosts, once=self._once, recall=recall)
        began = len(feeds)
        for chunk in _chunks(found, left):
            for each in self._due(chunk, settings):
                if isinstance(each, Attempt) and each.outcome == FEED:
                    feeds += self._keeper.keep([Item(source.url, each)])
                    continue
                yield Item(source.url, each)
                left.documents -= 1
            if not left.documents:
                feeds[began:] = [_forgetting(item) for item in feeds[began:]]
                return

    def _due(self, chunk: Sequence[Found], settings: FetchSettings) -> Iterator[Found]:
        """The same without the pages that need not be fetched."""
        asked = [] if self._config.refetch else [name for each in chunk if _is_page(each) for name in names(each)]
        seen = self._warehouse.seen(asked) if asked else {}
        now = settings.now()
        for each in chunk:
            page = due(each, seen.get(canonical(each.location) or ""), now, self._revisit) if _is_page(each) else each
            if page is None:
                self.known += 1
            else:
                yield page

    def _recalled(self, source: str, reference: Reference) -> Reference:
        """The reference of a list with the ETag and date it had, if all pages have been had that it named then."""
        asked = [] if self._config.refetch else list(names(reference))
        seen = self._warehouse.seen(asked) if asked else {}
        known = next(iter(seen.values()), None)
        if known is None or known.failures or self._warehouse.owed(source, PATIENCE):
            return reference
        return replace(reference, etag=known.etag, last_modified=known.last_modified)


def names(page: Reference) -> Iterator[tuple[str, str]]:
    """The page's name, with each article_id that an article of it may have."""
    name = canonical(page.location)
    if name is not None:
        for form in {name, normal_form(page.location) or name}:
            yield name, make_id("article", form)


class _Left:
    """How many documents may still be taken."""

    def __init__(self, limit: float | None) -> None:
        self.documents = math.inf if limit is None else limit

    def least(self, limit: int | None) -> float:
        """As many, or as many as this limit allows."""
        return self.documents if limit is None else min(limit, self.documents)


def _chunks(found: Iterable[Found], left: _Left) -> Iterator[list[Found]]:
    """Pages together, to be looked up at once, no more than may still be taken; anything else by itself.

    Nothing is looked for before its turn: what is named once in a run must not be named and then left.
    """
    chunk: list[Found] = []
    for each in found:
        if not _is_page(each) and chunk:
            yield chunk
            chunk = []
        chunk.append(each)
        if not _is_page(each) or len(chunk) >= min(left.documents, TOGETHER):
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _is_page(found: Found) -> TypeGuard[Reference]:
    return isinstance(found, Reference) and found.kind == "page"


def _forgetting(item: Item) -> Item:
    """A feed that was not taken whole: the next run reads it whole again."""
    if isinstance(item.found, Attempt):
        return replace(item, found=replace(item.found, etag=None, last_modified=None))
    return item
