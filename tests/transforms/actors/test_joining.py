"""Joining: of the mentions joined in our labelled articles nearly all are right, and a good part is found."""

import pytest

from schemas.ontology import MentionForm
from tests.transforms.actors.joining import FORMS, Score, measure
from tests.transforms.actors.marked import articles, unmarked
from transforms.reading.parse import Model

FLOORS: dict[str, dict[MentionForm, tuple[float, float]]] = {
    "read": {"name": (98, 82), "nominal": (96, 64), "pronoun": (97, 64)},
    "unread": {"name": (92, 75), "nominal": (83, 44), "pronoun": (92, 68)},
}
"""Per cent of the joins made that must be right, and of those labelled that must be found, by half and form."""


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest, model: Model) -> tuple[str, dict[MentionForm, Score]]:
    half: str = request.param
    return half, measure(model, half)


@pytest.mark.parametrize("form", FORMS)
def test_joins_are_right_and_found_as_often_as_is_promised(
    scored: tuple[str, dict[MentionForm, Score]], form: MentionForm
) -> None:
    half, scores = scored
    right, found = FLOORS[half][form]
    figures = scores[form].figures()
    assert figures["joins right"] >= right, scores[form].faults
    assert figures["joins found"] >= found, scores[form].faults


def test_marks_become_labels_with_their_place_and_form() -> None:
    article = unmarked("a", "[Ann Lee=ann] met {<her=ann> sister=may}.")
    assert article.text == "Ann Lee met her sister."
    found = [(article.text[label.start : label.end], label.form, label.who) for label in article.labels]
    assert found == [("Ann Lee", "name", "ann"), ("her sister", "nominal", "may"), ("her", "pronoun", "ann")]


def test_a_mark_that_is_not_closed_is_told() -> None:
    with pytest.raises(ValueError, match="not closed"):
        unmarked("a", "[Ann Lee met her sister.")


def test_each_half_has_ten_articles_or_more_of_different_matters() -> None:
    for half in FLOORS:
        names = {article.name for article in articles(half)}
        assert len(names) >= 10
