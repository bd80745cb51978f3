"""Ids: the same on every machine, and different for different things."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.ids import LENGTH, make_id, text_sha256

PARTS = st.lists(st.text(alphabet=st.characters(exclude_characters="\x1f")), min_size=1, max_size=4)


def test_an_id_is_the_same_everywhere_and_always() -> None:
    assert make_id("article", 1, None) == "6872e0f4e01c42ee"
    assert text_sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(PARTS, PARTS)
def test_different_parts_give_different_ids(one: list[str], other: list[str]) -> None:
    assert (make_id(*one) == make_id(*other)) == (one == other)
    assert len(make_id(*one)) == LENGTH


def test_a_broken_character_does_not_break_the_hash() -> None:
    assert text_sha256("\ud83d") != text_sha256("\ud83e")
