"""Prefect's server, as long as this process lives: for one run with a database of its own, or standing with a kept one.

Prefect can start one itself, but leaves it running when the flow is killed.
"""

import contextlib
import os
import shutil
import socket
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from flows.server.database import place
from flows.workers.lifeline import Child, watch
from schemas.errors import UsageError

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
STANDING_CLIENT = {name: said for name, said in CLIENT.items() if name != "PREFECT_LOGGING_TO_API_ENABLED"}
"""Where the server stays, the logs of each run do too."""

SERVER = {
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # 3 of the 10 seconds that a start takes
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT__SERVER_FINAL": "1",
}
TEMPORARY = {**SERVER, "PREFECT_UI_ENABLED": "false", "PREFECT__SERVER_EPHEMERAL": "1"}


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
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    with _child(listening, [], TEMPORARY, loud=loud), _pointed_at(port, CLIENT):
        yield


@contextlib.contextmanager
def standing_server(home: Path, port: int, *, loud: bool) -> Iterator[str]:
    """Start a server whose database stays in the folder `home`, with its web page; gives that page's address.

    Raises UsageError where the port is taken.
    """
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        message = f"Port {port} is taken ({error.strerror}): choose another one with --server-port."
        raise UsageError(message) from error
    home.mkdir(parents=True, exist_ok=True)
    with _child(listening, [str(home.absolute())], SERVER, loud=loud), _pointed_at(port, STANDING_CLIENT):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def _child(listening: socket.socket, arguments: list[str], env: Mapping[str, str], *, loud: bool) -> Iterator[None]:
    """A server process on a listening socket; it ends with this process, however that ends."""
    with listening:
        number = listening.fileno()
        child = Child("flows.server.process", [str(number), *arguments], env={**QUIET, **env}, keep=[number], loud=loud)
    try:
        yield
    finally:
        child.stop()


@contextlib.contextmanager
def _pointed_at(port: int, client: Mapping[str, str]) -> Iterator[None]:
    """Have Prefect in this process, and in those it starts, talk to the server at this port."""
    before = dict(os.environ)
    os.environ.update({**QUIET, **client, "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def serve(descriptor: int, kept: str | None = None) -> None:
    """In the child: serve on this listening socket until the parent is gone, from a kept home or a temporary one."""
    home = Path(kept or tempfile.mkdtemp(prefix="newsfacts-prefect-"))

    def clear() -> None:
        if kept is None:
            shutil.rmtree(home, ignore_errors=True)

    def end() -> None:
        clear()
        os._exit(0)

    watch(end)
    place(home)
    os.environ.pop("PREFECT_API_URL", None)
    # Prefect reads its settings when it is imported, so not before now.
    import uvicorn  # noqa: PLC0415
    from prefect.server.api.server import create_app  # noqa: PLC0415

    app = create_app(ephemeral=kept is None, final=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    try:
        server.run(sockets=[socket.socket(fileno=descriptor)])
    finally:
        clear()


if __name__ == "__main__":
    serve(int(sys.argv[1]), *sys.argv[2:])
