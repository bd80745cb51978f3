"""Where pages say what they are, as `metadata.toml` lists it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KEYS = frozenset({"title", "description", "site_name", "authors", "published", "modified"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`article_types` of schema.org, best first; `meta`: for each thing to know, names of meta tags, best first.

    The other lists are explained where they stand.
    """

    article_types: tuple[str, ...]
    index_types: frozenset[str]
    other_articles: frozenset[str]
    consent: tuple[str, ...]
    challenge: tuple[str, ...]
    meta: Mapping[str, tuple[str, ...]]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, checked: every list is there, and names of meta tags are in lower case."""
    data = tomllib.loads(files(__package__).joinpath("metadata.toml").read_text("utf-8"))
    meta = {key: tuple(names) for key, names in data["meta"].items()}
    if meta.keys() != KEYS:
        raise ValueError(f"metadata.toml: [meta] must list exactly {', '.join(sorted(KEYS))}")
    wrong = [name for names in meta.values() for name in names if name != name.lower()]
    if wrong:
        raise ValueError(f"metadata.toml: not in lower case: {', '.join(wrong)}")
    types, index_types, other, consent, challenge = (
        tuple(data[key]) for key in ("article_types", "index_types", "other_articles", "consent", "challenge")
    )
    return Vocabulary(types, frozenset(index_types), frozenset(other), consent, challenge, meta)
