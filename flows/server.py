"""Prefect's server for the length of one run: on a free loopback port, with its database in a temporary folder.

Prefect can start one itself, but leaves it running when the flow is killed.
"""

import contextlib
import os
import shutil
import socket
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from flows.database import place
from flows.lifeline import Child, watch

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
}
"""Prefect talks to nobody but the server it is told of."""

CLIENT = {
    "PREFECT_API_REQUEST_TIMEOUT": "120",  # the first request waits until the server is up
    "PREFECT_LOGGING_TO_API_ENABLED": "false",  # nobody will read them there
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
}
SERVER = {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # 3 of the 10 seconds that a start takes
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}


def configured() -> bool:
    """Whether Prefect has been told of a server, by the environment, a profile or a settings file.

    Asks Prefect itself, which takes more than a second, only where some file could say so.
    """
    if "PREFECT_API_URL" in os.environ:
        return bool(os.environ["PREFECT_API_URL"])
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", home / "profiles.toml"))
    if not any(_mentions_api(path) for path in (profiles, Path("prefect.toml"), Path("pyproject.toml"), Path(".env"))):
        return False
    from prefect.settings import PREFECT_API_URL  # noqa: PLC0415 - slow, and seldom needed here

    return bool(PREFECT_API_URL.value())


def _mentions_api(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8").lower()
    except (OSError, UnicodeDecodeError):
        return False
    if path.name != "pyproject.toml":
        return "api" in text
    return "api" in tomllib.loads(text).get("tool", {}).get("prefect", {})


@contextlib.contextmanager
def temporary_server(*, loud: bool) -> Iterator[None]:
    """Start a server and point Prefect at it. Returns at once: the first request waits for it to come up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        child = Child(
            "flows.server", [str(listening.fileno())], env={**QUIET, **SERVER}, keep=[listening.fileno()], loud=loud
        )
    before = dict(os.environ)
    os.environ.update(QUIET | CLIENT | {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        child.stop()


def serve(descriptor: int) -> None:
    """In the child: serve on this listening socket until the parent is gone."""
    home = tempfile.mkdtemp(prefix="newsfacts-prefect-")

    def end() -> None:
        shutil.rmtree(home, ignore_errors=True)
        os._exit(0)

    watch(end)
    place(Path(home))
    os.environ.pop("PREFECT_API_URL", None)
    # Prefect reads its settings when it is imported, so not before now.
    import uvicorn  # noqa: PLC0415
    from prefect.server.api.server import create_app  # noqa: PLC0415

    app = create_app(ephemeral=True, final=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    try:
        server.run(sockets=[socket.socket(fileno=descriptor)])
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
