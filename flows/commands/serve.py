"""`newsfacts serve`: the sources of newsfacts.toml, each on its schedule, until Ctrl-C."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Mapping

from flows.orchestration.served import SERVED_BY
from flows.server.process import QUIET, configured, standing_server
from flows.settings.config import Config
from schemas.errors import UsageError

HOME = "prefect"
"""Folder below the data folder where the server keeps its database: runs, logs, artifacts."""

HUSHED: Mapping[str, str] = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_FLOW_RUNS_LEVEL": "CRITICAL",
    "PYTHONWARNINGS": "ignore",
}
"""The logs of each run go to the server, and not to the terminal: there each run has a line."""


def command(config: Config, port: int) -> int:
    """Serve until stopped; raises UsageError where no source has a schedule, or one that cannot be read."""
    if not config.maintain and not any(each.every or each.cron for each in config.sources):
        raise UsageError("Nothing has a schedule: give some of the [[sources]] in newsfacts.toml `every` or `cron`.")
    os.environ.update({**QUIET, SERVED_BY: str(os.getpid())})
    if not config.debug:
        for name, level in HUSHED.items():
            os.environ.setdefault(name, level)
    with contextlib.ExitStack() as stack:
        if configured():
            where = os.environ.get("PREFECT_API_URL", "the configured server")
        else:
            where = stack.enter_context(standing_server(config.data / HOME, port, loud=config.debug))
            # Prefect reads where its server is when it is imported.
            from flows.server.recovery import recover  # noqa: PLC0415

            recover()
        _serve(config, where)
        sys.stderr.write("newsfacts: stopped. Schedules are paused until `newsfacts serve` is called again.\n")
    return 0


def _serve(config: Config, where: str) -> None:
    from flows.server.runner import stand  # noqa: PLC0415
    from flows.server.schedules import deployments  # noqa: PLC0415 - as above

    served = deployments(config)
    sys.stderr.write(f"newsfacts: {len(served)} on schedule into {config.data}; runs and logs: {where}\n")
    for deployment in served:
        sys.stderr.write(f"  {deployment.name}: {deployment.description}\n")
    asyncio.run(stand(served))
