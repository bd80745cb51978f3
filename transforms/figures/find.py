"""Finding: from the sentences of a reading to the rows of the table `figures`."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.facts import FactTables
from schemas.figures import Figure
from schemas.ids import make_id
from transforms.figures import change as changes
from transforms.figures.absence import none_at
from transforms.figures.amounts import Amount, amount_at
from transforms.figures.confidence import confidence_of
from transforms.figures.found import Found
from transforms.figures.levels import pointed
from transforms.figures.lexemes import Lexeme, lexemes
from transforms.figures.lexicon import lexicon
from transforms.figures.line import HYPHENS, Line
from transforms.figures.link import linked
from transforms.figures.masks import Span, masked
from transforms.figures.measure import measure_of
from transforms.figures.money import currency_of
from transforms.figures.multiples import multiple_at
from transforms.figures.pairs import paired
from transforms.figures.signs import Setting
from transforms.figures.subject import Subject
from transforms.figures.ties import Neighbours
from transforms.figures.units import prefix_currency
from transforms.reading import Reading, Sentence

TABLE_ROW = 40
"""Numbers in a sentence beyond which it is a table rather than prose, where they are much of it."""

MOST = 100
"""Amounts of the longest sentence of prose; one with more is a list, from which nothing can be read."""


def find_figures(reading: Reading, found: FactTables) -> FactTables:
    """Fill the table `figures`: every quantity the text states.

    A row's span is the number as written with its sign, scale and unit or currency ("$500 million", "49-year", "two",
    both ends of a range), without hedges ("some") and without what is counted. Numbers inside dates, clock times and
    recurring times (found.date_mentions), or that are part of a name, are no figures.
    """
    taken, around = _Taken(reading, found), _Around(Neighbours(found), Setting(reading, found))
    rows: list[Figure] = []
    for sentence in reading.sentences:
        if _may_hold(reading.text, sentence.start, sentence.end):
            rows.extend(_rows(reading, sentence, taken.within(sentence), around))
    return found.adding(figures=rows)


@cache
def _hint() -> re.Pattern[str]:
    words = lexicon()
    listed = [*words.ones, *words.tens, *words.scales, *words.parts, *words.vague, *words.several, *OTHERS]
    whole, stems = "|".join(sorted(listed, key=len, reverse=True)), "|".join(_stems())
    return re.compile(rf"[\d{''.join(words.signs)}]|\b(?:{whole})\b|\b(?:{stems})", re.IGNORECASE)


OTHERS = frozenset({"couple", "no", "none"})
"""Words that may be figures, besides those of the data files."""


@cache
def _stems() -> tuple[str, ...]:
    """What all forms of the verbs of multiples start with."""
    return tuple(verb.removesuffix("e") for verb in lexicon().multiples)


def _may_hold(text: str, start: int, end: int) -> bool:
    """Whether a sentence has a digit or a word of number at all."""
    return _hint().search(text, start, end) is not None


class _Taken:
    """The spans of an article that are no figures, by their look or because a date has them."""

    def __init__(self, reading: Reading, found: FactTables) -> None:
        counted = {i for match in COUNTED.finditer(reading.text) for i in map(match.start, range(1, 5))}
        dates = [
            m for m in found.date_mentions
            if m.kind != "DURATION" and not DISTANCE.search(m.text) and m.start not in counted
        ]  # fmt: skip
        self._spans = sorted([*masked(reading.text), *((date.start, date.end) for date in dates)])
        self._ends = list(itertools.accumulate((end for _, end in self._spans), max))

    def within(self, sentence: Sentence) -> list[Span]:
        """Those that share a code point with a sentence."""
        first = bisect_right(self._ends, sentence.start)
        last = bisect_left(self._spans, (sentence.end, 0))
        return [span for span in self._spans[first:last] if span[1] > sentence.start]


DISTANCE = re.compile(
    r"(?:second|minute|hour|day|week|month|year|decade)s?\s+(?:later|earlier|after|before)\b", re.IGNORECASE
)
"""A date told by how far it is from another ("nine days later"): the distance in it is a figure."""


COUNTED = re.compile(
    r"(?<![\d.,])(?:(1[0-4]\d\d)\s?(?:to|-|–)\s?(\d{4})|([12]\d{3})\s?(?:to|-|–)\s?(2[1-9]\d\d))(?=\s[a-z]+s\b)"
)
"""Two numbers that bound how many, though they look like years: "1000 to 2000 guests"."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rest of an article says of a figure."""

    neighbours: Neighbours
    setting: Setting


def _rows(reading: Reading, sentence: Sentence, taken: Sequence[Span], around: _Around) -> Iterator[Figure]:
    line = lexemes(reading.text, sentence.start, sentence.end)
    if _is_table(line):
        return
    amounts = _amounts(line, _blocked(line, taken), reading)
    if len(amounts) > MOST:
        return
    for found in pointed(line, list(linked(line, paired(line, amounts, reading), reading))):
        yield _row(reading, line, found, sentence, around)


def _is_table(line: Line) -> bool:
    """Whether numbers, in digits or words, are a third or more of a long sentence's words."""
    if len(line) <= TABLE_ROW:
        return False
    numeric = _numeric()
    numbers = sum(x.kind in ("number", "junk") or x.lower in numeric for x in line)
    return numbers > TABLE_ROW and 3 * numbers > sum(x.kind == "word" for x in line)


