"""Fixtures that every room shares: the parser, loaded once, and a short way to read a text."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import settings

from schemas.articles import Article
from schemas.ids import make_id, text_sha256
from transforms.reading import Reading
from transforms.reading.model import load
from transforms.reading.parse import Model

Read = Callable[..., Reading]

# How long one example takes says how busy the machine is; whether time grows with the input is tested by counting.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def article_of(text: str, published: str | None = None, *, title: str | None = None) -> Article:
    """An English article with this text, published on an ISO date."""
    return Article(
        article_id=make_id("article", text),
        version=1,
        source_id="test",
        title=title,
        published_at=dt.datetime.fromisoformat(published) if published else None,
        published_precision="day" if published else "none",
        published_from="given" if published else "none",
        language="en",
        text=text,
        n_words=len(text.split()),
        text_sha256=text_sha256(text),
    )


@pytest.fixture(scope="session")
def model() -> Model:
    """The packaged parser, loaded once a session."""
    return load()


@pytest.fixture(scope="session")
def read(model: Model) -> Read:
    """A function that reads a text, published on an ISO date or on none."""

    def reading(text: str, published: str | None = None, *, title: str | None = None) -> Reading:
        (parse,) = model.parse([text])
        return Reading(article_of(text, published, title=title), parse)

    return reading
