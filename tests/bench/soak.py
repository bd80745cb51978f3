"""The soak: many pages from a hostile server, a run killed twice and started again; what was lost, doubled or held."""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from tests.bench.served import served
from tests.hostile import FAULTS
from tests.webserver import Answer, Reply, WebServer

EVERY = 20
"""One page in so many is faulty."""

MENDED = (
    "closes half way", "resets half way", "closes at once", "gzip that ends early", "no last chunk",
    "a chunk without a size", "no HTTP at all", "500 for ever",
)  # fmt: skip
"""Faults that a page has when it is first asked for; then it is well."""

LASTING = (
    "301 to itself", "a redirect to the metadata", "a redirect to a file", "a redirect to nowhere", "brotli", "zstd",
    "5 GB of zeros, gzipped", "a body without end", "headers without end", "gzip twice", "nothing", "an image",
    "404", "999", "500 for ever", "closes half way",
)  # fmt: skip
"""Faults that stay."""

WORDS = (
    "the a harbour ferry bridge council town school road storm night crew captain mayor engineer said told found "
    "closed opened repaired visited moved before after during near under against slowly again early late long old new "
    "wide island river market station winter summer money paper stone glass timber water windows people children"
)


def fault_of(number: int) -> tuple[str | None, bool]:
    """The fault of a page, if it has one, and whether it lasts."""
    which, rest = divmod(number, EVERY)
    if rest:
        return None, False
    turn, lasting = divmod(which, 2)
    names = LASTING if lasting else MENDED
    return names[turn % len(names)], bool(lasting)


def page(number: int) -> Reply:
    """A small article that is like no other."""
    chance, words = random.Random(number), WORDS.split()
    sentences = [" ".join(chance.choices(words, k=14)).capitalize() + f" {chance.randrange(999)}." for _ in range(9)]
    text = "".join(f"<p>{' '.join(sentences[at : at + 3])}</p>" for at in (0, 3, 6))
    title = f"Report {number} on the {chance.choice(words)} of the {chance.choice(words)}"
    return Reply(
        f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article>"
        "</body></html>".encode()
    )


class SoakServer(WebServer):
    """So many pages, a sitemap that names them, and how often each was asked for under /counts."""

    def __init__(self, pages: int) -> None:
        super().__init__()
        self._pages = pages
        self.counts: Counter[str] = Counter()

    def _note(self, path: str, _: Mapping[str, str]) -> None:
        self.counts[path] += 1

    def answer(self, path: str, headers: Mapping[str, str]) -> Reply:
        if path == "/counts":
            return Reply(json.dumps(self.counts).encode(), content_type="application/json")
        if path == "/sitemap.xml":
            return Reply(self._sitemap(), content_type="application/xml")
        if not path.startswith("/page/"):
            return Reply(status=404)
        number = int(path.rsplit("/", 1)[1])
        name, lasting = fault_of(number)
        if name == "301 to itself":
            return Reply(status=301, headers={"Location": path})
        if name and (lasting or self.counts[path] == 1):
            answer: Answer = FAULTS[name].answers[0]
            return answer if isinstance(answer, Reply) else answer(headers)
        return page(number)

    def _sitemap(self) -> bytes:
        names = "".join(f"<url><loc>{self.url(f'/page/{number}')}</loc></url>" for number in range(self._pages))
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{names}</urlset>'.encode()


def serve(pages: int, url: "Connection[str, None]") -> None:
    """Serve for ever, and tell the address."""
    server = SoakServer(pages)
    with server.running():
        url.send(server.url("").rstrip("/"))
        signal.pause()


def counts(url: str) -> Counter[str]:
    """How often each page was asked for until now."""
    with urllib.request.urlopen(f"{url}/counts", timeout=60) as answer:
        found = json.load(answer)
    return Counter({path: count for path, count in found.items() if path.startswith("/page/")})


