"""Settings: from newsfacts.toml, then the environment, then what was said on the command line."""

import contextlib
import dataclasses
import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from flows.settings.listed import Listed, as_said, read_listed
from flows.settings.timing import cron, interval
from schemas.errors import UsageError
from schemas.moments import read_moment

FILE = "newsfacts.toml"
PREFIX = "NEWSFACTS_"
YES_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How to run.

    `published` is the ISO date or time taken for texts that carry none; `parser` names the package
    of the parser, empty for the default; `limit` is the most documents to take; `since` and `until` are ISO dates that
    pages must be published between, as far as a source says when they were. Between two requests to a host lie
    `delay` seconds, and no more than `per_host` are underway to it. A page that was had is asked for again after
    `revisit_days`, sooner where its feed says that it changed, and with `refetch` in any case. `contact` is sent
    along with each request. With `keep_raw` fetched bodies are kept. `cluster` is the address of a Dask scheduler whose
    workers are used in place of `workers` processes here, or "local" for a Dask cluster of so many of them. What is
    published is put in the folder with the URI `publish_to`, too. `maintain` is when `newsfacts serve` maintains the
    warehouse, an interval or a cron line; what then is kept, and where it is backed up, is said by the five after it
    as in `warehouse.maintain.Policy`. `worker` is what the worker processes make, and
    differs in tests only.
    """

    data: Path = Path("data")
    workers: int = field(default_factory=_processors)
    batch_size: int = 64
    limit: int | None = None
    published: str | None = None
    since: str | None = None
    until: str | None = None
    refetch: bool = False
    revisit_days: float = 1.0
    keep_raw: bool = True
    contact: str | None = None
    delay: float = 1.0
    per_host: int = 2
    allow_private: bool = False
    parser: str = ""
    cluster: str = ""
    publish_to: str = ""
    maintain: str | None = None
    keep_versions: int | None = None
    keep_days: float | None = None
    drop_raw: bool = False
    backup: Path | None = None
    keep_backups: int = 7
    worker: str = "flows.workers.reader:Reader"
    debug: bool = False
    sources: tuple[Listed, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be; raises UsageError."""
        for name, least in LEAST.items():
            value = getattr(self, name)
            if value is not None and value < least:
                raise UsageError(f"{name} is {value}: it must be at least {least}.")
        if urlsplit(self.publish_to).username:
            raise UsageError("publish_to holds a key, and would be kept with each run: put that into the environment.")
        for said in (self.published, self.since, self.until):
            if said is not None and read_moment(said) is None:
                raise UsageError(f"{said!r} is no date: write it as 2020-03-25.")
        if self.maintain is not None and interval(self.maintain) is None and cron(self.maintain) is None:
            raise UsageError(f"maintain is {self.maintain!r}: write it as '1 day' or '30 3 * * *'.")

    def as_settings(self) -> dict[str, Any]:
        """The settings as newsfacts.toml would say them, without those that are empty."""
        said = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        said |= {name: str(value) for name, value in said.items() if isinstance(value, Path)}
        said |= {"sources": [as_said(each) for each in self.sources]}
        return {name: value for name, value in said.items() if value is not None}

    def but(self, **options: Any) -> Self:
        """The same with these options, as far as they are not None."""
        return dataclasses.replace(self, **{name: value for name, value in options.items() if value is not None})


def load(
    environment: Mapping[str, str] = os.environ, settings: Mapping[str, Any] | None = None, **options: Any
) -> Config:
    """The settings in force: the file's and the environment's, then `settings`, named as in the file, then `options`.

    Options that are None were not given. Raises UsageError naming what is wrong where.
    """
    said = {name: _checked(name, value, where="settings") for name, value in (settings or {}).items()}
    return Config(**{**_from_file(environment), **_from_environment(environment), **said}).but(**options)


def _from_file(environment: Mapping[str, str]) -> dict[str, Any]:
    """What newsfacts.toml says: the one NEWSFACTS_CONFIG names, else the one in the current folder, if any."""
    named = environment.get(f"{PREFIX}CONFIG")
    path = Path(named or FILE)
    if not named and not path.exists():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read ({error}): mend it or take it away.", resource=str(path)) from error
    return {name: _checked(name, value, where=str(path)) for name, value in said.items()}


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    known = {f"{PREFIX}{name.upper()}": name for name, kind in KINDS.items() if kind is not tuple}
    given = {variable: name for variable, name in known.items() if variable in environment}
    return {name: _checked(name, _parsed(name, environment[v]), where=v) for v, name in given.items()}


KINDS: Mapping[str, type] = {
    "data": Path, "workers": int, "batch_size": int, "limit": int, "published": str, "since": str, "until": str,
    "refetch": bool, "revisit_days": float, "keep_raw": bool, "contact": str, "delay": float, "per_host": int,
    "allow_private": bool, "parser": str, "cluster": str, "publish_to": str, "maintain": str,
    "keep_versions": int, "keep_days": float, "drop_raw": bool, "backup": Path, "keep_backups": int, "worker": str,
    "debug": bool, "sources": tuple,
}  # fmt: skip
"""The settings there are, and what each is."""

LEAST: Mapping[str, int] = {
    "workers": 1, "batch_size": 1, "limit": 1, "revisit_days": 0, "delay": 0, "per_host": 1,
    "keep_versions": 1, "keep_days": 0, "keep_backups": 1,
}  # fmt: skip
"""The settings that have a least value."""


def _parsed(name: str, said: str) -> Any:
    if KINDS[name] is int and said.strip().lstrip("-").isdigit():
        return int(said)
    if KINDS[name] is float:
        with contextlib.suppress(ValueError):
            return float(said)
    return YES_NO.get(said.strip().lower(), said) if KINDS[name] is bool else said


def _checked(name: str, value: Any, *, where: str) -> Any:
    """The value as the setting's kind; a TOML date stands for its ISO form."""
    if name not in KINDS:
        raise UsageError(f"{where}: there is no setting {name!r}; there are: {', '.join(KINDS)}.", resource=where)
    if isinstance(value, dt.date):
        value = value.isoformat()
    kind = KINDS[name]
    if kind is tuple:
        return read_listed(value, where=where)
    if kind is float and type(value) is int:
        return float(value)
    if kind is Path and isinstance(value, str):
        return Path(value)
    if type(value) is not kind:
        raise UsageError(f"{where}: {name} is {value!r}, but should be {_NAMES[kind]}.", resource=where)
    return value


_NAMES: Mapping[type, str] = {
    Path: "a path in quotes", int: "a whole number", float: "a number", bool: "true or false", str: "a text",
}  # fmt: skip
