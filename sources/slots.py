"""Slots: so many at a time, whichever thread's event loop they run in."""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager


class Slots:
    """Places of which no more are taken at a time than each comer allows; who waits is served in order.

    `asyncio.Semaphore` belongs to one event loop; batches are fetched in several, and share the hosts.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = 0
        self._waiting: list[Future[None]] = []  # a hundredth of an empty deque's memory, and there are many hosts

    @asynccontextmanager
    async def taken(self, most: int) -> AsyncIterator[None]:
        """Hold a place while the body runs, having waited until there are fewer than `most` others."""
        await self._take(most)
        try:
            yield
        finally:
            self._give_back()

    async def _take(self, most: int) -> None:
        with self._lock:
            if self._taken < most:
                self._taken += 1
                return
            turn: Future[None] = Future()
            self._waiting.append(turn)
        try:
            await asyncio.wrap_future(turn)
        except asyncio.CancelledError:
            if not turn.cancel():  # it was handed a place that it will not use
                self._give_back()
            raise

    def _give_back(self) -> None:
        """Hand the place to the first who still waits."""
        with self._lock:
            while self._waiting:
                turn = self._waiting.pop(0)
                if turn.set_running_or_notify_cancel():
                    turn.set_result(None)
                    return
            self._taken -= 1
