"""A full dump of GeoNames (`allCountries.txt`, or its zip) as places of the gazetteer, a line at a time."""

import io
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO

from schemas.errors import UsageError
from schemas.ontology import LocationKind
from transforms.places.lookup import CAPITAL, MINOR, TOWN, key_of
from transforms.places.sources import DATA, Entry, in_latin, plain

COLUMNS = 19
ADMIN1 = ("admin1CodesASCII.txt",)
"""Beside a dump: names of first-level divisions. Four columns: `SY.12`, name, name in ASCII, id."""

ALTERNATE = ("alternateNamesV2.zip", "alternateNamesV2.txt", "alternateNames.zip", "alternateNames.txt")
"""Beside a dump: names by language; the first of these files that is there is read."""

OTHER_NAMES_FROM = 5_000
"""Inhabitants from which on the dump's own column of other names counts, as for the packaged towns."""


class Dump:
    """A GeoNames dump: 19 columns, tabs between, no header; with names by language and divisions if beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def divisions(self) -> dict[tuple[str | None, str | None], str]:
        """Names of first-level divisions from the file beside the dump; empty where there is none."""
        found: dict[tuple[str | None, str | None], str] = {}
        for path in self._beside(ADMIN1):
            for cells in _lines(path, least=2):
                iso2, _, code = cells[0].partition(".")
                found[iso2, code] = plain(cells[1], iso2)
        return found

    def entries(self, packaged: Iterable[Entry]) -> Iterator[Entry]:
        """Every place of the dump that is not among the packaged ones; those stay as they are.

        Raises UsageError at the first line that is none of a dump, or where there is no line.
        """
        ids, divisions = _known(packaged)
        count = 0
        for number, cells in enumerate(_lines(self._path, least=COLUMNS), start=1):
            count = number
            kind = KINDS.of(cells[6], cells[7])
            try:
                if kind is None or int(cells[0]) in ids:
                    continue
                entry = self._entry(cells, *kind)
            except ValueError as error:
                raise UsageError(
                    f"{self._path}, line {number} is no line of a GeoNames dump: {error}.", resource=str(self._path)
                ) from error
            if (entry.level, entry.iso2, entry.code, key_of(entry.name) if entry.level == 2 else "") not in divisions:
                yield entry
        if not count:
            raise UsageError(f"{self._path} is empty: it should be a GeoNames dump.", resource=str(self._path))

    def _entry(self, cells: list[str], kind: LocationKind, level: int) -> Entry:
        iso2, population = cells[8] or None, int(cells[14] or 0)
        others = in_latin(cells[3].split(",")) if level < TOWN or population >= OTHER_NAMES_FROM else ()
        spoken = self._spoken.get(int(cells[0]))
        return Entry(
            geonames_id=cells[0], name=plain(cells[1], iso2 or ""), kind=kind, level=level, iso2=iso2,
            code=cells[10] if cells[10] != "00" and cells[10] else None, latitude=_degrees(cells[4], 90),
            longitude=_degrees(cells[5], 180), population=max(0, population),
            other_names=(*others, *spoken.split("|")) if spoken else others,
        )  # fmt: skip

    @cached_property
    def _spoken(self) -> Mapping[int, str]:
        """English names by place, `|` between them, from the file beside the dump; none of the past, none of slang."""
        names: dict[int, list[str]] = defaultdict(list)
        for path in self._beside(ALTERNATE):
            for cells in _lines(path, least=4):
                if cells[2] == "en" and cells[1].isdigit() and not any(flag == "1" for flag in cells[6:8]):
                    names[int(cells[1])].append(cells[3].replace("|", " "))
        return {place: "|".join(found) for place, found in names.items()}

    def _beside(self, names: Iterable[str]) -> list[Path]:
        paths = (self._path.with_name(name) for name in names)
        return [path for path in paths if path.exists()][:1]


def _known(packaged: Iterable[Entry]) -> tuple[set[int], set[tuple[int, str | None, str | None, str]]]:
    """The ids of places that are known already; and the divisions, since some of ours lack their id."""
    ids, divisions = set(), set()
    for entry in packaged:
        if entry.geonames_id:
            ids.add(int(entry.geonames_id))
        if entry.level in (1, 2):
            divisions.add((entry.level, entry.iso2, entry.code, key_of(entry.name) if entry.level == 2 else ""))
    return ids, divisions


def _degrees(written: str, most: int) -> float:
    value = float(written)
    if not -most <= value <= most:
        raise ValueError(f"{written} are no degrees of latitude or longitude")
    return value


def _lines(path: Path, least: int) -> Iterator[list[str]]:
    """The cells of each line; raises UsageError naming the line where there are too few."""
    try:
        with _opened(path) as stream, io.TextIOWrapper(stream, "utf-8", newline="\n") as text:
            for number, line in enumerate(text, start=1):
                cells = line.rstrip("\r\n").split("\t")
                if len(cells) < least:
                    raise UsageError(
                        f"{path}, line {number} has fewer columns ({len(cells)}) than GeoNames has ({least}): give the"
                        " file as downloaded, or its zip.",
                        resource=str(path),
                    )
                yield cells
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as a GeoNames file: {error}.", resource=str(path)) from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """A file's bytes, or those of the largest text in a zip."""
    if path.suffix.lower() != ".zip":
        with path.open("rb") as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as archive:
        texts = [item for item in archive.infolist() if item.filename.endswith(".txt")]
        if not texts:
            raise UsageError(f"{path} holds no .txt file.", resource=str(path))
        with archive.open(max(texts, key=lambda item: item.file_size)) as stream:
            yield stream


class Kinds:
    """What GeoNames' feature classes and codes are to us; the table is data/features.toml."""

    def __init__(self, path: Path) -> None:
        raw = tomllib.loads(path.read_text("utf-8"))
        self._classes: Mapping[str, LocationKind] = raw["classes"]
        self._codes: Mapping[str, LocationKind] = raw["codes"]
        self._left_out = frozenset(raw["left_out"])
        self._towns = frozenset(raw["towns"])

    def of(self, feature_class: str, code: str) -> tuple[LocationKind, int] | None:
        """Kind and level; None for what is left out."""
        if code in self._left_out:
            return None
        kind = self._codes.get(code) or self._classes.get(feature_class)
        return (kind, self._level(feature_class, code)) if kind else None

    def _level(self, feature_class: str, code: str) -> int:
        if code in self._towns:
            return CAPITAL if code == "PPLC" else TOWN
        return {"ADM1": 1, "ADM2": 2}.get(code, TOWN if feature_class == "P" else MINOR)


KINDS = Kinds(DATA / "features.toml")
