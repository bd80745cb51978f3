"""The whole flow, measured from outside: articles a second, first facts, CPU seconds and peak memory."""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import stages
from tests.bench.corpus import records

LOOK_EVERY = 0.1


@dataclass
class Measured:
    """One run: seconds it took, CPU seconds of all its processes, and the peak resident memory of each in MB."""

    seconds: float = 0.0
    cpu: float = 0.0
    peaks: dict[int, float] = field(default_factory=dict)
    printed: str = ""


def newsfacts(*arguments: str) -> Measured:
    """Run the command and watch it; raises CalledProcessError where it fails."""
    measured, before = Measured(), _cpu_of_children()
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("newsfacts")), *arguments], stdout=output, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            for pid, peak in _peaks(process.pid).items():  # a process that has just ended tells 0
                measured.peaks[pid] = max(peak, measured.peaks.get(pid, 0.0))
            time.sleep(LOOK_EVERY)
        output.seek(0)
        measured.printed = output.read()
    measured.seconds = time.perf_counter() - started
    measured.cpu = _cpu_of_children() - before
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments, measured.printed)
    return measured


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _peaks(pid: int) -> dict[int, float]:
    """Peak resident memory of a process and all below it, MB by process id (Linux; elsewhere nothing)."""
    peaks, waiting = {}, [pid]
    while waiting:
        each = waiting.pop()
        try:
            status = Path(f"/proc/{each}/status").read_text("ascii")
            for children in Path(f"/proc/{each}/task").glob("*/children"):  # each thread has children of its own
                waiting += map(int, children.read_text("ascii").split())
        except (OSError, ValueError):
            continue
        peak = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
        peaks[each] = int(peak.split()[1]) / 1024
    return peaks


def report(label: str, articles: int, measured: Measured) -> None:
    """Print one line of figures."""
    first = next((line for line in measured.printed.splitlines() if "First facts" in line), "").strip(" │|")
    peaks = sorted(measured.peaks.values(), reverse=True)[:3]
    print(
        f"{label:34s} {articles / measured.seconds:6.1f} articles/s  {measured.seconds:7.1f} s wall "
        f"{measured.cpu:7.1f} s CPU  peak MB {', '.join(f'{peak:.0f}' for peak in peaks)}  {' '.join(first.split())}"
    )


def main() -> None:
    """Measure runs over a folder's pages repeated to so many articles, on one and two workers, and where time goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder of HTML pages")
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus.jsonl")
        corpus.write_text("\n".join(records(options.pages, options.articles)), "utf-8")
        few = Path(folder, "few.jsonl")
        few.write_text("\n".join(records(options.pages, 4)), "utf-8")
        for label, source, count, extra in (
            ("4 articles, --direct", few, 4, ("--direct", "--workers", "1")),
            ("4 articles, temporary server", few, 4, ("--workers", "1")),
            (f"{options.articles} articles, 1 worker", corpus, options.articles, ("--direct", "--workers", "1")),
            (f"{options.articles} articles, 2 workers", corpus, options.articles, ("--direct", "--workers", "2")),
            (f"{options.articles} articles, 2, Prefect", corpus, options.articles, ("--workers", "2")),
        ):
            data = Path(folder, f"data-{len(extra)}-{count}-{extra[-1]}")
            report(label, count, newsfacts("run", str(source), "--data", str(data), *extra))
    stages.report(options.pages, min(options.articles, 100))


if __name__ == "__main__":
    main()
