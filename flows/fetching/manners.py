"""How the settings of a run say that the web is to be asked."""

import datetime as dt

from flows.settings.config import Config
from flows.settings.listed import Listed
from schemas.moments import read_moment
from sources import FetchSettings


def manners(config: Config, listed: Listed | None = None) -> FetchSettings:
    """What to fetch with, for all sources or for this one."""
    return FetchSettings(
        allow_private=config.allow_private,
        contact=config.contact or None,
        delay_seconds=config.delay,
        per_host=config.per_host,
        since=_moment((listed and listed.since) or config.since),
        until=_moment((listed and listed.until) or config.until),
    )


def _moment(said: str | None) -> dt.datetime | None:
    moment = read_moment(said) if said else None
    return moment.at if moment else None
