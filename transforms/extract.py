"""Text to facts: the one public way through all the kinds of fact."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version

from schemas.articles import Article
from schemas.facts import FactTables
from schemas.ids import text_sha256
from transforms.actors import drop_unused, find_actors
from transforms.dates import find_dates
from transforms.events import find_events, link
from transforms.figures import find_figures
from transforms.places import find_places
from transforms.quotes import find_quotes
from transforms.reading import Reading
from transforms.reading.model import load
from transforms.reading.parse import Model

__all__ = ["STEPS", "extract", "extract_all", "extractor_name", "load_model"]

Step = Callable[[Reading, FactTables], FactTables]
"""A kind of fact: from the reading and what was found before it to the same with its own tables filled in."""

STEPS: tuple[Step, ...] = (
    find_dates, find_places, find_actors, find_figures, find_quotes, find_events, link, drop_unused,
)  # fmt: skip
"""Each step relies on the ones before it: a date is no figure, a place is no actor, an event ties them together,
and only then it is known whom no fact is about."""

READ = frozenset({"en", None})
"""Languages that are read for facts; a text whose language cannot be told is taken for English."""

READ_AHEAD = 8

_SPECIMEN = "Two ferries left Porto on Monday, the mayor said."


def load_model(parser: str | None = None) -> Model:
    """Load the parser of this name (the default one), and every vocabulary: what is wrong with one shows at once."""
    model = load(parser)
    words = len(_SPECIMEN.split())
    digest = text_sha256(_SPECIMEN)
    extract(Article(article_id="", version=1, source_id="", text=_SPECIMEN, n_words=words, text_sha256=digest), model)
    return model


def extractor_name(model: Model) -> str:
    """What made the facts, as recorded with every article and run."""
    return f"newsfacts {version('newsfacts')}, {model.name}"


def extract(article: Article, model: Model) -> FactTables:
    """All facts of one article; of one that is in another language than English only its own row."""
    return next(extract_all([article], model))


def extract_all(articles: Iterable[Article], model: Model) -> Iterator[FactTables]:
    """All facts of each article, in order, signed with what read them; reads ahead no more than a few articles."""
    name = extractor_name(model)
    iterator = (replace(article, extractor=name) for article in articles)
    while batch := list(itertools.islice(iterator, READ_AHEAD)):
        parses = model.parse(article.text for article in batch if article.language in READ)
        for article in batch:
            if article.language in READ:
                yield facts_of(Reading(article, next(parses)))
            else:
                yield FactTables(articles=(article,))


def facts_of(reading: Reading, before: Step | None = None) -> FactTables:
    """All facts of an article that has been read; or those that a step finds before it."""
    facts = FactTables(articles=(reading.article,), sentences=reading.sentence_rows())
    for step in STEPS[: STEPS.index(before) if before else None]:
        facts = step(reading, facts)
    return facts
