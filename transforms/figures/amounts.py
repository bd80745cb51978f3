"""Amounts: a number with its sign, scale, unit or currency, read at a place in a sentence."""

from dataclasses import dataclass, replace

from schemas.ontology import Comparison, FigureKind
from transforms.figures.lexicon import Unit, lexicon
from transforms.figures.line import Line, hyphen_at, lower
from transforms.figures.numbers import Number, number_at
from transforms.figures.units import Found, currency_after, denominator, is_mega, prefix_currency, unit_after

MINUS = frozenset("-−–")
ADDED = frozenset({"plus", "odd"})
"""Words between a number and its unit that say that it is only about or over it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it stands in a sentence, by lexemes `first` to `last`, half open.

    `value` is None where no single value is said. `core` is the lexeme where the number itself starts.
    """

    first: int
    last: int
    core: int
    value: float | None
    low: float | None
    high: float | None
    kind: FigureKind
    form: str
    scale: float = 1.0
    unit: Unit | None = None
    currency: str | None = None
    minor: str | None = None
    per: str | None = None
    comparison: Comparison = "="
    glued_to: str = ""
    prefixed: bool = False

    @property
    def measured(self) -> bool:
        """Whether it has a unit or currency of its own."""
        return self.unit is not None or self.currency is not None or self.minor is not None


def amount_at(line: Line, i: int) -> Amount | None:
    """The amount that starts at lexeme i, or None."""
    sign, j = _sign(line, i)
    prefix = prefix_currency(line, j) if line[j].kind != "number" else None
    if prefix:
        inner, k = _sign(line, prefix[1])
        sign = sign * inner
        number = number_at(line, k)
    else:
        number = number_at(line, j)
    if number is None or (j > i and not prefix and number.form == "vague"):
        return None
    if prefix and is_mega(line, j):
        number = number.times(1e6, number.last)
    number = _with_letter_scale(line, number, money=prefix is not None)
    found = _unit(line, number, prefix[0] if prefix else None)
    amount = _assembled(line, i, number, found, sign)
    return _joined(line, replace(amount, prefixed=prefix is not None))


def _sign(line: Line, i: int) -> tuple[float, int]:
    """-1 and the lexeme after a sign of minus, else 1 and i."""
    if i + 1 >= len(line):
        return 1.0, i
    if line[i].text in MINUS and not (line[i].glued and i > 0 and line[i - 1].kind in ("number", "word")):
        if line[i + 1].glued or (line[i].text == "-" and (i == 0 or _is_temperature(line, i + 1))):
            return -1.0, i + 1
    elif line[i].lower in ("minus", "negative") and lower(line, i - 1) not in ("or", "plus"):
        return -1.0, i + 2 if hyphen_at(line, i + 1) else i + 1
    return 1.0, i


def _is_temperature(line: Line, i: int) -> bool:
    """Whether a number at i says how warm it is, so that a sign apart from it is a minus: "- 20 degrees"."""
    if line[i].kind != "number" or line[i - 2].kind != "word":
        return False
    found = unit_after(line, i + 1)
    return found is not None and found.unit is not None and found.unit.dimension == "temperature"


def _with_letter_scale(line: Line, number: Number, *, money: bool) -> Number:
    """10k, £1.2bn, $500 m: a letter or short word that multiplies."""
    j = number.last
    if j >= len(line) or number.scale > 100 or line[j].kind != "word":
        return number
    word, text = line[j], line[j].text
    factor = lexicon().letters.get(text)
    if factor is None and (word.glued or money) and len(text) > 1:
        factor = lexicon().scales.get(word.lower)
    if factor is None or number.form in ("part", "vague"):
        return number
    if money or _scales_a_count(line, j):
        return number.times(factor, j + 1)
    return number


def _scales_a_count(line: Line, j: int) -> bool:
    """Whether a letter behind a bare number multiplies it ("10k", "500m people") or is a unit ("500m from")."""
    text, glued = line[j].text, line[j].glued
    if text in UNITS_TOO:
        return glued and (
            _counts_millions(line, j + 1) or currency_after(line, j + 1) is not None or _comes_in_millions(line, j - 1)
        )
    if text == "K" and len(line[j - 1].text) == 1:
        return False  # 4K, 8K: names of formats
    return glued or text in ("k", "B", "M")


def _counts_millions(line: Line, j: int) -> bool:
    """Whether what news counts by the million follows, a few adjectives apart: "2.7m combined digital SALES"."""
    words = lexicon()
    for k in range(j, min(j + 5, len(line))):
        if lower(line, k) in words.sets["million_of"] or lower(line, k) in words.sets["sums"]:
            return True
        if line[k].kind != "word" or (lower(line, k) in words.sets["stops"] and lower(line, k) != "and"):
            return False
    return False


def _comes_in_millions(line: Line, i: int) -> bool:
    """Whether the number at i tells how much something is that comes in millions: "the POPULATION fell to 4.2m"."""
    words = lexicon().sets
    if lower(line, i - 1) not in words["reaching"]:
        return False
    before = {x.lower for x in line[max(0, i - LATELY) : i]}
    return not before.isdisjoint(words["by_million"])


