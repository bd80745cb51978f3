"""Pages: their text, what they say of themselves, and what is refused."""

import datetime as dt
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.articles import ARTICLES, Article
from schemas.documents import Document
from schemas.errors import CleanError
from schemas.ids import make_id
from schemas.urls import canonical as canonical_form
from transforms.clean import clean
from transforms.clean.time_limit import TimeIsUpError, time_limit

PAGES = Path(__file__).parent.parent / "data" / "pages"

FETCHED = dt.datetime(2026, 3, 1)  # noqa: DTZ001  # UTC without zone, as everywhere
RAIN = "Rain fell on the harbour all night, and 300 families had left their homes by the morning, the mayor said."
SNOW = "Snow is forecast for the hills on Tuesday, and the council has asked drivers to keep to the main roads."


META = "<meta property='article:published_time' content='{}'>"


def document(body: str | bytes, **fields: object) -> Document:
    raw = body.encode() if isinstance(body, str) else body
    return Document(**{"source_id": "test", "kind": "html", "body": raw, "fetched_at": FETCHED, **fields})  # type: ignore[arg-type]


def page(head: str = "", body: str = f"<h1>Rain in the harbour</h1><p>{RAIN}</p><p>{SNOW}</p>") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def jsonld(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


def outcome(given: Document) -> str:
    with pytest.raises(CleanError) as caught:
        clean(given)
    assert caught.value.resource == given.source_id
    return caught.value.outcome


def test_a_page_gives_its_text_and_all_it_says_of_itself() -> None:
    article = clean(document((PAGES / "bridge.html").read_bytes()))
    assert article.text == (PAGES / "bridge.txt").read_text("utf-8").rstrip("\n")
    assert article == Article(
        article_id=make_id("article", "https://courier.example/news/2026/02/27/old-bridge-closes"),
        version=1,
        source_id="test",
        canonical_url="https://www.courier.example/news/2026/02/27/old-bridge-closes",
        domain="courier.example",
        site_name="The Varnholm Courier",
        title="Old bridge at Varnholm closes for repairs & checks",
        authors="Mira Østby; Tom Hale; Ana Ruiz",
        published_at=dt.datetime(2026, 2, 28, 4, 30),  # noqa: DTZ001  # UTC without zone
        published_precision="second",
        published_from="metadata",
        modified_at=dt.datetime(2026, 2, 28, 8),  # noqa: DTZ001  # UTC without zone
        fetched_at=FETCHED,
        language="en",
        text=article.text,
        n_words=len(article.text.split()),
        text_sha256=article.text_sha256,
    )


def test_the_text_begins_with_the_title_once() -> None:
    twice = page(body=f"<h1>Rain in the harbour</h1><article><p>Rain in the harbour</p><p>{RAIN}</p></article>")
    for source in (page(), twice):
        article = clean(document(source))
        assert article.text.startswith(f"Rain in the harbour\n\n{RAIN}")


def test_the_title_that_the_source_gives_wins() -> None:
    article = clean(document(page(), title="Harbour &amp; rain"))
    assert article.title == "Harbour & rain"
    assert article.text.startswith("Harbour & rain\n\n")


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (jsonld('"headline": "A"'), "<h1>B</h1>", "A"),
        (jsonld('"headline": "A - Tide"') + "<meta property='og:site_name' content='Tide'>", "", "A"),
        ("<meta property='og:title' content='Flood: B'>", "<h1>Log in</h1><h1> B\n <b>b</b></h1>", "B b"),
        ("<meta property='og:title' content='C'>", "<h1>Log in</h1>", "C"),
        ("<meta property='og:site_name' content='Tide'>", "<h1>Tide</h1><h1>B</h1>", "B"),
        ("<meta property='og:title' content='C - Tide'><meta property='og:site_name' content='Tide'>", "", "C"),
        ("<title>C – high water | Tide News</title>", "", "C – high water"),
        ("<title>C - and D</title>", "", "C - and D"),
        ("<script type='application/ld+json'>{broken</script>", "<h1>B</h1>", "B"),
        ("", "", None),
    ],
)
def test_a_title_is_the_headline_then_the_heading_then_the_tab_without_the_site(
    head: str, heading: str, title: str | None
) -> None:
    source = page(head, f"{heading}<p>{RAIN}</p><p>{SNOW}</p>")
    assert clean(document(source, url="https://www.tidenews.example/a")).title == title


