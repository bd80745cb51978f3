"""Batches in which many hosts take part: one slow host holds up no batch for long."""

import contextvars
import threading
from collections import deque
from collections.abc import Iterable, Iterator

from flows.fetching.items import Item, Numbered
from sources import Reference

FIRST_BATCH = 1
"""The first batch is small, so that the first facts are there soon; each next one is twice as large, up to the full."""

WINDOW = 4096
"""References that are looked ahead for hosts to mix."""

PATIENCE = 2.0
"""Seconds that a batch waits to become full while more is looked for."""


class _ClosedError(RuntimeError):
    """Nobody takes any more."""


def batched(items: Iterable[Item], size: int, share: int, *, window: int = WINDOW) -> Iterator[Numbered]:
    """Batches of at most `size`, each with the number of its first member; at most `share` pages of one host in each.

    Looks for items in a thread of its own, at most `window` references ahead and `size` documents. What is no page to
    be fetched keeps its order; so do the pages of a host. Raises what looking for them raises.
    """
    shelf = _Shelf(size, share, window)
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(shelf.fill, items), name="find", daemon=True).start()
    first, now = 0, min(FIRST_BATCH, size)
    try:
        while batch := shelf.take(now):
            yield first, batch
            first, now = first + len(batch), min(2 * now, size)
    finally:
        shelf.close()


class _Shelf:
    """Where items wait for a batch: pages by host, everything else in one queue."""

    def __init__(self, size: int, share: int, window: int) -> None:
        self._size, self._share, self._window = size, share, window
        self._ready: deque[Item] = deque()
        self._hosts: dict[str, deque[Item]] = {}
        self._pages = 0
        self._takeable = self._wanted = 0
        self._full = self._finished = self._closed = False
        self._error: BaseException | None = None
        self._changed = threading.Condition()

    def fill(self, items: Iterable[Item]) -> None:
        """Put all of them on the shelf, waiting while it is full."""
        try:
            for item in items:
                self._put(item)
        except _ClosedError:
            pass
        except BaseException as error:  # noqa: BLE001 - whoever takes is told
            self._error = error
        with self._changed:
            self._finished = True
            self._changed.notify_all()

    def _put(self, item: Item) -> None:
        host = _host(item)
        with self._changed:
            if self._pages >= self._window or len(self._ready) >= self._size:
                self._full = True
                self._changed.notify_all()
                self._changed.wait_for(lambda: not self._full or self._closed)
            if self._closed:
                raise _ClosedError
            if host is None:
                self._ready.append(item)
                self._takeable += 1
            else:
                pages = self._hosts.setdefault(host, deque())
                pages.append(item)
                self._pages += 1
                self._takeable += len(pages) <= self._share
            if self._takeable in (1, self._wanted):
                self._changed.notify_all()

    def take(self, most: int) -> list[Item]:
        """The next batch; empty when there is nothing more. Raises what filling raised."""
        with self._changed:
            self._wanted = most
            self._changed.wait_for(lambda: self._enough(most), timeout=PATIENCE)
            self._changed.wait_for(lambda: self._enough(1))
            if self._error is not None:
                raise self._error
            batch = [self._ready.popleft() for _ in range(min(most, len(self._ready)))]
            batch += self._pages_of_hosts(most - len(batch))
            self._takeable = len(self._ready) + sum(min(len(pages), self._share) for pages in self._hosts.values())
            self._full = False
            self._changed.notify_all()
        return batch

    def _enough(self, most: int) -> bool:
        return self._finished or self._full or self._takeable >= most

    def _pages_of_hosts(self, most: int) -> list[Item]:
        """One page of each host in turn, until there are enough or no host has any more to give to this batch."""
        batch: list[Item] = []
        for _ in range(self._share):
            for host in list(self._hosts):
                if len(batch) == most:
                    return batch
                pages = self._hosts.pop(host)
                batch.append(pages.popleft())
                self._pages -= 1
                if pages:
                    self._hosts[host] = pages  # at the end: the others come first next time
        return batch

    def close(self) -> None:
        """Let whoever fills go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def _host(item: Item) -> str | None:
    """The host of a page that is to be fetched."""
    found = item.found
    if isinstance(found, Reference) and found.kind == "page":
        return found.location.partition("://")[2].partition("/")[0].lower()
    return None
