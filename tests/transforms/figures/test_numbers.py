"""Numbers, alone: every way of writing one, and its value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.figures.lexemes import LONGEST_RUN, lexemes, value_of
from transforms.figures.numbers import number_at

TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip


def spelled(number: int) -> str:
    """A whole number below a billion in English words."""
    for scale, name in ((1_000_000, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelled(number // scale)} {name}" + (joint + spelled(rest) if rest else "")
    if number >= 100:
        return f"{ONES[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


def read(text: str) -> float | tuple[float, float] | None:
    """The number at the start of a text: its value, or its bounds where it is vague."""
    number = number_at(lexemes(text, 0, len(text)), 0)
    if number is None:
        return None
    return number.low if number.low == number.high else (number.low, number.high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200), ("1,00,000", 100_000), ("1.2.000", 12000.0), ("1.200.000", 1_200_000), ("816 000", 816_000),
        ("3.75", 3.75), (".500", 0.5), ("1,3", 1.3), ("007", None), ("1.3x10^6", 1.3e6), ("2.9×10-8", 2.9e-8),
        ("two hundred and six", 206), ("twenty-eight thousand six hundred forty-two", 28_642),
        ("nineteen hundred", 1900), ("half a million", 500_000), ("a quarter of a million", 250_000), ("a dozen", 12),
        ("two dozen", 24), ("1.5 million", 1.5e6), ("three lakh crore", 3e12), ("four thousand 3 hundred and 21", 4321),
        ("two-thirds", 2 / 3), ("three quarters of them", 0.75), ("½", 0.5), ("10 1/2", 10.5), ("3/4 of", 0.75),
        ("two and a half", 2.5), ("one and a half million", 1.5e6), ("3 million and a half", 3.5e6),
        ("five point two five", 5.25), ("tens of thousands", (20_000, 99_999)), ("hundreds", (200, 999)),
        ("dozens", (24, 99)), ("a handful of", (3, 6)), ("22nd", None), ("twenty-first", None), ("a third man", None),
        ("half-brother", None), ("thing", None), ("XIV", None),
    ],
)  # fmt: skip
def test_a_number_has_the_value_it_is_written_with(text: str, value: float | tuple[float, float] | None) -> None:
    assert read(text) == (pytest.approx(value) if isinstance(value, float) else value)


@given(st.integers(0, 999_999_999))
def test_spelling_a_number_and_reading_it_gives_it_back(number: int) -> None:
    assert read(spelled(number)) == number
    assert read(f"{number:,}") == number


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=40))
def test_no_run_of_digits_is_an_endless_number(digits: str) -> None:
    value = value_of(digits)
    assert value is None or (value < 10**LONGEST_RUN and value >= 0)


@given(st.text(max_size=60))
def test_lexemes_cover_all_that_is_not_space_in_order(text: str) -> None:
    line = lexemes(text, 0, len(text))
    assert all(text[x.start : x.end] == x.text for x in line)
    assert "".join(x.text for x in line) == "".join(text.split())
