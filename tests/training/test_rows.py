"""Judged rows: they are of our articles, and a row is right where it says what readers held to be right."""

import csv
import math
from importlib.resources import files

import pytest

from schemas.facts import FactTables
from tests.conftest import Read
from training.rows.articles import FOLDER, articles
from training.rows.judged import COLUMNS, Judgement, Span, columns, judgements, paired
from transforms.events.find import Told, find_events, told
from transforms.extract import facts_of

TEXT = "Police arrested Omar Haddad in Lima on Monday. Rebels may attack."


@pytest.fixture
def facts(read: Read) -> FactTables:
    return facts_of(read(TEXT, "2024-05-10"), before=find_events)


@pytest.fixture
def accused(read: Read, facts: FactTables) -> Told:
    return next(row for row in told(read(TEXT, "2024-05-10"), facts) if row.event.type == "COERCE")


def span(words: str) -> Span:
    return (TEXT.index(words), TEXT.index(words) + len(words))


def judgement(**said: object) -> Judgement:
    right = {
        "doc": "a", "trigger": span("arrested"), "type": "COERCE", "status": "happened", "type_right": True,
        "status_right": True, "actors": (span("Police"),), "recipients": (span("Omar Haddad"),),
        "places": (span("Lima"),), "dates": (span("Monday"),),
    }  # fmt: skip
    return Judgement(**{**right, **said})  # type: ignore[arg-type]


def test_a_row_that_says_what_readers_said_is_right_in_every_column(accused: Told, facts: FactTables) -> None:
    assert columns(accused, judgement(), facts) == dict.fromkeys(COLUMNS, True)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("type", {"type_right": False}),
        ("status", {"status_right": False}),
        ("actor", {"actors": (span("Rebels"),)}),
        ("actor", {"actors": (None,)}),
        ("recipient", {"recipients": ()}),
        ("place", {"places": ()}),
        ("days", {"dates": ()}),
    ],
)
def test_a_row_that_says_otherwise_is_wrong_in_that_column(
    accused: Told, facts: FactTables, column: str, said: dict[str, object]
) -> None:
    right = columns(accused, judgement(**said), facts)
    assert right is not None
    assert [name for name, is_right in right.items() if not is_right] == [column]


def test_a_status_that_changed_since_it_was_judged_wrong_tells_nothing(accused: Told, facts: FactTables) -> None:
    assert columns(accused, judgement(status="planned", status_right=False), facts) is None


def test_rows_are_paired_with_judgements_of_their_type_at_their_trigger(accused: Told) -> None:
    assert [*paired([accused], [judgement(type="REJECT"), judgement()])] == [(accused, judgement())]
    assert [*paired([accused], [judgement(trigger=span("attack"))])] == []


def test_every_judgement_is_of_words_of_its_article() -> None:
    judged = judgements()
    own = {article.article_id: article.text for article in articles(FOLDER, corpora=())}
    assert len(own) > 300
    for doc, text in own.items():
        for one in judged.get(doc, []):
            spans = [one.trigger, *one.actors, *one.recipients, *one.places, *one.dates]
            assert all(0 <= s[0] < s[1] <= len(text) for s in spans if s is not None)


def test_the_weights_of_confidence_are_numbers_and_have_the_one_always_added() -> None:
    text = (files("transforms.events") / "confidence.csv").read_text("utf-8")
    weights = dict(csv.reader(text.splitlines()))
    assert "" in weights
    assert all(math.isfinite(float(weight)) for weight in weights.values())
