"""A real web server on loopback, whose answers a test spells out, the broken ones too."""

import contextlib
import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROBOTS = "/robots.txt"
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER so that closing a connection resets it."""


@dataclass(frozen=True)
class Reply:
    """One answer.

    `length` overrules the Content-Length sent; a body that is made piece by piece goes without one. A `bare` body is
    all that is sent, with no status and no headers before it. `reset` breaks the connection instead of closing it.
    """

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = "text/html; charset=utf-8"
    length: int | None = None
    bare: bool = False
    reset: bool = False


Answer = Reply | Callable[[Mapping[str, str]], Reply]
"""A reply, or how one is made from the headers of the request."""


def redirect(location: str, status: int = 302) -> Reply:
    """An answer that sends the client elsewhere."""
    return Reply(status=status, headers={"Location": location})


def gzipped(body: bytes, *, cut: int = 0) -> Reply:
    """A gzipped answer, its last `cut` bytes missing."""
    whole = gzip.compress(body, mtime=0)
    return Reply(whole[: len(whole) - cut], headers={"Content-Encoding": "gzip"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class _Server6(_Server):
    address_family = socket.AF_INET6


class WebServer:
    """Serves `routes` by path: an answer, or several, of which each request takes the next and the last stays.

    `silent(path)` makes a path that accepts requests and never answers. `requests` lists the paths asked for, with
    their headers, but for robots.txt, which comes before everything; `asked` counts that too.
    """

    def __init__(self, tls: ssl.SSLContext | None = None, address: str = "127.0.0.1") -> None:
        self.routes: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.robots_asked = 0
        self.stopping = threading.Event()
        self._silent: set[str] = set()
        self._server = (_Server6 if ":" in address else _Server)((address, 0), self._handler())
        self._scheme = "http" if tls is None else "https"
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The URL of a path."""
        return f"{self._scheme}://{host}:{self._server.server_port}{path}"

    def serve(self, path: str, *answers: Answer) -> str:
        """Answer a path so from now on; returns its URL."""
        self.routes[path] = list(answers)
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

    def answer(self, path: str, headers: Mapping[str, str]) -> Reply:
        """The next reply to a path; 404 where nothing is served."""
        answers = self.routes.get(path, [Reply(status=404)])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return answer if isinstance(answer, Reply) else answer(headers)

    def _note(self, path: str, headers: Mapping[str, str]) -> None:
        if path == ROBOTS:
            self.robots_asked += 1
        else:
            self.requests.append((path, dict(headers)))

    def _handler(server) -> type[BaseHTTPRequestHandler]:  # noqa: C901, N805  # one class; `self` is the handler's in it
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.close_connection = True
                server._note(self.path, dict(self.headers))
                if self.path in server._silent:
                    server.stopping.wait()
                    return
                with contextlib.suppress(OSError):  # the client has had enough, which is what some tests are about
                    self._send(server.answer(self.path, dict(self.headers)))

            def _send(self, reply: Reply) -> None:
                if not reply.bare:
                    self._start(reply)
                for piece in [reply.body] if isinstance(reply.body, bytes) else reply.body():
                    self.wfile.write(piece)
                if reply.reset:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

            def _start(self, reply: Reply) -> None:
                self.send_response(reply.status)
                self.send_header("Connection", "close")
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.content_type is not None:
                    self.send_header("Content-Type", reply.content_type)
                if isinstance(reply.body, bytes):
                    self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
