"""Turns: runs that Prefect starts wait for the one that is writing their warehouse."""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from prefect.concurrency.sync import concurrency


def writer_limit(data: Path) -> str:
    """The name of the global concurrency limit that stands for the right to write a warehouse."""
    return f"newsfacts-writer-{hashlib.sha256(str(data.absolute()).encode()).hexdigest()[:12]}"


@contextlib.contextmanager
def turn(data: Path) -> Iterator[None]:
    """Hold the right to write a warehouse, as far as the server knows of it; the file's lock has the last word.

    A run that dies holding it loses it when its lease ends, five minutes later.
    """
    with concurrency(writer_limit(data), occupy=1):
        yield
