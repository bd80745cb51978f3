"""A point in time as machines write it, with how exact it is."""

import datetime as dt
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from schemas.ontology import PublishedPrecision


class Moment(NamedTuple):
    """A time in UTC without zone; of a day or a month, its first instant."""

    at: dt.datetime
    precision: PublishedPrecision


def read_moment(said: str) -> Moment | None:
    """Read an ISO 8601 or e-mail time: 2020-03, 2020-03-25, 2020-03-25T10:00:00+01:00, Wed, 25 Mar 2020 10:00:00 GMT.

    A time without a zone is taken as UTC. Anything else is None: a date is never guessed.
    """
    said = said.strip()
    if re.fullmatch(r"\d{4}-\d{2}", said):
        read = _read(dt.datetime.fromisoformat, f"{said}-01")
        return Moment(read, "month") if read else None
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", said):
        read = _read(dt.datetime.fromisoformat, said)
        return Moment(read, "day") if read else None
    read = _read(dt.datetime.fromisoformat, said) or _read(parsedate_to_datetime, said)
    return Moment(read, "second") if read else None


def _read(reader: Callable[[str], dt.datetime], said: str) -> dt.datetime | None:
    try:
        return to_utc(reader(said))
    except (ValueError, OverflowError, TypeError, IndexError):  # what the two readers raise on odd input
        return None


def to_utc(moment: dt.datetime) -> dt.datetime:
    """The same instant in UTC, without zone."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment


def utc_now() -> dt.datetime:
    """The time now, in UTC without zone."""
    return to_utc(dt.datetime.now(dt.UTC))
