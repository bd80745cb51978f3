"""What a time expression says, before it is known when the article was published."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from transforms.dates.periods import Unit

LengthUnit = Literal[
    "second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "season", "year", "decade", "century"
]
Origin = Literal["publication", "narrative", "story"]
"""What a step counts from: the day of publication, or the time the text last spoke of; `story`: that for the past."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month, of a year where it is said: "March 20", "Friday, 20 March 2020", "last Oct. 3" (step -1)."""

    month: int
    day: int
    year: "Year | Step | None" = None
    weekday: int | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month, of a year where it is said; `step` is -1 in "last May", 1 in "next May"."""

    month: int
    year: "Year | Step | None" = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A year: "2019"."""

    year: int


@dataclass(frozen=True, slots=True)
class Era:
    """A decade or century by its first year: "the 1990s", "the 20th century"."""

    unit: Literal["decade", "century"]
    first: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (1 Monday to 7 Sunday): "Monday", "last Monday" (step -1), "the following Monday"."""

    weekday: int
    step: int | None = None
    origin: Origin = "publication"


@dataclass(frozen=True, slots=True)
class Step:
    """So many units from the origin: "last month", "today", "two days ago", "a year earlier".

    `steps` is None for an unsaid number ("several years ago"), with its direction in `sign`.
    `keeps` says that the answer is as exact as what it counts from: a year before a quarter is a quarter.
    """

    unit: Unit
    steps: int | None
    origin: Origin = "publication"
    sign: int = 0
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a year: a quarter (Q1..Q4), a half (H1, H2), a season (SP SU FA WI); `step` as with months."""

    code: str
    year: "Year | Step | None" = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """A season or fiscal year over two years, by both: "the 2019-20 season", "FY 2019-20"."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A weekday of a month by its number, -1 the last: "the first Monday in May"."""

    nth: int
    weekday: int
    month: int
    year: "Year | Step | None" = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month that is not said: "on the 28th"."""

    day: int


@dataclass(frozen=True, slots=True)
class From:
    """The period of a unit so many days after a day: "a week from Friday", "the week of April 6" (0 days)."""

    day: "Day | Weekday | Step"
    unit: Unit
    days: int


@dataclass(frozen=True, slots=True)
class InWeek:
    """A weekday of a week: "Monday of last week" (-1)."""

    weekday: int
    step: int


@dataclass(frozen=True, slots=True)
class Until:
    """The weekday that ends a stretch: "from Monday to Friday"."""

    weekday: int
    start: "Weekday"


@dataclass(frozen=True, slots=True)
class Weekend:
    """A weekend: "the weekend", "last weekend"."""

    step: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday by its key in holidays.toml."""

    key: str
    year: "Year | Step | None" = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class DayPart:
    """Morning (MO), afternoon (AF), evening (EV), night (NI) or dawn (DT) of a day, of an unsaid one where None."""

    code: str
    day: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day with its offset from UTC where the zone says it ("+00:00"), of a day where said."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    day: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A vague time: PRESENT_REF, PAST_REF, FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time; the amount is None where it is not said ("several weeks").

    `rest` is the smaller part of "3 hours and 20 minutes".
    """

    amount: Fraction | None
    unit: LengthUnit
    rest: "Length | None" = None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurring time by its TIMEX3 value: P1D, XXXX-WXX-1."""

    value: str


Expression = (
    Day
    | Month
    | Year
    | Era
    | Weekday
    | Step
    | Part
    | Years
    | NthWeekday
    | MonthDay
    | From
    | InWeek
    | Until
    | Weekend
    | Holiday
    | DayPart
    | Clock
    | Reference
    | Length
    | Recurring
)
