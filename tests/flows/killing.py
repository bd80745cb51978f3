"""Runs that a test stops in the middle, with handles on all processes that they started."""

import os
import select
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.flows.conftest import environment

SECONDS = 60
"""Time for a process to end."""


@contextmanager
def halted(
    tmp_path: Path, *arguments: str | Path, signalled: int, **env: str
) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A run that stands still at a point, with handles on all processes it started; signalled when that is seen."""
    mark = uuid.uuid4().hex
    command = [sys.executable, "-m", "tests.flows.halting", *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(NEWSFACTS_TEST=mark, **env), text=True, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "halted\n"
        handles = [os.pidfd_open(pid) for pid in children(mark, but=process.pid)]
        process.send_signal(signalled)
        yield process, handles
        for handle in handles:
            os.close(handle)


def children(mark: str, but: int) -> list[int]:
    """The processes whose environment has the mark."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes() and int(path.parent.name) != but:
                found.append(int(path.parent.name))
        except OSError:  # not ours to look at, or gone meanwhile
            continue
    return found


def ended(handles: list[int]) -> bool:
    """Whether all of them end within some seconds."""
    return all(select.select([handle], [], [], SECONDS)[0] for handle in handles)
