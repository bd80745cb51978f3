"""Schedules: each source of newsfacts.toml with `every` or `cron` as a Prefect deployment of `ingest`."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.config import Config
from flows.ingest import ingest
from flows.listed import Listed
from flows.turns import writer_limit
from schemas.errors import UsageError

ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A run whose turn comes while the one before is not done is passed over: runs do not pile up."""

UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
INTERVAL = re.compile(rf"(?:(\d+)\s+)?({'|'.join(UNITS)})s?", re.IGNORECASE)
CRON_FIELDS = 5


def deployments(config: Config) -> list[RunnerDeployment]:
    """A deployment for each source that has a schedule; raises UsageError for a schedule that says nothing."""
    scheduled = [(each, schedule) for each in config.sources if (schedule := schedule_of(each))]
    return [
        RunnerDeployment.from_flow(
            ingest,
            name=name,
            schedule=schedule,
            parameters={"settings": _settings(config, each)},
            concurrency_limit=ONE_AT_A_TIME,
            description=f"{each.spec} into {config.data}",
            tags=["newsfacts"],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for name, (each, schedule) in zip(_names([each for each, _ in scheduled]), scheduled, strict=True)
    ]


def schedule_of(listed: Listed) -> Schedule | None:
    """When a source is due, in UTC; None where it does not say. Raises UsageError."""
    if listed.every is not None:
        return Interval(_interval(listed), timezone="UTC")
    if listed.cron is None:
        return None
    try:
        return Cron(listed.cron, timezone="UTC")
    except ValueError as error:
        message = f"source {listed.url}: cron is {listed.cron!r}, which is no cron line: write it as '30 5 * * *'."
        raise UsageError(message) from error


def _interval(listed: Listed) -> dt.timedelta:
    said = INTERVAL.fullmatch(str(listed.every).strip())
    if said is None or int(said[1] or 1) == 0:
        message = f"source {listed.url}: every is {listed.every!r}, which is no interval: write it as '15 minutes'."
        raise UsageError(message)
    return dt.timedelta(seconds=int(said[1] or 1) * UNITS[said[2].lower()])


def _names(listed: list[Listed]) -> Iterator[str]:
    """A name for each: its own, else its address without signs; the second of one name gets a number."""
    taken: dict[str, int] = {}
    for each in listed:
        name = each.name or re.sub(r"[^a-z0-9]+", "-", each.spec.lower().split("://")[-1]).strip("-")
        taken[name] = taken.get(name, 0) + 1
        yield name if taken[name] == 1 else f"{name}-{taken[name]}"


def _settings(config: Config, listed: Listed) -> dict[str, Any]:
    """The settings of a run of this source alone; it may start in any folder."""
    return dataclasses.replace(config, data=Path(config.data).absolute(), sources=(listed,)).as_settings()


def limit_writers(client: SyncPrefectClient, config: Config) -> None:
    """Have the server let one run at a time write this warehouse."""
    name = writer_limit(config.data)
    try:
        client.read_global_concurrency_limit_by_name(name)
    except ObjectNotFound:
        client.create_global_concurrency_limit(GlobalConcurrencyLimitCreate(name=name, limit=1))
