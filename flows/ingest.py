"""The Prefect flow `ingest`: the pipeline with every stage of every batch as a task."""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from prefect import Task, flow
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from flows.belt import Stages
from flows.config import Config, load
from flows.pool import open_pool
from flows.report import markdown
from flows.run import Equipment, NoProgress, run
from flows.tally import Summary

RETRIED = {"fetch": 2}
"""Stages that can fail for reasons outside, and how often they are tried again; single pages have their own retries."""

RETRY_SECONDS = (5, 30)


EQUIPMENT: ContextVar[Equipment | None] = ContextVar("equipment", default=None)
"""What a caller in the same process has ready for the flow: workers that load already, and who is told."""


@flow(name="ingest", validate_parameters=False)
def ingest(sources: list[str] | None = None, settings: dict[str, Any] | None = None) -> Summary:
    """Articles from the sources to facts in the warehouse, published.

    `settings` are those of newsfacts.toml; the sources that it lists are taken where none are given.
    """
    config = load(settings=settings or {})
    with _equipment(config) as equipment:
        summary = run(sources or [], config, equipment, wrap=as_tasks)
    create_markdown_artifact(markdown(summary), key="newsfacts-ingest", description=f"Run {summary.run_id}")
    return summary


@contextlib.contextmanager
def _equipment(config: Config) -> Iterator[Equipment]:
    ready = EQUIPMENT.get()
    if ready:
        yield ready
        return
    with open_pool(config) as pool:
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


def run_flow(sources: Sequence[str], config: Config, equipment: Equipment) -> Summary:
    """Run the flow in this process with what is there already."""
    token = EQUIPMENT.set(equipment)
    try:
        return ingest(list(sources), config.as_settings())
    finally:
        EQUIPMENT.reset(token)
