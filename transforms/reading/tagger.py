"""The names model of our own: a small encoder that marks names in sentences, with how sure it is of each kind."""

import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from schemas.errors import UsageError
from transforms.reading.pieces import Word, packed, words_of
from transforms.reading.viterbi import best_tags, chances, spans

FOLDER = Path(str(files("transforms.reading"))) / "names"
"""Where the committed model lies; its card says how it was made."""

ROOM = 126
"""Pieces of a window, without the signs that start and end it."""

OVERLAP = 32
"""Pieces that two windows of one long sentence share."""

BATCH = 1_024
"""Pieces that are run at a time: more gains nothing and costs memory."""

_START, _END, _SIGN = 101, 102, 5


class Marked(NamedTuple):
    """A name: code points `start` to `end` of its text, half open, and the chance of each of `viterbi.KINDS`."""

    start: int
    end: int
    chances: tuple[float, ...]


class _Window(NamedTuple):
    """Words that are run together; `text` is the number of the text they are from."""

    text: int
    words: list[Word]
    pieces: int


class NameTagger:
    """Marks names in English sentences. One thread; about 100 MB."""

    def __init__(self, folder: Path = FOLDER) -> None:
        about = json.loads((folder / "names.json").read_text("utf-8"))
        model = (folder / "names.onnx").read_bytes()
        if hashlib.sha256(model).hexdigest() != about["sha256"]["names.onnx"]:
            raise UsageError(f"The names model in {folder} is damaged: install newsfacts again.")
        self.version = str(about["version"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def mark(self, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[list[Marked]]:
        """The names of each text, in order; a text comes with the spans of its sentences."""
        windows = [w for no, (text, sentences) in enumerate(texts) for w in self._windows(no, text, sentences)]
        windows.sort(key=lambda window: window.pieces)
        found: list[list[Marked]] = [[] for _ in texts]
        for first, last in _batches([window.pieces for window in windows]):
            for window, marked in zip(windows[first:last], self._run(windows[first:last]), strict=True):
                found[window.text] += marked
        return [_apart(names) for names in found]

    def _windows(self, no: int, text: str, sentences: Sequence[tuple[int, int]]) -> list[_Window]:
        """Neighbouring sentences packed together; a sentence that is too long is cut, with some overlap."""
        parts = [part for start, end in sentences for part in _cut(self._words(text, start, end))]
        lengths = [sum(len(word.ids) for word in part) for part in parts]
        return [
            _Window(no, list(chain.from_iterable(parts[first:last])), sum(lengths[first:last]))
            for first, last in packed(lengths, ROOM)
        ]

    def _words(self, text: str, start: int, end: int) -> list[Word]:
        found = words_of(self._tokenizer, text[start:end])
        return [Word(word.start + start, word.end + start, word.ids, word.case) for word in found]

    def _run(self, windows: Sequence[_Window]) -> list[list[Marked]]:
        longest = max(window.pieces for window in windows) + 2
        ids, cases, mask = (np.zeros((len(windows), longest), np.int64) for _ in range(3))
        firsts = np.zeros((len(windows), max(len(window.words) for window in windows)), np.int64)
        for row, window in enumerate(windows):
            pieces = list(chain.from_iterable(word.ids for word in window.words))
            ids[row, : len(pieces) + 2] = [_START, *pieces, _END]
            cases[row, : len(pieces) + 2] = [_SIGN, *(w.case for w in window.words for _ in w.ids), _SIGN]
            mask[row, : len(pieces) + 2] = 1
            firsts[row, : len(window.words)] = np.cumsum([1, *(len(w.ids) for w in window.words[:-1])])
        (scores,) = self._session.run(["scores"], {"ids": ids, "cases": cases, "mask": mask})
        scores = np.take_along_axis(scores, firsts[:, :, None], 1)
        tags = best_tags(scores, np.array([len(window.words) for window in windows]))
        return [_named(w.words, tags[row], scores[row]) for row, w in enumerate(windows)]


def _cut(words: list[Word]) -> list[list[Word]]:
    """A sentence's words in windows that overlap; one window where they fit."""
    found: list[list[Word]] = []
    while words:
        last = used = 0
        while last < len(words) and used + len(words[last].ids) <= ROOM:
            used += len(words[last].ids)
            last += 1
        found.append(words[:last])
        if last == len(words):
            break
        shared = 0
        while last > 1 and shared < OVERLAP:
            last -= 1
            shared += len(words[last].ids)
        words = words[last:]
    return found


def _batches(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Ranges of windows, sorted by length, of about BATCH pieces when padded."""
    found, first = [], 0
    for i, length in enumerate(lengths):
        if i > first and (i - first + 1) * length > BATCH:
            found.append((first, i))
            first = i
    return [*found, (first, len(lengths))] if lengths else []


def _named(words: Sequence[Word], tags: NDArray[np.int8], scores: NDArray[np.float32]) -> list[Marked]:
    return [
        Marked(words[first].start, words[last - 1].end, chances(scores[first:last]))
        for first, last, _ in spans(tags[: len(words)].tolist())
    ]


def _apart(names: Sequence[Marked]) -> list[Marked]:
    """In order, each once: where two windows see a name differently, the longer one."""
    kept: list[Marked] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if kept and name.start < kept[-1].end:
            if name.end - name.start > kept[-1].end - kept[-1].start:
                kept[-1] = name
        else:
            kept.append(name)
    return kept
