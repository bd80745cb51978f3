"""Sources as newsfacts.toml lists them: what each is, how much to take of it, and how often."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.settings.timing import cron, interval
from schemas.errors import UsageError
from schemas.moments import read_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One source: `url` is an address or a path, `kind` what to take it for where its content does not tell.

    `since` and `until` (ISO dates) and `limit` (documents) hold for this source alone. `every` (such as "15 minutes")
    or `cron` is when a standing server runs it; `newsfacts run` runs it whenever it is called.
    """

    url: str
    name: str | None = None
    kind: str | None = None
    limit: int | None = None
    since: str | None = None
    until: str | None = None
    every: str | None = None
    cron: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be; raises UsageError."""
        for name in ("since", "until"):
            said = getattr(self, name)
            if said is not None and read_moment(said) is None:
                raise UsageError(f"source {self.url}: {name} is {said!r}, which is no date: write it as 2020-03-25.")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"source {self.url}: limit is {self.limit}: it must be at least 1.")
        if self.every is not None and self.cron is not None:
            raise UsageError(f"source {self.url} has both `every` and `cron`: give one of them.")
        if self.every is not None and interval(self.every) is None:
            said = f"source {self.url}: every is {self.every!r}, which is no interval"
            raise UsageError(f"{said}: write it as '15 minutes'.")
        if self.cron is not None and cron(self.cron) is None:
            said = f"source {self.url}: cron is {self.cron!r}, which is no cron line"
            raise UsageError(f"{said}: write it as '30 5 * * *'.")

    @property
    def spec(self) -> str:
        """What discovery is given: the address, after its kind where one is said."""
        return f"{self.kind}:{self.url}" if self.kind else self.url


FIELDS: Mapping[str, type] = {f.name: int if f.name == "limit" else str for f in dataclasses.fields(Listed)}


def read_listed(said: Any, *, where: str) -> tuple[Listed, ...]:
    """The sources of a `[[sources]]` list; raises UsageError naming what is wrong."""
    if not isinstance(said, list | tuple) or not all(isinstance(each, Mapping) for each in said):
        raise UsageError(f"{where}: write each source as a [[sources]] table with a url.", resource=where)
    return tuple(_read(each, where) for each in said)


def _read(said: Mapping[str, Any], where: str) -> Listed:
    if "url" not in said:
        raise UsageError(f"{where}: a [[sources]] table has no url.", resource=where)
    for name, value in said.items():
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise UsageError(f"{where}: a source has no {name!r}; it may have: {known}.", resource=where)
        if type(value) is not FIELDS[name] and not (name in ("since", "until") and hasattr(value, "isoformat")):
            kind = "a whole number" if FIELDS[name] is int else "a text in quotes"
            raise UsageError(f"{where}: {name} of source {said['url']} is {value!r}, not {kind}.", resource=where)
    return Listed(**{name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()})


def as_said(listed: Listed) -> dict[str, Any]:
    """The table that says the same."""
    return {name: value for name, value in dataclasses.asdict(listed).items() if value is not None}
