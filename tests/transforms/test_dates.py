"""Dates: what is found in our own labelled sentences, and what holds for any text."""

import datetime as dt
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.dates import DATE_MENTIONS, DateMention
from schemas.facts import FactTables
from tests.conftest import Read
from transforms.dates import date_of, find_dates

DATA = Path(__file__).parents[1] / "data" / "dates.jsonl"
LABELLED = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
"""Sentences of our own, each with every time expression it holds: text, TIMEX3 type, value."""

A_FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mentions(read: Read, text: str, published: str | None = "2020-03-25") -> tuple[DateMention, ...]:
    return find_dates(read(text, published), FactTables()).date_mentions


@pytest.mark.parametrize("labelled", LABELLED, ids=[f"{row['text'][:40]} {row['published']}" for row in LABELLED])
def test_labelled_sentence(read: Read, labelled: Mapping[str, Any]) -> None:
    found = mentions(read, labelled["text"], labelled["published"])
    assert [[m.text, m.kind, m.value] for m in found] == labelled["dates"]


def test_a_month_covers_its_days(read: Read) -> None:
    (found,) = mentions(read, "The factory closed last month.")
    assert (found.date_start, found.date_end, found.precision) == (dt.date(2020, 2, 1), dt.date(2020, 2, 29), "month")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in early March", "2020-03-01", "2020-03-10"), ("in mid-2019", "2019-05-01", "2019-08-31"),
        ("late last year", "2019-09-01", "2019-12-31"), ("at the end of 2018", "2018-09-01", "2018-12-31"),
        ("earlier this month", "2020-03-01", "2020-03-25"), ("late last week", "2020-03-20", "2020-03-22"),
        ("at the beginning of the 1990s", "1990-01-01", "1993-04-30"), ("last month", "2020-02-01", "2020-02-29"),
        ("in mid-April 2018", "2018-04-11", "2018-04-20"), ("early on Monday", "2020-03-23", "2020-03-23"),
    ],
)  # fmt: skip
def test_early_mid_and_late_narrow_the_days(read: Read, words: str, first: str, last: str) -> None:
    (found,) = mentions(read, f"The factory closed {words}.")
    assert (str(found.date_start), str(found.date_end)) == (first, last)


def test_publication_known_to_the_month_only_leaves_relative_dates_open(read: Read) -> None:
    reading = read("The army withdrew yesterday.", "2020-03-25")
    object.__setattr__(reading.article, "published_precision", "month")
    (found,) = find_dates(reading, FactTables()).date_mentions
    assert (found.date_start, found.date_end, found.precision, found.value) == (None, None, None, None)


def test_rows_keep_their_contract(read: Read) -> None:
    rows = [m for row in LABELLED for m in mentions(read, row["text"], row["published"])]
    DATE_MENTIONS.contract.validate(DATE_MENTIONS.to_arrow(rows))


@pytest.mark.parametrize(
    ("text", "word", "date"),
    [
        ("The minister visited Damascus on Monday.", "visited", "Monday"),
        ("Monday's visit was short.", "visit", "Monday"),
        ("The town fell on March 3 and was retaken on March 9.", "retaken", "March 9"),
        ("The town fell on March 3 and was retaken on March 9.", "fell", "March 3"),
        ("Rebels, who attacked on Friday, denied the charge.", "denied", None),
        ("The firm recently moved.", "moved", None),
    ],
)
def test_date_tied_to_a_word(read: Read, text: str, word: str, date: str | None) -> None:
    reading = read(text, "2020-03-25")
    found = find_dates(reading, FactTables())
    start = text.index(word)
    tied = date_of(reading, found, (start, start + len(word)))
    assert (tied.text if tied else None) == date


def test_the_same_text_28_years_before_means_dates_28_years_before(read: Read) -> None:
    """The calendar repeats after 28 years, weekdays and leap days included."""
    text = "He left on Monday, came back two days ago and will stay until next month, as he did last summer."
    late, early = mentions(read, text, "2020-03-25"), mentions(read, text, "1992-03-25")
    assert [m.date_start.replace(year=m.date_start.year - 28) for m in late if m.date_start] == [
        m.date_start for m in early
    ]


def test_offsets_survive_accents_emoji_and_line_ends(read: Read) -> None:
    text = "Café 😀 opened\r\non Monday.\r\n\r\nTwo days ago 👩‍👩‍👧 it closed."
    assert [text[m.start : m.end] for m in mentions(read, text)] == ["Monday", "Two days ago"]


FORMS = ("{d:%B} {d.day}, {d.year:04d}", "{d.day} {d:%B} {d.year:04d}", "{d:%b} {d.day}, {d.year:04d}", "{d:%Y-%m-%d}",
         "{d.day}.{d.month}.{d.year:04d}", "{d:%A}, {d:%B} {d.day}, {d.year:04d}")  # fmt: skip


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), form=st.sampled_from(FORMS))
@A_FEW
def test_every_written_form_of_a_day_comes_back_to_it(read: Read, day: dt.date, form: str) -> None:
    (found,) = mentions(read, f"The treaty was signed on {form.format(d=day)}.", None)
    assert (found.value, found.date_start, found.date_end) == (day.isoformat(), day, day)


WORDS = [
    *("Monday", "last", "next", "the", "two", "days", "ago", "March", "20", "2019", ",", "-", "6", "pm", "and", "at"),
    *(
        "in",
        "year",
        "quarter",
        "third",
        "of",
        "every",
        "1990s",
        "weekend",
        "31",
        "Feb.",
        "02/30/2020",
        "é",
        "😀",
        "will",
    ),
    *("said", "Christmas", "9" * 20, "half", "a", "couple", "later", "earlier", "end", "\n", "9999", "24:99"),
    *("2020-13-45", "century"),
]
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.text(max_size=80))


@given(text=TEXTS, published=st.sampled_from([None, "2020-03-25", "0001-01-01", "9999-12-31", "2024-02-29"]))
@A_FEW
def test_any_text_gives_sound_rows(read: Read, text: str, published: str | None) -> None:
    found = mentions(read, text, published)
    for m in found:
        assert text[m.start : m.end] == m.text
        assert (m.date_start is None) == (m.date_end is None) == (m.precision is None)
        assert m.date_start is None or m.date_end is None or m.date_start <= m.date_end
    assert [m.start for m in found] == sorted(m.start for m in found)


@given(
    text=st.lists(
        st.sampled_from(["Monday", "yesterday", "last week", "two years ago", "tonight", "next May"]), min_size=1
    )
)
@A_FEW
def test_nothing_relative_is_placed_without_a_publication_date(read: Read, text: list[str]) -> None:
    assert all(m.date_start is None for m in mentions(read, "He spoke " + ", ".join(text) + ".", None))


PIECES = ["the last ", "two and ", "May 3 to ", "1,111", "1:11:", "5 pm on ", "Monday, ", "2019-", "twenty-"]


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_long(read: Read, piece: str) -> None:
    """8,000 code points of the worst text take seconds at most, not the minutes of a quadratic rule."""
    reading = read(piece * (8000 // len(piece)), "2020-03-25")
    started = time.process_time()
    find_dates(reading, FactTables())
    assert time.process_time() - started < 10
