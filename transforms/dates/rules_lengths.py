"""Rules for lengths of time and for what comes again: two weeks, 49-year, every Monday, daily."""

from fractions import Fraction
from typing import cast

from transforms.dates.expression import Length, LengthUnit, Recurring
from transforms.dates.patterns import Built, Found, rule
from transforms.dates.values import length_value
from transforms.reading import Token


def _unit(found: Found) -> LengthUnit:
    return cast("LengthUnit", found.value("unit", "unit") or found.value("unit", "units") or "day")


@rule(
    "APPROX? <amount=AMOUNT> (?:more|hyphen|fiscal){0,2} <unit=unit|units> (?:hyphen long)? (?:or so)?"
    " <old=hyphen? old>?",
    0.85,
)
def length(found: Found) -> Built:
    """Two weeks; a 49-year lease; nearly forty years; half an hour; a year or so. An age is a figure, no date."""
    amount = found.amount()
    if found.value("amount", "year") and len(found.group("amount")) == 1:
        return None
    if _is_rate(found):
        return Recurring(length_value(amount, _unit(found)))
    after = found.after.lower if found.after else ""
    if found.group("old") or (after == "of" and _unit(found) == "quarter") or after == "-":
        return None
    return Length(amount, _unit(found))


@rule("APPROX? <amount=AMOUNT> <unit=unit|units> and a half", 0.85)
def length_and_half(found: Found) -> Built:
    """A year and a half."""
    return Length((found.amount() or Fraction(1)) + Fraction(1, 2), _unit(found))


@rule("APPROX? <amount=NUMBER> <unit=units|unit> (?:comma? and|comma)? <more=NUMBER> <less=units|unit>", 0.85)
def length_in_two(found: Found) -> Built:
    """3 hours and 20 minutes; two years, six months."""
    less = cast("LengthUnit", found.value("less", "unit") or found.value("less", "units"))
    if _SHORTER.index(less) >= _SHORTER.index(_unit(found)):
        return None
    return Length(found.amount(), _unit(found), Length(found.amount("more"), less))


_SHORTER: tuple[LengthUnit, ...] = (
    "second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "season", "year", "decade", "century",
)  # fmt: skip


def _is_rate(found: Found) -> bool:
    """Whether "a year" says how often, as in "24 hours a day", "$5 a year"."""
    token = found.token(found.sequence[found.span[1] - 1])
    single = "a" in found.group("amount")[0].senses and len(found.match.group()) == 2
    return single and token is not None and token.dep == "npadvmod" and token.tag == "NN" and _counts(found, token)


def _counts(found: Found, token: Token) -> bool:
    """Whether the token hangs on an amount: a number, or a noun that has one."""
    head = found.reading.head(token)
    if head is None:
        return False
    return head.pos in ("NUM", "SYM") or any(child.pos in ("NUM", "SYM") for child in found.reading.children(head))


@rule("(?:APPROX | the? (?:last|next))? <amount=NUMBER> (?:to|or|hyphen|and) NUMBER more? <unit=unit|units>", 0.6)
def length_between(found: Found) -> Built:
    """Two to three weeks."""
    return Length(found.amount(), _unit(found))


@rule("APPROX? a <unit=unit> or NUMBER", 0.8)
def length_or_two(found: Found) -> Built:
    """A year or two."""
    return Length(Fraction(1), _unit(found))


@rule(
    "the? <which=last|next|latest|ordinal|following|preceding> <amount=(?:couple of?|few|NUMBER)> more?"
    " <unit=unit|units> (?:or so)?",
    0.83,
)
def length_told(found: Found) -> Built:
    """The past three months; the next few days; the first nine months."""
    return Length(found.amount(), _unit(found))


@rule("the <amount=NUMBER> more? <unit=units>", 0.9)
def length_the(found: Found) -> Built:
    """The nine months."""
    return Length(found.amount(), _unit(found))


@rule("the? (?:next|last|few) <unit=units>", 0.5)
def length_vague(found: Found) -> Built:
    """Recent months; the coming weeks."""
    return Length(None, _unit(found))


@rule("<unit=units>", 0.5)
def length_bare(found: Found) -> Built:
    """For years; within weeks."""
    counted = found.before is not None and "number" in found.before.senses
    old = found.after is not None and "old" in found.after.senses
    return None if counted or old or _unit(found) in ("second", "quarter") else Length(None, _unit(found))


@rule("<unit=unit> hyphen long", 0.85)
def length_long(found: Found) -> Built:
    """Day-long."""
    return Length(Fraction(1), _unit(found))


@rule("every <other=other>? <unit=unit>", 0.9)
def every(found: Found) -> Built:
    """Every day; each year; every other week."""
    return Recurring(length_value(Fraction(2 if found.group("other") else 1), _unit(found)))


@rule("every <amount=NUMBER> <unit=units>", 0.9)
def every_few(found: Found) -> Built:
    """Every two years."""
    return Recurring(length_value(found.amount(), _unit(found)))


@rule("every other? <weekday=weekday> <part=part>?", 0.9)
def every_weekday(found: Found) -> Built:
    """Every Monday; every other Tuesday; each Friday night."""
    part = found.value("part", "part")
    return Recurring(f"XXXX-WXX-{found.value('weekday', 'weekday')}{'T' + part if part else ''}")


@rule("<weekday=weekdays>", 0.85)
def weekdays(found: Found) -> Built:
    """Mondays."""
    return Recurring(f"XXXX-WXX-{found.value('weekday', 'weekdays')}")


@rule("every <month=month>", 0.9)
def every_month(found: Found) -> Built:
    """Each July."""
    return Recurring(f"XXXX-{found.integer('month', 'month'):02d}")


@rule("every <season=season>", 0.9)
def every_season(found: Found) -> Built:
    """Every summer."""
    return Recurring(f"XXXX-{found.value('season', 'season')}")


@rule("every weekend", 0.9)
def every_weekend(_: Found) -> Built:
    """Every weekend."""
    return Recurring("XXXX-WXX-WE")


@rule("every <part=part>", 0.9)
def every_part(found: Found) -> Built:
    """Every night."""
    return Recurring(f"XXXX-XX-XXT{found.value('part', 'part')}")


@rule("<word=adverb_set>", 0.5)
def adverb(found: Found) -> Built:
    """Daily; annually."""
    return Recurring(found.value("word", "adverb_set") or "")


@rule("times <core=a <unit=unit>>", 0.85)
def times_a_unit(found: Found) -> Built:
    """Twice a week: the part "a week"."""
    return Recurring(length_value(Fraction(1), _unit(found)))
