"""A limit to the processor time that one page may take."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeIsUpError(BaseException):
    """The code under the limit took longer than it may. No Exception, which libraries would catch and go on."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUpError in the body after so many seconds of this process's own processor time.

    Processor time, not the clock: a busy machine must not decide which pages are read. It works in the main thread of
    a POSIX process, where workers clean; elsewhere there is no limit. Code in C is stopped when it returns to Python.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGVTALRM, _ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise TimeIsUpError
