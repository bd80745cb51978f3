"""Which URL a page owns: its word is taken, but not for a front page, a section or another site's story."""

import tomllib
from pathlib import Path

import pytest

from schemas.urls import normal_form
from transforms.clean.identity import own_url

CLAIMS = tomllib.loads((Path(__file__).parents[1] / "data" / "urls.toml").read_text("utf-8"))["claims"]


@pytest.mark.parametrize(("fetched", "claim", "believed"), [pytest.param(*rest, id=why) for why, *rest in CLAIMS])
def test_a_claim_is_believed_where_it_can_be_this_page(fetched: str, claim: str, *, believed: bool) -> None:
    assert own_url(fetched, [claim]) == normal_form(claim if believed else fetched)


def test_the_first_claim_that_can_be_believed_counts() -> None:
    claims = ["javascript:void(0)", "https://tide.example/", "https://tide.example/a/1", "https://tide.example/a/2"]
    assert own_url("https://tide.example/x", claims) == "https://tide.example/a/1"


def test_without_a_fetched_url_any_claim_but_a_front_page_counts() -> None:
    assert own_url(None, ["https://tide.example/", "https://wave.example/a"]) == "https://wave.example/a"
    assert own_url(None, ["https://tide.example"]) is None
