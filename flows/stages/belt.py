"""The belt: carries batches through the stages, several at a time; plans and loads them one by one, in their order."""

import contextvars
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from flows.stages.ingest import Loaded
from warehouse.publish import Published


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages as functions of what the stage before gave: plain ones, or tasks that wrap them.

    `find` gives batches, each with the number of its first member.
    """

    find: Callable[[], Iterator[tuple[int, list[Any]]]]
    fetch: Callable[[Any], Any]
    clean: Callable[[Any], Any]
    plan: Callable[[Any], Any]
    extract: Callable[[Any], Any]
    load: Callable[[Any], Loaded]
    publish: Callable[[], Published]


class StoppedError(RuntimeError):
    """Another batch failed, or the run was stopped: this one goes no further."""


class Desk:
    """Where batches are served one at a time: in each of its two queues by number. An error closes it."""

    def __init__(self) -> None:
        self._served: Counter[str] = Counter()
        self._busy = self._closed = False
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, queue: Literal["plan", "load"], number: int) -> Iterator[None]:
        """Wait for one's turn; raises StoppedError where it will not come."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (not self._busy and self._served[queue] == number))
            if self._closed:
                raise StoppedError
            self._busy = True
        try:
            yield
        except BaseException:
            self._closed = True
            raise
        finally:
            with self._changed:
                self._busy = False
                self._served[queue] += 1
                self._changed.notify_all()

    def close(self) -> None:
        """Serve nobody any more; returns when whoever is being served is done."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._busy)


def carry(batches: Iterable[tuple[int, list[Any]]], stages: Stages, *, width: int) -> Iterator[Loaded]:
    """Carry every batch through the stages, `width` of them at a time; yields them as loaded, in order.

    Planning and loading in the order of the batches makes a run that is repeated end in the same rows. The first
    error of a stage ends the belt and is raised; a stage that is underway then is left to itself, but never loads.
    """
    desk = Desk()
    errors: list[BaseException] = []

    def through(number: int, batch: tuple[int, list[Any]]) -> Loaded:
        try:
            cleaned = stages.clean(stages.fetch(batch))
            with desk.turn("plan", number):
                planned = stages.plan(cleaned)
            extracted = stages.extract(planned)
            with desk.turn("load", number):
                return stages.load(extracted)
        except StoppedError:
            raise
        except BaseException as error:
            errors.append(error)
            desk.close()
            raise

    underway: deque[Future[Loaded]] = deque()
    try:
        for number, batch in enumerate(batches):
            underway.append(_in_thread(through, number, batch))
            while underway and (len(underway) >= width or underway[0].done()):
                yield underway.popleft().result()
        while underway:
            yield underway.popleft().result()
    except StoppedError:
        raise errors[0] from None
    finally:
        desk.close()


def _in_thread(
    function: Callable[[int, tuple[int, list[Any]]], Loaded], number: int, batch: tuple[int, list[Any]]
) -> Future[Loaded]:
    """Call it in a thread that nobody has to wait for, with the context of ours: a task finds its flow there."""
    future: Future[Loaded] = Future()

    def call() -> None:
        try:
            future.set_result(function(number, batch))
        except BaseException as error:  # noqa: BLE001 - the future hands it on
            future.set_exception(error)

    threading.Thread(target=contextvars.copy_context().run, args=(call,), name=f"batch {number}", daemon=True).start()
    return future
