"""Figures: what a text counts, and what it does not.

`tests/data/figures.jsonl` holds labelled sentences, one a line: {"text", "figures"}. Each figure has the `text` of its
span and any columns of the table that must hold, by their names or these short ones: low, high (value_low, value_high),
head (subject_head), base (value_base). A sentence has these figures, in this order, and no others. One that is not read
rightly yet says why in `known_wrong`; that must go as soon as it is.
"""

import dataclasses
import itertools
import json
import pathlib
import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.facts import FactTables
from schemas.figures import FIGURES, Figure
from tests.conftest import Read, article_of
from transforms.figures import find_figures
from transforms.places import find_places
from transforms.reading import Reading
from transforms.reading.parse import Model, Parse, Sentence, Token

LABELLED = [
    json.loads(line)
    for line in (pathlib.Path(__file__).parents[1] / "data" / "figures.jsonl").read_text("utf-8").splitlines()
]
SHORT = {"low": "value_low", "high": "value_high", "head": "subject_head", "base": "value_base"}

Figures = Callable[..., tuple[Figure, ...]]


@pytest.fixture(scope="session")
def figures(read: Read) -> Figures:
    """The figures of a text."""

    def found(text: str, **options: str) -> tuple[Figure, ...]:
        return find_figures(read(text, **options), FactTables()).figures

    return found


@pytest.fixture(scope="session")
def labelled(model: Model) -> dict[str, tuple[Figure, ...]]:
    """The figures of every labelled sentence, by its text."""
    texts = [row["text"] for row in LABELLED]
    readings = [Reading(article_of(text), parse) for text, parse in zip(texts, model.parse(texts), strict=True)]
    return {reading.text: find_figures(reading, FactTables()).figures for reading in readings}


def _case(row: dict[str, str]) -> ParameterSet:
    """One labelled sentence as a test; one that is known to be read wrongly must fail."""
    why = row.get("known_wrong")
    marks = [pytest.mark.xfail(reason=why, strict=True, raises=AssertionError)] if why else []
    return pytest.param(row, id=row["text"][:60], marks=marks)


@pytest.mark.parametrize("row", [_case(row) for row in LABELLED])
def test_a_labelled_sentence_has_its_figures_and_no_others(
    row: dict[str, list[dict[str, object]]], labelled: dict[str, tuple[Figure, ...]]
) -> None:
    found = labelled[str(row["text"])]
    assert [figure.text for figure in found] == [figure["text"] for figure in row["figures"]]
    for figure, wanted in zip(found, row["figures"], strict=True):
        for name, value in wanted.items():
            got = getattr(figure, SHORT.get(name, name))
            assert got == (pytest.approx(value) if isinstance(value, float) else value), f"{figure.text}: {name}"


def test_every_row_keeps_the_contract_of_its_table(labelled: dict[str, tuple[Figure, ...]]) -> None:
    for text, rows in labelled.items():
        FIGURES.contract.validate(FIGURES.to_arrow(rows), lazy=True)
        assert all(text[row.start : row.end] == row.text for row in rows)


def test_the_span_leaves_out_hedges_and_what_is_counted(figures: Figures) -> None:
    (row,) = figures("A ship with some 200 tents was seen in the strait.")
    assert (row.text, row.comparison, row.subject, row.subject_head) == ("200", "~", "tents", "tent")


def test_a_date_found_before_holds_no_figure(read: Read) -> None:
    from schemas.dates import DateMention

    reading = read("They met 40 days after Easter, and 12 envoys came.")
    start = reading.text.index("40")
    mention = DateMention(
        article_id=reading.article.article_id, version=1, sentence_no=0, start=start, end=start + 7,
        text="40 days", confidence=1.0, kind="DATE", value=None,
    )  # fmt: skip
    rows = find_figures(reading, FactTables(date_mentions=(mention,))).figures
    assert [row.text for row in rows] == ["12"]
    as_duration = find_figures(reading, FactTables(date_mentions=()))
    assert [row.text for row in as_duration.figures] == ["40 days", "12"]


def test_ids_differ_within_an_article_and_repeat_from_run_to_run(figures: Figures) -> None:
    text = "Two men and two women sold two houses."
    ids = [row.figure_id for row in figures(text)]
    assert len(set(ids)) == 3
    assert ids == [row.figure_id for row in figures(text)]


def test_rows_of_one_change_are_told_apart_by_their_role(figures: Figures) -> None:
    rows = figures("Exports rose 5 % to 12 million tonnes from 11.4 million tonnes.")
    assert [(row.change, row.change_role) for row in rows] == [("increase", "by"), (None, "to"), (None, "from")]


def test_a_stretch_from_one_level_to_another_is_one_row_that_tells_its_direction(figures: Figures) -> None:
    (row,) = figures("Turnout fell from 61 percent to 54 percent.")
    assert (row.value_low, row.value_high, row.comparison, row.change) == (54, 61, "range", "decrease")


