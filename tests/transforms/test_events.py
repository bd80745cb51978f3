"""Events: spans hold, ids resolve, the lexicon is checked, and events of one article hang together."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.events import EVENT_ACTORS, EVENT_LINKS, EVENTS, Event
from schemas.facts import FactTables
from schemas.figures import FIGURES, Figure
from tests.conftest import Read
from transforms.actors import find_actors
from transforms.dates import find_dates
from transforms.events import find_events, link
from transforms.events.lexicon import (
    NOUN_ROLES,
    QUADS,
    VERB_ROLES,
    LexiconError,
    cues,
    lexicon,
    nouns,
    sense,
    topics,
    verbs,
)
from transforms.extract import facts_of as all_facts_of
from transforms.reading import Reading


def facts_of(reading: Reading, likely: float = 0) -> FactTables:
    return link(reading, find_events(reading, find_actors(reading, find_dates(reading, FactTables())), likely))


def only(events: tuple[Event, ...], type_: str) -> Event:
    (event,) = [e for e in events if e.type == type_]
    return event


def figure(reading: Reading, text: str, subject: str, measure: str, **bounds: Any) -> Figure:
    start = reading.text.index(text)
    return Figure(
        article_id=reading.article.article_id, version=1, sentence_no=reading.sentence_at(start).no,
        start=start, end=start + len(text), text=text, confidence=0.9, figure_id=text, kind="count",
        subject=subject, measure=measure, **bounds,
    )  # fmt: skip


WORDS = st.sampled_from(
    """
    police arrested the minister protesters said will not attack on Kabul if meeting talks between Iran and Iraq , . ?
    “ ” who was by to denied that two killed in Monday its agreement signed must have been accused of
    """.split()  # noqa: SIM905 -- words read better as a line of text
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_words_give_rows_that_keep_their_contract(read: Read, text: str) -> None:
    reading = read(text, "2024-05-10")
    facts = facts_of(reading)
    for table, rows in ((EVENTS, facts.events), (EVENT_ACTORS, facts.event_actors), (EVENT_LINKS, facts.event_links)):
        table.contract.validate(table.to_arrow(rows), lazy=True)
    ids = {event.event_id for event in facts.events}
    assert len(ids) == len(facts.events)
    assert all(text[row.start : row.end] == row.text for row in (*facts.events, *facts.event_actors))
    assert all(text[e.trigger_start : e.trigger_end] == e.trigger for e in facts.events)
    assert all(e.start <= e.trigger_start < e.trigger_end <= e.end for e in facts.events)
    assert {part.event_id for part in facts.event_actors} <= ids
    assert {part.actor_id for part in facts.event_actors} <= {actor.actor_id for actor in facts.actors}
    assert {i for pair in facts.event_links for i in (pair.event_id, pair.other_event_id)} <= ids


def test_events_are_found_without_any_other_facts(read: Read) -> None:
    reading = read("Rebels attacked the town on Monday. Police said 4 men were arrested.")
    facts = link(reading, find_events(reading, FactTables(), likely=0))
    assert [e.type for e in facts.events] == ["ASSAULT", "COERCE"]
    assert facts.event_actors == ()


def test_the_same_text_gives_the_same_rows(read: Read) -> None:
    reading = read("Kenya agreed to send troops to Somalia.", "2024-05-10")
    assert facts_of(reading) == facts_of(reading)


def test_compound_actors_are_several_rows(read: Read) -> None:
    facts = facts_of(read("France and Germany condemned Belarus."))
    assert [(p.role, p.text) for p in facts.event_actors] == [
        ("actor", "France"), ("actor", "Germany"), ("recipient", "Belarus"),
    ]  # fmt: skip


def test_a_said_day_is_told_from_that_of_the_publication(read: Read) -> None:
    facts = facts_of(read("Police arrested the editor on 3 May 2024. Rebels shelled the port.", "2024-05-10"))
    arrest, shelling = only(facts.events, "COERCE"), only(facts.events, "ASSAULT")
    assert (str(arrest.date_start), arrest.date_from) == ("2024-05-03", "text")
    assert (str(shelling.date_start), shelling.date_from) == ("2024-05-10", "publication")


def test_what_is_planned_takes_no_day_from_the_publication(read: Read) -> None:
    facts = facts_of(read("Portugal will close the border.", "2024-05-10"))
    assert only(facts.events, "COERCE").date_start is None


def test_a_saying_is_attributed(read: Read) -> None:
    facts = facts_of(read("Police said that gunmen had attacked a village."))
    event = only(facts.events, "ASSAULT")
    assert event.attribution_verb == "said"
    assert event.attributed_to == next(a.actor_id for a in facts.actors if a.name == "Police")


def test_a_retelling_points_at_the_first_telling(read: Read) -> None:
    facts = facts_of(read("Gunmen attacked Camp Delta. Residents fled. Gunmen attacked it at dawn, police said."))
    first, second = [e for e in facts.events if e.type == "ASSAULT"]
    assert [(pair.event_id, pair.other_event_id) for pair in facts.event_links] == [(second.event_id, first.event_id)]


def test_events_of_different_actors_are_not_one(read: Read) -> None:
    facts = facts_of(read("France condemned Belarus. Later Poland condemned Belarus."))
    assert facts.event_links == ()


def test_the_killed_and_injured_are_those_of_the_attack(read: Read) -> None:
    reading = read("A bombing killed 12 people and injured more than 30 in the market.")
    dead = figure(reading, "12", "people", "killed", value=12.0, value_low=12.0, value_high=12.0)
    hurt = figure(reading, "more than 30", "people", "injured", value_low=31.0)
    facts = link(reading, find_events(reading, FactTables(figures=(dead, hurt))))
    bounds = [(e.killed_low, e.killed_high, e.injured_low, e.injured_high) for e in facts.events if e.killed_low]
    assert (12, 12) in [b[:2] for b in bounds]
    assert any(e.injured_low == 31 and e.injured_high is None for e in facts.events)
    FIGURES.contract.validate(FIGURES.to_arrow(facts.figures), lazy=True)
    assert {f.event_id for f in facts.figures} <= {e.event_id for e in facts.events}


def test_what_a_figure_already_says_is_kept(read: Read) -> None:
    reading = read("Rebels killed 12 people.")
    tied = figure(reading, "12", "people", "killed", value=12.0, value_low=12.0, value_high=12.0, location_id="x")
    facts = link(reading, find_events(reading, FactTables(figures=(tied,))))
    assert facts.figures[0].location_id == "x"


def test_what_a_participle_goes_on_to_tell_is_where_and_when_the_clause_says(read: Read) -> None:
    text = "KAMPALA, Uganda - Rebels shelled a depot near Gulu on Sunday, killing three men and wounding five."
    found = all_facts_of(read(text, published="2024-05-15"))
    days = {e.trigger: (e.date_start, e.date_from, e.place_from) for e in found.events}
    assert days["killing"] == days["wounding"] == (dt.date(2024, 5, 12), "text", "event")


def test_who_says_so_takes_no_part(read: Read) -> None:
    found = all_facts_of(read("Gunmen attacked the convoy, according to the United Nations.", published="2024-05-15"))
    assert "United Nations" not in {part.text for part in found.event_actors}


def test_contexts_name_the_topics_of_the_sentence(read: Read) -> None:
    event = only(facts_of(read("Police arrested an opposition candidate before the vote.")).events, "COERCE")
    assert set((event.contexts or "").split(";")) == {"election", "crime"}


def test_plover_types_have_a_quadrant_and_ours_none(read: Read) -> None:
    facts = facts_of(read("Police arrested the editor. A ferry capsized."))
    assert [e.quad for e in facts.events] == ["material_conflict", None]
    assert len(QUADS) == 16


def test_the_lexicon_is_large_and_every_topic_has_words() -> None:
    assert len(verbs()) + len(nouns()) > 700
    assert all(topics().values())
    assert all(cues(group) for group in ("verbs", "objects", "nouns", "modifiers", "modals", "adjectives"))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ({"type": "ATTACK", "mode": "", "when": "", "roles": ""}, "no event type"),
        ({"type": "AID", "mode": "", "when": "obj:@nothing", "roles": ""}, "not defined"),
        ({"type": "AID", "mode": "", "when": "beyond:*", "roles": ""}, "no slot"),
        ({"type": "AID", "mode": "", "when": "obj", "roles": ""}, "slot:words"),
        ({"type": "AID", "mode": "", "when": "", "roles": "whom:to"}, "role must be"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_with_its_word(line: dict[str, str], complaint: str) -> None:
    with pytest.raises(LexiconError, match=rf"verbs\.csv: help.*{complaint}"):
        sense("help", line, VERB_ROLES, "verbs.csv")


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("hug,AID,,,\nhug,SUPPORT,,obj:*,", "never decides"),
        ("hug,AID,,", "five columns"),
        ("hug,AID,,,,more", "five columns"),
    ],
)
def test_a_file_whose_lines_cannot_all_decide_is_refused(lines: str, complaint: str) -> None:
    with pytest.raises(LexiconError, match=complaint):
        lexicon(f"# a comment\nverbs,type,mode,when,roles\n{lines}\n", VERB_ROLES, "verbs.csv")


def test_roles_of_nouns_come_from_what_stands_around_them() -> None:
    assert NOUN_ROLES.actor[0] == "poss"


def cast(facts: FactTables, trigger: str) -> dict[str, set[str]]:
    """The names of those who take part in the events told by this word, by role."""
    names = {actor.actor_id: actor.name for actor in facts.actors}
    ids = {event.event_id for event in facts.events if event.trigger == trigger}
    roles = {part.role for part in facts.event_actors if part.event_id in ids}
    return {
        role: {names[p.actor_id] for p in facts.event_actors if p.event_id in ids and p.role == role} for role in roles
    }


def test_the_two_men_are_the_two_named_before(read: Read) -> None:
    facts = facts_of(read("Hakan Fidan met Ahmed Salim in Cairo. The two men signed an agreement on fishing."))
    assert cast(facts, "signed an agreement") == {"actor": {"Hakan Fidan"}, "recipient": {"Ahmed Salim"}}


def test_the_group_and_it_are_the_body_that_acted_before(read: Read) -> None:
    text = "The Nusra Front rejected the offer on Monday. The group denied that it had fired on the town."
    facts = facts_of(read(text))
    assert cast(facts, "denied")["actor"] == cast(facts, "fired")["actor"] == cast(facts, "rejected")["actor"]


def test_i_is_the_speaker_of_the_quote(read: Read) -> None:
    facts = all_facts_of(read("“I condemn the attack on the market,” said Anna Berg, the mayor of Lund."))
    assert cast(facts, "condemn")["actor"] == {"Anna Berg"}


def test_more_than_two_who_meet_are_participants(read: Read) -> None:
    facts = facts_of(read("Anna Berg, John Doyle and Maria Lopez met on Monday."))
    parts = cast(facts, "met")
    assert len(parts["actor"] | parts["recipient"] | parts["participant"]) == 3


def test_a_heading_and_the_text_below_tell_one_event(read: Read) -> None:
    facts = facts_of(read("Rebels reject the deal\n\nThe Nusra Front rejected the agreement on Monday."))
    first, second = (event for event in facts.events if event.type == "REJECT")
    assert [(link.event_id, link.other_event_id) for link in facts.event_links] == [(second.event_id, first.event_id)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Police arrested a man in Oslo.", dt.date(2024, 5, 10)),
        ("Police arrested a man in Oslo on Monday.", dt.date(2024, 5, 6)),
        ("Police will arrest the man by Monday.", None),
        ("Police had arrested the man in Oslo.", None),
        ("The 2023 election was won by a man whom police arrested.", None),
    ],
)
def test_only_what_is_new_happened_on_the_day_of_the_article(read: Read, text: str, start: dt.date | None) -> None:
    assert only(facts_of(read(text, "2024-05-10")).events, "COERCE").date_start == start


@pytest.mark.parametrize(
    "text", ["The ban on imports hurt farmers.", "Laws to ban parties are rare.", "They met the target."]
)
def test_standing_measures_purposes_and_targets_are_no_events(read: Read, text: str) -> None:
    assert facts_of(read(text)).events == ()


def test_confidence_is_higher_for_what_is_told_as_a_fact_and_by_somebody(read: Read) -> None:
    text = "Rebels attacked the army. Rebels may attack. There were attacks."
    fact, possible, nobody = (e.confidence for e in facts_of(read(text)).events if e.type == "ASSAULT")
    assert fact > possible
    assert fact > nobody


def test_rows_below_the_lead_that_are_not_likely_right_are_not_told(read: Read) -> None:
    text = "Mali accused Togo of delay. It is cold. It rains. Gunmen attacked Camp Delta. Peru rejected the offer."
    every = [(event.type, event.in_lead) for event in facts_of(read(text)).events]
    assert every == [("ACCUSE", True), ("ASSAULT", False), ("REJECT", False)]
    assert [event.type for event in facts_of(read(text), likely=1).events] == ["ACCUSE"]
    late = "It is cold. It rains. It snows. Gunmen attacked Camp Delta. Attacks could follow."
    assert [event.trigger for event in facts_of(read(late), likely=1).events] == ["attacked"]


@pytest.mark.parametrize(
    ("text", "trigger", "means"),
    [
        ("Israel and Hamas agreed to a truce through mediators Qatar and Egypt.", "agreed", {"Qatar", "Egypt"}),
        ("Iran attacked the base through the Houthis.", "attacked", {"Houthis"}),
        ("The army captured the town with the help of Hezbollah.", "captured", {"Hezbollah"}),
        ("Gangs smuggled arms through Syria.", "smuggled", None),
        ("A man killed his neighbour with a knife.", "killed", None),
    ],
)
def test_an_actor_through_whom_another_acts_is_the_instrument(
    read: Read, text: str, trigger: str, means: set[str] | None
) -> None:
    assert cast(facts_of(read(text)), trigger).get("instrument") == means


def test_one_through_whom_it_was_agreed_is_no_place(read: Read) -> None:
    found = all_facts_of(read("Israel and Hamas agreed to a truce through Qatar.", published="2024-05-15"))
    assert only(found.events, "AGREE").location_id is None


@pytest.mark.parametrize(
    "text", ["Friday's attack in Kampala killed ten men.", "The attack, which killed ten men on Friday, was condemned."]
)
def test_an_event_that_is_the_subject_says_when(read: Read, text: str) -> None:
    found = all_facts_of(read(text, published="2024-05-15"))
    assert next(e for e in found.events if e.trigger == "killed").date_start == dt.date(2024, 5, 10)


def test_what_was_done_before_is_not_of_the_day_of_the_article(read: Read) -> None:
    found = all_facts_of(read("Blair has previously accused Johnson of lying.", published="2024-05-15"))
    assert only(found.events, "ACCUSE").date_start is None
