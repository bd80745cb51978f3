"""Confidence: how often rows of a construction are right, as measured on labelled news (docs/quality/figures.md)."""

from schemas.ontology import FigureKind
from transforms.figures.found import Found

TOLD = {
    "count": 0.83, "money": 0.97, "percent": 0.97, "percentage_point": 0.97, "duration": 0.96, "age": 0.92,
    "measure": 0.96, "ratio": 0.86, "score": 0.85, "index": 0.86,
}  # fmt: skip
"""Share of right rows of each kind that have a subject."""

BARE: dict[FigureKind, float] = {"count": 0.35, "ratio": 0.6, "index": 0.6, "score": 0.75}
"""The same for rows without a subject, where that makes a difference."""

LOOSE = 0.5
"""The most for vague amounts and for multiples, whose bounds are a matter of opinion."""


def confidence_of(found: Found) -> float:
    """How probable it is that a row's value and what it counts are both right."""
    kind = found.amount.kind
    share = TOLD[kind] if found.subject is not None else BARE.get(kind, TOLD[kind])
    return min(share, LOOSE) if found.amount.form in ("vague", "multiple") else share
