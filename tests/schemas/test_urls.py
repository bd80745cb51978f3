"""URLs: which name the same page."""

import contextlib
import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from url_normalize import url_normalize

from schemas.urls import TIDY, Parameters, canonical, normal_form

PAIRS = tomllib.loads((Path(__file__).parents[1] / "data" / "urls.toml").read_text("utf-8"))


@pytest.mark.parametrize(("one", "other"), [pytest.param(a, b, id=why) for why, a, b in PAIRS["same"]])
def test_a_page_has_one_canonical_form(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), [pytest.param(a, b, id=why) for why, a, b in PAIRS["different"]])
def test_two_pages_have_two_canonical_forms(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_there_are_enough_pairs_to_mean_something() -> None:
    assert len(PAIRS["same"]) >= 30
    assert len(PAIRS["different"]) >= 20


def test_the_canonical_form_is_readable() -> None:
    url = "http://WWW.Tide.example:80/2026/The-Old-Bridge/amp/?b=2&utm_source=x&a=1#top"
    assert canonical(url) == "https://tide.example/2026/The-Old-Bridge?a=1&b=2"


@pytest.mark.parametrize(
    "url", ["", "tide.example/a", "ftp://tide.example/a", "http://", "http://[broken", "http://a:b/"]
)
def test_what_is_no_web_address_has_no_form(url: str) -> None:
    assert (canonical(url), normal_form(url)) == (None, None)


PIECES = st.sampled_from(
    [*"/?&=#%;:@+. ", "amp", "print", ".amp", ".html", "index.html", "a-long-slug", "12345", "%2F", "é", "jsessionid=1"]
)


@given(
    st.sampled_from(["http://", "https://"]),
    st.sampled_from(["tide.example", "www.m.tide.example", "amp.co.uk", "[::1]", "www.google.com", "x.bing-amp.com"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join),
)
def test_the_canonical_form_is_its_own(scheme: str, host: str, port: str, rest: str) -> None:
    form = canonical(f"{scheme}{host}{port}/{rest}")
    assert form is not None
    assert canonical(form) == form


@given(st.text(alphabet="htps:/[]@?#%.aé ", max_size=25) | st.text())
def test_any_string_has_a_canonical_form_or_none(url: str) -> None:
    form = canonical(url)
    assert form is None or form.startswith("https://")
    assert (form is None) == (normal_form(url) is None)


@given(st.from_regex(TIDY, fullmatch=True))
def test_what_counts_as_tidy_is_left_as_it_is_by_url_normalize(url: str) -> None:
    form = normal_form(url)
    assert form is not None
    assume(TIDY.fullmatch(form))
    with contextlib.suppress(ValueError):  # no host that a name server could know
        assert url_normalize(form) == form


def test_a_line_that_is_no_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match=r"urls\.toml: .*Utm"):
        Parameters.of(["utm_*", "Utm"])
