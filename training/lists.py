"""Our own lists of names and words, one TOML file each."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def listed(name: str) -> dict[str, Any]:
    """The lists of one file."""
    return tomllib.loads(files("training").joinpath(f"data/{name}.toml").read_text("utf-8"))
