"""A stand-in for the worker's reader: no parser, so it starts at once; some words in a text make it misbehave."""

import collections
import contextlib
import itertools
import os
import re
import signal
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import trafilatura
from lxml import html

from flows.workers.reader import Reader
from schemas.articles import Article, SentenceRow
from schemas.documents import Document
from schemas.errors import CleanError
from schemas.facts import FactTables
from schemas.figures import Figure
from schemas.ids import make_id
from transforms.clean import clean

NUMBER = re.compile(r"\d+")


class FakeReader(Reader):
    """Takes every line for a sentence and every number for a figure.

    CRASH kills the process, RAISE raises, REJECT makes a row that breaks its contract.
    """

    def __init__(self, *_: str) -> None:
        self._published = None

    def name(self, _: bytes) -> bytes:
        return b"fake 1"

    def read(self, articles: Iterable[Article]) -> Iterator[FactTables]:
        return map(facts_of, articles)


class BetterReader(FakeReader):
    """The next version: does not mind RAISE, gives half the confidence, and cleans otherwise.

    It leaves out advertisements, takes a page that speaks of cookies for no article, and finds one that is MOVED at
    another address.
    """

    def name(self, _: bytes) -> bytes:
        return b"fake 2"

    def read(self, articles: Iterable[Article]) -> Iterator[FactTables]:
        return map(better_facts_of, articles)

    def cleaned(self, document: Document) -> Article:
        body = re.sub(rb"<p>Advertisement[^<]*</p>", b"", document.body)
        if b"cookies" in body:
            raise CleanError("It is no article.", resource=document.source_id, outcome="no_text")
        article = clean(replace(document, body=body))
        return replace(article, article_id="moved") if "MOVED" in article.text else article


class HaltingReader(FakeReader):
    """Opens the named pipe NEWSFACTS_BELL when it has articles to read, which whoever reads there sees, and stands."""

    def read(self, _: Iterable[Article]) -> Iterator[FactTables]:
        with Path(os.environ["NEWSFACTS_BELL"]).open("w", encoding="ascii"):
            threading.Event().wait()
        yield FactTables()


class UnfitReader:
    """Cannot start."""

    def __init__(self, *_: str) -> None:
        raise RuntimeError("no such parser")


class Sleeper:
    """Sleeps until it is ended."""

    def sleep(self, _: bytes) -> bytes:
        threading.Event().wait()
        return b""

    def wake(self, _: bytes) -> bytes:
        return b"awake"


def facts_of(article: Article) -> FactTables:
    """The facts that the fake sees."""
    if "CRASH" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in article.text:
        raise ValueError("told to")
    sentences = tuple(_sentences(article))
    figures = tuple(_figure(article, each, s) for s in sentences for each in NUMBER.finditer(s.text))
    if "REJECT" in article.text:
        figures = (replace(figures[0], text="not what is there"), *figures[1:])
    return FactTables(articles=(replace(article, extractor="fake 1"),), sentences=sentences, figures=figures)


def better_facts_of(article: Article) -> FactTables:
    """The same facts with less confidence."""
    facts = facts_of(replace(article, text=article.text.replace("RAISE", "raise")))
    figures = tuple(replace(figure, confidence=0.5) for figure in facts.figures)
    return facts.adding(articles=(replace(article, extractor="fake 2"),), figures=figures)


def _sentences(article: Article) -> Iterator[SentenceRow]:
    for no, line in enumerate(re.finditer(r"[^\n]+", article.text)):
        yield SentenceRow(
            article_id=article.article_id,
            version=article.version,
            sentence_no=no,
            start=line.start(),
            end=line.end(),
            text=line[0],
        )


def _figure(article: Article, found: re.Match[str], sentence: SentenceRow) -> Figure:
    start = sentence.start + found.start()
    value = float(found[0])
    return Figure(
        figure_id=make_id(article.article_id, article.version, start),
        article_id=article.article_id,
        version=article.version,
        sentence_no=sentence.sentence_no,
        start=start,
        end=start + len(found[0]),
        text=found[0],
        confidence=1.0,
        kind="count",
        value=value,
        value_low=value,
        value_high=value,
    )


class RoughReader(FakeReader):
    """Cleans pages by a library that misbehaves at a word in them.

    STALL takes processor time in code in C that no signal interrupts, CRASH kills the process, GREED wants memory.
    """

    seconds = 0.5
    memory = 1 << 27

    def __init__(self, *arguments: str) -> None:
        super().__init__(*arguments)
        trafilatura.extract = misbehave


def misbehave(tree: html.HtmlElement, **_: object) -> str:
    """The page's text, where it has none of the words."""
    text: str = tree.text_content()
    if "STALL" in text:
        collections.deque(itertools.repeat(0), maxlen=0)
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return text + "-" * (1 << 30) if "GREED" in text else text


class Felling(FakeReader):
    """Kills the process that started it, at the first FELL that any reader meets: the file FELLED tells the others."""

    def extract(self, payload: bytes) -> bytes:
        if b"FELL" in payload:
            with contextlib.suppress(FileExistsError), Path(os.environ["FELLED"]).open("x"):
                os.kill(os.getppid(), signal.SIGKILL)
        return super().extract(payload)
