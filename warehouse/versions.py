"""Versions: what loading an article would make of it, given what is stored and what was promised to others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["new", "changed", "unchanged"]

Text = tuple[str, str]
"""article_id, and text_sha256 of one of its texts."""

Held = tuple[int, str]
"""A version of an article, and the text_sha256 it has."""

NONE: Held = (0, "")
"""Before the first version."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Gives out version numbers; remembers those not loaded yet: several batches under way are as good as one.

    A text that was promised a version and then could not be loaded is `unchanged` for the rest of a run: the next
    run reads it again.
    """

    _promised: dict[str, Held] = field(default_factory=dict)

    def plan(self, texts: Iterable[Text], current: Mapping[str, Held]) -> list[tuple[str, int, Outcome]]:
        """article_id, version and outcome of each text, in order; `current` is what is stored, by article."""
        planned: list[tuple[str, int, Outcome]] = []
        for article, digest in texts:
            version, newest = max(current.get(article, NONE), self._promised.get(article, NONE))
            if digest == newest:
                planned.append((article, version, "unchanged"))
            else:
                self._promised[article] = (version + 1, digest)
                planned.append((article, version + 1, "changed" if version else "new"))
        return planned

    def keep(self, loaded: Iterable[tuple[str, int]]) -> None:
        """Forget what was promised up to these versions of articles: they are loaded."""
        for article, version in loaded:
            if self._promised.get(article, NONE)[0] <= version:
                self._promised.pop(article, None)
