"""A warehouse of its own for each test, and one that is published, to read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.schemas.march import marches
from warehouse.publish import publish
from warehouse.store import Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """An open, empty warehouse in the test's folder."""
    with Warehouse.open(tmp_path / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder where one article is published, its warehouse still open for writing."""
    folder = tmp_path_factory.mktemp("data")
    with Warehouse.open(folder) as warehouse:
        warehouse.load(marches("a"), run_id="r")
        publish(warehouse)
        yield folder
