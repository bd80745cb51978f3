"""Reads the labelled texts: four corpora with four habits, as sentences whose words each have a set of allowed tags."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import tags
from training.lists import listed

FINE = {
    "politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG", "country": "LOC",
    "location": "LOC", "event": "MISC", "election": "MISC", "misc": "MISC",
}  # fmt: skip
"""CrossNER's types and ours."""

COARSE = {"person": "PER", "organization": "ORG", "place": "LOC"}
"""GUM's types and ours; its other named types count as MISC or as no name."""

CORPORA = ("wikigold", "uner-ewt", "crossner-politics", "gum", "made")
"""The files, without their ending, and the sentences that `training.made` makes."""

SMALL = frozenset(listed("words")["small"])
PERSONAL = SMALL - {"of", "and", "for", "&", "'s", "’s"}
"""Small words inside names, and inside those of people."""

TITLES = frozenset(listed("words")["titles"])
"""Words before a name that GUM counts as part of it, and we do not."""


@dataclass(frozen=True)
class Sentence:
    """Tokens, whether a space follows each, and the tags each may have."""

    tokens: tuple[str, ...]
    spaces: tuple[bool, ...]
    allowed: tuple[tags.Allowed, ...]

    def names(self) -> list[tuple[int, int, str]]:
        """The names that are sure: first token, after the last, kind."""
        numbers = [a.bit_length() - 1 if a.bit_count() == 1 else 0 for a in self.allowed]
        return tags.spans(numbers)

    def text(self, first: int, last: int) -> str:
        """The text of some tokens."""
        spelled = zip(self.tokens[first:last], self.spaces[first:last], strict=True)
        return "".join(token + " " * space for token, space in spelled).strip()


@dataclass(frozen=True)
class Text:
    """A text of a corpus, sentence by sentence."""

    corpus: str
    doc: str
    sentences: tuple[Sentence, ...]


def read(folder: Path) -> list[Text]:
    """All texts of a folder with the four files."""
    found = [text for corpus in ("wikigold", "uner-ewt", "crossner-politics") for text in _spans(folder, corpus)]
    return found + list(_gum(folder / "gum.jsonl"))


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _spans(folder: Path, corpus: str) -> Iterator[Text]:
    for doc in _lines(folder / f"{corpus}.jsonl"):
        for no, group in enumerate(_grouped(doc["sents"])):
            yield Text(corpus, f"{doc['doc']}/{no}", tuple(_sentence(s, corpus) for s in group))


def _grouped(sents: list[Any]) -> Iterator[list[Any]]:
    """Ten sentences at a time: a corpus of three long files has parts to hold back, too."""
    for start in range(0, len(sents), 10):
        yield sents[start : start + 10]


def _sentence(sent: dict[str, Any], corpus: str) -> Sentence:
    words = sent["tokens"]
    allowed = [_outside(word, corpus) for word in words]
    for first, last, label in sent["ents"]:
        allowed[first:last] = tags.of_span(FINE.get(label, label), last - first)
    return Sentence(tuple(words), tuple(sent["spaces"]), tuple(allowed))


def _outside(word: str, corpus: str) -> tags.Allowed:
    """What a word that a corpus does not label may be: Wikigold alone labels nationalities and works throughout."""
    open_ = corpus != "wikigold" and word[0].isupper() and word not in {"I", "A"}
    return tags.UNSURE if open_ else tags.OUTSIDE


def _gum(path: Path) -> Iterator[Text]:
    for doc in _lines(path):
        allowed = _gum_allowed(doc)
        words = tuple(t["t"] for t in doc["tokens"])
        spaces = tuple(bool(t["sp"]) for t in doc["tokens"])
        sentences = tuple(Sentence(words[a:b], spaces[a:b], tuple(allowed[a:b])) for a, b in doc["sents"])
        yield Text("gum", doc["doc"], sentences)


def _gum_allowed(doc: dict[str, Any]) -> list[tags.Allowed]:
    """GUM's mentions as names: the outermost with a proper noun for its head, without what is no part of a name."""
    tokens = doc["tokens"]
    allowed = [tags.ANY if t["upos"] == "PROPN" else _outside(t["t"], "gum") for t in tokens]
    taken: set[int] = set()
    for mention in sorted(doc["mentions"], key=lambda m: m["start"] - m["end"]):
        first, last, kind = mention["start"], mention["end"], COARSE.get(mention["type"])
        if tokens[mention["head"]]["upos"] != "PROPN":
            continue
        if mention["type"] == "time":
            allowed[first:last] = [tags.OUTSIDE] * (last - first)
            continue
        start, end = _name_within(tokens, first, last, mention["head"], PERSONAL if kind == "PER" else SMALL)
        if taken.intersection(range(start, end)) or start == end:
            continue
        whole = [t for t in tokens[first:start] if t["upos"] != "DET" and t["t"].lower() not in TITLES]
        rest = [t for t in tokens[end:last] if t["t"] not in {"'s", "’s", "'", "’"}]
        apposed = bool(rest) and rest[0]["t"] in {",", "("}
        loose = any(t["upos"] == "PROPN" for t in (whole if apposed else whole + rest))
        if kind is None or loose:
            allowed[start:end] = [tags.ANY if kind else tags.UNSURE] * (end - start)
        else:
            allowed[start:end] = tags.of_span(kind, end - start)
            for i in range(first, start):
                allowed[i] = tags.OUTSIDE
        taken.update(range(start, end))
    return allowed


def _name_within(
    tokens: list[dict[str, Any]], first: int, last: int, head: int, small: frozenset[str]
) -> tuple[int, int]:
    """The run of capitalised and small words around a mention's head, without determiner, title and possessive."""
    start, end = head, head + 1
    while end < last and _may_be_inside(tokens[end]["t"], small):
        end += 1
    while start > first and _may_be_inside(tokens[start - 1]["t"], small):
        start -= 1
    while start < end and (_is_small(tokens[start]["t"]) or (end - start > 1 and _is_title(tokens[start]["t"]))):
        start += 1
    while end > start and _is_small(tokens[end - 1]["t"]):
        end -= 1
    return start, end


def _may_be_inside(word: str, small: frozenset[str]) -> bool:
    return word[0].isupper() or word.lower() in small


def _is_small(word: str) -> bool:
    return word.lower() in SMALL and not (word[0].isupper() and word.lower() not in {"the", "of", "and", "for"})


def _is_title(word: str) -> bool:
    return word.lower().rstrip(".") in TITLES


def halves(texts: list[Text], every: int = 10) -> tuple[list[Text], list[Text]]:
    """What is trained on, and each tenth text of each corpus, held back."""
    train: list[Text] = []
    held: list[Text] = []
    for corpus in CORPORA:
        for no, text in enumerate(t for t in texts if t.corpus == corpus):
            (held if no % every == every - 1 else train).append(text)
    return train, held