@cache
def _numeric() -> frozenset[str]:
    words = lexicon()
    return frozenset({*words.ones, *words.tens, *words.scales, *words.parts, *words.vague, *OTHERS})


def _blocked(line: Line, spans: Sequence[Span]) -> list[bool]:
    """For each lexeme, whether it lies in one of these spans, which come in order."""
    flags = [False] * len(line)
    i = 0
    for start, end in spans:
        while i and line[i - 1].end > start:
            i -= 1
        while i < len(line) and line[i].start < end:
            flags[i] = flags[i] or line[i].end > start
            i += 1
    return flags


def _amounts(line: Line, blocked: Sequence[bool], reading: Reading) -> list[Amount]:
    """The amounts of a sentence, left to right, none sharing a lexeme: all, or one more than can be read."""
    amounts: list[Amount] = []
    i = 0
    while i < len(line) and len(amounts) <= MOST:
        amount = None if blocked[i] or not _may_start(line[i]) else _amount_at(line, i, reading)
        if amount is None or blocked[amount.core] or (amount.last > i and any(blocked[i : amount.core + 1])):
            i += 1
            continue
        amounts.append(amount)
        i = amount.last
    return amounts


def _amount_at(line: Line, i: int, reading: Reading) -> Amount | None:
    if line[i].lower.startswith(_stems()):
        return multiple_at(line, i, reading)
    if line[i].kind == "word" and line[i].lower not in _starters() and prefix_currency(line, i) is None:
        return None
    return amount_at(line, i) or none_at(line, i, reading)


@cache
def _starters() -> frozenset[str]:
    words = lexicon()
    listed = {
        *words.ones,
        *words.tens,
        *words.signs,
        *words.vague,
        *words.several,
        *(w for w in words.scales if len(w) > 3),
    }
    return frozenset(listed | {"a", "an", "half", "quarter", "minus", "negative", "no", "none"})


def _may_start(lexeme: Lexeme) -> bool:
    """Whether an amount can start here at all: a number, a word of number, or the sign or code of a currency."""
    if lexeme.kind != "word":
        return lexeme.kind != "junk" and lexeme.text not in STOPS
    word = lexeme.lower
    return lexeme.text[0].isupper() or word in _starters() or word in PREFIXES or word.startswith(_stems())


STOPS = frozenset(",.;:()[]\"'’‘“”!?%/—&")
"""Signs that no amount starts with."""

PREFIXES = frozenset(
    {
        "aud",
        "c",
        "cad",
        "dlrs",
        "dollar",
        "eur",
        "euro",
        "gbp",
        "hkd",
        "kr",
        "mex",
        "mxn",
        "naira",
        "nzd",
        "ringgit",
        "rmb",
    }
    | {"rs", "rupees", "sgd", "us", "usd"}
)
"""Codes and names of currencies that are also written small before a number."""


def _row(reading: Reading, line: Line, found: Found, sentence: Sentence, around: _Around) -> Figure:
    amount, article = found.amount, reading.article
    start, end = line[amount.first].start, line[amount.last - 1].end
    currency = currency_of(line, amount, reading, around.setting)
    ties = around.neighbours.ties(reading, sentence, found.tokens, found.subject)
    unit = currency or amount.minor or (amount.unit.name if amount.unit else None)
    base = _base(amount)
    told = found.told or changes.Told(None, None)
    return Figure(
        article_id=article.article_id, version=article.version, sentence_no=sentence.no,
        start=start, end=end, text=reading.text[start:end], confidence=confidence_of(found),
        figure_id=make_id("figure", article.article_id, article.version, start, end),
        kind=amount.kind, value=amount.value, value_low=amount.low, value_high=amount.high,
        comparison=amount.comparison, change=told.change, change_role=told.role,
        unit=AGE_UNITS.get(unit or "", unit) if amount.kind == "age" else unit, per=amount.per,
        value_base=base, base_unit=amount.unit.base if amount.unit and base is not None else None, currency=currency,
        subject=_text(reading, found.subject), subject_head=_head(reading, found.subject),
        measure=measure_of(reading, found.tokens, found.subject, amount),
        negated=amount.form == "none", as_of=ties.as_of, location_id=ties.location_id, actor_id=ties.actor_id,
        attributed_to=ties.attributed_to,
    )  # fmt: skip


def _head(reading: Reading, subject: Subject | None) -> str | None:
    """The head of a subject in the singular, with what a hyphen ties to it: "start-up"."""
    if subject is None:
        return None
    noun, i, words = subject.noun, subject.head.i, reading.tokens
    while i - 2 >= subject.first and words[i - 1].text in HYPHENS and words[i - 2].end == words[i - 1].start:
        if words[i].start != words[i - 1].end:
            break
        noun, i = f"{words[i - 2].lower}-{noun}", i - 2
    return noun


AGE_UNITS = {unit: f"{unit} of age" for unit in ("year", "month", "week", "day")}


def _base(amount: Amount) -> float | None:
    """The value in the base unit of its dimension, where it has one and is not a rate of two units."""
    unit = amount.unit
    if unit is None or unit.base is None or amount.value is None or amount.per != unit.per:
        return None
    return (amount.value + unit.offset) * unit.factor


def _text(reading: Reading, subject: Subject | None) -> str | None:
    if subject is None or subject.first >= subject.last:
        return None
    return reading.text[reading.tokens[subject.first].start : reading.tokens[subject.last - 1].end] or None
