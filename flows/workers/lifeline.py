"""Child processes that end when their parent does, however it ends: kill -9 included."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence

ENVIRONMENT = "NEWSFACTS_LIFELINE"


class Child:
    """A `python -m module` that holds the far end of a pipe of ours; the kernel closes our end when we die."""

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        *,
        env: Mapping[str, str],
        keep: Iterable[int] = (),
        loud: bool,
    ) -> None:
        """Start it. `keep` are file descriptors it inherits; `loud` lets it write to our standard error."""
        far, self._near = os.pipe()
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
                [sys.executable, "-m", module, *arguments],
                env={**os.environ, **env, ENVIRONMENT: str(far)},
                pass_fds=(far, *keep),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if loud else subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is ours to handle, not the child's
            )
        finally:
            os.close(far)

    def stop(self, patience: float = 5.0) -> None:
        """Let go of the pipe, wait `patience` seconds for the child to end by itself, then end it."""
        if self._near >= 0:
            os.close(self._near)
            self._near = -1
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait()


def watch(at_end: Callable[[], None]) -> None:
    """In a child: call `at_end` from a thread of its own when the parent is gone or has let go."""
    end = int(os.environ.pop(ENVIRONMENT))

    def wait() -> None:
        os.read(end, 1)
        at_end()

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
