"""Feasts of calendars that move against ours: Orthodox Easter, the Hebrew and the Islamic year."""

import datetime as dt

HEBREW_EPOCH = -1373427
"""The ordinal of the first day of the Hebrew calendar."""

ISLAMIC_EPOCH = 227014
"""The ordinal of the day before the first of the tabular Islamic calendar."""


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the Eastern churches (Meeus' Julian algorithm, on our calendar)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(year // 100 - year // 400 - 2)


def rosh_hashanah(year: int) -> dt.date:
    """The first day of the Hebrew year that begins in a year of ours."""
    return dt.date.fromordinal(_new_year(year + 3761))


def hanukkah(year: int) -> dt.date:
    """The 25th of Kislev in a year of ours."""
    first = _new_year(year + 3761)
    complete = (_new_year(year + 3762) - first) % 10 == 5
    return dt.date.fromordinal(first + 83 + complete)


def _new_year(hebrew: int) -> int:
    before, now, after = (_elapsed(hebrew + i) for i in (-1, 0, 1))
    late = 2 if after - now == 356 else 1 if now - before == 382 else 0
    return HEBREW_EPOCH + now + late


def _elapsed(hebrew: int) -> int:
    """Days from the epoch to the new moon of a Hebrew year, put off where its weekday asks for it."""
    months = (235 * hebrew - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + (3 * (days + 1) % 7 < 3)


def islamic(year: int, month: int, day: int) -> dt.date | None:
    """A day of the tabular Islamic calendar that falls in a year of ours; the moon seen may differ by a day.

    None in the few years that have none; of two the first.
    """
    guess = int((year - 622) * 33 / 32)
    days = (_islamic_day(lunar, month, day) for lunar in range(max(1, guess - 1), guess + 3))
    return next((found for found in days if found and found.year == year), None)


def _islamic_day(lunar: int, month: int, day: int) -> dt.date | None:
    elapsed = 354 * (lunar - 1) + (3 + 11 * lunar) // 30 + (59 * (month - 1) + 1) // 2 + day
    return dt.date.fromordinal(ISLAMIC_EPOCH + elapsed) if ISLAMIC_EPOCH + elapsed < dt.date.max.toordinal() else None
