"""`newsfacts serve`: the sources of newsfacts.toml, each on its schedule, until Ctrl-C."""

import contextlib
import os
import sys

from flows.config import Config
from flows.server import QUIET, configured, standing_server
from schemas.errors import UsageError

HOME = "prefect"
"""Folder below the data folder where the server keeps its database: runs, logs, artifacts."""


def command(config: Config, port: int) -> int:
    """Serve until stopped; raises UsageError where no source has a schedule."""
    if not any(each.every or each.cron for each in config.sources):
        raise UsageError("No source has a schedule: give some of the [[sources]] in newsfacts.toml `every` or `cron`.")
    os.environ.update(QUIET)
    with contextlib.ExitStack() as stack:
        if configured():
            where = os.environ.get("PREFECT_API_URL", "the configured server")
        else:
            where = stack.enter_context(standing_server(config.data / HOME, port, loud=config.debug))
        _serve(config, where)
    sys.stderr.write("newsfacts: stopped. Schedules are paused until `newsfacts serve` is called again.\n")
    return 0


def _serve(config: Config, where: str) -> None:
    # Prefect reads where its server is when it is imported.
    from prefect import serve  # noqa: PLC0415
    from prefect.client.orchestration import get_client  # noqa: PLC0415

    from flows.schedules import deployments, limit_writers  # noqa: PLC0415

    served = deployments(config)
    with get_client(sync_client=True) as client:
        limit_writers(client, config)
    sys.stderr.write(f"newsfacts: {len(served)} sources on schedule into {config.data}; runs and logs: {where}\n")
    for deployment in served:
        sys.stderr.write(f"  {deployment.name}: {deployment.description}\n")
    with contextlib.suppress(KeyboardInterrupt):
        serve(*served, print_starting_message=False)
