"""Fetching, measured over loopback: pages a second, CPU a page, and memory over many pages."""

import argparse
import asyncio
import gzip
import itertools
import random
import resource
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from sources import FetchSettings, Hosts, Reference, fetch
from tests.bench.served import served

BATCH = 64
HOSTS = 100
WORDS = (
    b"the ferry to island runs again since Monday said harbour master of Turku and its crew who had been out".split()
)


class Pages(asyncio.Protocol):
    """Answers every GET on a connection with the same page, whatever was asked for; there is no robots.txt."""

    page = b""
    none = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._asked = transport, b""

    def data_received(self, data: bytes) -> None:
        *asked, self._asked = (self._asked + data).split(b"\r\n\r\n")
        for each in asked:
            self._transport.write(self.none if each.startswith(b"GET /robots.txt") else self.page)


def serve(size: int, port: "Connection[int, None]") -> None:
    """Serve pages of so many bytes for ever, and tell the port."""
    words = b" ".join(random.Random(1).choices(WORDS, k=size // 5))
    body = gzip.compress(b"<html><body><p>" + words + b"</p></body></html>")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
    Pages.page = head % len(body) + body

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Pages, "127.0.0.1", 0)
        number = server.sockets[0].getsockname()[1]
        await loop.create_server(Pages, [f"127.0.0.{n}" for n in range(2, HOSTS + 1)], number)
        port.send(number)
        await server.serve_forever()

    asyncio.run(run())


def resident() -> float:
    """Resident memory of this process now, MB (Linux)."""
    line = next(line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure(pages: int, size: int, hosts: int) -> None:
    """Fetch so many pages from so many hosts (names of loopback) in batches and print what it took."""
    settings = FetchSettings(allow_private=True, delay_seconds=0, per_host=max(2, 16 // hosts))
    outcomes: Counter[str] = Counter()
    known, memory = Hosts(), []
    with served(serve, size) as port:
        references = (
            Reference(kind="page", location=f"http://127.0.0.{1 + number % hosts}:{port}/{number}")
            for number in range(pages)
        )
        started, cpu = time.perf_counter(), time.process_time()
        while batch := list(itertools.islice(references, BATCH)):
            outcomes.update(attempt.outcome for attempt in fetch(batch, settings=settings, hosts=known))
            memory.append(resident())
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(
        f"{pages:,} pages of {size // 1000} KB from {hosts:3d} hosts: {pages / seconds:6.0f} a second, "
        f"{pages / cpu:6.0f} a CPU second; memory MB after a tenth {memory[len(memory) // 10]:.0f}, "
        f"at the end {memory[-1]:.0f}, highest {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}; "
        + ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.items())
    )


def main() -> None:
    """Measure one host and many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--size", type=int, default=60_000, help="bytes of a page, before it is gzipped")
    options = parser.parse_args()
    for hosts in (1, HOSTS):
        measure(options.pages, options.size, hosts)


if __name__ == "__main__":
    main()
