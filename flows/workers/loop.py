"""The worker process's main loop: make one object, then answer calls of its methods until the parent is gone."""

import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Generator
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from flows.workers.lifeline import watch
from schemas.errors import NewsfactsError

DONE, FAILED, AT = b"done", b"failed", b"at"

Method = Callable[[bytes], bytes | Generator[int, None, bytes]]


def work(descriptor: int, target: str, *arguments: str) -> None:
    """Make `target` ("module:callable") and serve it on this connection."""
    watch(lambda: os._exit(0))
    line: Connection[bytes, bytes] = Connection(descriptor)
    with contextlib.suppress(EOFError):
        worker = _attempt(line, partial(_made, target, arguments))
        while worker is not None:
            method = getattr(worker, line.recv_bytes().decode())
            payload = line.recv_bytes()
            _attempt(line, partial(_called, line, method, payload))


def _made(target: str, arguments: tuple[str, ...]) -> tuple[Any, bytes]:
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)(*arguments), b""


def _called(line: "Connection[bytes, bytes]", method: Method, payload: bytes) -> tuple[None, bytes]:
    """The method's answer. One that is a generator tells the parent how far it is, and returns its answer."""
    answer = method(payload)
    while not isinstance(answer, bytes):
        try:
            place = next(answer)
        except StopIteration as end:
            answer = end.value
        else:
            line.send_bytes(AT)
            line.send_bytes(str(place).encode())
    return None, answer


def _attempt(line: "Connection[bytes, bytes]", action: Callable[[], tuple[Any, bytes]]) -> Any:
    """Do it and tell the parent how it went; returns what was made, None where it failed."""
    made = None
    try:
        made, answer = action()
        status = DONE
    except NewsfactsError as error:
        status, answer = FAILED, str(error).encode(errors="replace")
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent decides: it retries in halves
        status, answer = FAILED, f"{type(error).__name__}: {error}".encode(errors="replace")
    line.send_bytes(status)
    line.send_bytes(answer)
    return made


if __name__ == "__main__":
    work(int(sys.argv[1]), *sys.argv[2:])
