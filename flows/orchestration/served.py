"""Runs that Prefect starts for `newsfacts serve` end when it does."""

import atexit
import os
import signal
import sys
import threading

SERVED_BY = "NEWSFACTS_SERVED_BY"
"""The process that has Prefect start runs: Prefect hands on our environment, but no pipe."""

PARENT_SECONDS = 1.0
"""How often a run that Prefect started looks whether that process is still there."""

LAST_SECONDS = 10.0
"""Time for such a run to end by itself: it would wait long for a server that is gone too."""


def follow() -> None:
    """In a process that Prefect started for `newsfacts serve`: end when it is gone, as by SIGTERM, or else at once.

    Ctrl-C in a terminal reaches all of its processes; there it is for the serving one to handle.
    """
    parent = int(os.environ.get(SERVED_BY, "0"))
    if os.getppid() != parent:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(_mute)

    def wait() -> None:
        pause = threading.Event()
        while os.getppid() == parent:
            pause.wait(PARENT_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        pause.wait(LAST_SECONDS)
        os._exit(1)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def _mute() -> None:
    """Say nothing more: on the way out DuckDB's binding complains about what Prefect holds."""
    sys.stderr.flush()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device
        os.dup2(nowhere.fileno(), sys.stderr.fileno())