@dataclass
class Leg:
    """One run, to its end or until it was killed: its seconds, and its main process's memory in MB as it went on."""

    code: int = 0
    seconds: float = 0.0
    memory: list[float] = field(default_factory=list)
    printed: str = ""

    def told(self) -> str:
        """One line on it."""
        course = ", ".join(f"{self.memory[len(self.memory) * tenth // 10]:.0f}" for tenth in range(1, 10))
        end = "killed" if self.code == -signal.SIGKILL else f"ended with {self.code}"
        return f"{end} after {self.seconds:.0f} s; MB after each tenth of it {course}; highest {max(self.memory):.0f}"


def leg(url: str, data: Path, kill_after: float) -> Leg:
    """Run until it ends, or until so many pages have been asked for; then it is killed."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("NEWSFACTS", "PREFECT"))} | {
        "NEWSFACTS_WORKER": "tests.flows.fake:FakeReader", "NEWSFACTS_ALLOW_PRIVATE": "true",
        "NEWSFACTS_DELAY": "0.0", "NEWSFACTS_PER_HOST": "8", "COLUMNS": "120",
    }  # fmt: skip
    command = [sys.executable, "-m", "flows.cli", "run", f"{url}/sitemap.xml", "--data", str(data), "--direct"]
    started, result = time.monotonic(), Leg()
    with (
        tempfile.TemporaryFile("w+") as output,
        subprocess.Popen([*command, "--workers", "1"], env=environment, stdout=output, stderr=output) as process,
    ):
        while process.poll() is None:
            time.sleep(0.5)
            result.memory += [memory for memory in [resident(process.pid)] if memory]
            if len(counts(url)) >= kill_after:
                process.kill()
        result.code, result.seconds = process.returncode, time.monotonic() - started
        output.seek(0)
        result.printed = output.read()
    return result


def resident(pid: int) -> float:
    """Resident memory of a process now, MB; 0 where it is gone (Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def needed(number: int) -> int:
    """How often a page is asked for in a run that nobody kills."""
    name, lasting = fault_of(number)
    if name == "301 to itself":
        return FAULTS[name].asked
    return 1 if name is None else FAULTS[name].asked if lasting else 2


def report(pages: int, asked: Counter[str], data: Path) -> bool:
    """Print what became of the pages; whether none was lost or doubled, or asked for too often."""
    good = {f"/page/{n}" for n in range(pages) if not fault_of(n)[1]}
    with duckdb.connect(data / "newsfacts.duckdb", read_only=True) as connection:
        query = "SELECT regexp_extract(url, '/page/[0-9]+$'), count(*) FROM articles GROUP BY 1"
        had = dict(connection.execute(query).fetchall())
        outcomes = dict(connection.execute("SELECT outcome, count(*) FROM fetches GROUP BY 1 ORDER BY 1").fetchall())
    lost, doubled = good - had.keys(), [url for url, count in had.items() if count > 1 or url not in good]
    extra = Counter({n: asked[f"/page/{n}"] - needed(n) for n in range(pages)})
    well = Counter(extra[n] for n in range(pages) if not fault_of(n)[1])
    bad = Counter(extra[n] for n in range(pages) if fault_of(n)[1])
    print(f"articles {len(had):,} of {len(good):,}; lost {len(lost)}, doubled or from nowhere {len(doubled)}")
    print("pages by requests beyond those needed:", dict(sorted(well.items())), end="; ")
    print("of those with a lasting fault:", dict(sorted(bad.items())))
    print(f"outcomes recorded: {outcomes}")
    return not lost and not doubled and max(well) <= 1 and min(well) == 0


def main() -> None:
    """Serve, run, kill, run to the end, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=2, help="how often it is killed on its way")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    try:
        with served(serve, options.pages) as url:
            for kill in range(1, options.kills + 2):
                until = options.pages * kill / (options.kills + 1) if kill <= options.kills else float("inf")
                result = leg(url, folder / "data", until)
                print(f"after {len(counts(url)):,} pages: {result.told()}", flush=True)
            passed = report(options.pages, counts(url), folder / "data")
    finally:
        shutil.rmtree(folder)
    if not passed:
        sys.exit("Pages were lost, doubled, or asked for more than once too often.\n" + result.printed)


if __name__ == "__main__":
    main()
