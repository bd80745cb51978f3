"""Money: which currency is meant where the word leaves it open: whose peso, and whether pounds are money at all."""

import re
from dataclasses import replace

from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.line import Line, lower
from transforms.figures.signs import Setting
from transforms.figures.units import unit_after
from transforms.reading import Reading

MILLION = 1e6


def as_pounds(line: Line, amount: Amount, reading: Reading) -> Amount:
    """Pounds as money rather than weight: by the million, or in a text that writes £ or names Britain."""
    if amount.unit is None or amount.unit.name != "pound" or lower(line, amount.last - 1) not in ("pound", "pounds"):
        return amount
    near = {x.lower for x in line[max(0, amount.first - 6) : amount.last + 3]}
    british = amount.scale >= MILLION or "£" in reading.text or _is_named(reading.text, "GBP")
    weighed = lower(line, amount.last) == "(" and _is_weight(line, amount.last + 2)
    if weighed or near & lexicon().sets["weighing"] or lower(line, amount.last) == "of" or not british:
        return amount
    return replace(amount, unit=None, currency="GBP", kind="money")


def _is_weight(line: Line, j: int) -> bool:
    """Whether the unit behind a number in brackets is one of weight: "1,300 pounds (600 kg)"."""
    found = unit_after(line, j) if j < len(line) else None
    return found is not None and found.unit is not None and found.unit.dimension == "mass"


def currency_of(line: Line, amount: Amount, reading: Reading, setting: Setting) -> str | None:
    """The ISO 4217 code of an amount of money; None for money without one and for anything else."""
    if amount.currency is None:
        return None
    if amount.prefixed or line[amount.last - 1].lower in lexicon().signs_of_money:
        return setting.currency(line, amount)
    word = lower(line, amount.last - 1)
    word = word[:-1] if word.endswith("s") and word not in lexicon().money.rivals else word
    rivals = lexicon().money.rivals.get(word, ())
    if word == "dollar" or len(rivals) < 2 or _says_country(line, amount):
        return amount.currency
    named = [code for code in rivals if _is_named(reading.text, code)]
    return named[0] if named and amount.currency not in named else amount.currency


def _says_country(line: Line, amount: Amount) -> bool:
    """Whether the name of the currency said its country: "Mexican pesos"."""
    match = lexicon().money.names.at(line, amount.last - 2)
    return match is not None and match[1] == 2


def _is_named(text: str, code: str) -> bool:
    """Whether the text names a country that pays in this currency."""
    countries = lexicon().money.currencies[code].countries
    return re.search("|".join(rf"\b{re.escape(country)}" for country in countries), text, re.IGNORECASE) is not None
