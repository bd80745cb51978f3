"""TIMEX3 values of lengths and clock times."""

from fractions import Fraction

from transforms.dates.expression import LengthUnit

_CODES: dict[LengthUnit, tuple[str, int]] = {
    "second": ("TS", 1), "minute": ("TM", 1), "hour": ("TH", 1), "day": ("D", 1), "week": ("W", 1),
    "fortnight": ("W", 2), "month": ("M", 1), "quarter": ("Q", 1), "season": ("M", 3), "year": ("Y", 1),
    "decade": ("Y", 10), "century": ("Y", 100),
}  # fmt: skip
_VAGUE: dict[LengthUnit, str] = {"decade": "DE", "century": "CE", "fortnight": "W"}


def length_value(amount: Fraction | None, unit: LengthUnit) -> str:
    """P49Y, PT6H, P2.5Y; PXY where the amount is not said."""
    code, factor = _CODES[unit]
    clock = "T" if code.startswith("T") else ""
    letter = code.removeprefix("T")
    if amount is None:
        return f"P{clock}X{_VAGUE.get(unit, letter)}"
    total = amount * factor
    number = str(total.numerator) if total.denominator == 1 else f"{float(total):.2f}".rstrip("0").rstrip(".")
    return f"P{clock}{number}{letter}"


def joined_value(first: str, rest: str) -> str:
    """PT3H20M from PT3H and PT20M; P1DT12H from P1D and PT12H."""
    tail = rest.removeprefix("P")
    return first + (tail.removeprefix("T") if "T" in first else tail)


def clock_value(hour: int, minute: int | None, second: int | None, zone: str | None) -> str:
    """T18:00, T18:30, T14:30Z: what follows the day in the value of a time; with its zone's offset where said."""
    text = f"T{hour:02d}" + f":{minute or 0:02d}"
    text += f":{second:02d}" if second is not None else ""
    return text + ("Z" if zone == "+00:00" else zone or "")
