"""Schedules: each source of newsfacts.toml with `every` or `cron` as a Prefect deployment of `ingest`."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.maintain import maintain
from flows.settings.config import Config
from flows.settings.listed import Listed
from flows.settings.timing import cron, interval

ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A run whose turn comes while the one before is not done is passed over: runs do not pile up."""

ANCHOR = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
"""Intervals are counted from here, so that they are due at the same times however often serving starts."""


def deployments(config: Config) -> list[RunnerDeployment]:
    """A deployment for each source that has a schedule, and one for maintenance if that has one."""
    scheduled = [each for each in config.sources if each.every or each.cron]
    made = [
        _deployment(ingest, name, each.every or each.cron or "", alone(config, each), f"{each.spec} into {config.data}")
        for name, each in zip(names(scheduled), scheduled, strict=True)
    ]
    if config.maintain:
        upkeep = alone(config)
        made.append(_deployment(maintain, "maintain", config.maintain, upkeep, f"maintenance of {config.data}"))
    return made


def _deployment(flow: Flow[..., Any], name: str, due: str, config: Config, description: str) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        flow,
        name=name,
        schedule=schedule_of(due, name),
        parameters={"settings": config.as_settings()},
        concurrency_limit=ONE_AT_A_TIME,
        description=description,
        tags=["newsfacts"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def schedule_of(due: str, name: str) -> Schedule:
    """When something is due, in UTC; things of one interval each start at a moment of their own in it."""
    if span := interval(due):
        seconds = int(hashlib.sha256(name.encode()).hexdigest(), 16) % int(span.total_seconds())
        return Interval(span, anchor_date=ANCHOR + dt.timedelta(seconds=seconds), timezone="UTC")
    return Cron(cron(due) or due, timezone="UTC")


def names(listed: list[Listed]) -> Iterator[str]:
    """A name for each: its own, else its address without signs; the second of one name gets a number."""
    taken: set[str] = set()
    for each in listed:
        name = each.name or re.sub(r"[^a-z0-9]+", "-", each.spec.lower().split("://")[-1]).strip("-")
        name = re.sub(r"[/%&<>]", "-", name)  # Prefect forbids them
        numbered = (name if number == 1 else f"{name}-{number}" for number in range(1, len(listed) + 1))
        unique = next(one for one in numbered if one not in taken)
        taken.add(unique)
        yield unique


def alone(config: Config, *sources: Listed) -> Config:
    """The settings of a run of these sources alone; it may start in any folder."""
    there = tuple(replace(s, url=str(Path(s.url).absolute())) if Path(s.url).exists() else s for s in sources)
    backup = config.backup and config.backup.absolute()
    return replace(config, data=config.data.absolute(), backup=backup, sources=there)
