"""Pages made to hurt are read, or refused with the reason, and soon; text is not lost without a word."""

import datetime as dt
import time

import pytest

from schemas.documents import Document
from schemas.errors import CleanError
from transforms.clean import clean

FETCHED = dt.datetime(2026, 3, 1)  # noqa: DTZ001  # UTC without zone, as everywhere
TOLD = "The café in Sandholm’s old town was flooded on Tuesday, and its owner asked the council for €4,000 in aid."

SOON = 10.0
"""Processor seconds that a page made to hurt may take here: half of what any page may."""


def cleaned(body: str | bytes, **fields: str) -> str:
    raw = body if isinstance(body, bytes) else body.encode()
    return clean(Document(source_id="test", kind="html", body=raw, fetched_at=FETCHED, **fields)).text  # type: ignore[arg-type]


def repeated(unit: str, size: int = 500_000) -> str:
    return unit * (size // len(unit))


@pytest.mark.parametrize(
    "hurtful",
    [
        f"<p class='{repeated('a b-c_D ', 2_000_000)}'>",
        f"<p title='{'x' * 2_000_000}'>",
        f"<img src='data:image/png;base64,{'A' * 2_000_000}'>",
        f"<script>{repeated('var a = 1;', 2_000_000)}</script>",
        f"<script type='application/ld+json'>{'[' * 500_000}</script>",
        "<script type='application/ld+json'>" + '{"a":' * 100_000 + "</script>",
        f"<!--{repeated('-> ')}-->",
        "<div>" * 200 + repeated("<a href=b>c</a>", 200_000) + "</div>" * 200,
        repeated("<div class=x><h3><a href=b>Hello</a></h3></div>"),
        repeated("<i class=ad>x</i>tail ", 200_000),
        repeated("<meta name=a content=b>"),
        repeated("<time class=published datetime=never></time>"),
        repeated("&amp;&lt;&#x41;"),
        repeated("< "),
    ],
)
def test_a_page_made_to_hurt_takes_no_long(hurtful: str) -> None:
    started = time.process_time()
    text = cleaned(f"<html><head></head><body><article><p>{TOLD}</p>{hurtful}<p>{TOLD}</p></article></body></html>")
    assert time.process_time() - started < SOON
    assert TOLD in text


def test_a_text_node_of_megabytes_is_kept_whole() -> None:
    text = cleaned(f"<html><body><p>{repeated(TOLD + ' ', 2_000_000)}</p></body></html>")
    assert text.count(TOLD) == len(repeated(TOLD + " ", 2_000_000)) // len(TOLD + " ")


@pytest.mark.parametrize("depth", [200, 240])
def test_deep_text_is_kept_as_long_as_the_parser_keeps_it(depth: int) -> None:
    assert TOLD in cleaned("<html><body>" + "<div>" * depth + f"<p>{TOLD}</p>" + "</div>" * depth + "</body></html>")


@pytest.mark.parametrize("depth", [260, 100_000])
def test_deeper_text_is_refused_rather_than_lost(depth: int) -> None:
    with pytest.raises(CleanError) as caught:
        cleaned("<div>" * depth + TOLD)
    assert caught.value.outcome == "too_deep"


def test_nuls_are_marked_in_their_place() -> None:
    text = cleaned(f"<html><body><p>{TOLD}</p><p>Flo\0oded: {TOLD}</p></body></html>")
    assert "\0" not in text
    assert f"ded: {TOLD}" in text


@pytest.mark.parametrize(
    ("encoding", "meta", "header"),
    [
        ("utf-8", "", None),
        ("utf-8", "<meta charset='iso-8859-1'>", "koi8-r"),
        ("cp1252", "", None),
        ("cp1252", "<meta charset='utf-8'>", None),
        ("cp1252", "<meta charset='no-such-thing'>", "utf-8"),
        ("utf-16", "<meta charset='utf-8'>", None),
    ],
)
def test_wrong_and_missing_charsets_lose_no_character(encoding: str, meta: str, header: str | None) -> None:
    page = f"<html><head>{meta}</head><body><h1>Café</h1><p>{TOLD}</p></body></html>"
    assert cleaned(page.encode(encoding), **{"charset": header} if header else {}) == f"Café\n\n{TOLD}"
