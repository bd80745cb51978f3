"""Pages that are no article are told by their structure; short articles are articles."""

import datetime as dt

import pytest

from schemas.documents import Document
from schemas.errors import CleanError
from transforms.clean import clean

FETCHED = dt.datetime(2026, 3, 1)  # noqa: DTZ001  # UTC without zone, as everywhere
URL = "https://tide.example/news/ferry-late"

FERRY = "<p>The morning ferry to Sandholm left two hours late on Monday because its engine would not start.</p>"
CREW = "<p>The crew found a broken pump and put in a new one, said Ida Berg, who runs the harbour office.</p>"
BEGINNING = f"<h1>Ferry leaves late</h1>{FERRY}"
TEASERS = "".join(
    f"<div class='item'><h3><a href='/news/{no}'>Story number {no} of the day</a></h3></div>" for no in range(12)
)
NOT_FREE = '"@type": "NewsArticle", "headline": "Ferry leaves late", "isAccessibleForFree": {}'
PARTS = '"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".more"}'


def outcome(head: str = "", body: str = BEGINNING, url: str | None = URL) -> str:
    """What becomes of a page: read, or why it is not."""
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    try:
        clean(Document(source_id="test", kind="html", body=page.encode(), fetched_at=FETCHED, url=url))
    except CleanError as error:
        return error.outcome
    return "read"


def jsonld(fields: str) -> str:
    return f'<script type="application/ld+json">{{{fields}}}</script>'


@pytest.mark.parametrize(
    "head",
    [
        jsonld(NOT_FREE.format("false")),
        jsonld(NOT_FREE.format('"http://schema.org/False"')),
        jsonld(f'"@type": "NewsArticle", {PARTS}'),
    ],
)
def test_the_beginning_of_an_article_to_be_paid_for_is_not_read(head: str) -> None:
    assert outcome(head) == "paywall"


def test_an_article_to_be_paid_for_that_is_there_as_a_whole_is_read() -> None:
    assert outcome(jsonld(NOT_FREE.format("false")), BEGINNING + 4 * (FERRY + CREW)) == "read"


def test_a_longer_beginning_is_told_by_the_length_of_the_whole() -> None:
    body = BEGINNING + 3 * (FERRY + CREW)
    assert outcome(jsonld(NOT_FREE.format("false") + ', "wordCount": 900'), body) == "paywall"
    assert outcome(jsonld(NOT_FREE.format("false") + ', "wordCount": "140"'), body) == "read"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "<form action='https://consent.tide.example/collect'><p>Before you go on</p></form>", "consent"),
        ("", "<div id='sp_message_container_1'><p>We and our partners store things.</p></div>", "consent"),
        ("", "<form id='challenge-form' action='/a'><p>One moment</p></form>", "bot_wall"),
        ("", "<p>Press and hold</p><iframe src='https://geo.captcha-delivery.example/x'></iframe>", "bot_wall"),
        ("<meta name='robots' content='noindex'>", "<h1>Oh dear</h1><p>Nothing here.</p>", "not_found"),
        ("<link rel='canonical' href='https://tide.example/'>", "<h1>Oh dear</h1><p>Nothing here.</p>", "not_found"),
        ("<title>404 | Tide</title>", "<h1>404</h1><p>Nothing here.</p>", "not_found"),
        ("", TEASERS, "index_page"),
        (jsonld('"@type": "CollectionPage"'), TEASERS + 4 * FERRY, "index_page"),
        (jsonld('"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle"}]'), TEASERS, "index_page"),
        ("", "<p></p>", "no_text"),
    ],
)
def test_what_stands_in_an_article_s_place_is_recorded_as_what_it_is(head: str, body: str, expected: str) -> None:
    assert outcome(head, body) == expected


def test_a_front_page_is_an_index_where_headlines_are_most_of_it() -> None:
    assert outcome(body=TEASERS + 6 * FERRY, url="https://tide.example/") == "index_page"
    assert outcome(body=TEASERS + 6 * FERRY) == "read"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", FERRY),
        ("", BEGINNING + CREW),
        ("", BEGINNING + CREW + f"<aside>{TEASERS}</aside>"),
        ("<meta name='robots' content='noindex'>", BEGINNING + CREW),
        ("<meta property='og:type' content='article'><meta name='robots' content='noindex'>", BEGINNING),
        ("<link rel='canonical' href='https://tide.example/'>", BEGINNING + CREW),
        ("<title>404 passengers wait for the ferry</title>", BEGINNING + CREW),
        ("<script src='https://cdn.example/consent.js'></script>", BEGINNING + CREW),
        ("<script src='https://cdn.example/captcha.js'></script><meta name='date' content='2026-02-27'>", BEGINNING),
        (jsonld('"@type": "NewsArticle", "isAccessibleForFree": true'), BEGINNING),
        (jsonld('"@type": "WebSite", "name": "Tide"'), BEGINNING + CREW + TEASERS[:200]),
    ],
)
def test_a_short_article_is_an_article(head: str, body: str) -> None:
    assert outcome(head, body) == "read"
