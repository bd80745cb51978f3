"""What stands beside the story is left out of the text; the story is kept, in paragraphs, headings and lists."""

import datetime as dt

import pytest

from schemas.documents import Document
from transforms.clean import clean
from transforms.clean.boilerplate import boilerplate

FETCHED = dt.datetime(2026, 3, 1)  # noqa: DTZ001  # UTC without zone, as everywhere

STORY = (
    "The council of Sandholm voted on Tuesday to repair the old sea wall before the next winter storms arrive.",
    "Engineers had found forty cracks in the wall, and three of them let water into the cellars of the market hall.",
    "The work will begin in June and take five months, the mayor said after the vote, which nobody opposed.",
)
OTHER = "A baker in Sandholm has won a prize for the third year in a row with a loaf of rye bread and seaweed in it."


def lines(*inside: str, head: str = "", after: str = "") -> list[str]:
    """The lines of a story with this between its second and its third paragraph, without its title."""
    middle = "".join(inside)
    body = f"<h1>Wall to be repaired</h1><p>{STORY[0]}</p><p>{STORY[1]}</p>{middle}<p>{STORY[2]}</p>{after}"
    page = f"<html><head>{head}</head><body><main><article>{body}</article></main></body></html>"
    article = clean(Document(source_id="test", kind="html", body=page.encode(), fetched_at=FETCHED))
    title, *rest = article.text.split("\n\n")
    assert title == "Wall to be repaired"
    return rest


@pytest.mark.parametrize(
    "beside",
    [
        f"<aside><p>{OTHER}</p></aside>",
        f"<div role='complementary'><p>{OTHER}</p></div>",
        f"<div hidden><p>{OTHER}</p></div>",
        f"<template><p>{OTHER}</p></template>",
        f"<div class='articleWidget__related-links'><p>{OTHER}</p></div>",
        f"<section id='most-popular'><p>{OTHER}</p></section>",
        f"<div data-component='NewsletterSignup'><p>{OTHER}</p></div>",
        f"<blockquote class='twitter-tweet'><p>{OTHER}</p></blockquote>",
        f"<div class='ad-slot'>{OTHER}</div>",
        f"<div class='photo-caption'>{OTHER}</div>",
        "<p><a href='/b'>Baker wins a prize for the third year in a row</a></p>",
        "<p><strong><a href='/b'>BAKER WINS A PRIZE AGAIN</a></strong></p>",
        "<ul><li><a href='/b'>Baker wins a prize again</a></li><li><a href='/c'>Ferry leaves late</a></li></ul>",
        *(f"<div>{3 * card}</div>" for card in (
            f"<div class='x'><h3><a href='/b'>Baker wins a prize</a></h3><p>{OTHER}</p></div>",
            f"<li class='x'><a href='/b'><h4>Baker wins a prize</h4></a><span>{OTHER}</span></li>",
        )),
        "<h3>Read more:</h3>", "<p>RELATED STORIES</p>", "<p>Advertisement</p>", "<p>* * *</p>",
        "<p>Read more: Baker wins a prize</p>", "<p>Sign up for our morning letter and never miss a storm.</p>",
        "<p>© 2026 The Sandholm Tide. All rights reserved.</p>",
    ],
)  # fmt: skip
def test_what_is_beside_the_story_is_left_out(beside: str) -> None:
    assert lines(beside) == list(STORY)
    assert lines(after=beside) == list(STORY)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<h2>Forty cracks</h2>", ["Forty cracks"]),
        ("<ul><li>Forty cracks</li><li>Three leaks</li></ul>", ["- Forty cracks", "- Three leaks"]),
        (f"<blockquote><p>{OTHER}</p></blockquote>", [OTHER]),
        (f"<div class='story-block'><p>{OTHER}</p></div>", [OTHER]),
        ("<p>The mayor, <a href='/m'>Bo Lind</a>, signed.</p>", ["The mayor, Bo Lind, signed."]),
        (f"<div class='headline-adjusted'><p>{OTHER}</p></div>", [OTHER]),
        ("<p>More than forty cracks were found.</p>", ["More than forty cracks were found."]),
        ("<p>Subscribers of the library rose by a tenth.</p>", ["Subscribers of the library rose by a tenth."]),
    ],
)
def test_what_is_of_the_story_is_kept_as_lines(inside: str, expected: list[str]) -> None:
    assert lines(inside) == [*STORY[:2], *expected, STORY[2]]


def test_what_holds_most_of_the_prose_is_the_story_whatever_it_is_called() -> None:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    page = f"<html><body><h1>Wall</h1><div class='related-content comments'>{story}</div></body></html>"
    article = clean(Document(source_id="test", kind="html", body=page.encode(), fetched_at=FETCHED))
    assert article.text.split("\n\n") == ["Wall", *STORY]


def jsonld(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


def test_the_text_ends_where_the_page_says_its_article_body_does() -> None:
    whole = jsonld(f'"articleBody": "{" ".join(STORY)}"')
    assert lines(after="<p>A baker in Sandholm has won a prize again.</p>", head=whole) == list(STORY)
    assert lines("<p>Forty cracks!</p>", head=whole) == [*STORY[:2], "Forty cracks!", STORY[2]]


def test_an_article_body_that_is_only_a_part_cuts_nothing_off() -> None:
    assert lines(head=jsonld(f'"articleBody": "{STORY[0]}"')) == list(STORY)


def test_the_sentence_under_the_headline_comes_first_where_readers_see_it() -> None:
    head = "<meta property='og:description' content='Forty cracks &amp; three leaks'>"
    shown = "<h2 class='summary'>Forty cracks &amp; three leaks</h2>"
    article = f"<header><h1>Wall to be repaired</h1>{shown}</header><div class='article-body'>"
    page = f"<html><head>{head}</head><body>{article}{''.join(f'<p>{p}</p>' for p in STORY)}</div></body></html>"
    text = clean(Document(source_id="test", kind="html", body=page.encode(), fetched_at=FETCHED)).text
    assert text.split("\n\n") == ["Wall to be repaired", "Forty cracks & three leaks", *STORY]
    assert lines(head=head) == list(STORY)


def test_lives_of_the_authors_are_no_part_of_the_story_but_what_they_did_is() -> None:
    head = jsonld('"author": {"name": "Ida Berg"}')
    assert lines("<p>By Ida Berg</p>", after="<p>Ida Berg is a reporter in Sandholm.</p>", head=head) == list(STORY)
    assert lines("<p>Ida Berg saw the cracks.</p>", head=head)[2] == "Ida Berg saw the cracks."


@pytest.mark.parametrize("written", ["names = ['Related']", "names = [' ']", "more = []"])
def test_lists_of_words_are_checked_on_loading(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathlib.Path.read_text", lambda *_, **__: written)
    with pytest.raises(ValueError, match=r"boilerplate\.toml"):
        boilerplate.__wrapped__()