def test_a_meta_tag_that_gives_an_address_leaves_authors_to_the_next() -> None:
    head = "<meta name='article:author' content='https://tide.example/bo'><meta name='byl' content='By Bo Ek'>"
    assert clean(document(page(head))).authors == "Bo Ek"


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ('"author": "By Ann Lee and Bo Ek"', "Ann Lee; Bo Ek"),
        ('"author": [{"name": "Ann Lee"}, {"name": "Ann Lee"}, {"name": "ann@tide.example"}]', "Ann Lee"),
        ('"author": {"name": "Tide"}, "publisher": {"name": "Tide"}', None),
        ('"author": [null, 3, {"name": ["Bo Ek"]}]', "Bo Ek"),
        ('"author": [{"@id": "#bo"}], "editor": {"@type": "Person", "@id": "#bo", "name": "Bo Ek"}', "Bo Ek"),
        ('"author": {"@id": "#nobody"}', None),
    ],
)
def test_authors_are_names_without_by_addresses_and_the_site(said: str, authors: str | None) -> None:
    assert clean(document(page(jsonld(said)))).authors == authors


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (jsonld('"datePublished": "2026-02-27T10:00:00+02:00"'), None, ("2026-02-27 08:00", "second", "metadata")),
        (jsonld('"datePublished": "2026-02-27"'), None, ("2026-02-27 00:00", "day", "metadata")),
        (jsonld('"datePublished": "2026-02-27T00:00:00+05:30"'), None, ("2026-02-27 00:00", "day", "metadata")),
        (META.format("2026-02-26T07:00Z"), None, ("2026-02-26 07:00", "second", "metadata")),
        (META.format("2026-02"), None, ("2026-02-01 00:00", "month", "metadata")),
        ("<time class='published' datetime='2026-02-24'>", None, ("2026-02-24 00:00", "day", "metadata")),
        ("<abbr class='published' title='2026-02-24'></abbr>", None, ("2026-02-24 00:00", "day", "metadata")),
        ("", "https://tide.example/2026/02/25/rain", ("2026-02-25 00:00", "day", "url")),
        ("", "https://tide.example/2026/feb/25/rain", ("2026-02-25 00:00", "day", "url")),
        ("", "https://tide.example/20260225-rain", ("2026-02-25 00:00", "day", "url")),
        ("", "https://tide.example/a/20261345/rain", (None, "none", "none")),
        (META.format("2099-01-01"), "https://tide.example/2026/02/25/rain", ("2026-02-25 00:00", "day", "url")),
        (jsonld('"datePublished": "soon"'), None, (None, "none", "none")),
    ],
)  # fmt: skip
def test_a_page_is_dated_by_its_metadata_then_its_url(
    head: str, url: str | None, expected: tuple[str | None, str, str]
) -> None:
    article = clean(document(page(head), url=url))
    at = article.published_at and f"{article.published_at:%Y-%m-%d %H:%M}"
    assert (at, article.published_precision, article.published_from) == expected


def test_the_source_dates_a_page_before_its_metadata_and_the_user_only_what_is_undated() -> None:
    feed = dt.datetime(2026, 2, 20, 6)  # noqa: DTZ001  # UTC without zone
    dated = page(jsonld('"datePublished": "2026-02-27"'))
    by_feed = clean(document(dated, published_at=feed, published_precision="second"))
    assert (by_feed.published_at, by_feed.published_from) == (feed, "given")
    assert clean(document(dated), published=(feed, "day")).published_from == "metadata"
    by_user = clean(document(page()), published=(feed, "day"))
    assert (by_user.published_at, by_user.published_precision, by_user.published_from) == (feed, "day", "given")


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://Tide.example/b?utm_medium=x#top", "https://tide.example/b"),
        ("/b", "https://tide.example/b"),
        ("https://tide.example/", "https://tide.example/news/a"),
        ("", "https://tide.example/news/a"),
        ("http://[broken", "https://tide.example/news/a"),
        ("javascript:void(0)", "https://tide.example/news/a"),
    ],
)
def test_the_canonical_url_is_the_page_s_own_unless_it_is_none_or_the_front_page(link: str, canonical: str) -> None:
    head = f'<link rel="canonical" href="{link}">'
    article = clean(document(page(head), url="https://tide.example/news/a?fbclid=1"))
    assert (article.canonical_url, article.domain) == (canonical, "tide.example")
    assert article.article_id == make_id("article", canonical_form(canonical))


