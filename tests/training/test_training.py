"""Texts for training: four habits of labelling become sets of tags, names are exchanged, sentences made."""

import json
import random
from pathlib import Path

import pytest

from training import made, tags
from training.names import Names
from training.nationals import marked
from training.texts import Sentence, Text, halves, read
from training.vary import Varied


def sentence(marked_up: str) -> Sentence:
    """Words with a kind behind a slash: "Ana/PER Roy/PER left"."""
    words = [word.partition("/") for word in marked_up.split()]
    allowed = []
    for i, (_, _, kind) in enumerate(words):
        inside = kind and i and words[i - 1][2] == kind
        allowed.append(tags.one(f"{'I' if inside else 'B'}-{kind}") if kind else tags.OUTSIDE)
    return Sentence(tuple(w for w, _, _ in words), (True,) * len(words), tuple(allowed))


def gum(tokens: str, mentions: list[dict[str, object]]) -> Sentence:
    """One sentence of GUM: words with their part of speech behind a slash."""
    rows = [{"t": word, "upos": pos or "X", "sp": True} for word, _, pos in (t.partition("/") for t in tokens.split())]
    from training.texts import _gum_allowed

    allowed = _gum_allowed({"tokens": rows, "mentions": mentions})
    return Sentence(tuple(row["t"] for row in rows), (True,) * len(rows), tuple(allowed))


def names_of(found: Sentence) -> list[tuple[str, str]]:
    return [(found.text(first, last), kind) for first, last, kind in found.names()]


def test_a_title_and_an_article_are_no_part_of_a_name() -> None:
    person = gum("President/PROPN Ana/PROPN Roy/PROPN left", [{"type": "person", "start": 0, "end": 3, "head": 0}])
    assert names_of(person) == [("Ana Roy", "PER")]
    place = gum("in the/DET Azores/PROPN", [{"type": "place", "start": 1, "end": 3, "head": 2}])
    assert names_of(place) == [("Azores", "LOC")]


def test_a_place_is_apart_from_the_country_behind_a_comma() -> None:
    both = [{"type": "place", "start": 0, "end": 3, "head": 0}, {"type": "place", "start": 2, "end": 3, "head": 2}]
    assert names_of(gum("Porto/PROPN , Portugal/PROPN", both)) == [("Porto", "LOC"), ("Portugal", "LOC")]


def test_a_name_of_another_kind_is_left_open() -> None:
    war = gum("the/DET Boer/PROPN War/PROPN", [{"type": "event", "start": 0, "end": 3, "head": 2}])
    assert war.allowed == (tags.OUTSIDE, tags.UNSURE, tags.UNSURE)


def test_nationalities_are_marked_where_a_corpus_leaves_them_open() -> None:
    text = Text("gum", "1", (Sentence(("South", "Koreans", "met"), (True,) * 3, (tags.UNSURE, tags.UNSURE, 1)),))
    assert names_of(marked(text).sentences[0]) == [("South Koreans", "NORP")]


def test_other_names_stand_in_the_same_sentence() -> None:
    text = Text("wikigold", "1", (sentence("Ana/PER Roy/PER of Acme/ORG left Porto/LOC"),) * 40)
    varied = [s for t in Varied([text], random.Random(1)).epoch() if t.corpus == "wikigold" for s in t.sentences]
    assert {tuple(kind for _, _, kind in s.names()) for s in varied} == {("PER", "ORG", "LOC")}


def test_made_sentences_have_a_tag_a_word() -> None:
    rng = random.Random(1)
    texts = made.texts(Names(rng), rng, 300)
    assert all(len(s.tokens) == len(s.spaces) == len(s.allowed) for t in texts for s in t.sentences)
    assert {kind for t in texts for s in t.sentences for *_, kind in s.names()} == {"PER", "ORG", "LOC", "NORP", "MISC"}


def test_a_made_sentence_is_the_same_for_the_same_seed() -> None:
    first, second = (made.texts(Names(rng), rng, 20) for rng in (random.Random(7), random.Random(7)))
    assert first == second


def test_all_four_files_are_read_and_a_tenth_held_back(tmp_path: Path) -> None:
    row = {"doc": "d", "sents": [{"tokens": ["Ana", "left"], "spaces": [True, False], "ents": [[0, 1, "PER"]]}]}
    for name in ("wikigold", "uner-ewt", "crossner-politics"):
        tmp_path.joinpath(f"{name}.jsonl").write_text((json.dumps(row) + "\n") * 10, "utf-8")
    tmp_path.joinpath("gum.jsonl").write_text("", "utf-8")
    learned, held = halves(read(tmp_path))
    assert (len(learned), len(held)) == (27, 3)


@pytest.mark.parametrize(("before", "after"), [("B-PER", {"I-PER"}), ("I-ORG", {"I-ORG"}), ("O", {"O"})])
def test_the_rest_of_a_token_continues_its_first_word(before: str, after: set[str]) -> None:
    assert tags.inside(tags.one(before)) == sum(map(tags.one, after))
