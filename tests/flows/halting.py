"""Runs `newsfacts` and stands still at one point of the run, so that a test can kill it exactly there.

    python -m tests.flows.halting POINT ARGUMENT...

Writes the line "halted" to standard output when it gets there.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import duckdb

import flows.runs.ingest
import flows.runs.reextract
import flows.workers.pool
import warehouse.aside
import warehouse.load
import warehouse.raw
import warehouse.store
import warehouse.transaction
from flows import cli


def halt() -> None:
    """Stand still, in whatever thread it is."""
    sys.stdout.write("halted\n")
    sys.stdout.flush()
    threading.Event().wait()


def after(function: Callable[..., Any], calls: int) -> Callable[..., Any]:
    """The function, standing still after so many calls of it."""
    left = iter(range(calls - 1))

    def called(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if next(left, None) is None:
            halt()
        return result

    return called


@contextlib.contextmanager
def never_committed(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """A transaction that stands still before it commits."""
    with warehouse.transaction.transaction(connection):
        yield
        halt()


def extracting() -> None:
    """While a worker has the second batch to extract."""
    submit = flows.workers.pool.Pool.submit
    left = iter(range(1))

    def submitted(self: flows.workers.pool.Pool, method: str, payload: bytes, **options: Any) -> Any:
        answer = submit(self, method, payload, **options)
        if method == "extract" and next(left, None) is None:
            halt()
        return answer

    flows.workers.pool.Pool.submit = submitted  # type: ignore[method-assign]


def loading() -> None:
    """In the transaction that loads the first batch, all of it written and nothing committed."""
    warehouse.load.transaction = never_committed  # type: ignore[attr-defined]


def loaded() -> None:
    """Between the second batch and the third."""
    flows.runs.ingest.load_batch = after(flows.runs.ingest.load_batch, 2)  # type: ignore[attr-defined]


def kept() -> None:
    """With the pages of the second batch in the raw file, and nothing of them loaded."""
    warehouse.raw.RawFiles.keep = after(warehouse.raw.RawFiles.keep, 3)  # type: ignore[method-assign]


def aside() -> None:
    """With the second batch that was read again put aside."""
    flows.runs.reextract.load_again = after(flows.runs.reextract.load_again, 2)  # type: ignore[attr-defined]


def swapping() -> None:
    """In the transaction that puts what was read again in the place of the old rows, nothing committed."""
    swap = warehouse.aside.swap

    def swapped(connection: duckdb.DuckDBPyConnection) -> Any:
        if connection.execute(warehouse.aside._THERE).fetchall()[0][0]:
            warehouse.aside.transaction = never_committed  # type: ignore[attr-defined]
        return swap(connection)

    warehouse.store.swap = swapped  # type: ignore[attr-defined]


def publishing() -> None:
    """With everything written aside and nothing in place."""
    os.replace = lambda *_: halt()  # type: ignore[assignment]


def replacing() -> None:
    """With some of the published files in place."""
    os.replace = after(os.replace, 2)


POINTS = {each.__name__: each for each in (extracting, loading, loaded, kept, aside, swapping, publishing, replacing)}

if __name__ == "__main__":
    point = sys.argv.pop(1)
    POINTS[point]()
    cli.main()
