"""Raw bodies: what is kept comes back whole, from files that stay readable however their run ended."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import WarehouseError
from warehouse.raw import Kept, RawFiles, Record, read_raw

NOON = dt.datetime(2026, 11, 23, 12, 0, 0, 123456)  # noqa: DTZ001 - UTC without zone, as everywhere


def record(
    number: int, body: bytes = b"<p>Ferry</p>", at: dt.datetime = NOON, said: Mapping[str, str | None] | None = None
) -> Record:
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    return Record(f"https://news.example/{number}?q=ä", 200, headers, body, at, said or {"title": f"Nº {number}"})


def same(one: Record, other: Record) -> bool:
    """Whether two records are the same, but for the length that the kept one states."""
    names = ("url", "status", "body", "fetched_at")
    headers = [header for header in one.headers if header[0] != "Content-Length"]
    return (
        all(getattr(one, name) == getattr(other, name) for name in names)
        and headers == list(other.headers)
        and one.said == other.said
    )


@given(
    bodies=st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=4),
    title=st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)),
)
def test_what_is_kept_comes_back(
    bodies: list[bytes], title: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = tmp_path_factory.mktemp("raw")
    records = [record(number, body, said={"title": title}) for number, body in enumerate(bodies)]
    with RawFiles(data, "run") as raw:
        kept = raw.keep(records)
    assert all(same(read_raw(data, place), given) for place, given in zip(kept, records, strict=True))


def test_other_programs_can_read_the_files(tmp_path: Path) -> None:
    with RawFiles(tmp_path, "run") as raw:
        (kept,) = raw.keep([record(1)])
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", tmp_path / kept.file],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("digest pass") == 2


def test_a_run_that_fetches_nothing_leaves_no_file(tmp_path: Path) -> None:
    with RawFiles(tmp_path, "run") as raw:
        assert raw.keep([]) == []
    assert not (tmp_path / "raw").exists()


def test_a_file_has_one_day_and_no_more_than_its_size(tmp_path: Path) -> None:
    night = NOON + dt.timedelta(days=1)
    with RawFiles(tmp_path, "run", most_bytes=1000) as raw:
        kept = raw.keep([record(1, os.urandom(900)), record(2), record(3, at=night), record(4, at=NOON)])
    assert [place.file for place in kept] == [
        "raw/2026-11-23/run-1.warc.gz",
        "raw/2026-11-23/run-2.warc.gz",
        "raw/2026-11-24/run-3.warc.gz",
        "raw/2026-11-24/run-3.warc.gz",
    ]


def test_threads_may_write_at_once(tmp_path: Path) -> None:
    batches = [[record(number, str(number).encode() * 50) for number in range(no, no + 5)] for no in range(0, 100, 5)]
    with RawFiles(tmp_path, "run", most_bytes=3000) as raw, ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(raw.keep, batches))
    pairs = [pair for places, records in zip(kept, batches, strict=True) for pair in zip(places, records, strict=True)]
    assert all(same(read_raw(tmp_path, place), given) for place, given in pairs)


@pytest.mark.parametrize("cut", [1, 50, 150])
def test_a_file_that_was_cut_off_is_readable_up_to_its_last_whole_record(tmp_path: Path, cut: int) -> None:
    with RawFiles(tmp_path, "run") as raw:
        first, second, _ = raw.keep([record(number, os.urandom(300)) for number in range(3)])
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes()[:-cut])
    assert read_raw(tmp_path, second).url.endswith("/1?q=ä")
    with path.open("rb") as file:
        whole = [each.reader.read() for each in ArchiveIterator(file, record_types=WarcRecordType.response)]
    assert [len(body) for body in whole[:2]] == [300, 300]


def test_a_record_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"run-1\.warc\.gz holds no record at 7 \(No such file"):
        read_raw(tmp_path, Kept("raw/2026-11-23/run-1.warc.gz", 7))
    with RawFiles(tmp_path, "run") as raw:
        (kept,) = raw.keep([record(1)])
    with pytest.raises(WarehouseError, match=r"holds no record at 1,000,000"):
        read_raw(tmp_path, Kept(kept.file, 1_000_000))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_ends_the_run_with_a_sentence(tmp_path: Path) -> None:
    with RawFiles(tmp_path, "run") as raw:
        raw.keep([record(1)])
        assert raw._file is not None
        kept = raw._file
        with Path("/dev/full").open("r+b", buffering=0) as full:
            raw._file = full
            with pytest.raises(WarehouseError, match="could not be kept"):
                raw.keep([record(2)])
        raw._file = kept
