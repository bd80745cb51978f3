"""The writer's lock: one process at a time may write to a data folder."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import IO, Self

from schemas.errors import WarehouseError

_HELD: set[Path] = set()
"""Locks of this process: the kernel's lock keeps other processes out, but not this one."""

_BYTE = 1 << 30
"""The locked byte lies far behind the holder's name, which others may read."""

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        file.seek(_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        # A record lock, unlike flock, is not inherited by forked workers that may outlive their parent.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _BYTE)


class Lock:
    """An exclusive lock on a file, which the kernel releases when its process ends, however it ends."""

    def __init__(self, path: Path, file: IO[str]) -> None:
        self._path = path
        self._file = file

    @classmethod
    def take(cls, path: Path) -> Self:
        """Lock the file, made where there is none; raises WarehouseError naming who holds it."""
        path = path.resolve()
        if path in _HELD:
            raise _in_use(path, f"this process ({os.getpid()})")
        file = path.open("a+", encoding="utf-8")
        try:
            _take(file)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "another process"
            file.close()
            raise _in_use(path, holder) from error
        _HELD.add(path)
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC")
        file.flush()
        return cls(path, file)

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self._path in _HELD:
            _HELD.discard(self._path)
            self._file.truncate(0)
            self._file.close()


def _in_use(path: Path, holder: str) -> WarehouseError:
    return WarehouseError(
        f"The data folder {path.parent} is in use by another run ({holder}): wait for it, or choose another --data.",
        resource=str(path.parent),
    )
