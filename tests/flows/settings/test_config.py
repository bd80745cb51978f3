"""Settings: file, then environment, then options; what is wrong is named."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from flows.settings.config import KINDS, Config, load
from flows.settings.listed import Listed
from schemas.errors import UsageError
from tests.flows.conftest import ROOT


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_options_go_before_the_environment_and_that_before_the_file() -> None:
    Path("newsfacts.toml").write_text('data = "a"\nworkers = 3\nbatch_size = 7\npublished = 2024-05-01\n', "utf-8")
    config = load({"NEWSFACTS_WORKERS": "4", "NEWSFACTS_ALLOW_PRIVATE": "yes"}, batch_size=9, limit=None)
    assert (config.data, config.workers, config.batch_size) == (Path("a"), 4, 9)
    assert (config.published, config.allow_private, config.limit) == ("2024-05-01", True, None)


def test_a_flow_is_given_settings_as_the_file_has_them() -> None:
    source = Listed(url="https://news.example/feed.xml", since="2024-05-01", limit=3)
    config = Config(workers=2, limit=5, sources=(source,))
    assert load({}, json.loads(json.dumps(config.as_settings()))) == config


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
        ("publish_to = 's3://key:word@bucket/facts'", {}, "publish_to holds a key"),
        ("since = 'soon'", {}, "'soon' is no date"),
        ("maintain = 'nightly'", {}, "maintain is 'nightly': write it as '1 day'"),
        ("delay = -1", {}, r"delay is -1\.0: it must be at least 0"),
        ("", {"NEWSFACTS_DELAY": "long"}, "delay is 'long', but should be a number"),
        ("sources = 'x'", {}, r"write each source as a \[\[sources\]\] table"),
        ("[[sources]]\nname = 'x'", {}, "table has no url"),
        ("[[sources]]\nurl = 'x'\nevry = '1 day'", {}, "a source has no 'evry'"),
        ("[[sources]]\nurl = 'x'\nlimit = 'all'", {}, "limit of source x is 'all', not a whole number"),
        ("[[sources]]\nurl = 'x'\nlimit = 0", {}, "source x: limit is 0"),
        ("[[sources]]\nurl = 'x'\nuntil = 'soon'", {}, "source x: until is 'soon'"),
        ("[[sources]]\nurl = 'x'\nevery = '1 day'\ncron = '@daily'", {}, "both `every` and `cron`"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(file: str, environment: dict[str, str], says: str) -> None:
    Path("newsfacts.toml").write_text(file, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        load(environment)


def test_the_example_file_holds_each_setting_and_changes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert load({}) == Config()
    text = (ROOT / "newsfacts.toml").read_text(encoding="utf-8")
    said = tomllib.loads("\n".join(re.findall(r"^# (\w+ = .+|\[\[\w+\]\])$", text, re.MULTILINE)))
    assert set(said) == set(KINDS) - {"worker"}
    config = load({}, said)
    assert config.workers == 2
    assert [(each.spec, each.every, each.since) for each in config.sources] == [
        ("https://news.example/feed.xml", "15 minutes", None),
        ("site:https://daily.example", None, "2024-05-01"),
    ]
