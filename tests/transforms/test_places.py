"""Places: found in the text, told from people and things, and put where they lie."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.dates import DateMention
from schemas.facts import FactTables
from schemas.places import LOCATION_MENTIONS, LOCATIONS, Location
from tests.conftest import Read
from transforms.places import country_of_demonym, demonyms, find_places, place_of

LABELLED = Path(__file__).parents[1] / "data" / "places.jsonl"
CASES = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]


def places(read: Read, text: str, **options: Any) -> dict[str, Location]:
    """The places of a text by the words that name them."""
    found = find_places(read(text, **options), FactTables())
    rows = {row.location_id: row for row in found.locations}
    return {mention.text: rows[mention.location_id] for mention in found.location_mentions}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_labelled_text(read: Read, case: dict[str, Any]) -> None:
    got = places(read, case["text"])
    for words, (name, country) in case["places"].items():
        assert words in got
        assert (got[words].name, got[words].country_iso3) == (name, country)
    assert not set(case.get("not", ())) & set(got)
    assert {w: got[w].admin1 for w in case.get("admin1", {})} == case.get("admin1", {})
    assert {w: got[w].kind for w in case.get("kind", {})} == case.get("kind", {})
    if not case["places"]:
        assert not got


def test_coordinates_are_where_the_place_lies(read: Read) -> None:
    damascus = places(read, "The delegation landed in Damascus.")["Damascus"]
    assert damascus.location_id == "geonames:170654"
    assert (damascus.latitude, damascus.longitude) == (pytest.approx(33.51, abs=0.01), pytest.approx(36.29, abs=0.01))


def test_an_unknown_place_stays_without_coordinates(read: Read) -> None:
    found = find_places(read("The lorry broke down in Velmanica."), FactTables())
    (mention,), (location,) = found.location_mentions, found.locations
    assert (mention.resolved_by, location.latitude, location.longitude) == ("none", None, None)
    assert location.location_id.startswith("text:")


def test_a_location_depends_on_its_id_alone(read: Read) -> None:
    texts = ["The lorry broke down in Velmanica.", "Nobody lives in Velmanica, Texas.", "He flew to Paris, Texas."]
    seen: dict[str, Location] = {}
    for text in texts:
        for location in find_places(read(text), FactTables()).locations:
            assert seen.setdefault(location.location_id, location) == location


def test_one_name_has_one_sense_in_an_article(read: Read) -> None:
    text = "PARIS, Texas - A storm hit on Friday. Schools in Paris stayed closed, and Paris lost power."
    found = find_places(read(text), FactTables())
    named = {mention.location_id for mention in found.location_mentions if mention.text.lower() == "paris"}
    assert len(named) == 1


def test_neighbours_decide_between_namesakes(read: Read) -> None:
    got = places(read, "Crews from Urbana and Dayton helped in Springfield, said an official in Columbus.")
    assert got["Springfield"].admin1 == "Ohio"


@pytest.mark.parametrize(("domain", "country"), [("paper.ca", "CA"), ("paper.co.nz", "NZ")])
def test_the_paper_s_country_tips_the_scales_between_namesakes(read: Read, domain: str, country: str) -> None:
    text = "Firefighters were called to a warehouse in Hamilton on Friday night."
    reading = read(text)
    reading = dataclasses.replace(reading, article=dataclasses.replace(reading.article, domain=domain))
    found = find_places(reading, FactTables())
    assert [place.country_iso2 for place in found.locations] == [country]


def test_a_site_stands_in_the_city_that_the_text_puts_it_in(read: Read) -> None:
    got = places(read, "The wounded were taken to Ibn Sina Hospital in Baghdad.")
    assert got["Ibn Sina Hospital"].kind == "site"
    assert got["Ibn Sina Hospital"].latitude == got["Baghdad"].latitude


def test_what_is_a_date_is_no_place(read: Read) -> None:
    reading = read("He was seen in August in August.")
    date = DateMention(
        article_id=reading.article.article_id, version=1, sentence_no=0, start=15, end=21, text="August",
        confidence=1.0, kind="DATE", value="XXXX-08",
    )  # fmt: skip
    found = find_places(reading, FactTables(date_mentions=(date,)))
    assert all(row.start >= 21 or row.end <= 15 for row in found.location_mentions)


@pytest.mark.parametrize(
    ("word", "iso3"),
    [("Syrian", "SYR"), ("South Koreans", "KOR"), ("Dutch", "NLD"), ("Welsh", "GBR"), ("Asian", None), ("Paris", None)],
)
def test_country_of_demonym(word: str, iso3: str | None) -> None:
    assert country_of_demonym(word) == iso3


def test_demonyms_are_written_as_in_text() -> None:
    assert {"Syrian", "Americans", "South Korean"} <= demonyms()


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("The minister arrived in Damascus on Monday.", "arrived", "Damascus"),
        ("They held a meeting at the Moscow headquarters.", "headquarters", "Moscow"),
        ("Two cars were destroyed near Idlib.", "destroyed", "Idlib"),
        ("The Russian minister resigned.", "minister", None),
    ],
)
def test_place_of(read: Read, text: str, word: str, place: str | None) -> None:
    reading = read(text)
    found = find_places(reading, FactTables())
    (token,) = [t for t in reading.tokens if t.text == word]
    tied = place_of(reading, found, token)
    assert (tied.text if tied else None) == place


def test_contracts_hold(read: Read) -> None:
    for case in CASES[:20]:
        found = find_places(read(case["text"]), FactTables())
        for table, rows in ((LOCATIONS, found.locations), (LOCATION_MENTIONS, found.location_mentions)):
            if rows:
                table.contract.validate(table.to_arrow(rows), lazy=True)


WORDS = st.sampled_from(
    [
        "Paris", "Texas", ",", ".", "in", "of", "The", "Mr.", "Road", "US", "OR", "$", "Ore.", "St.", "Lake", "é", "😀",
        "Syrian", "said", "City", "-", "based", "\r\n", "\n\n", "Interstate", "95", "NEW", "York", "(", "D.C.", "'s",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=25))
def test_spans_are_exact_and_apart(read: Read, words: list[str]) -> None:
    reading = read(" ".join(words))
    found = find_places(reading, FactTables())
    ids = {location.location_id for location in found.locations}
    end = 0
    for mention in found.location_mentions:
        assert reading.text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        assert mention.location_id in ids
        end = mention.end
    assert find_places(reading, FactTables()) == found
