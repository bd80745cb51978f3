"""figures: every quantity the text states."""

import datetime as dt
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from schemas.ontology import Change, ChangeRole, Comparison, FigureKind
from schemas.spans import SPAN_FORWARD, SpanRow
from schemas.table import Rule, Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(SpanRow):
    """One quantity, with what it counts and what it is tied to."""

    figure_id: str = column("deterministic id")
    kind: FigureKind = column("what kind of quantity")
    value: float | None = column(
        "scale words applied; null for a range or vague amount with no single value", default=None
    )
    value_low: float | None = column("lower bound; an exact value repeats itself here", default=None)
    value_high: float | None = column("upper bound; an exact value repeats itself here", default=None)
    comparison: Comparison = column("how the value is hedged or bounded", default="=")
    change: Change | None = column("direction, where the figure tells a change", default=None)
    change_role: ChangeRole | None = column("rose BY 5 % TO 12 FROM 11", default=None)
    unit: str | None = column(
        "canonical singular English name; ISO 4217 code for money; null for plain counts", default=None
    )
    per: str | None = column("denominator: 'barrel' in $50 a barrel", default=None)
    value_base: float | None = column(
        "value in the base unit of its dimension; null for counts and money", default=None
    )
    base_unit: str | None = column("metre, kilogram, second, kelvin ...", default=None)
    currency: str | None = column("ISO 4217 code", default=None)
    subject: str | None = column("what it counts or describes, as the text has it", default=None)
    subject_head: str | None = column("head noun of subject, singular", default=None)
    measure: str | None = column("what is said of the subject: killed, injured, price, area ...", default=None)
    negated: bool = column("'no cases': value 0 and true", default=False)
    as_of: dt.date | None = column("the day the figure holds for, where said or clear", default=None)
    location_id: str | None = column("place it is tied to", default=None)
    actor_id: str | None = column("actor it is tied to", default=None)
    event_id: str | None = column("event it is tied to", default=None)
    attributed_to: str | None = column("actor_id of who states it", default=None)


def _between(t: pa.Table) -> pa.ChunkedArray:
    """Low <= value <= high, wherever both sides are said."""
    sides = [("value_low", "value"), ("value", "value_high"), ("value_low", "value_high")]
    first, *rest = [pc.fill_null(pc.less_equal(t[a], t[b]), fill_value=True) for a, b in sides]
    for side in rest:
        first = pc.and_(first, side)
    return first


FIGURES = Table(
    "figures",
    Figure,
    ("figure_id",),
    "Every quantity the text states: its value, unit, what it counts, and what it is tied to.",
    (
        SPAN_FORWARD,
        Rule("bounds", "value_low <= value <= value_high must hold", _between),
        Rule(
            "some_value",
            "a figure needs a value or a bound",
            lambda t: pc.or_(
                pc.or_(pc.is_valid(t["value"]), pc.is_valid(t["value_low"])), pc.is_valid(t["value_high"])
            ),
        ),
        Rule(
            "money_has_currency_unit",
            "the unit of money is its currency",
            lambda t: pc.or_kleene(
                pc.not_equal(t["kind"], "money"),
                pc.fill_null(pc.equal(t["unit"], t["currency"]), pc.is_null(t["currency"])),
            ),
        ),
        Rule(
            "negated_is_zero",
            "a negated figure has the value 0",
            lambda t: pc.or_kleene(pc.invert(t["negated"]), pc.fill_null(pc.equal(t["value"], 0.0), fill_value=False)),
        ),
    ),
)
