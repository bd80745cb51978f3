"""A full dump of GeoNames: its places beside the packaged ones, in the same 19 columns, from a small one of our own."""

import shutil
import zipfile
from pathlib import Path

import pytest

from flows.commands import gazetteer as command
from schemas.errors import UsageError
from schemas.facts import FactTables
from tests.conftest import Read
from transforms.places import find_places
from transforms.places.gazetteer import save
from transforms.places.geonames import KINDS, Dump
from transforms.places.lookup import MINOR, TOWN, VARIABLE, Place, opened
from transforms.places.sources import Entry

DUMP = Path(__file__).parents[2] / "data" / "places" / "allCountries.txt"
PACKAGED = [
    Entry(geonames_id="170654", name="Damascus", kind="city", iso2="SY", latitude=33.5, longitude=36.3, population=9),
    Entry(geonames_id=None, name="Texas", kind="region", level=1, iso2="US", code="TX", latitude=31.2, longitude=-99.2),
]  # fmt: skip


def alone(folder: Path) -> Path:
    """The dump with no other file beside it."""
    return Path(shutil.copy(DUMP, folder / "dump.txt"))


def names(dump: Path) -> dict[str, Entry]:
    return {entry.name: entry for entry in Dump(dump).entries(PACKAGED)}


def test_places_of_today_are_taken_in_and_packaged_ones_left_alone(tmp_path: Path) -> None:
    assert set(names(alone(tmp_path))) == {
        "Oakhollow", "Mirrow Creek", "Tall Qar'ah", "Velmont County", "Norrby Skola", "Brightmere Airport", "Sandmark",
    }  # fmt: skip


def test_each_has_its_kind_and_level(tmp_path: Path) -> None:
    found = names(alone(tmp_path))
    assert {name: (entry.kind, entry.level) for name, entry in found.items()} == {
        "Oakhollow": ("city", TOWN), "Tall Qar'ah": ("city", TOWN), "Velmont County": ("region", 2),
        "Mirrow Creek": ("water", MINOR), "Norrby Skola": ("site", MINOR), "Brightmere Airport": ("site", MINOR),
        "Sandmark": ("region", MINOR),
    }  # fmt: skip
    assert (found["Sandmark"].iso2, found["Sandmark"].code) == (None, None)


def test_other_names_count_for_larger_towns_and_divisions_only(tmp_path: Path) -> None:
    found = names(alone(tmp_path))
    assert [found[name].other_names for name in ("Oakhollow", "Tall Qar'ah", "Velmont County")] == [
        (), ("Tell Qaraa",), ("Velmont",),
    ]  # fmt: skip


def test_english_names_of_today_are_read_from_the_file_beside_it() -> None:
    assert names(DUMP)["Oakhollow"].other_names == ("Oakie Hollow",)
    assert names(DUMP)["Norrby Skola"].other_names == ("Norrby School",)


def test_divisions_are_named_by_the_file_beside_it(tmp_path: Path) -> None:
    dump = Dump(DUMP)
    save(dump.entries(PACKAGED), {"US": "USA", "GB": "GBR"}, tmp_path / "g.parquet", dump.divisions())
    (airport,) = opened(tmp_path / "g.parquet").named("brightmere airport")
    assert (airport.admin1, airport.iso3, airport.location_id) == ("England", "GBR", "geonames:90000008")


def test_a_zip_is_read_as_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "allCountries.zip", "w") as archive:
        archive.write(DUMP, "allCountries.txt")
        archive.writestr("readme.txt", "What this is.")
    assert names(tmp_path / "allCountries.zip") == names(alone(tmp_path))


LINE = DUMP.read_text("utf-8").splitlines()[0]
BAD = {
    "": "is empty",
    "one,two\n": r"line 1 has fewer columns \(1\)",
    f"{LINE}\n{LINE[:40]}\n": "line 2 has fewer columns",
    LINE.replace("90000001", "many"): "line 1 is no line of a GeoNames dump",
    LINE.replace("31.5", "131.5"): "131.5 are no degrees",
    LINE.replace("-97.5", "west"): "line 1 is no line of a GeoNames dump",
}


@pytest.mark.parametrize(("content", "sentence"), BAD.items(), ids=BAD.values())
def test_a_file_that_is_no_dump_is_one_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "dump.txt").write_text(content, "utf-8")
    with pytest.raises(UsageError, match=sentence):
        names(tmp_path / "dump.txt")


@pytest.mark.parametrize("name", ["missing.txt", "broken.zip", "latin.txt", "folder", "other.zip"])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK no more")
    (tmp_path / "latin.txt").write_bytes("\xd6kholm\t".encode("latin-1"))
    (tmp_path / "folder").mkdir()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("photo.png", "")
    with pytest.raises(UsageError, match=name):
        names(tmp_path / name)


def test_features_are_told_apart() -> None:
    assert [KINDS.of(*of) for of in [("P", "PPLC"), ("H", "LK"), ("A", "PCLI"), ("", ""), ("A", "ADM1")]] == [
        ("city", 5), ("water", MINOR), None, None, ("region", 1),
    ]  # fmt: skip


def test_the_command_builds_one_that_is_used_when_named(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.parquet"
    command.build(geonames=DUMP, output=path)
    assert f"export {VARIABLE}={path}" in capsys.readouterr().out
    assert places(read) == {"Oakhollow": None, "Texas": "Texas"}
    monkeypatch.setenv(VARIABLE, str(path))
    assert places(read) == {"Oakhollow": "Texas", "Texas": "Texas"}


def places(read: Read) -> dict[str, str | None]:
    """The states that a text's places lie in."""
    found = find_places(read("A barn burned down in Oakhollow, Texas."), FactTables())
    return {row.name: row.admin1 for row in found.locations}


def test_a_minor_place_needs_the_context(tmp_path: Path) -> None:
    save(Dump(DUMP).entries([]), {}, tmp_path / "g.parquet")
    (creek,) = opened(tmp_path / "g.parquet").named("mirrow creek")
    assert isinstance(creek, Place)
    assert creek.level == MINOR
