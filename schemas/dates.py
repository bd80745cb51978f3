"""date_mentions: every date, time, duration and recurring time the text states."""

import datetime as dt
from dataclasses import dataclass

import pyarrow.compute as pc

from schemas.ontology import DateKind, DatePrecision
from schemas.spans import SPAN_FORWARD, SpanRow
from schemas.table import Rule, Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(SpanRow):
    """One time expression with its TIMEX3 value and, where it can be placed, its days on the calendar."""

    kind: DateKind = column("TIMEX3 type")
    value: str | None = column(
        "TIMEX3 value: 2020-03-20, 2019-04, P49Y, 2020-W12, PRESENT_REF; null when unresolved", default=None
    )
    date_start: dt.date | None = column("first day it covers, null when unresolved", default=None)
    date_end: dt.date | None = column("last day it covers, inclusive", default=None)
    precision: DatePrecision | None = column("how exact it is", default=None)


DATE_MENTIONS = Table(
    "date_mentions",
    DateMention,
    ("article_id", "version", "start", "end", "kind"),
    "Every time expression of the text, normalised.",
    (
        SPAN_FORWARD,
        Rule(
            "days_in_order",
            "date_start must not be after date_end",
            lambda t: pc.less_equal(t["date_start"], t["date_end"]),
        ),
    ),
)
