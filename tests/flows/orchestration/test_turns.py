"""Turns: of two runs of one warehouse that Prefect starts, the second waits until the first is done."""

import contextvars
import os
import threading
from pathlib import Path

from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.orchestration.turns import turn, writer_limit
from flows.server.process import temporary_server


def test_the_second_run_waits_for_the_first_and_other_warehouses_do_not(tmp_path: Path) -> None:
    said: list[str] = []
    done = threading.Event()

    def second() -> None:
        with turn(tmp_path / "data"):
            said.append("second")
        done.set()

    with temporary_server(loud=True), temporary_settings({PREFECT_API_URL: os.environ["PREFECT_API_URL"]}):
        with turn(tmp_path / "data"), turn(tmp_path / "other"):
            context = contextvars.copy_context()
            threading.Thread(target=context.run, args=(second,), daemon=True).start()
            assert not done.wait(2)
            said.append("first")
        assert done.wait(60)
    assert said == ["first", "second"]


def test_a_turn_is_of_a_folder_however_it_is_written(tmp_path: Path) -> None:
    assert writer_limit(tmp_path) == writer_limit(Path(os.path.relpath(tmp_path)))
    assert writer_limit(tmp_path) != writer_limit(tmp_path / "other")