@pytest.mark.parametrize(
    ("text", "domain", "currency"),
    [
        ("It cost $40 million.", "example.com", "USD"), ("It cost $40 million.", "example.com.au", "AUD"),
        ("It cost $40 million.", "example.ca", "CAD"), ("It cost US$40 million.", "example.ca", "USD"),
        ("It cost ¥40 million.", "example.cn", "CNY"), ("It cost Rs 40 crore.", "example.pk", "PKR"),
        ("It cost kr 40 million.", "example.dk", "DKK"), ("It cost £40 million.", "example.co.uk", "GBP"),
    ],
)  # fmt: skip
def test_a_sign_of_money_is_the_country_s_whose_site_it_stands_on(
    read: Read, text: str, domain: str, currency: str
) -> None:
    reading = read(text)
    placed = dataclasses.replace(reading.article, domain=domain)
    (row,) = find_figures(Reading(placed, reading.parse), FactTables()).figures
    assert (row.currency, row.unit) == (currency, currency)


def test_a_sign_of_money_is_the_country_s_that_alone_is_named_again_and_again(read: Read) -> None:
    reading = read("Sydney rents rose. In Perth and Sydney a flat costs $600 a week.")
    facts = find_figures(reading, find_places(reading, FactTables()))
    assert [row.currency for row in facts.figures] == ["AUD"]
    reading = read("Sydney and New York rents rose. In Perth a flat costs $600 a week.")
    facts = find_figures(reading, find_places(reading, FactTables()))
    assert [row.currency for row in facts.figures] == ["USD"]


# -- any text, and texts made to hurt ----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["5", "1,200", "$", "€", "million", "two", "half", "and", "to", "-", "–", "%", "km", "a", "of", "per", "in", "1/2",
     "between", "from", "(", ")", ",", ".", "no", "none", "people", "rose", "fell", "aged", "M4", "2019", "US$", "m",
     "dozens", "tens", "point", "minus", "one", "third", "Rs", "/", "½", "1.3x10^6", "9" * 30, "over", "or", "so", "\n"]
)  # fmt: skip


def flat(text: str, sentence_length: int = 8000) -> Reading:
    """A reading without a parser: words in sentences of one length, each hanging on the one before."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for start in range(0, len(text), sentence_length):
        first, at = len(tokens), start
        for word in text[start : start + sentence_length].split(" "):
            if word.strip():
                head = max(first, len(tokens) - 1)
                token = Token(
                    len(tokens), at, at + len(word), word, word.lower(), word.lower(), "NUM", "CD", "nummod", head,
                    len(sentences),
                )  # fmt: skip
                tokens.append(token)
            at += len(word) + 1
        if len(tokens) > first:
            sentences.append(Sentence(len(sentences), tokens[first].start, tokens[-1].end, first, len(tokens)))
    return Reading(article_of(text), Parse(tuple(tokens), tuple(sentences), ()))


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=120))
@settings(max_examples=120, deadline=None)
def test_any_text_gives_rows_that_keep_the_contract(text: str) -> None:
    rows = find_figures(flat(text), FactTables()).figures
    FIGURES.contract.validate(FIGURES.to_arrow(rows), lazy=True)
    for row in rows:
        assert text[row.start : row.end] == row.text
        assert row.value_low is None or row.value is None or row.value_low <= row.value
        assert row.value_high is None or row.value is None or row.value <= row.value_high
    assert sorted(row.start for row in rows) == [row.start for row in rows]
    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))


def calls(reading: Reading) -> int:
    """How many functions finding the figures of a text calls."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        find_figures(reading, FactTables())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "1,",
        "million ",
        "9",
        "1 ",
        "two and ",
        "half of ",
        "5 % ",
        "1-",
        "one hundred and ",
        "twenty-",
        "(5) ",
        "1/2 ",
        "12 May ",
    ],
)
def test_work_grows_no_faster_than_a_text_made_to_hurt(unit: str) -> None:
    """Four times the text takes hardly more than four times the work, counted in calls: no busy machine changes it."""
    short, long = (flat((unit * (size // len(unit) + 1))[:size]) for size in (10_000, 40_000))
    assert calls(long) < 6 * calls(short)


@pytest.mark.parametrize("unit", ["1,", "million ", "9", "twenty-", "x 5 of "])
def test_a_million_characters_made_to_hurt_end_within_seconds(unit: str) -> None:
    reading = flat((unit * (1_000_000 // len(unit) + 1))[:1_000_000])
    started = time.process_time()
    find_figures(reading, FactTables())
    assert time.process_time() - started < 20  # quadratic rules take minutes


def test_a_number_of_ten_thousand_digits_is_none(figures: Figures) -> None:
    assert figures("The code was " + "7" * 10_000 + " today.") == ()
