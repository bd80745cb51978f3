"""Amounts, alone: numbers with their units, currencies, scales and denominators."""

import pytest

from transforms.figures.amounts import amount_at
from transforms.figures.lexemes import lexemes
from transforms.figures.lexicon import lexicon
from transforms.figures.masks import masked


def read(text: str) -> tuple[float | None, str | None, str | None]:
    """Value, unit or currency, and denominator of the amount at the start of a text."""
    amount = amount_at(lexemes(text, 0, len(text)), 0)
    assert amount is not None
    unit = amount.currency or amount.minor or (amount.unit.name if amount.unit else None)
    return amount.value, unit, amount.per


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("$500 million plan", 5e8, "USD", None), ("US$4.7bn", 4.7e9, "USD", None), ("£1.2bn", 1.2e9, "GBP", None),
        ("HK$2.4 million", 2.4e6, "HKD", None), ("AUD1.5m", 1.5e6, "AUD", None), ("RM79 a month", 79, "MYR", "month"),
        ("€20m", 2e7, "EUR", None), ("10 €", 10, "EUR", None), ("−$3.5m", -3.5e6, "USD", None),
        ("40 billion hryvnias", 4e10, "UAH", None), ("Rs. 1.2 lakh crore", 1.2e12, "INR", None),
        ("8.99 New Zealand dollars per month", 8.99, "NZD", "month"), ("120 MEUR", 1.2e8, "EUR", None),
        ("75 USD million", 7.5e7, "USD", None), ("164p", 164, "penny", None), ("12-cent-a-share", 12, "cent", "share"),
        ("thirteen dollars and forty-five cents", 13.45, "USD", None), ("$50 a barrel", 50, "USD", "barrel"),
        ("5 ft 2 in", 5 + 2 / 12, "foot", None), ("49-year lease", 49, "year", None), ("5kW", 5, "kilowatt", None),
        ("50mph winds", 50, "mile", "hour"), ("90 km/h", 90, "kilometre", "hour"),
        ("10 kV/cm", 10, "kilovolt", "centimetre"),
        ("minus-40 degrees Fahrenheit", -40, "fahrenheit", None), ("570 sq m office", 570, "square metre", None),
        ("500m from", 500, "metre", None), ("500m people", 5e8, None, None), ("10k", 10_000, None, None),
        ("20 [kg]", 20, "kilogram", None), ("3 percentage points", 3, "percentage point", None),
        ("20 per week", 20, None, "week"), ("35 per 100,000 people", 35, None, "100,000 people"),
        ("two and a half miles", 2.5, "mile", None), ("6.1 inches", 6.1, "inch", None),
    ],
)  # fmt: skip
def test_an_amount_has_value_unit_and_denominator(text: str, value: float, unit: str | None, per: str | None) -> None:
    found = read(text)
    assert found == (pytest.approx(value), unit, per)


@pytest.mark.parametrize(
    "text",
    ["+44 20 7946 0000", "(020) 7946 0000", "555-0100",
     "https://example.org/5/12", "192.168.0.1", "17:22",
     "5 to 6.30 pm",
     "11 a.m.", "2020-03-25", "25/3/2020", "2013–14", "1990s", "'87", "#5", "March 3, 2020", "3 March 2020",
     "Oct. 18-22", "May 5", "June 2019"],
)  # fmt: skip
def test_what_looks_like_a_date_a_time_or_a_code_is_masked_whole(text: str) -> None:
    assert (0, len(text)) in masked(text)


@pytest.mark.parametrize(
    "text", ["5 may be enough", "1,200 people", "3.5 percent", "march 5,000 strong", "120-150 jobs"]
)
def test_what_only_resembles_a_date_is_not_masked(text: str) -> None:
    assert masked(text) == []


def test_the_data_files_agree_with_each_other() -> None:
    words = lexicon()
    assert words.measures
    assert words.transitive <= set(words.verbs)
    assert words.capitalised
    assert not set(words.ones) & set(words.scales)
