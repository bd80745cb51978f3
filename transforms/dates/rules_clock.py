"""Rules for times of day: clock times, with their zone, and dates with a time in ISO form."""

import re

from transforms.dates.expression import Clock, Day, DayPart, Expression, Year
from transforms.dates.patterns import Built, Found, rule


@rule("<iso=iso>", 0.98)
def iso(found: Found) -> Built:
    """2020-03-20; 2020-03-20T14:30Z."""
    day, _, clock = found.group("iso")[0].text.replace("T", " ").partition(" ")
    year, month, number = map(int, day.split("-"))
    date = Day(month, number, Year(year))
    if not clock:
        return date
    parts = re.fullmatch(r"(\d\d):(\d\d)(?::(\d\d))?\s*(Z|[+-]\d\d:?\d\d)?", clock)
    if parts is None or int(parts[1]) > 24:
        return None
    zone = "+00:00" if parts[4] == "Z" else parts[4]
    return Clock(int(parts[1]), int(parts[2]), int(parts[3]) if parts[3] else None, zone, date)


@rule("(?:<hour=hour> | <clock=clock>) <ampm=ampm> (?:<zone=zone>)?", 0.8)
def clock_half(found: Found) -> Built:
    """6 pm; 6:30 a.m. EST."""
    hour, minute, second = _clock(found)
    if not 1 <= hour <= 12:
        return None
    return Clock(hour % 12 + int(found.value("ampm", "ampm") or 0), minute, second, found.value("zone", "zone") or None)


@rule("<clock=clock> <zone=zone>?", 0.8)
def clock_full(found: Found) -> Built:
    """14:30 GMT; at 6:15. Not a score or a ratio."""
    hour, minute, second = _clock(found)
    led = found.before is not None and found.before.lower in CLOCK_LEADS
    if "." in found.group("clock")[0].text or hour > 24 or not (led or found.group("zone")):
        return None
    return Clock(hour, minute, second, found.value("zone", "zone") or None)


CLOCK_LEADS = frozenset({"at", "by", "from", "until", "till", "around", "about", "before", "after", "since", "between"})


@rule("<time=military> <zone=zone>", 0.9)
def clock_military(found: Found) -> Built:
    """2200 GMT."""
    text = found.group("time")[0].text
    return Clock(int(text[:2]), int(text[2:]), None, found.value("zone", "zone") or None)


@rule("<hour=hour> oclock", 0.85)
def clock_full_hour(found: Found) -> Built:
    """5 o'clock."""
    return Clock(found.integer("hour", "hour") or 0)


@rule("<word=clockword> <zone=zone>?", 0.8)
def clock_word(found: Found) -> Built:
    """Noon; midnight."""
    return Clock(found.integer("word", "clockword") or 0, 0, None, found.value("zone", "zone") or None)


@rule("<begin=<hour=hour>> (?:to|hyphen|and) <last=(?:<until=hour> | <clock=clock>) <ampm=ampm> <zone=zone>?>", 0.85)
def clocks(found: Found) -> Built:
    """6 to 8 pm; between 11 and 1 p.m.: two times."""
    last = clock_half(found)
    hour, until = found.integer("hour", "hour") or 0, found.integer("until", "hour") or _clock(found)[0]
    if not isinstance(last, Clock) or not 1 <= hour <= 12:
        return None
    half = last.hour // 12 if hour % 12 <= until % 12 else 1 - last.hour // 12
    return (("begin", Clock(hour % 12 + 12 * half)), ("last", last))


def _clock(found: Found) -> tuple[int, int | None, int | None]:
    """Hour, minute and second of a clock or hour group."""
    for group in ("until", "hour"):
        if (hour := found.integer(group, "hour")) is not None and not (group == "hour" and found.group("clock")):
            return hour, None, None
    parts = [int(part) for part in re.split("[:.]", found.value("clock", "clock") or "0")]
    return parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None


def on_day(time: Expression, day: Expression) -> Expression | None:
    """A clock time or part of day joined to its day: "10 pm" and "Wednesday"."""
    if isinstance(time, Clock) and time.day is None:
        return Clock(time.hour, time.minute, time.second, time.zone, day)
    if isinstance(time, DayPart) and time.day is None:
        return DayPart(time.code, day)
    return None
