"""`newsfacts explore`: what is published, in a browser."""

import sys
import webbrowser
from pathlib import Path

import uvicorn

from flows.explore.app import application
from schemas.errors import UsageError
from warehouse.query import connect

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def command(data: Path, host: str, port: int, *, browser: bool, view: str = "") -> int:
    """Serve the page until Ctrl-C. Raises WarehouseError where nothing is published, UsageError for a taken port."""
    connect(data).close()
    shown = f"[{host}]" if ":" in host else host
    server = uvicorn.Server(
        uvicorn.Config(application(data, _names(shown)), host=host, port=port, log_level="warning", access_log=False)
    )
    address = f"http://{shown}:{port}/{view}"
    sys.stderr.write(f"newsfacts: {data} is at {address} (Ctrl-C ends it)\n")
    if host not in LOOPBACK:
        sys.stderr.write("newsfacts: everybody who can reach this address can read the facts and judge them\n")
    if browser:
        webbrowser.open(address)
    try:
        server.run()
    except SystemExit as error:  # uvicorn's way to say that it could not listen; it has logged why
        raise UsageError(f"{address} cannot be served: choose another --port or --host.") from error
    return 0


def _names(host: str) -> tuple[str, ...]:
    """The names it answers under: any for an address that stands for all."""
    if host in ("0.0.0.0", "[::]"):  # noqa: S104 - compared, not bound
        return ("*",)
    return tuple(dict.fromkeys((host, "localhost", "127.0.0.1", "::1", "[::1]")))
