"""Plain text: kept as it was given, whatever its encoding; titles, languages and the identity of URLs."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.articles import Article
from schemas.documents import Document
from schemas.errors import CleanError
from schemas.ids import make_id
from schemas.urls import domain, normal_form
from transforms.clean import clean, detect_language
from transforms.clean.decoding import decode

FETCHED = dt.datetime(2026, 3, 1)  # noqa: DTZ001  # UTC without zone, as everywhere

TEXTS = st.text(alphabet="ab Ż€👍\r\n\t\ufeff.?", min_size=1).filter(str.strip)


def cleaned(body: bytes, **fields: object) -> Article:
    given = {"source_id": "test", "kind": "text", "body": body, "fetched_at": FETCHED, **fields}
    return clean(Document(**given))  # type: ignore[arg-type]


@given(TEXTS)
def test_text_that_was_given_as_text_is_kept_character_for_character(text: str) -> None:
    article = cleaned(text.encode(), verbatim=True)
    assert article.text == text
    assert article.article_id == make_id("article", text)


def test_what_no_store_can_hold_is_marked_in_its_place() -> None:
    assert cleaned(b"a\0b", verbatim=True).text == "a\ufffdb"


def test_files_keep_their_characters_but_for_line_ends() -> None:
    assert cleaned(b"Rain\r\n\r\n  fell.\rAgain.\n").text == "Rain\n\n  fell.\nAgain.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_file_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    text = "Café “Zürich” opens on the quay – for 300 €, says its owner."
    assert cleaned(text.encode(encoding)).text == text


@pytest.mark.parametrize("charset", ["iso-8859-1", "ascii", "no-such-charset", "", None])
def test_bytes_that_are_valid_utf8_are_utf8_whatever_is_declared(charset: str | None) -> None:
    assert cleaned("Café €".encode(), charset=charset).text == "Café €"


def test_a_declared_encoding_counts_where_the_bytes_are_not_utf8() -> None:
    text = "Министр заявил, что мост закрыт."
    assert cleaned(text.encode("koi8-r"), charset="koi8-r").text == text


def test_utf8_with_one_broken_place_is_still_utf8() -> None:
    assert cleaned("Café à Genève\xa0: ".encode() + b"\xe2\x80").text == "Café à Genève\xa0: \ufffd"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", "empty"),
        (b"\n \t", "empty"),
        (bytes(500), "binary"),
        (b"%PDF-1.7 text", "binary"),
        (b"\xff\xfea", "wrong_encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(body: bytes, outcome: str) -> None:
    with pytest.raises(CleanError) as caught:
        cleaned(body)
    assert caught.value.outcome == outcome


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rain in the harbour\n\nIt fell all night.", "Rain in the harbour"),
        ("\n# Rain in the harbour\n\nIt fell all night.", "Rain in the harbour"),
        ("Will it rain?\n\nIt will.", "Will it rain?"),
        ("Rain in the harbour\nIt fell all night.", None),
        ("It rained.\n\nIt stopped.", None),
        ("“It rained.”\n\nIt stopped.", None),
        ("Rain in the harbour", None),
        ("Rain in the harbour\n\n", None),
        ("rain " * 26 + "\n\nIt fell all night.", None),
    ],
)
def test_a_first_line_that_stands_alone_is_the_title(text: str, title: str | None) -> None:
    assert cleaned(text.encode()).title == title


def test_a_title_that_is_given_is_no_part_of_the_text() -> None:
    article = cleaned(b"Rain\n\nIt fell.", title="Harbour", verbatim=True)
    assert (article.title, article.text) == ("Harbour", "Rain\n\nIt fell.")


def test_a_text_with_a_url_is_told_by_it_and_dated_by_it() -> None:
    article = cleaned(b"It fell.", url="https://www.Tide.example/2026/02/27/rain?fbclid=1")
    assert article.article_id == make_id("article", "https://tide.example/2026/02/27/rain")
    assert (article.domain, article.published_from) == ("tide.example", "url")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that the bridge would stay closed until the spring.", "en"),
        ("Der Minister sagte am Montag, die Brücke bleibe bis zum Frühling gesperrt.", "de"),
        ("El ministro dijo el lunes que el puente seguirá cerrado hasta la primavera.", "es"),
        ("It rained.", None),
        ("3 12 44 16 -- 99", None),
    ],
)
def test_languages_are_told_apart_and_left_open_in_short_texts(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("HTTP://User:pw@WWW.Tide.Example.:80/A?b=1&a=2#top", "http://www.tide.example/A?b=1&a=2"),
        ("https://tide.example", "https://tide.example/"),
        ("https://tide.example:8443/a", "https://tide.example:8443/a"),
        ("https://tide.example/a?utm_source=x&UTM_Medium=y&id=3&fbclid=z", "https://tide.example/a?id=3"),
        ("https://tide.example/a?&&", "https://tide.example/a"),
        ("https://tide.example/søk?q=å b", "https://tide.example/s%C3%B8k?q=%C3%A5%20b"),
        ("https://tide.example/s%C3%B8k", "https://tide.example/s%C3%B8k"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        ("ftp://tide.example/a", None),
        ("tide.example/a", None),
        ("http://[broken/a", None),
        ("http://tide.example:port/a", None),
        ("", None),
    ],
)
def test_a_url_s_normal_form_keeps_only_what_tells_articles_apart(url: str, form: str | None) -> None:
    assert normal_form(url) == form


@given(
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["tide.example", "WWW.Tide.example", "bücher.example", "[::1]", "a.example:443", "u:p@b.example"]),
    st.text(alphabet="/aB%2é ?&=#;:@+.\\\n\ud800", max_size=20),
)
def test_the_normal_form_is_its_own_normal_form(scheme: str, host: str, rest: str) -> None:
    form = normal_form(f"{scheme}://{host}/{rest}")
    assert form is not None
    assert normal_form(form) == form
    form.encode()
    assert domain(form)


@given(st.text(alphabet="htps:/[]@?#%.aé ", max_size=25))
def test_any_string_has_a_normal_form_or_none(url: str) -> None:
    form = normal_form(url)
    assert form is None or form.startswith(("http://", "https://"))


@pytest.mark.parametrize("charset", ["unicode-escape", "punycode", "idna"])
def test_an_encoding_of_pythons_own_is_no_pages(charset: str) -> None:
    body = b"<p>a \xe9 \\ b " + b"x" * 200 + b"</p>"
    assert "\\ b" in decode(body, charset, source_id="page")
