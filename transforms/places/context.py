"""Context: what the other places of an article say about where a place is likely to lie."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from transforms.places.lookup import Place

COUNTRY, DIVISION, NEAR = 4.0, 4.0, 3.0
"""What the context adds at most, in powers of ten: same country, same first-level division, a place close by."""

NEAR_KM = 150.0
"""The distance at which closeness counts for 1/e of its most."""

DOUBT = 1.0
"""The weight of places unsaid: what the context says of a country counts fully only where it says it often."""

HOME = 0.5
"""What the country of the site counts for, beside a place named once."""

CELL = 2.0
"""Degrees of the cells in which neighbours are looked for: a place two cells away adds next to nothing."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What a name may mean, each place with its share of belief, and how much the name counts in the article."""

    shares: tuple[tuple[Place, float], ...]
    weight: float


class Context:
    """What all names of an article are believed to mean; asked about one name, it leaves that name's own part out.

    `home` is the country of the site that the article stands on, where its address tells one.
    """

    def __init__(self, beliefs: Mapping[str, Belief], home: str | None) -> None:
        self.beliefs = beliefs
        self._total = sum(belief.weight for belief in beliefs.values() if belief.shares)
        self._areas: dict[tuple[str | None, str | None], float] = defaultdict(float)
        if home:
            self._total += HOME
            self._areas[home, None] += HOME
        self._cells: dict[tuple[int, int], list[tuple[str, Place, float]]] = defaultdict(list)
        for key, belief in beliefs.items():
            for area, amount in _areas(belief):
                self._areas[area] += amount
            for place, share in belief.shares:
                if place.level > 1:
                    self._cells[_cell(place)].append((key, place, share))

    def worth(self, key: str, place: Place) -> float:
        """What the other names add for this place of a name."""
        own = self.beliefs.get(key)
        total = self._total - (own.weight if own and own.shares else 0.0)
        if total <= 0 or place.iso2 is None:
            return 0.0
        ours: dict[tuple[str | None, str | None], float] = defaultdict(float)
        for area, amount in _areas(own) if own else ():
            ours[area] += amount
        worth = COUNTRY * self._share((place.iso2, None), ours, total)
        if place.level and place.code:
            worth += DIVISION * self._share((place.iso2, place.code), ours, total)
        return worth + NEAR * self._nearness(key, place)

    def _share(
        self,
        area: tuple[str | None, str | None],
        ours: Mapping[tuple[str | None, str | None], float],
        total: float,
    ) -> float:
        return max(0.0, self._areas.get(area, 0.0) - ours.get(area, 0.0)) / (total + DOUBT)

    def _nearness(self, key: str, place: Place) -> float:
        """From 0 to 1: how close the closest other place is, and how sure."""
        row, column = _cell(place)
        around = (self._cells.get((row + i, column + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        return max(
            (
                math.sqrt(share) * math.exp(-km(place, other) / NEAR_KM)
                for cell in around
                for name, other, share in cell
                if name != key and other.iso2 == place.iso2
            ),
            default=0.0,
        )


def _areas(belief: Belief) -> Iterator[tuple[tuple[str | None, str | None], float]]:
    """The country, and for divisions and towns the division, of each place believed in, with the weight it gets."""
    for place, share in belief.shares:
        yield (place.iso2, None), belief.weight * share
        if place.level and place.code:
            yield (place.iso2, place.code), belief.weight * share


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.latitude / CELL), math.floor(place.longitude / CELL)


def km(one: Place, other: Place) -> float:
    """Kilometres between two places by the formula for small distances: good enough to tell near from far."""
    across = math.radians(other.longitude - one.longitude)
    across *= math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 6371.0 * math.hypot(across, math.radians(other.latitude - one.latitude))
