"""What is no figure: amounts that turn out to be years, clock times, codes, or parts of something else."""

from transforms.figures.amounts import Amount
from transforms.figures.lexemes import value_of
from transforms.figures.lexicon import lexicon
from transforms.figures.line import HYPHENS, Line, hyphen_at, lower
from transforms.figures.names import is_name, is_titled
from transforms.figures.subject import counted
from transforms.reading import Reading

YEARS = range(1900, 2040)
OLD_YEARS = range(1500, 1900)


def is_excluded(line: Line, amount: Amount, reading: Reading, behind: int) -> bool:
    """Whether an amount is none: glued to a name, a year, a clock time, a code, a numbered thing.

    `behind` is the lexeme after the amount before it, which a hyphen may tie to this one.
    """
    if _glued(line, amount, behind) or (amount.unit and lower(line, amount.last) == "ago"):
        return True
    if amount.form == "multiple":
        return False
    if _is_some_day(line, amount) or _is_without(line, amount) or is_titled(line, amount):
        return True
    if amount.form == "vague" and amount.scale == 1 and not amount.measured:
        return not _is_some(line, amount, reading)
    if amount.measured or amount.form in ("part", "vague") or amount.scale >= 100:
        return False
    return (
        _is_odd(line, amount, reading)
        or _is_year(line, amount, reading)
        or _is_time(line, amount)
        or _is_code(line, amount)
        or _is_label(line, amount)
        or is_name(line, amount, reading)
    )


def _is_some_day(line: Line, amount: Amount) -> bool:
    """ONE DAY he will return: no length of time."""
    words, i = lexicon().sets, amount.core
    if lower(line, i) != "one" or amount.last != i + 2 or lower(line, i + 1) not in words["some_day"]:
        return False
    told = lower(line, amount.last) in ("after", "before", "earlier", "later", "of")
    return lower(line, i - 1) in words["some_day_after"] and not told


def _is_without(line: Line, amount: Amount) -> bool:
    """ZERO-COUPON debt: what something is without."""
    return lower(line, amount.core) == "zero" and hyphen_at(line, amount.last) and not amount.measured


def _is_some(line: Line, amount: Amount, reading: Reading) -> bool:
    """Whether "several", "a few" or "a handful" tells how many of what news counts."""
    subject = counted(reading, reading.covering(line[amount.first].start, line[amount.last - 1].end))
    return subject is not None and subject.head.tag == "NNS" and subject.noun in lexicon().countable


def is_another_year(line: Line, amount: Amount, behind: int) -> bool:
    """The second of two years: "between 1000 and 1260", where the first was one and `behind` is the lexeme after it."""
    year = len(line[amount.core].text) == 4 and line[amount.core].text.isdigit() and not amount.measured
    first = line[behind - 1].text if behind > 0 else ""
    joined = amount.first == behind + 1 and lower(line, behind) in ("and", "to", "-", "–")
    return year and joined and len(first) == 4 and first.isdigit() and amount.scale == 1


def is_dangling(line: Line, amount: Amount) -> bool:
    """Whether an amount is the second half of a hyphened number whose first half is no figure: "3888-2"."""
    i = amount.first
    if i < 2 or not (line[i].glued and line[i - 1].glued and line[i - 1].text in HYPHENS):
        return False
    return line[i - 2].kind in ("number", "junk")


def _glued(line: Line, amount: Amount, behind: int) -> bool:
    """M4, Covid-19, 5G, 11a, 10/25: letters, a hyphen or a stroke tie the number to something else."""
    if _glued_after(line, amount.last):
        return True
    ranged = amount.first - 1 == behind and line[behind].text in HYPHENS
    return amount.first > 0 and line[amount.first].glued and not ranged and _glued_before(line, amount.first)


def _glued_after(line: Line, last: int) -> bool:
    if last < len(line) and line[last].glued and line[last].kind != "sign":
        return True
    if last + 1 < len(line) and line[last].text == "/" and line[last].glued:
        return line[last + 1].kind in ("number", "junk")
    if hyphen_at(line, last) and line[last + 1].lower in lexicon().sets["manners"]:
        return True
    return hyphen_at(line, last) and line[last + 1].text.isupper() and len(line[last + 1].text) > 1


def _glued_before(line: Line, first: int) -> bool:
    before = line[first - 1]
    if before.kind != "sign":
        return True
    if first < 2 or not before.glued:
        return False
    if before.text == "/" and line[first - 2].kind != "word":
        return line[first].kind == "number"  # $7/$9 are two
    joined = before.text in HYPHENS or before.text in "/.#_"
    return joined and line[first - 2].kind == "word" and line[first - 2].lower not in lexicon().sets["open_prefixes"]


def is_pronoun(line: Line, amount: Amount, reading: Reading) -> bool:
    """Whether "one" counts nothing: no one, this one, one another, one must, at one point."""
    if lower(line, amount.core) == "one" and lower(line, amount.first - 1) == "at":
        return lower(line, amount.core + 1) in lexicon().sets["moments"]
    if amount.last - amount.first != 1 or line[amount.first].lower != "one" or amount.measured:
        return False
    before, after = lower(line, amount.first - 1), lower(line, amount.last)
    if before in lexicon().sets["one_after"] or after in lexicon().sets["one_before"] or hyphen_at(line, amount.last):
        return True
    if after == "of":
        return False
    token = reading.covering(line[amount.first].start, line[amount.first].end)[0]
    head = reading.head(token)
    return not (token.dep in ("nummod", "compound", "quantmod") and head is not None and head.i > token.i)


