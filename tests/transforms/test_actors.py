"""Actors: who is found in our own short texts, and what always holds of the rows."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.actors import ACTOR_MENTIONS, ACTORS, Actor
from schemas.facts import FactTables
from tests.conftest import Read
from transforms.actors import actor_at, drop_unused, find_actors
from transforms.events import find_events
from transforms.places import find_places

DATA = Path(__file__).parents[1] / "data" / "actors.toml"
CASES = tomllib.loads(DATA.read_text(encoding="utf-8"))["text"]
COLUMNS = {"name": "name", "kind": "kind", "country": "country_iso3", "title": "role_title", "sector": "sector"}


def actors_of(read: Read, text: str) -> FactTables:
    reading = read(text)
    return find_actors(reading, find_places(reading, FactTables()))


def mentions_of(found: FactTables) -> dict[str, list[str]]:
    listed = defaultdict(list)
    for mention in found.actor_mentions:
        listed[mention.actor_id].append(mention.text)
    return listed


def fits(wanted: dict[str, Any], actor: Actor, found: FactTables) -> bool:
    names = {a.actor_id: a.name for a in found.actors}
    columns = all((getattr(actor, COLUMNS[key]) or "") == value for key, value in wanted.items() if key in COLUMNS)
    spans = wanted.get("mentions") in (None, mentions_of(found)[actor.actor_id])
    return columns and spans and wanted.get("affiliation") in (None, names.get(actor.affiliation_id or ""))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_the_actors_of_a_text_are_found(read: Read, case: dict[str, Any]) -> None:
    found = actors_of(read, case["text"])
    told = [
        (a.name, a.kind, a.country_iso3, a.role_title, a.sector, mentions_of(found)[a.actor_id]) for a in found.actors
    ]
    for wanted in case.get("actors", ()):
        assert any(fits(wanted, actor, found) for actor in found.actors), (wanted, told)
    assert not {actor.name for actor in found.actors} & set(case.get("not", ())), told


def check(read: Read, text: str) -> None:
    """What must hold of any text: spans are the text, ids resolve and are apart, the contracts hold."""
    found = actors_of(read, text)
    ids = {actor.actor_id for actor in found.actors}
    assert len(ids) == len(found.actors)
    assert ids == {mention.actor_id for mention in found.actor_mentions}
    assert {a.affiliation_id for a in found.actors} <= {*ids, None}
    assert all(text[m.start : m.end] == m.text for m in found.actor_mentions)
    keys = [(m.start, m.end, m.actor_id) for m in found.actor_mentions]
    assert len(keys) == len(set(keys))
    ACTORS.contract.validate(ACTORS.to_arrow(found.actors))
    ACTOR_MENTIONS.contract.validate(ACTOR_MENTIONS.to_arrow(found.actor_mentions))


WORDS = st.sampled_from(
    [
        "President", "Maj.", "General", "Vladimir", "Putin", "al", "-", "Assad", "Syrian", "Russia", "'s", "’s",
        "minister", "of", "Defence", "Ministry", "said", "SAID", ",", ".", "(", ")", "“", "”", "the", "The",
        "two", "rebels", "he", "She", "who", "Moscow", "and", "UN", "U.N.", "Inc", "\n\n", "\n", "Dr", "🚢",
        "2020", "beat", "3-1", "group", "leader", "his", "counterpart",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, max_size=30))
def test_rows_keep_their_promises_on_any_words(read: Read, words: list[str]) -> None:
    check(read, " ".join(words))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=60))
def test_rows_keep_their_promises_on_any_text(read: Read, text: str) -> None:
    check(read, text)


def test_the_same_text_gives_the_same_rows(read: Read) -> None:
    text = "Mayor Ines Prado met Rebels of the Amal Front. She left."
    assert actors_of(read, text) == actors_of(read, text)


def test_a_token_leads_to_its_actor(read: Read) -> None:
    reading = read("Mayor Ines Prado met the fishermen.")
    found = find_actors(reading, FactTables())
    at = {t.text: (m.text if (m := actor_at(reading, found, t)) else None) for t in reading.tokens}
    assert at == {
        "Mayor": "Ines Prado", "Ines": "Ines Prado", "Prado": "Ines Prado", "met": None,
        "the": "the fishermen", "fishermen": "the fishermen", ".": None,
    }  # fmt: skip


def test_without_places_countries_are_states_by_their_names(read: Read) -> None:
    reading = read("Peru warned Chile.")
    assert [actor.country_iso3 for actor in find_actors(reading, FactTables()).actors] == ["PER", "CHL"]


def test_an_empty_text_has_no_actors(read: Read) -> None:
    assert actors_of(read, "").actors == ()


def test_a_pronoun_that_no_fact_is_about_has_no_actor_in_the_end(read: Read) -> None:
    reading = read("They are tall. They attacked the guards.")
    found = find_events(reading, find_actors(reading, FactTables()))
    kept = drop_unused(reading, found)
    assert [(m.sentence_no, m.text) for m in found.actor_mentions if m.form == "pronoun"] == [(0, "They"), (1, "They")]
    assert [(m.sentence_no, m.text) for m in kept.actor_mentions if m.form == "pronoun"] == [(1, "They")]
    assert {part.actor_id for part in kept.event_actors} <= {actor.actor_id for actor in kept.actors}
