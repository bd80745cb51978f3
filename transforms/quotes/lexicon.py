"""The verbs and nouns of saying, read once from data/verbs.toml and checked."""

import itertools
import tomllib
from functools import cache
from importlib.resources import files


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists of the file by name; raises ValueError where a verb stands in two lists."""
    read = tomllib.loads((files(__package__) / "data" / "verbs.toml").read_text(encoding="utf-8"))
    found = {name: frozenset(words) for name, words in read.items()}
    for one, other in itertools.combinations(("saying", "thinking", "judging"), 2):
        if twice := found[one] & found[other]:
            raise ValueError(f"quotes/data/verbs.toml: in two lists: {', '.join(sorted(twice))}")
    return found
