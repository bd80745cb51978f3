"""Timing: when something is due, as newsfacts.toml says it: an interval, or a cron line."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

UNITS: Mapping[str, int] = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
INTERVAL = re.compile(rf"(?:(\d+)\s+)?({'|'.join(UNITS)})s?", re.IGNORECASE)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

FIELDS: Sequence[Mapping[str, int]] = (
    {str(n): n for n in range(60)},
    {str(n): n for n in range(24)},
    {str(n): n for n in range(1, 32)},
    {str(n): n for n in range(1, 13)} | {name: n for n, name in enumerate(MONTHS, 1)},
    {str(n): n for n in range(8)} | {name: n for n, name in enumerate(DAYS)},
)
"""What may stand in each field of a cron line: minute, hour, day of the month, month, day of the week (7 is Sunday)."""

PART = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>[1-9]\d?))?")


def interval(said: str) -> dt.timedelta | None:
    """How long "15 minutes", "hour" or "2 days" is; None for what is no such interval."""
    found = INTERVAL.fullmatch(said.strip())
    if found is None or not (times := int(found[1] or 1)):
        return None
    return dt.timedelta(seconds=times * UNITS[found[2].lower()])


def cron(said: str) -> str | None:
    """The cron line in its plain form, five fields; None for what is none."""
    fields = said.lower().split()
    if len(fields) != len(FIELDS):
        return None
    if not all(_is_field(field, known) for field, known in zip(fields, FIELDS, strict=True)):
        return None
    return " ".join(fields)


def _is_field(said: str, known: Mapping[str, int]) -> bool:
    return all(_is_part(part, known) for part in said.split(","))


def _is_part(said: str, known: Mapping[str, int]) -> bool:
    """Whether it is `*`, a value or a range of values, with or without a step."""
    found = PART.fullmatch(said)
    if found is None:
        return False
    ends = [known.get(each.lstrip("0") or "0") for each in (found["first"], found["last"]) if each]
    return None not in ends and ends == sorted(ends, key=lambda value: value or 0)
