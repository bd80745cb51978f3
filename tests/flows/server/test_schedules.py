"""Schedules: each source becomes a deployment of its own, and a bad one is refused before anything starts."""

import importlib
import json
from pathlib import Path

import pytest
import yaml

from flows.server.schedules import alone, deployments, names, schedule_of
from flows.settings.config import Config, load
from flows.settings.listed import Listed
from schemas.errors import UsageError
from tests.flows.conftest import ROOT, Command


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("every = 'often'", "source in: every is 'often', which is no interval: write it as '15 minutes'."),
        ("cron = '61 * * * *'", "source in: cron is '61 * * * *', which is no cron line: write it as '30 5 * * *'."),
    ],
)
def test_a_bad_schedule_is_refused_in_one_sentence_before_anything_starts(
    newsfacts: Command, tmp_path: Path, said: str, says: str
) -> None:
    (tmp_path / "newsfacts.toml").write_text(f"[[sources]]\nurl = 'in'\n{said}\n", encoding="utf-8")
    done = newsfacts("serve")
    assert (done.returncode, done.stderr) == (2, f"newsfacts: {says}\n")
    assert not (tmp_path / "data").exists()


def test_serving_needs_a_schedule(newsfacts: Command) -> None:
    done = newsfacts("serve")
    assert done.returncode == 2
    assert "Nothing has a schedule" in done.stderr


def test_names_are_unique_and_such_as_prefect_allows() -> None:
    listed = [
        Listed(url="https://news.example/feed.xml"), Listed(url="http://news.example/feed.xml"),
        Listed(url="x", name="A/B"), Listed(url="y", name="A-B"), Listed(url="z", name="A-B-2"),
    ]  # fmt: skip
    found = list(names(listed))
    assert found == ["news-example-feed-xml", "news-example-feed-xml-2", "A-B", "A-B-2", "A-B-2-2"]


def test_an_interval_is_due_at_the_same_times_however_often_serving_starts() -> None:
    one, other = (schedule_of("15 minutes", name) for name in ("one", "other"))
    assert one == schedule_of("15 minutes", "one")
    assert one.anchor_date != other.anchor_date


def test_a_deployment_runs_its_source_alone_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    sources = (Listed(url="in", every="1 hour"), Listed(url="https://news.example", kind="site", cron="30 5 * * *"))
    config = Config(workers=2, sources=(*sources, Listed(url="never")))
    hourly, daily = deployments(config)
    for deployment, url in ((hourly, str(tmp_path / "in")), (daily, "https://news.example")):
        settings = json.loads(json.dumps(deployment.parameters["settings"]))
        assert settings["data"] == str(tmp_path / "data")
        assert [each["url"] for each in settings["sources"]] == [url]
        assert load({}, settings).workers == 2
        assert deployment.entrypoint == "flows.ingest.ingest"
    assert daily.name == "news-example" or daily.name.endswith("news-example")


def test_maintenance_is_a_deployment_where_it_has_a_schedule() -> None:
    (deployment,) = deployments(Config(maintain="30 3 * * *", keep_versions=2, backup=Path("backups")))
    assert (deployment.flow_name, deployment.entrypoint) == ("maintain", "flows.maintain.maintain")
    settings = load({}, json.loads(json.dumps(deployment.parameters["settings"])))
    assert (settings.keep_versions, settings.backup) == (2, Path("backups").absolute())


def test_what_is_alone_keeps_all_other_settings() -> None:
    listed = Listed(url="https://news.example")
    config = Config(data=Path("/warehouse"), limit=3, sources=(listed, listed))
    assert alone(config, listed) == Config(data=Path("/warehouse"), limit=3, sources=(listed,))


def test_a_bad_schedule_is_refused_by_run_too() -> None:
    with pytest.raises(UsageError, match="no cron line"):
        Listed(url="x", cron="never")


def test_prefect_yaml_deploys_flows_that_are_there_each_alone() -> None:
    said = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    for deployment in said["deployments"]:
        module, _, name = deployment["entrypoint"].rpartition(".")
        assert getattr(importlib.import_module(module), name).name == deployment["name"]
        assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert [each["name"] for each in said["deployments"]] == ["ingest", "reextract", "maintain"]
