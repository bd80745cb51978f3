"""Singulars: of regular nouns, of irregular ones, and of those that have none."""

import pytest

from transforms.figures.singular import singular


@pytest.mark.parametrize(
    ("plural", "noun"),
    [
        ("doses", "dose"), ("houses", "house"), ("species", "species"), ("crises", "crisis"), ("countries", "country"),
        ("boxes", "box"), ("churches", "church"), ("losses", "loss"), ("women", "woman"), ("policemen", "policeman"),
        ("aircraft", "aircraft"), ("innings", "innings"), ("viruses", "virus"), ("movies", "movie"), ("gas", "gas"),
        ("people", "people"), ("cases", "case"), ("sorties", "sortie"), ("bus", "bus"), ("glass", "glass"),
        ("heroes", "hero"), ("shoes", "shoe"), ("dead", "dead"), ("basis", "basis"),
    ],
)  # fmt: skip
def test_a_plural_has_its_singular_and_a_singular_stays(plural: str, noun: str) -> None:
    assert singular(plural) == noun
