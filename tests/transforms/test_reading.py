"""The reading: paragraphs are parsed apart, tokens stand where they say, names are trimmed."""

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import UsageError
from tests.conftest import Read, article_of
from transforms.reading.model import load
from transforms.reading.paragraphs import LONGEST, paragraphs
from transforms.reading.site import site_country


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_a_headline_is_a_paragraph_of_its_own() -> None:
    assert pieces("Floods hit Lagos\n\nRain fell for days.") == ["Floods hit Lagos", "Rain fell for days."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert pieces("The river rose by two\nmetres overnight.\nIt fell later.") == [
        "The river rose by two\nmetres overnight.",
        "It fell later.",
    ]


def test_a_blank_line_ends_a_paragraph_even_before_lower_case() -> None:
    assert pieces("one\n\ntwo") == ["one", "two"]


@pytest.mark.parametrize(
    "dateline",
    ["PORT SUDAN — ", "VALENCIA, Spain — ", "Lagos, Nigeria (Wire) – ", "ROME, March 3 (Wire) - ", "KABUL (Wire) _ "],
)
def test_a_dateline_is_a_paragraph_of_its_own(dateline: str) -> None:
    assert pieces(f"{dateline}Nine people died - five of them at sea.") == [
        dateline.strip(),
        "Nine people died - five of them at sea.",
    ]


@pytest.mark.parametrize(
    "line", ["The mayor — who knew — left.", "NATO said no.", "Rain — at last.", "A ship (Ocean Star) sank — slowly."]
)
def test_a_dash_alone_makes_no_dateline(line: str) -> None:
    assert pieces(line) == [line]


def test_a_dateline_does_not_count_for_the_lead(read: Read) -> None:
    reading = read("LIMA, Peru — It was early. It was loud. It was over.")
    assert [reading.in_lead(s.no) for s in reading.sentences] == [True, True, True, False]


def test_a_very_long_paragraph_is_cut_at_a_sentence_end() -> None:
    found = pieces("A short sentence. " * 2000)
    assert len(found) > 1
    assert all(len(piece) <= LONGEST and piece.endswith(".") for piece in found)


@given(st.text(alphabet=st.sampled_from("ab .\n\r\t\u2028A!\u00a0"), max_size=200))
def test_paragraphs_cover_all_that_is_not_blank_and_never_overlap(text: str) -> None:
    spans = list(paragraphs(text))
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    covered = "".join(text[a:b] for a, b in spans)
    assert [c for c in covered if not c.isspace()] == [c for c in text if not c.isspace()]


def test_tokens_stand_where_they_say(read: Read) -> None:
    reading = read("Ships  left\tOdesa.\n\nFour  came back on Monday,  said 🚢 owners.")
    assert all(reading.text[t.start : t.end] == t.text for t in reading.tokens)
    assert all(reading.tokens[t.i] is t for t in reading.tokens)
    assert [t.i for s in reading.sentences for t in reading.words(s)] == [t.i for t in reading.tokens]


def test_heads_stay_within_the_sentence(read: Read) -> None:
    reading = read("The mayor of Porto resigned. His deputy, who had waited, took over at once.")
    assert all(reading.tokens[t.head].sentence == t.sentence for t in reading.tokens)
    assert all(t in reading.subtree(reading.tokens[t.head]) for t in reading.tokens)


def test_names_are_trimmed_of_articles_and_possessives(read: Read) -> None:
    reading = read("The United Nations' envoy met Angela Merkel's aides in the Netherlands.")
    assert {reading.text[n.start : n.end] for n in reading.names} >= {"United Nations", "Angela Merkel", "Netherlands"}


def test_covering_and_sentence_at_find_their_tokens(read: Read) -> None:
    text = "Rain fell. Rivers rose in Kent."
    reading = read(text)
    start = text.index("Kent")
    assert [t.text for t in reading.covering(start, start + 4)] == ["Kent"]
    assert reading.sentence_at(start).no == 1


def test_the_title_belongs_to_the_lead(read: Read) -> None:
    reading = read("Blast kills 12\n\nIt was early. It was loud. It was over.", title="Blast kills 12")
    assert [reading.in_lead(s.no) for s in reading.sentences] == [True, True, True, False]


def test_no_sentence_starts_after_an_abbreviated_title(read: Read) -> None:
    reading = read("The talks drew Maj. General Omar Farah, Sgt. Ana Roy and Capt. Maria Weber. They ended early.")
    assert len(reading.sentences) == 2
    assert {reading.text[n.start : n.end] for n in reading.names} >= {"Omar Farah", "Ana Roy", "Maria Weber"}


@pytest.mark.parametrize(
    ("domain", "country"),
    [("paper.co.uk", "GB"), ("paper.ca", "CA"), ("paper.com", None), ("paper.tv", None), (None, None)],
)
def test_the_country_of_a_site_is_that_of_its_ending(domain: str | None, country: str | None) -> None:
    assert site_country(dataclasses.replace(article_of("x"), domain=domain)) == country


def test_an_empty_text_has_an_empty_reading(read: Read) -> None:
    assert read(" \n ").sentences == ()


def test_a_parser_that_is_not_installed_is_named_in_the_error() -> None:
    with pytest.raises(UsageError, match="no_such_parser"):
        load("no_such_parser")
