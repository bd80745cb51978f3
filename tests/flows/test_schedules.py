"""Schedules: what newsfacts.toml says is read or refused, and each source becomes a deployment of its own."""

import datetime as dt
import importlib
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from prefect.schedules import Cron

from flows.config import Config, load
from flows.listed import Listed
from flows.schedules import alone, deployments, names, schedule_of
from flows.timing import UNITS, cron, interval
from schemas.errors import UsageError
from tests.flows.conftest import ROOT, Command


@pytest.mark.parametrize(
    ("said", "seconds"), [("15 minutes", 900), ("hour", 3600), ("2 Days", 172_800), (" 1 week ", 604_800)]
)
def test_intervals_are_read(said: str, seconds: int) -> None:
    assert interval(said) == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize("said", ["", "15", "0 minutes", "-1 day", "1.5 hours", "15 minutes ago", "month", "1minute"])
def test_what_is_no_interval_is_not(said: str) -> None:
    assert interval(said) is None


@given(st.integers(1, 10_000), st.sampled_from(sorted(UNITS)))
def test_any_whole_number_of_any_unit_is_an_interval(number: int, unit: str) -> None:
    assert interval(f"{number} {unit}s") == number * (interval(unit) or dt.timedelta())


@pytest.mark.parametrize(
    "said", ["30 5 * * *", "*/15 * * * *", "0 6-22/2 * * mon-fri", "5,35 0 1 jan,jul 7", "  0  0 * * SUN "]
)
def test_cron_lines_are_read_and_prefect_takes_them(said: str) -> None:
    line = cron(said)
    assert line == " ".join(said.lower().split())
    assert Cron(line).cron == line


@pytest.mark.parametrize(
    "said",
    ["", "* * * *", "60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 8", "5-1 * * * *", "*/0 * * * *",
     "daily", "0 0 * * monday", "1, * * * *", "* * * * * *"],
)  # fmt: skip
def test_what_is_no_cron_line_is_not(said: str) -> None:
    assert cron(said) is None


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
