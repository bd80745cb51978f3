"""Turns: runs that Prefect starts wait for the one that is writing their warehouse."""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.concurrency.sync import concurrency

from flows.orchestration.served import follow


def writer_limit(data: Path) -> str:
    """The name of the global concurrency limit that stands for the right to write a warehouse."""
    return f"newsfacts-writer-{hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]}"


@contextlib.contextmanager
def turn(data: Path) -> Iterator[None]:
    """Hold the right to write a warehouse, as far as the server knows of it; the file's lock has the last word.

    Whoever dies holding it loses it when its lease ends, five minutes later. Ends with the `newsfacts serve` that
    started this process.
    """
    follow()
    name = writer_limit(data)
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(name, limit=1)
    with concurrency(name, occupy=1):
        yield
