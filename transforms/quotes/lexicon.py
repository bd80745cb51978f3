"""The verbs and nouns of saying, read once from data/verbs.toml and checked."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists of the file by name; raises ValueError where a word stands in both lists of verbs."""
    read = tomllib.loads((files(__package__) / "data" / "verbs.toml").read_text(encoding="utf-8"))
    found = {name: frozenset(words) for name, words in read.items()}
    if twice := found["saying"] & found["judging"]:
        raise ValueError(f"quotes/data/verbs.toml: in both lists: {', '.join(sorted(twice))}")
    return found
