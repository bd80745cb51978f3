"""Settings: file, then environment, then options; what is wrong is named."""

import re
import tomllib
from pathlib import Path

import pytest

from flows.config import KINDS, Config, load
from schemas.errors import UsageError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_options_go_before_the_environment_and_that_before_the_file() -> None:
    Path("newsfacts.toml").write_text('data = "a"\nworkers = 3\nbatch_size = 7\npublished = 2024-05-01\n', "utf-8")
    config = load({"NEWSFACTS_WORKERS": "4", "NEWSFACTS_ALLOW_PRIVATE": "yes"}, batch_size=9, limit=None)
    assert (config.data, config.workers, config.batch_size) == (Path("a"), 4, 9)
    assert (config.published, config.allow_private, config.limit) == ("2024-05-01", True, None)


def test_a_flow_is_given_settings_as_the_file_has_them() -> None:
    config = Config(workers=2, limit=5)
    assert load({}, config.as_settings()) == config


@pytest.mark.parametrize(
    ("file", "environment", "says"),
    [
        ("wokers = 3", {}, "newsfacts.toml: there is no setting 'wokers'"),
        ("workers = 'x'", {}, "workers is 'x', but should be a whole number"),
        ("workers = ", {}, "newsfacts.toml cannot be read"),
        ("", {"NEWSFACTS_WORKERS": "many"}, "NEWSFACTS_WORKERS: workers is 'many'"),
        ("", {"NEWSFACTS_CONFIG": "other.toml"}, "other.toml cannot be read"),
        ("batch_size = 0", {}, "batch_size is 0: it must be at least 1"),
        ("published = 'soon'", {}, "'soon' is no date"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(file: str, environment: dict[str, str], says: str) -> None:
    Path("newsfacts.toml").write_text(file, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        load(environment)


def test_the_example_file_holds_each_setting_and_changes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert load({}) == Config()
    said = re.findall(r"^# (\w+) = (.+)$", (ROOT / "newsfacts.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for name, _ in said} == set(KINDS) - {"worker"}
    assert load({}, tomllib.loads("\n".join(f"{name} = {value}" for name, value in said))).workers == 2
