"""The database of the temporary server: copied where there is a template, left to Prefect where there is none."""

import os
from pathlib import Path

import pytest

from flows.server import database


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))


def test_a_copy_of_the_template_is_placed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "template.db"
    template.write_bytes(b"made before")
    monkeypatch.setattr(database, "TEMPLATE", template)
    home = tmp_path / "home"
    home.mkdir()
    database.place(home)
    assert (home / "prefect.db").read_bytes() == b"made before"
    assert os.environ[database.URL].endswith(str(home / "prefect.db"))


def test_without_a_template_prefect_makes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "TEMPLATE", tmp_path / "missing.db")
    database.place(tmp_path)
    assert not (tmp_path / "prefect.db").exists()


def test_the_template_is_of_the_prefect_that_is_installed() -> None:
    from importlib.metadata import version

    assert version("prefect") in database.TEMPLATE.name
