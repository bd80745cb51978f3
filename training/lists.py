"""Our own lists of names and words, one TOML file each."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Region(NamedTuple):
    """Names of people of one region, and what may stand between given name and surname."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    joined: tuple[str, ...]


@cache
def listed(name: str) -> dict[str, list[str]]:
    """The lists of one file."""
    return _read(name)


@cache
def people() -> dict[str, Region]:
    """The names of people, by region."""
    return {
        region: Region(tuple(row["given"].split()), tuple(row["family"].split()), tuple(row.get("joined", [""])))
        for region, row in _read("people").items()
    }


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("training").joinpath(f"data/{name}.toml").read_text("utf-8"))