LATELY = 9
"""Lexemes before a number in which what it tells of is looked for."""

UNITS_TOO = frozenset({"m", "t", "T", "mm", "MM"})
"""Letters for a million or trillion that are units too."""


def _unit(line: Line, number: Number, currency: str | None) -> Found | None:
    if currency:
        after = currency_after(line, number.last)
        same = after is not None and after.currency in (currency, None) and after.money is None
        last = after.last if after and (same or lower(line, number.last) in ("dollars", "dollar")) else number.last
        return Found(None, currency, None, last)
    found = currency_after(line, number.last) or _behind_of(line, number) or unit_after(line, number.last)
    return found or _behind_added(line, number.last)


def _behind_added(line: Line, j: int) -> Found | None:
    """90-plus MINUTES, 30-odd YEARS, two more DAYS."""
    j += hyphen_at(line, j)
    if lower(line, j) in ADDED:
        return unit_after(line, j + 1)
    timed = unit_after(line, j + 1) if lower(line, j) in lexicon().sets["running"] else None
    return timed if timed is not None and timed.unit is not None and timed.unit.dimension == "time" else None


def _behind_of(line: Line, number: Number) -> Found | None:
    """Hundreds of DOLLARS, a million of euros."""
    j = number.last
    if number.form == "part":
        j += lower(line, j) == "of"
        return unit_after(line, j + 1) if lower(line, j) in ("a", "an") else None
    if number.form != "vague" or lower(line, j) != "of":
        return None
    return currency_after(line, number.last + 1) or unit_after(line, number.last + 1)


def _assembled(line: Line, first: int, number: Number, found: Found | None, sign: float) -> Amount:
    factor = sign * (found.factor if found else 1.0)
    low, high = sorted((number.low * factor, number.high * factor))
    last = found.last if found else number.last
    per = None
    unit = found.unit if found else None
    if unit and unit.per:
        per = unit.per
    elif denominated := denominator(line, last, measured=found is not None):
        per, last = denominated
    single = number.form != "vague"
    return Amount(
        first, last, number.first, low if single else None, low, high, _kind(number, found), number.form,
        scale=number.scale * (found.factor if found else 1.0), unit=unit, currency=found.currency if found else None,
        minor=found.money if found else None, per=per, comparison="=" if single else "range",
    )  # fmt: skip


def _kind(number: Number, found: Found | None) -> FigureKind:
    if found is None:
        return "ratio" if number.form == "part" else "count"
    if found.unit is None:
        return "money"
    return KINDS.get(found.unit.dimension, "measure")


KINDS: dict[str, FigureKind] = {
    "percent": "percent", "percentage_point": "percentage_point", "time": "duration", "index": "index",
}  # fmt: skip


# -- two numbers that are one amount -----------------------------------------------------------------------------------


def _joined(line: Line, amount: Amount) -> Amount:
    """5 feet 2 inches; thirteen dollars and forty-five cents; 15 dollars 50."""
    if (
        amount.value is None
        or amount.prefixed
        or not (amount.currency or (amount.unit and amount.unit.name in SMALLER))
    ):
        return amount
    j = amount.last + (lower(line, amount.last) in ("and", ",", "-"))
    number = number_at(line, j) if j < len(line) else None
    if number is None or number.low >= 100 or number.form == "vague":
        return amount
    if amount.currency:
        return _with_cents(line, amount, number, j)
    assert amount.unit is not None
    found = unit_after(line, number.last)
    inches = lower(line, number.last) == "in"
    if amount.unit.name == "foot" and (inches or line[amount.last].text == "-") and number.low < 12:
        return _plus(amount, number.low / 12, number.last + inches)
    name, per_whole = SMALLER[amount.unit.name]
    if found and found.unit and found.unit.name == name and number.low < per_whole:
        return _plus(amount, number.low / per_whole, found.last)
    return amount


SMALLER = {"foot": ("inch", 12.0), "pound": ("ounce", 16.0), "stone": ("pound", 14.0)}
"""Units that are said together with a smaller one: its name, and how many make up the larger."""


def _with_cents(line: Line, amount: Amount, number: Number, j: int) -> Amount:
    minor = lexicon().money.minor.get(lower(line, number.last))
    if minor and amount.currency in minor[1]:
        return _plus(amount, number.low / 100, number.last + 1)
    ends = number.last >= len(line) or line[number.last].kind == "sign" or lower(line, number.last) in ("more", "each")
    if j == amount.last and ends and 10 <= number.low < 100 and lower(line, number.last) not in ("%", "$", "€", "£"):
        return _plus(amount, number.low / 100, number.last)
    return amount


def _plus(amount: Amount, value: float, last: int) -> Amount:
    total = (amount.value or 0.0) + value
    return replace(amount, value=total, low=total, high=total, last=last)
