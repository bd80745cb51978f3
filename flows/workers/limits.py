"""Limits for one page that the kernel keeps: of processor time, also in code in C, and of memory."""

import contextlib
import math
import resource
from collections.abc import Iterator
from pathlib import Path

STATM = Path("/proc/self/statm")


@contextlib.contextmanager
def limited(seconds: float, memory: int) -> Iterator[None]:
    """End this process by SIGXCPU when the body has taken so many seconds of its processor time.

    `memory` is how many bytes it may have more than it has now: beyond them the body gets a MemoryError. That limit
    needs Linux. Processor time, not the clock: a busy machine must not decide which pages are read.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limits = {resource.RLIMIT_CPU: math.ceil(usage.ru_utime + usage.ru_stime + seconds), resource.RLIMIT_CORE: 0}
    if STATM.exists():
        limits[resource.RLIMIT_AS] = int(STATM.read_text("ascii").split()[0]) * resource.getpagesize() + memory
    with contextlib.ExitStack() as stack:
        for limit, value in limits.items():
            soft, hard = resource.getrlimit(limit)
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
            stack.callback(resource.setrlimit, limit, (soft, hard))
        yield