def _is_odd(line: Line, amount: Amount, reading: Reading) -> bool:
    """Version 1.2.000: points between uneven groups, which group digits only where the number counts something."""
    _, *groups = line[amount.core].text.split(".")
    if len(groups) < 2 or all(len(group) == 3 for group in groups):  # two points; groups of thousands
        return False
    counts = counted(reading, reading.covering(line[amount.first].start, line[amount.last - 1].end))
    return counts is None or counts.head.tag != "NNS"


def _is_year(line: Line, amount: Amount, reading: Reading) -> bool:
    """A bare number of four digits that names a year."""
    if not (len(line[amount.core].text) == 4 and line[amount.core].text.isdigit()):
        return False
    if _bounds_more(line, amount):
        return False
    year = int(line[amount.core].text)
    if lower(line, amount.last) in lexicon().sets["of_a_year"]:
        return True
    if year in YEARS:
        return not _counts(line, amount, reading, hedged=year % 100 != 0)
    old = year in OLD_YEARS and lower(line, amount.first - 1) in lexicon().times["years"]
    return old and not _counts(line, amount, reading, hedged=False)


def _bounds_more(line: Line, amount: Amount) -> bool:
    """2000 TO 2500 calories, 1000 TO 2000: whether the number of four digits it is a range with is no year."""
    for joint, other in ((amount.last, amount.last + 1), (amount.first - 1, amount.first - 2)):
        if 0 <= other < len(line) and lower(line, joint) in ("to", "-", "–") and line[other].kind == "number":
            value = value_of(line[other].text)
            if value is not None and value >= FOUR_DIGITS and not OLD_YEARS.start <= value < YEARS.stop:
                return True
    return False


FOUR_DIGITS = 1000


def _counts(line: Line, amount: Amount, reading: Reading, *, hedged: bool) -> bool:
    """Whether a number that could be a year counts the plural noun after it; if `hedged`, only behind a hedge."""
    token = reading.covering(line[amount.last - 1].start, line[amount.last - 1].end)[-1]
    head = reading.head(token)
    if head is None or head.tag != "NNS" or head.i <= token.i:
        return False
    cue = lexicon().before.at(line, amount.first - 1)
    return not hedged or (cue is not None and lower(line, amount.first - 1) not in ("around", "about", "over"))


def _is_time(line: Line, amount: Amount) -> bool:
    """8 GMT, March 3, Monday 5, at 8, 10 in the morning, on the 17."""
    times = lexicon().times
    before, after = lower(line, amount.first - 1), lower(line, amount.last)
    digits = line[amount.core].kind == "number" and amount.value is not None and amount.value % 1 == 0
    if after in ("o'clock", "o’clock") or (digits and after in times["clock"]):
        return True
    if not digits or amount.value is None or not 1 <= amount.value <= LAST_DAY:
        return False
    if before in ("may", "march", "mar", *times["weekdays"]):
        return line[amount.first - 1].text[0].isupper()
    if before == "," and lower(line, amount.first - 2) in times["weekdays"]:
        return True
    stop = amount.last >= len(line) or line[amount.last].kind == "sign"
    if before == "the" and lower(line, amount.first - 2) == "on" and (stop or after == "from"):
        return True
    return amount.value <= 12 and _is_hour(line, amount, stop=stop)


LAST_DAY = 31
"""The highest number that can be a day or an hour."""


def _is_hour(line: Line, amount: Amount, *, stop: bool) -> bool:
    """At 8; 10, tonight; 5 in the afternoon."""
    days, j = lexicon().times["days"], amount.last
    if lower(line, amount.first - 1) == "at" and (stop or lower(line, j) in days):
        return True
    if lower(line, amount.last) == "and":
        j += 2
    return lower(line, j) in days or (
        lower(line, j) in (",", "in") and days.intersection((lower(line, j + 1), lower(line, j + 2))) != set()
    )


def _is_code(line: Line, amount: Amount) -> bool:
    """A telephone, account or document number: long, ungrouped, and announced; or digits in several groups."""
    first = line[amount.core]
    if first.kind != "number" or amount.value is None or not first.text.isdigit():
        return False
    if 10 <= len(first.text) <= 12 and not first.text.endswith("000"):
        return True
    near = {x.lower for x in line[max(0, amount.first - 6) : amount.first]}
    digits = sum(len(x.text) for x in line[amount.core : amount.last] if x.kind == "number")
    grouped = len(first.text) == 3 and _has_neighbours(line, amount) and lower(line, amount.first - 1) in ("at", ")")
    return grouped or (bool(near & lexicon().identifiers) and (digits >= 5 or _has_neighbours(line, amount)))


def _has_neighbours(line: Line, amount: Amount) -> bool:
    neighbours = [*line[max(0, amount.first - 3) : amount.first], *line[amount.last : amount.last + 3]]
    return any(x.kind in ("number", "junk") for x in neighbours)


def _is_label(line: Line, amount: Amount) -> bool:
    """(4), 3), 2. Jane Roe, 7 - Jane Roe: a shirt or list number, in its brackets or first in its line."""
    if lower(line, amount.last) == ")":
        return lower(line, amount.first - 1) in ("(", "")
    if amount.first > 0 or not line[amount.core].text.isdigit() or amount.last + 1 < amount.core:
        return False
    mark = lower(line, amount.last)
    named = amount.last + 1 >= len(line) or line[amount.last + 1].text[0].isupper()
    apart = amount.last + 1 >= len(line) or not line[amount.last + 1].glued
    listed = mark == "." and line[amount.last].glued and len(line[amount.core].text) <= LONGEST_LABEL
    return named and apart and (listed or (mark in HYPHENS and not line[amount.last].glued))


LONGEST_LABEL = 2
"""Digits of the longest number that only says which line of a list this is."""
