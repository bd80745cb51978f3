"""Worker processes of our own: each loads the parser once, takes batches as bytes, and is replaced when it dies."""

import contextlib
import queue
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol, Self

from flows.settings.config import Config
from flows.workers.lifeline import Child
from flows.workers.loop import AT, DONE
from schemas.errors import NewsfactsError

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""The workers are the parallelism: threads below them only get in each other's way."""

START_SECONDS = 120.0
"""A worker that has not loaded the parser by then is taken for hung."""


class WorkerDiedError(NewsfactsError):
    """The worker process ended while it had a batch: out of memory, a crash in native code, or hung.

    `at` is how far it had told that it was, or None; `timed_out` is whether it was ended because it took too long.
    """

    def __init__(self, message: str, *, at: int | None = None, timed_out: bool = False) -> None:
        super().__init__(message)
        self.at = at
        self.timed_out = timed_out


class WorkerUnfitError(NewsfactsError):
    """A worker process could not start at all, and no other will; the message is its error's."""


class PoolClosedError(RuntimeError):
    """The pool was closed before the answer was there."""


class WorkFailedError(NewsfactsError):
    """What the worker was asked for raised an error; the message is that error's."""


class Answer(Protocol):
    """What a worker will have said."""

    def result(self) -> bytes:
        """Wait for it; raises what the worker's failing raises."""


class Workers(Protocol):
    """Whoever does what needs the parser: processes here, or those of a cluster; `size` is how many there are."""

    @property
    def size(self) -> int:
        """How many payloads are worked on at once."""

    def submit(self, method: str, payload: bytes, *, patience: float) -> Answer:
        """Have one of them call `method(payload)`; one that is silent for `patience` seconds is ended."""


@dataclass(frozen=True, slots=True)
class _Job:
    method: str
    payload: bytes
    patience: float
    answer: Future[bytes]


class Pool:
    """A fixed number of worker processes; use as a context manager.

    The first starts at once, the others when it is ready: it should not have to share a processor with them while a
    run waits for its first facts. `target` names what each worker makes once and keeps, "module:callable", called with
    `arguments` (strings); its methods take bytes and return bytes.
    """

    def __init__(self, target: str, arguments: tuple[str, ...] = (), *, workers: int, loud: bool = False) -> None:
        self.size = workers
        self._command = (target, *arguments)
        self._loud = loud
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._first_ready = threading.Event()
        self._workers = {0: _Worker(self._command, loud=loud)}
        self._threads = [threading.Thread(target=self._serve, args=(no,), daemon=True) for no in range(workers)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, method: str, payload: bytes, *, patience: float) -> Future[bytes]:
        """Have some worker call `method(payload)`; one that is silent for longer than `patience` seconds is ended.

        The future raises WorkerDiedError, WorkFailedError, WorkerUnfitError or PoolClosedError.
        """
        job = _Job(method, payload, patience, Future())
        self._jobs.put(job)
        return job.answer

    def close(self) -> None:
        """End all workers, whatever they are doing; answers that are still awaited raise PoolClosedError."""
        self._closed.set()
        self._first_ready.set()
        for _ in self._threads:
            self._jobs.put(None)
        while any(thread.is_alive() for thread in self._threads):
            for worker in list(self._workers.values()):
                worker.interrupt()
            for thread in self._threads:
                thread.join(0.1)
        for worker in self._workers.values():
            worker.end()

    def _serve(self, no: int) -> None:
        """Hand jobs to one worker, one after the other, and replace it when it dies."""
        self._start(no)
        while (job := self._jobs.get()) is not None:
            try:
                job.answer.set_result(self._call(no, job))
            except NewsfactsError as error:
                job.answer.set_exception(PoolClosedError() if self._closed.is_set() else error)

    def _start(self, no: int) -> None:
        if no == 0:
            with contextlib.suppress(NewsfactsError):  # whoever asks it for something is told
                self._workers[0].start()
            self._first_ready.set()
        self._first_ready.wait()
        if not self._closed.is_set():
            self._worker(no)

    def _call(self, no: int, job: _Job) -> bytes:
        if self._closed.is_set():
            raise WorkerDiedError("The run was stopped.")
        return self._worker(no).call(job)

    def _worker(self, no: int) -> "_Worker":
        """The worker of this number, alive."""
        if no not in self._workers or not self._workers[no].alive:
            self._workers[no] = _Worker(self._command, loud=self._loud)
        return self._workers[no]


@contextlib.contextmanager
def open_pool(config: Config) -> Iterator[Workers]:
    """The workers that a run with these settings needs; they load the parser at once, where they are ours."""
    arguments = (config.parser, config.published or "")
    if config.cluster:
        from flows.workers.cluster import open_cluster  # noqa: PLC0415 - it needs an extra

        with open_cluster(config, (config.worker, *arguments)) as cluster:
            yield cluster
    else:
        with Pool(config.worker, arguments, workers=config.workers, loud=config.debug) as pool:
            yield pool


class _Worker:
    """Our end of one worker process."""

    def __init__(self, command: tuple[str, ...], *, loud: bool) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            self._child = Child("flows.workers.loop", [str(number), *command], env=ONE_THREAD, keep=[number], loud=loud)
        self._line: Connection[bytes, bytes] = Connection(ours.detach())
        self._ready = False
        self._at: int | None = None
        self.alive = True

    def start(self) -> None:
        """Wait until it is ready for its first job; raises WorkerUnfitError where it never will be."""
        if self._ready:
            return
        try:
            self._ready, message = self._receive(START_SECONDS)
        except (EOFError, OSError):
            raise WorkerUnfitError(self._how_it_ended()) from None
        if not self._ready:
            self.end()
            raise WorkerUnfitError(message.decode())

    def call(self, job: _Job) -> bytes:
        """Have it do a job and wait for the answer."""
        self.start()
        self._at = None
        try:
            self._line.send_bytes(job.method.encode())
            self._line.send_bytes(job.payload)
            succeeded, answer = self._receive(job.patience)
        except (EOFError, OSError):
            message = self._how_it_ended()
            raise WorkerDiedError(message, at=self._at, timed_out=self._took_too_long) from None
        if not succeeded:
            raise WorkFailedError(answer.decode())
        return answer

    def _receive(self, patience: float) -> tuple[bool, bytes]:
        """Whether what was asked for was done, and what came of it; notes how far it is."""
        while True:
            if not self._line.poll(patience):
                self.end()
                message = f"The worker process took longer than {patience:g} seconds."
                raise WorkerDiedError(message, at=self._at, timed_out=True)
            status, said = self._line.recv_bytes(), self._line.recv_bytes()
            if status != AT:
                return status == DONE, said
            self._at = int(said)

    def interrupt(self) -> None:
        """Kill the process; whoever waits for its answer is told so."""
        self._child.process.kill()

    def end(self, patience: float = 0) -> None:
        """Have no process any more: give it `patience` seconds to end, then kill it."""
        self.alive = False
        self._child.stop(patience)
        self._line.close()

    def _how_it_ended(self) -> str:
        """One sentence on a process that is gone."""
        self.end(patience=1)
        code = self._child.process.returncode
        if self._took_too_long:
            return "The worker process took more processor time than it may for one article."
        if code == -9:
            return "The worker process was killed: most often the machine had no memory left."
        return f"The worker process ended with {f'signal {-code}' if code < 0 else f'code {code}'}."

    @property
    def _took_too_long(self) -> bool:
        return self._child.process.returncode == -signal.SIGXCPU
