"""Shingles: what near-duplicates share, and unrelated texts do not."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from transforms.duplicates import shingles

WORDS = [first + rest for first in "bdfglmnprstv" for rest in ("a", "en", "im", "or", "ust", "ake", "old", "ing")]


def story(seed: int, words: int = 600) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(words)]


def shared(one: list[str], other: list[str]) -> float:
    """Which share of the first text's sample the second has."""
    first, second = set(shingles(" ".join(one))), set(shingles(" ".join(other)))
    return len(first & second) / len(first)


def test_the_hashes_are_the_same_on_every_machine() -> None:
    text = (Path(__file__).parent.parent / "data" / "pages" / "bridge.txt").read_text("utf-8")
    assert shingles(text) == [
        -8596987402854440992,
        -7723738755658701096,
        -7593204256469293328,
        -5540087661908147728,
        -5268760940776879336,
        -4442264835668010640,
        -3436196737516619184,
        -2730339537593543512,
        -1931799370759555744,
        638308471811381816,
        1041793126203655696,
        2019154479543695184,
        3397925614868509376,
        4170196218602027288,
        4753697258612599832,
        5296070312136201552,
    ]


def test_one_in_eight_is_kept() -> None:
    assert 60 <= len(shingles(" ".join(story(1)))) <= 90


def test_a_copy_that_was_cut_is_contained_in_its_original() -> None:
    original = story(2)
    assert shared(original[:400], original) > 0.97
    assert shared(story(3), original) < 0.1


def test_case_and_punctuation_do_not_count() -> None:
    words = story(4)
    assert shingles(" ".join(words)) == shingles("“" + ", ".join(words).upper() + "!”")


def test_fewer_than_three_words_have_no_shingles() -> None:
    assert shingles("") == shingles("Rain fell") == []


@given(st.text())
def test_shingles_are_sorted_distinct_and_fit_64_bits(text: str) -> None:
    values = shingles(text)
    assert values == sorted(set(values))
    assert all(-(2**63) <= value < 2**63 and value % 8 == 0 for value in values)
