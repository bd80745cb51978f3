"""`newsfacts show`: marks where the text states a fact, on the terminal and on a page."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from flows.extract.rows import Facts, facts_of
from flows.show.marks import Mark, amount, marks_of, number, segments
from flows.show.page import page
from flows.show.terminal import marked, show
from tests.strategies import fact_tables

TEXT = "Kyiv said <b>5 people</b> & 'one' more were hurt."


def mark(start: int, end: int, kind: Any = "figure", note: str = "n") -> Mark:
    return Mark(start, end, kind, note)


marks = st.lists(
    st.builds(
        lambda start, length, kind: mark(start, min(start + length, len(TEXT)), kind),
        st.integers(0, len(TEXT) - 1),
        st.integers(1, 20),
        st.sampled_from(["figure", "event", "quote"]),
    )
)


@given(marks)
def test_segments_are_the_text_and_each_lies_under_just_the_marks_around_it(found: list[Mark]) -> None:
    position = 0
    for segment in segments(TEXT, found):
        end = position + len(segment.text)
        assert TEXT[position:end] == segment.text
        over = [each for each in found if each.start <= position and end <= each.end]
        assert sorted(segment.marks, key=repr) == sorted(over, key=repr)
        position = end
    assert position == len(TEXT)


class Page(HTMLParser):
    """What a browser makes of a page: its text, and whether its marks nest."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.open, self.tags = "", [], []  # type: ignore[var-annotated]
        self.within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)
        self.within = self.within or ("class", "text") in attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.within = self.within and tag != "div"

    def handle_data(self, data: str) -> None:
        self.text += data if self.within else ""


@settings(max_examples=25)
@given(fact_tables())
def test_a_page_holds_the_text_as_it_is_and_loads_nothing(tables: Any) -> None:
    facts = facts_of(tables)
    parsed = Page()
    parsed.feed(page(facts))
    assert parsed.open == []
    assert parsed.text == facts.article["text"]
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in parsed.tags}
    assert not any("src" in attributes for _, attributes in parsed.tags)


def test_what_an_article_says_is_never_markup() -> None:
    facts = one("<script>alert(1)</script>")
    assert "<script>" not in page(facts)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(facts)


def test_a_link_is_made_of_web_addresses_only() -> None:
    facts = one("x", url="javascript:alert(1)")
    assert "href" not in page(facts)
    assert 'href="https://news.example/a?b&amp;c"' in page(one("x", url="https://news.example/a?b&c"))


def one(text: str, **article: Any) -> Facts:
    """An article without facts."""
    empty = ("title", "url", "site_name", "domain", "authors", "published_at", "published_precision", "language")
    from flows.extract.rows import OTHERS

    row = dict.fromkeys(empty) | {"text": text, "source_id": "here"} | article
    return Facts(row, {name: [] for name in OTHERS})


@settings(max_examples=25)
@given(fact_tables())
def test_the_terminal_shows_the_text_and_every_mark(tables: Any) -> None:
    facts = facts_of(tables)
    text = marked(facts)
    assert text.plain == facts.article["text"]
    assert len(text.spans) == len(marks_of(facts))
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    with console.file:
        show(facts, console)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"value": 5.0, "comparison": "="}, "5"),
        ({"value": 500000000.0, "comparison": "~", "currency": "USD"}, "~ 500,000,000 USD"),
        ({"value": None, "value_low": 5e6, "value_high": 7e6, "comparison": "range"}, "5,000,000 to 7,000,000"),
        ({"value": None, "value_low": 300.0, "comparison": ">"}, "300 to …"),
        ({"value": 1.25, "unit": "percent", "comparison": "="}, "1.25 percent"),
        ({"value": 50.0, "currency": "USD", "per": "barrel", "comparison": "="}, "50 USD per barrel"),
    ],
)
def test_amounts_are_said_as_people_say_them(row: dict[str, Any], said: str) -> None:
    empty = dict.fromkeys(("value", "value_low", "value_high", "unit", "currency", "per"))
    assert amount(empty | row) == said


def test_numbers_keep_what_matters() -> None:
    assert [number(n) for n in (0.5, 1234.5, 1e9, 3.0)] == ["0.5", "1,234.5", "1,000,000,000", "3"]
    assert re.search("[<>]", unescape(page(one("a < b")))) is not None
