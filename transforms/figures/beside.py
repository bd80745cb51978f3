"""Amounts beside others: what one takes over from the amount before it: compared, said again, listed with it."""

from dataclasses import replace

from transforms.figures.found import Found
from transforms.figures.line import Line, lower


def restates(line: Line, previous: Found, start: int) -> bool:
    """Whether what starts here says the amount before it in other words: "190 points, OR 0.6 %"."""
    between = [x.lower for x in line[previous.amount.last : start]]
    return bool(between) and len(between) < 4 and (between[-1] == "or" or between == ["("])


def near(line: Line, previous: Found, start: int) -> bool:
    """Whether nothing but a few words without a stop lie between two amounts: "rose 5 % on Monday to 12"."""
    between = line[previous.amount.last : start]
    return (
        len(between) < 9
        and not any(x.text in ";:." for x in between)
        and not any(x.lower in ("while", "but") for x in between)
    )


def apposed(line: Line, previous: Found, found: Found) -> bool:
    """15.5 cm (6.1 inches): said again in other units."""
    between = line[previous.amount.last : found.start]
    return len(between) == 1 and between[0].text == "(" and found.amount.measured


def is_other_way_to_say(line: Line, previous: Found, found: Found) -> bool:
    """Grew by 25,600 jobs OR 2.2 %: what a count of things comes to, in per cent."""
    between = [x.lower for x in line[previous.amount.last : found.start]]
    return (
        previous.amount.kind == "count"
        and found.amount.kind == "percent"
        and between[-1:] == ["or"]
        and len(between) < 4
    )


def in_brackets(line: Line, previous: Found, found: Found) -> bool:
    """For $150 (save $30): in brackets behind an amount of the same kind."""
    between = [x.lower for x in line[previous.amount.last : found.start]]
    return previous.amount.kind == found.amount.kind and between[:1] == ["("] and ")" not in between


def compared(line: Line, found: Found, previous: Found | None) -> Found:
    """A bare number set beside the one before it counts the same: "435 homes and 187 by tender", "up from 63"."""
    if previous is None:
        return found
    if found.amount.measured and found.amount.kind == previous.amount.kind and _is_set_beside(line, found.start):
        set_beside = found.told is None or found.told.role == "from"
        return replace(found, subject=previous.subject or found.subject) if set_beside else found
    if _is_share_before(line, found, previous):
        amount = replace(found.amount, unit=previous.amount.unit, kind="percent")
        return replace(found, amount=amount, subject=previous.subject)
    if not _is_bare(found):
        return replace(found, subject=previous.subject) if found.told and not found.subject else found
    before = {x.lower for x in line[max(previous.amount.last, found.start - 5) : found.start]}
    level = found.told is not None and found.told.role == "from"
    if (
        not (level or before & BESIDE or (before & LISTED and previous.amount.kind == "count"))
        or previous.amount.kind not in COMPARED
    ):
        return found
    earlier = previous.amount
    amount = replace(found.amount, unit=earlier.unit, currency=earlier.currency, minor=earlier.minor, kind=earlier.kind)
    return replace(found, amount=amount, subject=previous.subject)


def _is_set_beside(line: Line, start: int) -> bool:
    """Whether the words before an amount compare it with another: "from", "against", "compared with"."""
    before = lower(line, start - 1)
    return before in BESIDE - {"with"} or (before in ("with", "to") and lower(line, start - 2) == "compared")


def _is_share_before(line: Line, found: Found, previous: Found) -> bool:
    """67.5 per cent, compared with 64.2 in May: a bare number that a share is compared with."""
    shares = previous.amount.kind == "percent" and (found.amount.high or WHOLE + 1) <= WHOLE
    return shares and _is_bare(found) and found.amount.form == "digits" and _is_set_beside(line, found.start)


WHOLE = 100
"""Per cent beyond which a bare number compared with a share is hardly one."""


def _is_bare(found: Found) -> bool:
    """Whether a number says neither its unit nor, on its right, what it counts."""
    amount, subject = found.amount, found.subject
    return amount.kind == "count" and not amount.measured and (subject is None or subject.last <= found.tokens[0].i)


def apiece(line: Line, found: Found, previous: Found | None) -> Found:
    """The 40 workers got $8,000 EACH: by the head of those named before it."""
    amount = found.amount
    if not amount.measured or amount.per or lower(line, amount.last) not in ("each", "apiece"):
        return found
    several = [f.subject for f in (found, previous) if f is not None and f.subject and f.subject.head.tag == "NNS"]
    return replace(found, amount=replace(amount, per=several[0].noun)) if several else found


COMPARED = frozenset({"count", "money", "measure", "index"})
BESIDE = frozenset({"from", "with", "versus", "vs", "against"})
LISTED = frozenset({"and", ",", "or"})
