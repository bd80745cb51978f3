"""The words that tell events, read from the data files beside this module and checked on loading."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from schemas.ontology import EventType, Quad, Status

HERE = Path(__file__).parent

QUADS: Mapping[str, Quad] = {
    type_: quad
    for quad, types in zip(
        get_args(Quad),
        (
            ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
            ("COOPERATE", "AID", "RETREAT"),
            ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
            ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
        ),
        strict=True,
    )
    for type_ in types
}
"""PLOVER's four quadrants; our own nine types have none."""

KNOWN = frozenset(
    {
        "@person", "@official", "@actor", "@politician", "@state", "@firm", "@lone",
        "@conflict", "@hostile", "@cooperation", "@future", "@passive", "@infinitive", "@trailing", "@definite",
        "@power", "@standing", "@own", "@negated", "@sum", "@bare",
    }
)  # fmt: skip
"""Classes that hold by what is known of a name or verb, besides the words classes.toml may list for them."""

SLOTS = frozenset(
    {
        "subj", "else", "obj", "iobj", "prt", "inf", "that", "as", "mod", "poss", "light", "when", "cause",
        "after", "above", "self", "shared", "scene", "setting",
    }
)  # fmt: skip
"""What a condition or role may name; "else" is who may be understood as subject where "subj" is no actor,
"when" the verb of a clause with "when", "as" or "after", and "cause" its subject. Only a condition may name "self",
the word itself, "above", the word it hangs on, "shared", the object of the verb joined to it, "scene", any word of its
sentence, and "setting", any word also of the two sentences before.
"""


class LexiconError(ValueError):
    """A line of a data file that cannot be meant: the message names the file, the word and what is wrong."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What one slot must hold: one of `words`, one of the KNOWN `classes`, or anything (`words` has "*")."""

    slot: str
    words: frozenset[str]
    classes: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a word. `type` None: it tells no event. `actor` and `recipient` name slots, in order."""

    word: str
    type: EventType | None
    mode: str | None
    conditions: tuple[Condition, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool


@dataclass(frozen=True, slots=True)
class Roles:
    """Which slots are read for actor and recipient where a line does not say."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]


VERB_ROLES = Roles(
    ("subj", "else"), ("obj", "iobj", "against", "on", "at", "to", "with", "from", "into", "for", "towards")
)
NOUN_ROLES = Roles(
    ("poss", "by", "subj", "else", "mod"), ("against", "on", "with", "to", "at", "of", "iobj", "obj", "into")
)

Lexicon = Mapping[str, tuple[Sense, ...]]


@cache
def verbs() -> Lexicon:
    """Senses by lemma of the verb, in the order in which they are tried."""
    return _read("verbs.csv", VERB_ROLES)


@cache
def nouns() -> Lexicon:
    """Senses by lemma of the noun, in the order in which they are tried."""
    return _read("nouns.csv", NOUN_ROLES)


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """The words of each class of classes.toml, with those of the classes it names."""
    raw = {name: text.split() for name, text in toml("classes.toml").items()}
    return {name: frozenset(_members(name, raw, ())) for name in raw}


def _members(name: str, raw: Mapping[str, list[str]], above: tuple[str, ...]) -> Iterator[str]:
    if name not in raw or name in above:
        raise LexiconError(f"classes.toml: class @{name} is not defined, or holds itself.")
    for word in raw[name]:
        if word.startswith("@"):
            yield from _members(word[1:], raw, (*above, name))
        else:
            yield word


@cache
def toml(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def light(kind: str) -> frozenset[str]:
    """The lemmas of a list of light.toml: verbs, undergo, happen, harm."""
    return frozenset(toml("light.toml")[kind].split())


@cache
def cues(group: str) -> Mapping[str, Status]:
    """Cue words of a table of status.toml, with the status each gives; raises LexiconError for an unknown status."""
    found: dict[str, Status] = {}
    for status, words in toml("status.toml")[group].items():
        if status == "open":
            continue
        if status not in get_args(Status):
            raise LexiconError(f"status.toml: [{group}] has no status {status!r}.")
        # The first list that has a word decides, so that a file is read from top to bottom.
        found = {**dict.fromkeys(words.split(), status), **found}
    return found


@cache
def topics() -> Mapping[str, frozenset[str]]:
    """The cue words of each topic."""
    return {name: frozenset(text.split()) for name, text in toml("contexts.toml")["topics"].items()}


@cache
def listed(file: str, table: str, key: str) -> frozenset[str]:
    """The words of one key of one table of a TOML file of this folder."""
    return frozenset(toml(file)[table][key].split())


def _read(name: str, roles: Roles) -> Lexicon:
    return lexicon((HERE / name).read_text(encoding="utf-8"), roles, name)


def lexicon(text: str, roles: Roles, name: str) -> Lexicon:
    """Checked lines of a file called `name`; raises LexiconError where one cannot be meant or never decides."""
    found: dict[str, list[Sense]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        if None in row or None in row.values():
            raise LexiconError(f"{name}: {row} does not have the five columns of the head line.")
        for word in row[name.removesuffix(".csv")].split():
            found.setdefault(word, []).append(sense(word, row, roles, name))
    for word, senses in found.items():
        if not all(s.conditions for s in senses[:-1]):
            raise LexiconError(f"{name}: {word}: a line stands behind one that always holds, so it never decides.")
    return {word: tuple(senses) for word, senses in found.items()}


def sense(word: str, row: Mapping[str, str], roles: Roles, name: str) -> Sense:
    """One checked line; raises LexiconError naming the file `name`, the word and what is wrong."""
    kind = row["type"]
    if kind != "-" and kind not in get_args(EventType):
        raise LexiconError(f"{name}: {word}: there is no event type {kind!r}.")
    said = _roles(row["roles"] or "", f"{name}: {word}")
    return Sense(
        word=word,
        type=None if kind == "-" else kind,  # type: ignore[arg-type]
        mode=row["mode"] or None,
        conditions=tuple(_condition(text, f"{name}: {word}") for text in (row["when"] or "").split()),
        actor=said.get("actor", roles.actor),
        recipient=said.get("recipient", roles.recipient),
        mutual="mutual" in said,
    )


def _roles(text: str, where: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for part in text.split():
        role, _, slots = part.partition(":")
        if role not in ("actor", "recipient", "mutual"):
            raise LexiconError(f"{where}: a role must be actor:, recipient: or mutual, not {part!r}.")
        found[role] = tuple(_slot(slot, where) for slot in slots.split("/") if slot)
    return found


def _condition(text: str, where: str) -> Condition:
    slot, _, wanted = text.removeprefix("!").partition(":")
    if not wanted:
        raise LexiconError(f"{where}: a condition is slot:words, not {text!r}.")
    words: set[str] = set()
    known: set[str] = set()
    for word in wanted.split("/"):
        if word in KNOWN:
            known.add(word)
        if word.startswith("@") and word[1:] in classes():
            words |= classes()[word[1:]]
        elif word.startswith("@") and word not in KNOWN:
            raise LexiconError(f"{where}: class {word} is not defined in classes.toml.")
        else:
            words.add(word)
    return Condition(_slot(slot, where), frozenset(words), frozenset(known), text.startswith("!"))


def _slot(name: str, where: str) -> str:
    if name not in SLOTS and name not in listed("prepositions.toml", "slots", "names"):
        raise LexiconError(f"{where}: there is no slot {name!r}.")
    return name
