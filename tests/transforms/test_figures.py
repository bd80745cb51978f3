"""Figures: what a text counts, and what it does not."""

import pytest

from schemas.facts import FactTables
from schemas.figures import FIGURES, Figure
from tests.conftest import Read
from transforms.figures import find_figures


@pytest.fixture(scope="session")
def figures(read: Read):
    """The figures of a text."""

    def found(text: str) -> tuple[Figure, ...]:
        return find_figures(read(text), FactTables()).figures

    return found


def test_every_row_keeps_the_contract_of_its_table(figures) -> None:
    rows = figures("A grant of some $40 million, up 5 % from 2019, pays for 300 beds, two clinics and a 12-year lease.")
    FIGURES.contract.validate(FIGURES.to_arrow(rows), lazy=True)
    assert [row.text for row in rows] == ["$40 million", "5 %", "300", "two", "12-year"]
