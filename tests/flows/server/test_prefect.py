"""The flow under Prefect: on its own temporary server, which dies with it, and on one that is configured."""

import json
import os
import signal
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from flows.server.process import configured, temporary_server
from tests.flows.conftest import Command, stored
from tests.flows.killing import ended, halted


def asked(path: str, **body: Any) -> Any:
    """The answer of the configured server's API."""
    request = urllib.request.Request(
        os.environ["PREFECT_API_URL"] + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the processes of a test put their temporary folders."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def leftovers(temporary: Path) -> list[Path]:
    return list(temporary.glob("newsfacts-prefect-*"))


def test_the_flow_runs_on_a_configured_server_and_is_recorded_there(
    newsfacts: Command, lines: Path, temporary: Path
) -> None:
    with temporary_server(loud=True):
        url = os.environ["PREFECT_API_URL"]
        done = newsfacts("run", lines, "--workers", "1", "--batch-size", "8", PREFECT_API_URL=url)
        (flow_run,) = asked("/flow_runs/filter")
        (artifact,) = asked("/artifacts/filter")
    assert done.returncode == 0
    assert all(" loaded after " in line for line in done.stderr.splitlines()), done.stderr
    assert flow_run["state_type"] == "COMPLETED"
    assert "| Articles new | 20 |" in artifact["data"]
    assert leftovers(temporary) == []


def test_a_killed_flow_leaves_no_process_and_no_folder(lines: Path, tmp_path: Path, temporary: Path) -> None:
    with halted(tmp_path, "loading", "run", lines, "--workers", "1", signalled=signal.SIGKILL) as (process, handles):
        assert process.wait() == -signal.SIGKILL
        assert len(handles) == 2
        assert ended(handles)
    assert leftovers(temporary) == []
    assert stored(tmp_path / "data", "SELECT count(*) FROM articles") == [(0,)]


def test_a_server_is_configured_by_the_environment_a_profile_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert not configured()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    assert configured()
