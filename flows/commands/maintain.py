"""`newsfacts maintain`: the warehouse pruned, published anew, verified, compacted and backed up."""

import sys

from flows.runs.maintain import lines, upkeep
from flows.settings.config import Config
from schemas.errors import UsageError


def command(config: Config) -> int:
    """Do it and tell what was done; the exit code is 1 where a claim is broken, or it could not be put elsewhere."""
    if not (config.data / "newsfacts.duckdb").exists():
        raise UsageError(f"There is nothing to maintain in {config.data}: run `newsfacts run` first.")
    done = upkeep(config)
    for label, value in lines(done):
        sys.stdout.write(f"{label:24} {value}\n")
    return 1 if done.broken or done.unsent else 0
