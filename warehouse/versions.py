"""Versions: what loading an article would make of it, given what is stored and what was promised to others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["new", "changed", "unchanged"]

Text = tuple[str, str]
"""article_id, and text_sha256 of one of its texts."""

Held = tuple[int, str]
"""A version of an article, and the text_sha256 it has."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Gives out version numbers; remembers those not loaded yet, so that two batches never share one.

    Who asks again for a text that was promised a version and not loaded (a batch that is tried again) gets the
    same version again.
    """

    _promised: dict[str, dict[str, int]] = field(default_factory=dict)

    def plan(self, texts: Iterable[Text], current: Mapping[str, Held]) -> list[tuple[str, int, Outcome]]:
        """article_id, version and outcome of each text, in order; `current` is what is stored, by article."""
        held = dict(current)
        planned: list[tuple[str, int, Outcome]] = []
        for article, digest in texts:
            version, stored = held.get(article, (0, ""))
            if digest == stored:
                planned.append((article, version, "unchanged"))
                continue
            version = self._promise(article, digest, version)
            held[article] = (version, digest)
            planned.append((article, version, "new" if version == 1 else "changed"))
        return planned

    def _promise(self, article: str, digest: str, current: int) -> int:
        promised = self._promised.setdefault(article, {})
        if promised.get(digest, 0) <= current:
            promised[digest] = 1 + max(current, *promised.values(), 0)
        return promised[digest]

    def keep(self, texts: Iterable[Text]) -> None:
        """Forget the promises for these texts: they are loaded."""
        for article, digest in texts:
            promised = self._promised.get(article, {})
            promised.pop(digest, None)
            if not promised:
                self._promised.pop(article, None)
