"""A newspaper for runs on the web."""

from collections.abc import Iterator

import pytest

from tests.flows.newspaper import Newspaper, newspaper


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    """One with three articles."""
    with newspaper(1, 2, 3) as running:
        yield running
