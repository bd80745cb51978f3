"""A sentence as lexemes: its words and signs, each with the categories that the grammar of time expressions knows."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from transforms.dates.lexicon import Lexicon, Sense, joined, lexicon
from transforms.reading import Reading, Sentence, Token

UNKNOWN = "."
"""The sign of a word that is no part of any time expression."""

LONGEST = 60
"""How many known words may follow each other; longer stretches are no prose, and are cut."""

LONGEST_NUMBER = 15
"""Signs of the longest number that may count years or days."""

_FORM = re.compile(
    r"""
      (?P<plain>        # most words: first, for speed
          [^\W\d_]{2,} (?!\w) )
    | (?P<iso>          # 2020-03-20, 2020-03-20T14:30Z
          [0-9]{4}-[0-9]{2}-[0-9]{2}
          (?: [T ] [0-9]{2}:[0-9]{2} (?: :[0-9]{2} )? (?: Z | [+-][0-9]{2}:?[0-9]{2} )? )? (?!\w) )
    | (?P<slashed>      # 3/20/2020, 20.3.2020
          [12][0-9]{3} / [0-9]{1,2} / [0-9]{1,2} (?![\w/])
        | [0-9]{1,2} (?P<sep>[/.]) [0-9]{1,2} (?P=sep) (?: [0-9]{4} | [0-9]{2} ) (?![\w/]) )
    | (?P<clock>        # 6:30, 14:30:05; 6.30, which only counts before am or pm
          [0-9]{1,2} [:.] [0-5][0-9] (?: :[0-5][0-9] )? (?! [:.]?[0-9] | % ) )
    | (?P<decade>       # 1990s, '90s
          ['’]? (?: 1[0-9] | 20 )? [0-9]0 ['’]?s \b )
    | (?P<ordinal>      # 3rd
          [0-9]{1,3} (?: st | nd | rd | th ) \b )
    | (?P<money>        # no date, whatever it looks like
          [$£€¥] \s? [0-9] [0-9.,]* )
    | (?P<quarter_code> # Q3, 3Q, H1, 1H, and with their year: 1Q20, Q3’19
          (?: [QH][1-4] | [1-4][QH] ) (?: ['’]? [0-9]{2} )? \b )
    | (?P<fiscal_code>  # FY2019, FY20, FY2019-20
          FY \s? ['’]? (?: [0-9]{4} (?: [-–/] [0-9]{2} )? | [0-9]{2} ) (?!\w) )
    | (?P<years>        # 2019-20, 2019/20
          [12][0-9]{3} [-–/] [0-9]{2} (?! [\w/-] ) )
    | (?P<number>
          [0-9]{1,3} (?: ,[0-9]{3} ){1,5} (?: \.[0-9]+ )? (?!\w) | [0-9]+ (?: \.[0-9]+ )? )
    | (?P<short_year>   # '98
          ['’] [0-9]{2} \b )
    | (?P<ampm>     (?i:[ap]\.m\.?) (?!\w) )
    | (?P<word>     ['’]s\b | [^\W\d_]\w* )
    | (?P<sign>     [^\s\w] | _ )
    """,
    re.VERBOSE,
)


_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


class Lexeme(NamedTuple):
    """A word, number or sign at code points `start` to `end`; `senses` gives the value of each category it has."""

    start: int
    end: int
    text: str
    sign: str
    senses: Mapping[str, str]

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()


def may_hold_time(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence has a digit or a word without which there is no time expression."""
    if _DIGIT.search(reading.text, sentence.start, sentence.end):
        return True
    words = _WORD.findall(reading.text[sentence.start : sentence.end].lower())
    return not lexicon().telling.isdisjoint(words)


def lexemes(reading: Reading, sentence: Sentence) -> list[Lexeme]:
    """The lexemes of a sentence in order; those that no rule knows have the sign UNKNOWN."""
    book, text = lexicon(), reading.text
    found = [*_FORM.finditer(text, sentence.start, sentence.end)]
    result: list[Lexeme] = []
    at = 0
    while at < len(found):
        match = found[at]
        word = match.group()
        if match.lastgroup == "plain" and word.lower() not in book.first:
            result.append(Lexeme(match.start(), match.end(), word, UNKNOWN, _NONE))
            at += 1
            continue
        size, senses = _senses(book, found, at, reading)
        start, end = found[at].start(), found[at + size - 1].end()
        sign = book.signs.get(frozenset(senses), UNKNOWN) if senses else UNKNOWN
        result.append(Lexeme(start, end, text[start:end], sign, senses))
        at += size
    return result


def _senses(book: Lexicon, found: list[re.Match[str]], at: int, reading: Reading) -> tuple[int, Mapping[str, str]]:
    """How many pieces the lexeme at this place takes, and its categories."""
    match = found[at]
    lower = match.group().lower()
    if (form := _FORMS.get(match.lastgroup or "")) is not None:
        return 1, form(match.group())
    for phrase in book.phrases.get(lower, ()):
        if tuple(piece.group().lower() for piece in found[at : at + len(phrase)]) == phrase:
            return len(phrase), _counting(book.words[joined(phrase)], match, reading)
    known = book.words.get(lower)
    return 1, _counting(known, match, reading) if known else _NONE


_NONE: Mapping[str, str] = {}


def _counting(senses: tuple[Sense, ...], match: re.Match[str], reading: Reading) -> dict[str, str]:
    """The senses whose conditions hold here."""
    if not any(sense.when for sense in senses):
        return {sense.category: sense.value for sense in senses}
    token = next(iter(reading.covering(match.start(), match.end())), None)
    return {
        sense.category: sense.value
        for sense in senses
        if all(_CONDITIONS[condition](match.group(), token) for condition in sense.when)
    }


_CONDITIONS: dict[str, Callable[[str, Token | None], bool]] = {
    "capital": lambda text, _: text[0].isupper(),
    "noun": lambda _, token: token is None or token.pos in ("NOUN", "PROPN"),
    "adverb": lambda _, token: token is None or token.pos == "ADV",
    "adjective": lambda _, token: token is None or token.pos == "ADJ",
}


def _number(text: str) -> dict[str, str]:
    if len(text) > LONGEST_NUMBER:
        return {}
    senses = {"number": text.replace(",", "")}
    if text.isdigit() and len(text) <= 2:
        senses |= {"day": text} if 1 <= int(text) <= 31 else {}
        senses |= {"hour": text} if 0 <= int(text) <= 24 else {}
    elif text.isdigit() and len(text) == 4 and "1000" <= text < "2200":
        senses["year"] = text
    if text.isdigit() and len(text) == 4 and text < "2400" and text[2:] < "60":
        senses["military"] = text
    return senses


def _follows(years: str) -> bool:
    """Whether the second of two years is the one after the first: "2019-20", not "2019-45"."""
    return (int(years[:4]) + 1) % 100 == int(years[-2:])


def _ordinal(text: str) -> dict[str, str]:
    number = text[:-2]
    return {"ordinal": number, "day": number} if 1 <= int(number) <= 31 else {"ordinal": number}


_FORMS: dict[str, Callable[[str], dict[str, str]]] = {
    "iso": lambda text: {"iso": text},
    "slashed": lambda text: {"slashed": text},
    "clock": lambda text: {"clock": text},
    "decade": lambda text: {"decade": text.strip("s'’")},
    "ordinal": _ordinal,
    "money": lambda _: {},
    "number": _number,
    "quarter_code": lambda text: {"quarter_code": text},
    "fiscal_code": lambda text: {"fiscal_code": text},
    "years": lambda text: {"years": text} if _follows(text) else {},
    "short_year": lambda text: {"short_year": text[1:]},
    "ampm": lambda text: {"ampm": "12" if text[0] in "pP" else "0"},
}


def runs(sequence: list[Lexeme]) -> Iterator[tuple[int, list[Lexeme]]]:
    """The stretches of known lexemes with the place they start at, cut where one grows longer than LONGEST."""
    first = 0
    for place, lexeme in enumerate(sequence):
        if lexeme.sign == UNKNOWN or place - first == LONGEST:
            if first < place:
                yield first, sequence[first:place]
            first = place + (lexeme.sign == UNKNOWN)
    if first < len(sequence):
        yield first, sequence[first:]
