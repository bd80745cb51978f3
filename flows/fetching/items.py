"""What discovery gives: things to fetch, and what was had while looking, each with the source that named it."""

from dataclasses import dataclass

from sources import Attempt, Reference
from warehouse.raw import Kept

Found = Reference | Attempt
"""A thing to fetch, or one that was had (or failed) while looking."""

FEED = "feed"
"""The outcome of a feed that was read: what it names has outcomes of its own."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of them; `source` is what the run was given, `kept` where its raw body lies already."""

    source: str
    found: Found
    kept: Kept | None = None


Numbered = tuple[int, list[Item]]
"""A batch of them, with the number in the run of its first member."""
