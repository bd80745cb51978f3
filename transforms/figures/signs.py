"""Signs: whose money $, £, ¥, Rs and kr are, from the places a text names and the site it stands on."""

from collections import Counter
from collections.abc import Mapping

from schemas.facts import FactTables
from transforms.figures.amounts import Amount
from transforms.figures.lexicon import Sign, lexicon
from transforms.figures.line import Line
from transforms.reading import Reading
from transforms.reading.site import site_country

ENOUGH = 2
"""Mentions of a country from which it is what the text is about."""


TRADED = frozenset({"barrel", "ounce"})
"""What is priced in US dollars all over the world."""


class Setting:
    """Where an article is set: how often it names places of each country, and the country of its site."""

    def __init__(self, reading: Reading, found: FactTables) -> None:
        countries = {place.location_id: place.country_iso2 for place in found.locations}
        self._named = Counter(countries.get(mention.location_id) for mention in found.location_mentions)
        self._site = site_country(reading.article)

    def currency(self, line: Line, amount: Amount) -> str | None:
        """The currency of an amount whose sign several countries write; otherwise the amount's own."""
        if amount.per in TRADED and amount.currency == "USD":
            return amount.currency
        rivals = _rivals(line, amount)
        for sign in rivals.values():
            if sign.country == self._site:
                return sign.code
        (most, times), *others = Counter({c: self._named[c] for c in rivals}).most_common() or [("", 0)]
        if times < ENOUGH or rivals[most].evidence != "text" or any(self._named[c] for c, _ in others):
            return amount.currency
        return rivals[most].code


def _rivals(line: Line, amount: Amount) -> Mapping[str, Sign]:
    """By country, the readings of the bare sign that an amount is written with; none where a country is written too."""
    for i in range(amount.first, amount.last):
        signs = lexicon().signs_of_money.get(line[i].text, {})
        if signs:
            plain = i == amount.first or line[i - 1].kind != "word" or not line[i].glued
            return signs if plain and amount.currency in {sign.code for sign in signs.values()} else {}
    return {}
