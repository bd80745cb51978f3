"""Serving: sources run when they are due; Ctrl-C and SIGTERM end everything, also in the middle of a run."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.conftest import Command, article, environment, published
from tests.flows.killing import SECONDS, children, ended

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes in /proc")

SOURCE = """
workers = 1
[[sources]]
url = "in"
name = "folder"
every = "2 seconds"
"""

ARTICLES = "SELECT count(*) FROM articles"


@dataclass(frozen=True)
class Serving:
    """`newsfacts serve`, as a process, and all that it started."""

    process: subprocess.Popen[str]
    mark: str

    def says(self, words: str) -> str:
        """The next line it writes that has these words."""
        assert self.process.stderr is not None
        said = []
        for line in self.process.stderr:
            said.append(line)
            if words in line:
                return line
        raise AssertionError("".join(said))

    def stopped(self, signalled: int) -> tuple[int, str]:
        """What it ends with and says when it is signalled; nothing that it started is left."""
        handles = [os.pidfd_open(pid) for pid in children(self.mark, but=self.process.pid)]
        self.process.send_signal(signalled)
        assert self.process.stderr is not None
        said = self.process.stderr.read()
        code = self.process.wait(SECONDS)
        assert handles
        assert ended(handles)
        assert children(self.mark, but=self.process.pid) == []
        return code, said


@contextmanager
def serving(folder: Path, port: int, **env: str) -> Iterator[Serving]:
    mark = uuid.uuid4().hex
    more = {"NEWSFACTS_TEST": mark, "PREFECT_RUNNER_POLL_FREQUENCY": "1", **env}
    command = [sys.executable, "-m", "flows.cli", "serve", "--server-port", str(port)]
    with subprocess.Popen(command, cwd=folder, env=environment(**more), text=True, stderr=subprocess.PIPE) as process:
        try:
            yield Serving(process, mark)
        finally:
            process.kill()


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


def paused(folder: Path) -> list[tuple[int]]:
    """Whether each deployment is, as the server's database has it."""
    with closing(sqlite3.connect(folder / "data" / "prefect" / "prefect.db")) as connection:
        return connection.execute("SELECT paused FROM deployment").fetchall()


def test_sources_run_on_schedule_until_a_signal_ends_everything_and_go_on_when_serving_starts_again(
    newsfacts: Command, tmp_path: Path
) -> None:
    (tmp_path / "newsfacts.toml").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(article(1), encoding="utf-8")
    port = free_port()
    with serving(tmp_path, port) as first:
        assert f"runs and logs: http://127.0.0.1:{port}" in first.says("1 on schedule into data")
        assert "folder: completed, 1 new articles, " in first.says("completed")
        assert published(tmp_path / "data", ARTICLES) == [(1,)]
        code, said = first.stopped(signal.SIGINT)
    assert code == 0
    assert "newsfacts: stopped. Schedules are paused" in said
    assert "Traceback" not in said
    assert paused(tmp_path) == [(1,)]

    (tmp_path / "in" / "two.txt").write_text(article(2), encoding="utf-8")
    bell = tmp_path / "bell"
    os.mkfifo(bell)
    halting = {"NEWSFACTS_WORKER": "tests.flows.fake:HaltingReader", "NEWSFACTS_BELL": str(bell)}
    with serving(tmp_path, port, **halting) as second:
        bell.open("rb").close()  # waits until a run is in the middle of its work
        assert paused(tmp_path) == [(0,)]
        assert second.stopped(signal.SIGKILL)[0] == -signal.SIGKILL
    with serving(tmp_path, port, **halting) as third:
        bell.open("rb").close()  # what was killed holds up no run
        code, said = third.stopped(signal.SIGTERM)
    assert code == 0
    assert "folder: stopped; what was loaded stays" in said
    assert "Traceback" not in said
    assert newsfacts("run", "in", "--direct", "--workers", "1").returncode == 0
    assert published(tmp_path / "data", ARTICLES) == [(2,)]
