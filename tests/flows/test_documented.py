"""README and docs/operations.md hold every command and option there is, and every setting stands in the example."""

import tomllib
from collections.abc import Iterator

import pytest
import typer

from flows.cli import app
from flows.settings.config import KINDS
from tests.flows.conftest import ROOT

INNER = {"worker"}
"""Settings for tests alone."""

PAGES = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/operations.md"))


def commands(group: typer.core.TyperGroup, path: str = "newsfacts") -> Iterator[tuple[str, typer.core.TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_is_documented(name: str) -> None:
    options = {o for p in COMMANDS[name].params for o in p.opts if o.startswith("--")}
    assert name in PAGES
    assert sorted(option for option in options if f"`{option}" not in PAGES) == []
    assert all(p.help for p in COMMANDS[name].params if p.param_type_name == "option")


def test_every_setting_stands_in_the_example() -> None:
    said = (ROOT / "newsfacts.toml").read_text(encoding="utf-8").replace("\n# ", "\n")
    settings = "\n".join(line for line in said.splitlines() if " = " in line or line.startswith("[["))
    assert set(tomllib.loads(settings)) == set(KINDS) - INNER
