"""`newsfacts reextract`: what is there read again."""

from typing import TYPE_CHECKING

from flows.commands.run import execute
from flows.settings.config import Config
from schemas.errors import UsageError

if TYPE_CHECKING:
    from flows.runs.job import Equipment
    from flows.runs.tally import Summary


def command(config: Config, *, direct: bool, everything: bool) -> int:
    """Run it and tell how it went; returns the exit code."""
    if not (config.data / "newsfacts.duckdb").exists():
        raise UsageError(f"There is nothing to read again in {config.data}: run `newsfacts run` first.")

    def plain(equipment: "Equipment") -> "Summary":
        from flows.runs.reextract import reread  # noqa: PLC0415 - imported while the workers start

        return reread(config, equipment, everything=everything)

    def flow(equipment: "Equipment") -> "Summary":
        from flows.orchestration.tasks import ready  # noqa: PLC0415
        from flows.reextract import reextract  # noqa: PLC0415 - imported while the server and the workers start

        with ready(equipment):
            return reextract(config.as_settings(), everything=everything)

    return execute(config, plain if direct else flow, direct=direct)
