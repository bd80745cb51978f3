"""Money: which country's dollar, peso or pound is meant, decided from the text where the word leaves it open."""

import re

from transforms.figures.amounts import Amount
from transforms.figures.lexicon import lexicon
from transforms.figures.numbers import Line, lower
from transforms.reading import Reading


def currency_of(line: Line, amount: Amount, reading: Reading) -> str | None:
    """The ISO 4217 code of an amount of money; None for money without one and for anything else."""
    if amount.currency is None or amount.prefixed:
        return amount.currency
    word = lower(line, amount.last - 1)
    word = word[:-1] if word.endswith("s") and word not in lexicon().money.rivals else word
    rivals = lexicon().money.rivals.get(word, ())
    if word == "dollar" or len(rivals) < 2 or _has_adjective(line, amount):
        return amount.currency
    named = [code for code in rivals if _is_named(reading.text, code)]
    return named[0] if named and amount.currency not in named else amount.currency


def _has_adjective(line: Line, amount: Amount) -> bool:
    """Whether the name of the currency said its country: "Mexican pesos"."""
    match = lexicon().money.names.at(line, amount.last - 2)
    return match is not None and match[1] == 2


def _is_named(text: str, code: str) -> bool:
    countries = lexicon().money.currencies[code].countries
    return any(re.search(rf"\b{re.escape(country)}", text, re.IGNORECASE) for country in countries)
