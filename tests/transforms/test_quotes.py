"""Quotes: what is said in our own short texts, and what always holds of the rows."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.facts import FactTables
from schemas.quotes import QUOTES
from tests.conftest import Read
from transforms.actors import find_actors
from transforms.quotes import find_quotes, quote_at
from transforms.quotes.marks import marked

DATA = Path(__file__).parents[1] / "data" / "quotes.toml"
CASES = tomllib.loads(DATA.read_text(encoding="utf-8"))["text"]


def quotes_of(read: Read, text: str) -> FactTables:
    reading = read(text)
    return find_quotes(reading, find_actors(reading, FactTables()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_what_is_said_in_a_text_is_found(read: Read, case: dict[str, Any]) -> None:
    found = quotes_of(read, case["text"])
    names = {actor.actor_id: actor.name for actor in found.actors}
    mine = [
        {"kind": q.kind, "text": q.text, "speaker": q.speaker, "verb": q.verb, "actor": names.get(q.actor_id or "", "")}
        for q in found.quotes
    ]
    assert len(mine) == len(case["quotes"]), mine
    for got, wanted in zip(mine, case["quotes"], strict=True):
        assert {key: got[key] for key in wanted} == wanted


def check(read: Read, text: str) -> None:
    """What must hold of any text: spans are the text, ids resolve and are apart, the contract holds."""
    found = quotes_of(read, text)
    actors = {actor.actor_id for actor in found.actors}
    assert len({quote.quote_id for quote in found.quotes}) == len(found.quotes)
    for quote in found.quotes:
        assert text[quote.start : quote.end] == quote.text
        assert quote.speaker is None or text[quote.speaker_start : quote.speaker_end] == quote.speaker
        assert quote.verb is None or text[quote.verb_start : quote.verb_end] == quote.verb
        assert quote.actor_id is None or quote.actor_id in actors
    QUOTES.contract.validate(QUOTES.to_arrow(found.quotes))


WORDS = st.sampled_from(
    [
        "“", "”", '"', "‘", "’", "'", "``", "''", "«", "»", "said", "Ines", "Prado", "he", "we", "will", "go",
        "that", "according", "to", "police", "called", "it", ",", ".", "?", ":", "\n", "\n\n", "film", "War",
        "so-called", "adding", "is", "The",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, max_size=30), gap=st.sampled_from([" ", ""]))
def test_rows_keep_their_promises_on_any_words(read: Read, words: list[str], gap: str) -> None:
    check(read, gap.join(words))


@given(st.text(alphabet="“”\"‘’'«»` \nabA.,", max_size=80))
def test_marked_stretches_are_in_order_apart_and_hold_no_blank_ends(text: str) -> None:
    end = 0
    for stretch in marked(text):
        assert end <= stretch.first < stretch.start < stretch.end <= stretch.last <= len(text)
        assert text[stretch.start : stretch.end].strip() == text[stretch.start : stretch.end]
        end = stretch.last


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    (stretch,) = marked("Lee said: “We stay.\n\nThe rain went on.")
    assert (stretch.start, stretch.end) == (11, 19)


def test_many_marks_that_never_close_take_no_long_time() -> None:
    start = time.process_time()
    assert marked("‘a " * 100_000) == ()
    assert time.process_time() - start < 20


def test_a_position_leads_to_the_narrowest_quote_around_it(read: Read) -> None:
    text = "Police said that two boats had sunk near the pier. Nobody was hurt."
    found = quotes_of(read, text)
    inside = quote_at(found, text.index("sunk"))
    assert inside is not None
    assert inside.speaker == "Police"
    assert quote_at(found, text.index("hurt")) is None


def test_an_empty_text_has_no_quotes(read: Read) -> None:
    assert quotes_of(read, "").quotes == ()
