"""A web server in a process of its own, so that it takes nothing from what is measured."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def served(serve: Callable[..., None], given: int) -> Iterator[Any]:
    """Call `serve(given, there)` in a process that ends with this; gives what it sends there first: where it is."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(given, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()
