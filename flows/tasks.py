"""Every stage of every batch as a Prefect task, with what a caller in the same process has ready."""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from flows.belt import Stages
from flows.config import Config
from flows.pool import open_pool
from flows.run import Equipment, NoProgress
from flows.turns import turn

RETRIED = {"fetch": 2}
"""Stages that can fail for reasons outside, and how often they are tried again; single pages have their own retries."""

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


def as_tasks(stages: Stages) -> Stages:
    """The same stages, each call of one a task run."""
    return Stages(**{f.name: _as_task(f.name, getattr(stages, f.name)) for f in dataclasses.fields(stages)})


def _as_task(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
    wrapped = Task(
        stage,
        name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=RETRIED.get(name, 0),
        retry_delay_seconds=list(RETRY_SECONDS),
    )

    def call(*given: Any) -> Any:
        # Prefect looks into whatever a task is given for results of other tasks, row by row, unless it is quoted.
        return wrapped(*map(quote, given))

    return call


@contextlib.contextmanager
def ready(equipment: Equipment) -> Iterator[None]:
    """Have the flows of this process use it."""
    token = EQUIPMENT.set(equipment)
    try:
        yield
    finally:
        EQUIPMENT.reset(token)
