"""Following leads: from a source to the sources that it names, and to their articles, within bounds."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from schemas.errors import SourceError
from sources.hosts import Hosts
from sources.kinds import Answer, Found, Kind, Lead, Place
from sources.once import Once
from sources.pages import attempt_of, attempt_without
from sources.period import within
from sources.polite import polite_get
from sources.reference import Attempt, Reference, failed
from sources.refusals import NotModifiedError
from sources.settings import FetchSettings
from sources.web import Response, open_session

logger = logging.getLogger(__name__)

DEEPEST = 6
"""Leads lead to leads at most so often: a site to its robots.txt, to an index of sitemaps, to a sitemap is four."""

MOST_LISTS = 10_000
"""Feeds, sitemaps and their indexes that one walk looks into."""

READ_ALWAYS = frozenset({"site", "robots"})
"""Kinds that only lead to others, which may change while they stay as they are."""

Recall = Callable[[Reference], Reference]
"""Adds to a reference what is known of it from before: the ETag and date that the server sent."""


def is_web(location: str) -> bool:
    """Whether this is a web address, and not a path."""
    return location.lower().startswith(("http://", "https://"))


@dataclass(slots=True)
class Walk:
    """One way through a source. `once` knows the pages named in the whole run, `recall` what is known of them."""

    kinds: Sequence[Kind]
    settings: FetchSettings
    hosts: Hosts
    once: Once
    recall: Recall
    _entered: Once = field(default_factory=Once)
    _lists: int = 0

    def follow(self, lead: Lead) -> Iterator[Found]:
        """Everything that a lead leads to, in the order in which it is named."""
        if self.once.knows(lead.location):
            return
        ways: list[Iterator[Found | Lead]] = [iter((lead,))]
        only_lists = True
        while ways:
            step = next(ways[-1], None)
            if step is None:
                ways.pop()
            elif isinstance(step, Lead):
                ways.append(self._look_into(step, depth=len(ways)))
            else:
                only_lists = only_lists and isinstance(step, Attempt) and step.outcome == "feed"
                if self._is_wanted(step):
                    yield step
        if only_lists and self.settings.since is None and self.settings.until is None:
            yield self._failure(Reference(kind="page", location=lead.location), _names_none(lead.location), None)

    def _is_wanted(self, found: Found) -> bool:
        """Not what was published at another time than asked for, and no page that was named before."""
        if not within(found, self.settings):
            return False
        if isinstance(found, Attempt):
            return not (found.document and is_web(found.url)) or self.once.first(found.url)
        return found.kind != "page" or self.once.first(found.location)

    def _look_into(self, lead: Lead, *, depth: int) -> Iterator[Found | Lead]:
        """What is found there; where that fails, a failed attempt, or nothing of what was a guess."""
        asked = Reference(kind="page", location=lead.location)
        response = None
        try:
            if not is_web(lead.location):
                yield from self._find(lead, Path(lead.location), depth)
            elif self._enter(lead, depth):
                asked = asked if lead.kind in READ_ALWAYS else self.recall(asked)
                response = asyncio.run(self._get(asked))
                yield from self._find(lead, Answer(asked, response), depth)
        except SourceError as error:
            if not lead.guess:
                yield self._failure(asked, error, response)
            if not isinstance(error, NotModifiedError):
                yield from lead.instead
        except Exception as error:  # an error of our own in one source must not lose the others: logged and recorded
            logger.exception("looking into %s", lead.location)
            ours = SourceError(f"{lead.location} failed: {error!r}", resource=lead.location, outcome="failed")
            yield self._failure(asked, ours, response)

    def _enter(self, lead: Lead, depth: int) -> bool:
        """Whether it was not looked into before; raises SourceError where it is too deep, or the first of too many."""
        if self._lists > MOST_LISTS or not self._entered.first(lead.location):
            return False
        self._lists += 1
        if depth > DEEPEST or self._lists > MOST_LISTS:
            message = f"{lead.location} was not fetched: its source leads to too many others"
            raise SourceError(message, resource=lead.location, outcome="too_large")
        return True

    async def _get(self, asked: Reference) -> Response:
        roomy = replace(self.settings, max_bytes=max(self.settings.max_bytes, self.settings.max_list_bytes))
        async with open_session(roomy) as session:
            return await polite_get(session, asked, roomy, self.hosts)

    def _find(self, lead: Lead, place: Place, depth: int) -> Iterator[Found | Lead]:
        """What a kind finds, after the list itself; raises SourceError, also half way."""
        kind = next(kind for kind in self.kinds if (kind.name == lead.kind if lead.kind else kind.takes(place)))
        if isinstance(place, Answer) and depth > 1 and not kind.lists:
            message = f"{lead.location} is neither a feed nor a sitemap"
            raise SourceError(message, resource=lead.location, outcome="not_a_feed")
        steps = kind.find(place, self.settings)
        first = next(steps, None)
        if first is None:
            raise _names_none(lead.location)
        if isinstance(place, Answer) and kind.lists:
            yield self._list_read(place, leads=isinstance(first, Lead))
            yield from self._bounded(chain((first,), steps), lead.location)
        else:
            yield from chain((first,), steps)

    def _list_read(self, place: Answer, *, leads: bool) -> Attempt:
        """The attempt at a list; what leads to other lists may stay as it is while those change: ask for it again."""
        attempt = attempt_of(place.asked, place.response, self.settings, outcome="feed")
        return replace(attempt, etag=None, last_modified=None) if leads else attempt

    def _bounded(self, steps: Iterator[Found | Lead], where: str) -> Iterator[Found | Lead]:
        most = self.settings.max_entries
        for number, step in enumerate(steps):
            if number == most:
                message = f"{where} has more than {most:,} entries: the rest was left"
                raise SourceError(message, resource=where, outcome="too_large")
            yield step

    def _failure(self, asked: Reference, error: SourceError, response: Response | None) -> Attempt:
        if is_web(asked.location):
            return attempt_without(asked, error, self.settings, response)
        return failed(asked.source_id, error, self.settings.now())


def _names_none(where: str) -> SourceError:
    return SourceError(f"{where} names no articles", resource=where, outcome="empty")