def test_a_page_without_any_url_is_told_by_its_text() -> None:
    article = clean(document(page()))
    assert (article.canonical_url, article.domain) == (None, None)
    assert article.article_id == make_id("article", article.text)


@pytest.mark.parametrize("fragment", [RAIN, f"<p>{RAIN}</p>", f"<h1>Rain</h1><p>{RAIN}</p>"])
def test_a_fragment_of_a_page_is_read_too(fragment: str) -> None:
    assert RAIN in clean(document(fragment)).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b" \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary"),
        (page("<title>x</title>", "").encode(), "no_text"),
        (b"<!-- only a comment -->", "no_text"),
        (b"<html>" + b" " * 5 * 1024 * 1024, "too_large"),
        (page("", "<div>" * 300 + RAIN + "</div>" * 300).encode(), "too_deep"),
        (page("", "<div>" * 100_000 + RAIN).encode(), "too_deep"),
    ],
)
def test_what_holds_no_article_is_refused_with_the_reason(body: bytes, expected: str) -> None:
    assert outcome(document(body)) == expected


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.clean.article.MAX_SECONDS", 0.02)
    rows = f"<p>{RAIN}</p>" * 20_000
    assert outcome(document(page("", rows))) == "timeout"


def test_an_error_of_a_library_is_one_page_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> str:
        raise IndexError

    monkeypatch.setattr("trafilatura.extract", stumble)
    assert outcome(document(page())) == "failed"


def test_a_time_limit_leaves_nothing_behind() -> None:
    with pytest.raises(TimeIsUpError), time_limit(0.01):
        work(seconds=5)
    with time_limit(0.01):
        pass
    work(seconds=0.05)


def work(seconds: float) -> None:
    """Use up processor time."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_pages_can_be_cleaned_in_a_thread_too() -> None:
    articles: list[Article] = []
    thread = threading.Thread(target=lambda: articles.append(clean(document(page()))))
    thread.start()
    thread.join()
    assert articles == [clean(document(page()))]


PIECES = st.sampled_from(
    [
        *(b"<p>", b"</p>", b"<h1>Rain</h1>", b"<table><tr><td>", b"<svg>", b"<!--", b'<?xml version="1.0"?>'),
        *(b"<script type='application/ld+json'>", b'{"@type":"Article","headline":', b"]}", b"\\ud800"),
        *(b"<meta charset=utf-16>", b"<link rel=canonical href='http://[x'>", b"&#0;", b"&#xd800;"),
        *(b"\xff\xfe", b"\x00", b"\xe9", "€".encode(), RAIN.encode()),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES | st.binary(max_size=8), max_size=12).map(b"".join),
    st.sampled_from([None, "utf-8", "latin-1", "utf-16", "utf-7", "unicode_escape", "hex", "no\0such", "idna"]),
    st.sampled_from(["html", "text"]),
)
def test_whatever_the_bytes_there_is_an_article_that_can_be_stored_or_a_reason(
    body: bytes, charset: str | None, kind: str
) -> None:
    try:
        article = clean(document(body, charset=charset, kind=kind))
    except CleanError as error:
        reasons = {"empty", "binary", "no_text", "wrong_encoding"}
        assert error.outcome in reasons  # noqa: PT017  # either is right
    else:
        assert article.text.strip()
        assert "\0" not in article.text
        ARTICLES.contract.validate(ARTICLES.to_arrow([article]))
