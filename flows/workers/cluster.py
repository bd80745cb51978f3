"""Many machines: what a run asks of its workers, asked of a Dask cluster, as Prefect tasks."""

import atexit
import contextlib
import importlib.metadata
import logging
import os
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from flows.settings.config import Config
from flows.workers.pool import Answer, Pool, WorkerDiedError
from schemas.errors import NewsfactsError, UsageError

if TYPE_CHECKING:
    from distributed import Client
    from prefect import Task
    from prefect.context import FlowRunContext
    from prefect_dask.task_runners import DaskTaskRunner

LOCAL = "local"
"""The `cluster` that is this machine alone."""

CONNECT_SECONDS = 30
WORKERS_SECONDS = 60
"""How long to wait for the scheduler, and then for a first worker."""

ONE_AT_A_TIME = threading.Lock()
"""Held while the threads of a Dask worker ask for their pool: it is made once."""

Command = tuple[str, ...]
"""What each worker process makes once, as in `Pool`: the target and its arguments."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Takes what `Pool` takes. `size` is the number of batches that its workers can have at once."""

    runner: "DaskTaskRunner"
    command: Command
    size: int

    def submit(self, method: str, payload: bytes, *, patience: float) -> Answer:
        """Have some worker call `method(payload)`; a worker that is lost is replaced by another one.

        The answer raises what that of a `Pool` raises; WorkerDiedError also where several workers were lost with it.
        """
        given = {"command": self.command, "method": method, "payload": payload, "patience": patience}
        with _light_context():
            return _Answer(self.runner.submit(_task(method), given))


@dataclass(frozen=True, slots=True)
class _Answer:
    future: Any

    def result(self) -> bytes:
        """Wait for it."""
        from distributed import KilledWorker  # noqa: PLC0415 - there is a cluster, so it is there

        try:
            answer: bytes = self.future.result()
        except KilledWorker as error:
            raise WorkerDiedError("The Dask workers that had it were lost, one after the other.") from error
        except CancelledError as error:
            raise NewsfactsError("The Dask scheduler is gone: run it again when it is back.") from error
        return answer


@cache
def _task(method: str) -> "Task[..., bytes]":
    from prefect import Task  # noqa: PLC0415 - slow, and not needed to read settings
    from prefect.cache_policies import NO_CACHE  # noqa: PLC0415

    return Task(answered, name=f"{method} on Dask", cache_policy=NO_CACHE, persist_result=False)


def _light_context() -> "FlowRunContext":
    """The flow run that this is part of, without its flow: Dask's workers would import all of newsfacts with it."""
    from prefect import Flow  # noqa: PLC0415
    from prefect.context import FlowRunContext  # noqa: PLC0415

    context = FlowRunContext.get()
    if context is None:
        raise RuntimeError("A cluster is asked from within a flow.")
    return context.model_copy(update={"flow": Flow(answered), "parameters": {}})


def answered(command: Command, method: str, payload: bytes, patience: float) -> bytes:
    """On a Dask worker: have a worker process of our own do it, so that a page that kills it kills nothing else."""
    with ONE_AT_A_TIME:
        pool = _pool(command)
    return pool.submit(method, payload, patience=patience).result()


@cache
def _pool(command: Command) -> Pool:
    """One process for each thread of this Dask worker; they end when it does."""
    from distributed import get_worker  # noqa: PLC0415

    target, *arguments = command
    pool = Pool(target, tuple(arguments), workers=get_worker().state.nthreads)
    atexit.register(pool.close)
    return pool


@contextlib.contextmanager
def open_cluster(config: Config, command: Command) -> Iterator[Cluster]:
    """Connect to the cluster that the settings name, or start one here; raises UsageError where it will not do."""
    if not config.debug:
        _quieten()
    try:
        import dask  # noqa: PLC0415 - an extra
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415
    except ModuleNotFoundError as error:
        message = "The setting `cluster` needs prefect-dask: pip install 'prefect-dask>=0.3.7,<0.4'."
        raise UsageError(message, resource=config.cluster) from error
    local = {"n_workers": config.workers, "threads_per_worker": 1, "dashboard_address": None}
    where = {"cluster_kwargs": local} if config.cluster == LOCAL else {"address": config.cluster}
    runner = DaskTaskRunner(**where, client_kwargs={"timeout": CONNECT_SECONDS})
    # A batch of pages is large for what Dask thinks of as the description of a task.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}), runner:
        yield Cluster(runner, command, _checked(runner, config.cluster))


def _quieten() -> None:
    """Have Dask say nothing of workers that come and go, here and in the processes that it starts."""
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "critical")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)


def _checked(runner: "DaskTaskRunner", address: str) -> int:
    """The number of the cluster's threads, once it has some, all of them with the newsfacts that is here."""
    try:
        client: Client = runner.client
    except (OSError, ValueError) as error:
        message = f"No Dask scheduler answers at {address} ({error}): start one, or mend the setting `cluster`."
        raise UsageError(message, resource=address) from error
    try:
        client.wait_for_workers(1, timeout=WORKERS_SECONDS)
    except TimeoutError as error:
        raise UsageError(f"The Dask scheduler at {address} has no workers: start some.", resource=address) from error
    here = importlib.metadata.version("newsfacts")
    there = client.run(importlib.metadata.version, "newsfacts", on_error="return")
    for worker, version in there.items():
        if version != here:
            had = "no newsfacts" if isinstance(version, Exception) else f"newsfacts {version}"
            raise UsageError(f"The Dask worker {worker} has {had}: install {here} there.", resource=worker)
    return sum(each["nthreads"] for each in client.scheduler_info(n_workers=-1)["workers"].values())
