"""Find the time expressions of an article: rules over each sentence, the longest first, then what they mean."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from schemas.dates import DateMention
from schemas.facts import FactTables
from transforms.dates import rules_calendar, rules_clock, rules_counted, rules_lengths, rules_relative  # noqa: F401  each declares its rules
from transforms.dates.expression import Day, DayPart, Expression, Holiday, Step, Until, Weekday
from transforms.dates.lexemes import Lexeme, lexemes, may_hold_time, runs
from transforms.dates.lexicon import cues
from transforms.dates.narrow import Edge, narrowed
from transforms.dates.normalise import Anchor, Meaning, normalise
from transforms.dates.patterns import Found, matches
from transforms.dates.periods import Period
from transforms.dates.rules_clock import on_day
from transforms.dates.tense import direction
from transforms.reading import Reading, Sentence

_JOINS = frozenset({",", "on", "at", "in", "the", "of"})
"""Words that may stand between a clock time and its day."""

_STORY = 12
"""How many of the periods it spoke of a text is thought to remember."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A time expression in the text: lexemes `first` to `last` (half open) of its sentence."""

    first: int
    last: int
    expression: Expression
    confidence: float
    rule: str


def find_dates(reading: Reading, found: FactTables) -> FactTables:
    """The tables with `date_mentions` filled in: every time expression of the article, in order."""
    return found.adding(date_mentions=_mentions(reading))


def publication_day(reading: Reading) -> dt.date | None:
    """The day relative expressions count from; None where it is not known to the day."""
    article = reading.article
    if article.published_at is None or article.published_precision not in ("second", "day"):
        return None
    return article.published_at.date()


def _mentions(reading: Reading) -> Iterator[DateMention]:
    published = publication_day(reading)
    story: list[Period] = []
    for sentence in reading.sentences:
        if not may_hold_time(reading, sentence):
            continue
        sequence = lexemes(reading, sentence)
        for candidate in _joined(_candidates(reading, sequence), sequence):
            start, end = sequence[candidate.first].start, sequence[candidate.last - 1].end
            if _in_name(reading, start, end) or _is_title(reading, start, end):
                continue
            anchor = Anchor(published, tuple(story[-_STORY:]), direction(reading, start, end))
            meaning = normalise(candidate.expression, anchor)
            if meaning is None:
                continue
            if meaning.period and not (isinstance(candidate.expression, Step) and candidate.expression.keeps):
                story.append(meaning.period)
            meaning = narrowed(meaning, _edge(sequence[candidate.first : candidate.last]), published)
            yield _row(reading, sentence, (start, end), meaning, candidate.confidence)


_EDGES: dict[str, Edge] = {"earlier": "BEFORE", "later": "AFTER"}


def _edge(lexemes: list[Lexeme]) -> Edge | None:
    """Which end of its period an expression names ("early March", "the end of 2018", "later this year")."""
    for lexeme in lexemes[:4]:
        for category in ("edge", "edge_noun", "edger"):
            if (value := lexeme.senses.get(category)) is not None:
                return _EDGES.get(lexeme.lower, cast("Edge", value))
    return None


def _candidates(reading: Reading, sequence: list[Lexeme]) -> list[Candidate]:
    """What the rules find in a sentence, left to right, none overlapping."""
    result: list[Candidate] = []
    for first, run in runs(sequence):
        signs = "".join([lexeme.sign for lexeme in run])
        place = 0
        while place < len(run):
            for rule, match in matches(signs[place:]):
                found = Found(reading, sequence, first + place, match)
                if (built := rule.build(found)) is None:
                    continue
                if isinstance(built, tuple):
                    for name, expression in built:
                        start, end = match.span(name)
                        result.append(
                            Candidate(found.first + start, found.first + end, expression, rule.confidence, rule.name)
                        )
                else:
                    result.append(Candidate(*found.span, built, rule.confidence, rule.name))
                place += match.end()
                break
            else:
                place += 1
    return result


def _joined(candidates: list[Candidate], sequence: list[Lexeme]) -> list[Candidate]:
    """Clock times and parts of a day joined to the day beside them; a part of no day is dropped."""
    result: list[Candidate] = []
    for candidate in candidates:
        merged = _merged(result[-1], candidate, sequence) if result else None
        if merged:
            result[-1] = merged
        else:
            result.append(candidate)
    whole = [c for c in result if not (isinstance(c.expression, DayPart) and c.expression.day is None)]
    return _with_days(whole, sequence)


def _is_end(candidate: Candidate, sequence: list[Lexeme]) -> bool:
    """Whether the day only ends a stretch of days: "until Friday"."""
    return candidate.first > 0 and sequence[candidate.first - 1].lower in cues("deadlines")


def _with_days(candidates: list[Candidate], sequence: list[Lexeme]) -> list[Candidate]:
    """Clock times without a day given the day of their sentence, where it names just one."""
    days = {c.expression for c in candidates if _names_day(c.expression) and not _is_end(c, sequence)}
    if len(days) != 1:
        return candidates
    (day,) = days
    return [
        replace(c, expression=joined, confidence=c.confidence * 0.8) if (joined := on_day(c.expression, day)) else c
        for c in candidates
    ]


def _names_day(expression: Expression) -> bool:
    return isinstance(expression, Day | Weekday | Until | Holiday) or (
        isinstance(expression, Step) and expression.unit == "day"
    )


def _merged(left: Candidate, right: Candidate, sequence: list[Lexeme]) -> Candidate | None:
    between = [lexeme.lower for lexeme in sequence[left.last : right.first]]
    if len(between) > 2 or not _JOINS.issuperset(between):
        return None
    for time, day in ((left.expression, right.expression), (right.expression, left.expression)):
        joined = on_day(time, day) if _names_day(day) else None
        if joined:
            return replace(left, last=right.last, expression=joined, confidence=min(left.confidence, right.confidence))
    return None


def _in_name(reading: Reading, start: int, end: int) -> bool:
    """Whether the words are part of a longer name: "60 Minutes", "April Jones", "USA Today"."""
    place = bisect_right(reading.names, start, key=lambda name: name.start) - 1
    if place < 0:
        return False
    name = reading.names[place]
    return end <= name.end and name.end - name.start > end - start


_TITLED = frozenset({"year", "month", "week", "day", "decade", "century", "tomorrow", "today", "tonight"})
"""Words for times that have a capital only in a title or a name."""


def _is_title(reading: Reading, start: int, end: int) -> bool:
    """Whether a capital makes a word for a time part of a title: "Teacher of the Year", "Trees for Tomorrow"."""
    words = reading.covering(start, end)
    last, before = words[-1], reading.tokens[max(0, words[0].i - 2) : words[0].i]
    if last.lower not in _TITLED or not last.text.istitle() or len(before) < 2:
        return False
    return before[-1].lower in ("of", "for") and before[0].text[:1].isupper() and before[0].sentence == last.sentence


def _row(
    reading: Reading, sentence: Sentence, span: tuple[int, int], meaning: Meaning, confidence: float
) -> DateMention:
    article, period = reading.article, meaning.period
    start, end = span
    return DateMention(
        article_id=article.article_id,
        version=article.version,
        sentence_no=sentence.no,
        start=start,
        end=end,
        text=reading.text[start:end],
        confidence=confidence,
        kind=meaning.kind,
        value=meaning.value,
        date_start=period.first if period else None,
        date_end=period.last if period else None,
        precision=meaning.precision,
    )
