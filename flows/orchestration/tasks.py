"""Every stage of every batch as a Prefect task, with what a caller in the same process has ready."""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Collection, Iterator
from contextvars import ContextVar
from functools import partial
from typing import Any

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from flows.orchestration.turns import turn
from flows.runs.job import Equipment, NoProgress, Wrap
from flows.settings.config import Config
from flows.stages.belt import Stages
from flows.workers.pool import open_pool

RETRIED = {"fetch": 2}
"""Stages that can fail for reasons outside, and how often they are tried again; single pages have their own retries."""

REMOTE = ("clean", "extract")
"""Stages that hand all their work to a pool or a cluster."""

RETRY_SECONDS = (5, 30)


EQUIPMENT: ContextVar[Equipment | None] = ContextVar("equipment", default=None)
"""What a caller in the same process has ready for the flow: workers that load already, and who is told."""


@contextlib.contextmanager
def equipment_for(config: Config) -> Iterator[Equipment]:
    """What the caller has ready, else what it takes, for as long as this lasts."""
    ready = EQUIPMENT.get()
    if ready:
        yield ready
        return
    with turn(config.data), open_pool(config) as pool:
        yield Equipment(pool, NoProgress(), time.monotonic())


def tasks_for(config: Config) -> Wrap:
    """What makes tasks of the stages; on a cluster some are tasks there, and could not be sent from within one here."""
    return partial(as_tasks, plain=REMOTE if config.cluster else ())


def as_tasks(stages: Stages, plain: Collection[str] = ()) -> Stages:
    """The same stages, each call of one a task run, but for those that are to stay plain."""
    named = {field.name: getattr(stages, field.name) for field in dataclasses.fields(stages)}
    return Stages(**{name: stage if name in plain else _as_task(name, stage) for name, stage in named.items()})


@dataclasses.dataclass(slots=True)
class _Call:
    """One call of a stage: all that Prefect is handed, which would hold batches that it sees to the end of the flow."""

    given: tuple[Any, ...]
    result: Any = None


def _as_task(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
    def work(call: _Call) -> None:
        call.result = stage(*call.given)

    wrapped: Task[Any, None] = Task(
        work,
        name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=RETRIED.get(name, 0),
        retry_delay_seconds=list(RETRY_SECONDS),
    )

    def called(*given: Any) -> Any:
        call = _Call(given)
        # Prefect looks into whatever a task is given for results of other tasks, unless it is quoted.
        wrapped(quote(call), return_state=False)
        result, call.given, call.result = call.result, (), None
        return result

    return called


@contextlib.contextmanager
def ready(equipment: Equipment) -> Iterator[None]:
    """Have the flows of this process use it."""
    token = EQUIPMENT.set(equipment)
    try:
        yield
    finally:
        EQUIPMENT.reset(token)
