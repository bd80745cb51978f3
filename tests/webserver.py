"""A real web server on loopback, whose answers a test spells out, the broken ones too."""

import gzip
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROBOTS = "/robots.txt"


@dataclass(frozen=True)
class Reply:
    """One answer. `length` overrules the Content-Length sent; a body that is made piece by piece goes without one."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = "text/html; charset=utf-8"
    length: int | None = None


def redirect(location: str, status: int = 302) -> Reply:
    """An answer that sends the client elsewhere."""
    return Reply(status=status, headers={"Location": location})


def gzipped(body: bytes, *, cut: int = 0) -> Reply:
    """A gzipped answer, its last `cut` bytes missing."""
    whole = gzip.compress(body, mtime=0)
    return Reply(whole[: len(whole) - cut], headers={"Content-Encoding": "gzip"})


class WebServer:
    """Serves `routes` by path: a Reply, or several, of which each request takes the next and the last stays.

    `silent(path)` makes a path that accepts requests and never answers. `requests` lists the paths asked for, with
    their headers, but for robots.txt, which comes before everything; `asked` counts that too.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, list[Reply]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.robots_asked = 0
        self.stopping = threading.Event()
        self._silent: set[str] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._scheme = "http" if tls is None else "https"
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The URL of a path."""
        return f"{self._scheme}://{host}:{self._server.server_port}{path}"

    def serve(self, path: str, *replies: Reply) -> str:
        """Answer a path so from now on; returns its URL."""
        self.routes[path] = list(replies)
        return self.url(path)

    def silent(self, path: str) -> str:
        """Never answer a path; returns its URL."""
        self._silent.add(path)
        return self.url(path)

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return self.robots_asked if path == ROBOTS else sum(p == path for p, _ in self.requests)

    @contextmanager
    def running(self) -> Iterator["WebServer"]:
        """Serve while the body runs."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def drip(self, piece: bytes = b"<p>", seconds: float = 0.05) -> Iterator[bytes]:
        """A body that comes a few bytes at a time, without end, until the server stops."""
        while not self.stopping.wait(seconds):
            yield piece

    def _next(self, path: str) -> Reply:
        replies = self.routes.get(path, [Reply(status=404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]

    def _note(self, path: str, headers: Mapping[str, str]) -> None:
        if path == ROBOTS:
            self.robots_asked += 1
        else:
            self.requests.append((path, dict(headers)))

    def _handler(server) -> type[BaseHTTPRequestHandler]:  # noqa: N805  # `self` is the handler's inside
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server._note(self.path, dict(self.headers))
                if self.path in server._silent:
                    server.stopping.wait()
                    return
                try:
                    self._answer(server._next(self.path))
                except OSError:  # the client has had enough, which is what some tests are about
                    self.close_connection = True

            def _answer(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.content_type is not None:
                    self.send_header("Content-Type", reply.content_type)
                if isinstance(reply.body, bytes):
                    self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
                self.end_headers()
                for piece in [reply.body] if isinstance(reply.body, bytes) else reply.body():
                    self.wfile.write(piece)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
