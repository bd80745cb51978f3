"""The days asked for: whether something was published in them, as far as anyone says."""

import calendar
import datetime as dt
import re

from schemas.ontology import PublishedPrecision
from sources.kinds import Found
from sources.reference import Attempt
from sources.settings import FetchSettings

DAY = dt.timedelta(days=1)

DATED = re.compile(
    r"""(?<!\d)
    ((?:19|20)\d\d)                                 # year
    (?:[-_/.]|&(?:mm|month|m)=)? (0[1-9]|1[0-2])    # month: 2020-03, 2020/03, 202003, yyyy=2020&mm=03
    (?:(?:[-_/.]|&(?:dd|day|d)=)? ([0-2]\d|3[01]))? # day
    (?!\d)""",
    re.VERBOSE,
)
"""A day or month in the name of a sitemap. A year alone would also fit a sitemap's number."""


def within(found: Found, settings: FetchSettings) -> bool:
    """Whether it can have been published between `since` and `until`; what carries no date can."""
    if isinstance(found, Attempt):
        document = found.document
        return document is None or _within(
            document.published_at, document.published_precision, document.fetched_at, settings
        )
    return _within(found.published_at, found.published_precision, found.modified_at, settings)


def _within(
    at: dt.datetime | None, precision: PublishedPrecision, last: dt.datetime | None, settings: FetchSettings
) -> bool:
    """The same for when it was published and when it was last changed or fetched."""
    if at is None:
        return not changed_before(last, settings)
    since, until = settings.since, settings.until
    return (until is None or at < until) and (since is None or at >= since or _end(at, precision) > since)


def _end(at: dt.datetime, precision: PublishedPrecision) -> dt.datetime:
    """When the day or month ends that begins then."""
    days = {"day": 1, "month": calendar.monthrange(at.year, at.month)[1]}.get(precision, 0)
    return at + dt.timedelta(days=days) if at.year < dt.MAXYEAR else at


def changed_before(modified_at: dt.datetime | None, settings: FetchSettings) -> bool:
    """Whether a last change rules it out: what has not changed since was not published since.

    What was changed after `until` may well have been published before. A change may be told by its day alone.
    """
    return modified_at is not None and settings.since is not None and modified_at <= settings.since - DAY


def named_within(url: str, settings: FetchSettings) -> bool:
    """Whether a sitemap's URL names no day or month, or one with a part in the period asked for."""
    dated = DATED.search(url)
    if dated is None:
        return True
    year, month, day = dated.groups()
    try:
        at = dt.datetime(int(year), int(month), int(day or 1))  # noqa: DTZ001  # UTC without zone
    except ValueError:
        return True
    return _within(at, "day" if day else "month", None, settings)
