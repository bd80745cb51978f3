"""A warehouse of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.store import Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """An open, empty warehouse in the test's folder."""
    with Warehouse.open(tmp_path / "data") as opened:
        yield opened
