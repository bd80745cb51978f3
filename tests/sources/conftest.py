"""A web server, and settings that reach it, wait for nothing and know the time."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sources import FetchSettings
from tests.webserver import WebServer

NOW = dt.datetime(2026, 3, 1, 12, 0, 0)  # noqa: DTZ001  # UTC without zone, as everywhere


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer().running() as server:
        yield server


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were slept, had they been."""
    return []


@pytest.fixture
def make_settings(waits: list[float]) -> Callable[..., FetchSettings]:
    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    def make(**changes: object) -> FetchSettings:
        still = {"now": lambda: NOW, "clock": lambda: sum(waits), "sleep": sleep, "jitter": lambda: 0.5}
        fixed = {"allow_private": True, "delay_seconds": 0.0, **still}
        return FetchSettings(**{**fixed, **changes})  # type: ignore[arg-type]

    return make


@pytest.fixture
def settings(make_settings: Callable[..., FetchSettings]) -> FetchSettings:
    return make_settings()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file below the test's folder and return its path."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
