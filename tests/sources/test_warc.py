"""WARC files: pages as a crawl kept them, and what is lost is told."""

import datetime as dt
import gzip
import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources import Attempt, FetchSettings, discover
from sources.warc import Warc, read_at

Write = Callable[[str, bytes | str], Path]

PAGE = b"<!doctype html><html><body><p>The bridge opens on Friday.</p></body></html>"


def page(number: int) -> bytes:
    return PAGE.replace(b"Friday", b"day %d" % number)


def response(block: bytes, url: str = "https://tide.example/a", more: str = "", kind: str = "response") -> bytes:
    """One record, by default that of an answer."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n{more}"
    head += f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def http(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def crawl(pages: Iterable[bytes], *, zipped: bool = True) -> list[bytes]:
    """The records of a crawl: a description, then a request and a response for each page."""
    records = [response(b"software: test\r\n", kind="warcinfo")]
    for number, body in enumerate(pages):
        url, date = f"https://tide.example/{number}", f"WARC-Date: 2026-02-0{number + 1}T10:00:00Z\r\n"
        records.append(response(b"GET / HTTP/1.1\r\n\r\n", url, date, kind="request"))
        records.append(response(http(body, content_type="text/html; charset=latin-1"), url, date))
    return [gzip.compress(record, mtime=0) for record in records] if zipped else records


def had(path: Path, settings: FetchSettings) -> list[Attempt]:
    return [each for each in discover(str(path), settings=settings) if isinstance(each, Attempt)]


def outcomes(path: Path, settings: FetchSettings) -> list[str]:
    return [attempt.outcome for attempt in had(path, settings)]


@pytest.mark.parametrize("zipped", [True, False])
def test_each_response_is_a_page_that_knows_where_it_is_kept(
    write: Write, settings: FetchSettings, *, zipped: bool
) -> None:
    path = write("a.warc.gz" if zipped else "a.warc", b"".join(crawl(map(page, range(3)), zipped=zipped)))
    attempts = had(path, settings)
    assert [a.source_id for a in attempts] == [f"https://tide.example/{n}" for n in range(3)]
    assert all(a.outcome == "new" and a.raw is None for a in attempts)
    document = attempts[2].document
    assert document
    assert (document.kind, document.body, document.charset) == ("html", page(2), "latin-1")
    assert (document.url, document.fetched_at) == ("https://tide.example/2", dt.datetime(2026, 2, 3, 10))  # noqa: DTZ001
    assert document.warc_file == str(path)
    assert document.warc_offset is not None
    assert attempts[2].url == f"{path}:{document.warc_offset}"
    assert read_at(path, document.warc_offset, settings) == attempts[2]


def test_an_offset_without_a_record_is_said_to_have_none(write: Write, settings: FetchSettings) -> None:
    path = write("a.warc.gz", b"".join(crawl([PAGE])))
    for offset in (7, 10_000):
        assert read_at(path, offset, settings).outcome == "unreadable"
    assert read_at(path.with_name("no.warc"), 0, settings).outcome == "unreadable"


CASES = {
    "a redirect": (response(http(b"", "301 Moved", Location="/b")), "http_error"),
    "gone": (response(http(b"Gone", "410 Gone")), "not_found"),
    "no status": (response(b"\0\1\2\r\n\r\nx"), "http_error"),
    "a picture": (response(http(b"\x89PNG", Content_Type="image/png")), "unsupported"),
    "an empty page": (response(http(b" \n")), "empty"),
    "no web address": (response(http(), url="dns:tide.example"), "unsupported"),
    "a bad address": (response(http(), url="http://[x"), "unsupported"),
    "cut off while fetched": (response(http(), more="WARC-Truncated: length\r\n"), "truncated"),
    "too large": (response(http(PAGE + b" " * 20_000)), "too_large"),
    "an unknown encoding": (response(http(b"abc", Content_Encoding="rot13")), "bad_encoding"),
    "corrupt gzip": (response(http(b"\x1f\x8b\x08 no", Content_Encoding="gzip")), "bad_encoding"),
    "a bomb": (response(http(gzip.compress(bytes(10**7)), Content_Encoding="gzip")), "too_large"),
    "no HTTP": (response(PAGE).replace(b"application/http", b"text/something"), "unsupported"),
    "no type": (response(http(), kind=""), "new"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_holds_no_page_fails_alone(write: Write, make_settings: Callable[..., FetchSettings], name: str) -> None:
    record, outcome = CASES[name]
    whole = response(http())
    path = write("a.warc", whole + record + whole)
    assert outcomes(path, make_settings(max_bytes=10_000)) == ["new", outcome, "new"]


def brotli(body: bytes) -> bytes:
    file = io.BytesIO()
    with BrotliWriter(file) as writer:
        writer.write(body)
    return file.getvalue()


@pytest.mark.parametrize(
    "block",
    [
        http(gzip.compress(PAGE), content_encoding="GZIP"),
        http(brotli(PAGE), Content_Encoding="br"),
        http(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), Transfer_Encoding="chunked")[:-1] + b"\n",
        http(PAGE, Transfer_Encoding="chunked", Content_Encoding="gzip"),  # taken off when it was kept
    ],
)
def test_a_body_is_decoded_as_far_as_it_was_not(write: Write, settings: FetchSettings, block: bytes) -> None:
    [attempt] = had(write("a.warc", response(block)), settings)
    assert attempt.document
    assert attempt.document.body.endswith(PAGE[-30:])
    assert attempt.document.body.startswith(b"<!doctype") or b"chunked" in block


@pytest.mark.parametrize("zipped", [True, False])
def test_a_damaged_record_is_told_and_those_after_it_are_had(
    write: Write, settings: FetchSettings, *, zipped: bool
) -> None:
    records = crawl(map(page, range(6)), zipped=zipped)
    damaged = records[6]
    records[6] = bytes(len(damaged)) if not zipped else damaged[:40] + bytes(9) + damaged[49:]
    path = write("a.warc.gz" if zipped else "a.warc", b"".join(records))
    attempts = had(path, settings)
    assert [a.source_id.rpartition("/")[2] for a in attempts if a.document] == ["0", "1", "3", "4", "5"]
    [lost] = [a for a in attempts if not a.document]
    assert (lost.outcome, lost.url) == ("unreadable", str(path))
    assert lost.error
    assert "damaged after offset" in lost.error


@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_that_is_cut_off_says_so_wherever_it_is_cut(
    write: Write, settings: FetchSettings, *, zipped: bool
) -> None:
    """But not at the end of a record, where nothing shows it, nor within the newlines after one."""
    records = crawl(map(page, range(3)), zipped=zipped)
    whole, start = b"".join(records), len(b"".join(records[:-1]))
    length = len(whole) - start - (0 if zipped else 4)
    for cut in range(1, length, 7):
        attempts = had(write("a.warc.gz" if zipped else "a.warc", whole[: start + cut]), settings)
        assert [a.outcome for a in attempts[:2]] == ["new", "new"]
        lost = [a.outcome for a in attempts[2:] if a.outcome != "new"]
        assert lost, cut


def test_a_file_gzipped_as_one_is_read_without_offsets_and_checked_to_its_end(
    write: Write, settings: FetchSettings
) -> None:
    whole = gzip.compress(b"".join(crawl(map(page, range(3)), zipped=False)))
    assert outcomes(write("a.warc.gz", whole), settings) == ["new"] * 3
    assert outcomes(write("b.warc.gz", whole[:-6]), settings) == ["new"] * 3 + ["truncated"]


@pytest.mark.parametrize(
    ("body", "outcome"), [(b"", "empty"), (b"no archive", "unreadable"), (response(b"x", kind="warcinfo"), "empty")]
)
def test_what_holds_no_responses_is_one_failed_attempt(
    write: Write, settings: FetchSettings, body: bytes, outcome: str
) -> None:
    assert outcomes(write("a.warc", body), settings) == [outcome]


def test_records_of_another_time_are_passed_over(write: Write, make_settings: Callable[..., FetchSettings]) -> None:
    """What was fetched before a day was not published after it."""
    path = write("a.warc.gz", b"".join(crawl(map(page, range(3)))))
    since = make_settings(since=dt.datetime(2026, 2, 3))  # noqa: DTZ001  # UTC without zone
    assert [a.source_id[-1] for a in had(path, since)] == ["1", "2"]


PIECES = st.sampled_from(
    [
        *(
            b"WARC/1.0\r\n",
            b"WARC-Type: response\r\n",
            b"Content-Length: 5\r\n",
            b"Content-Length: -1\r\n",
            b"\r\n",
            b"\r\n\r\n",
        ),
        *(
            b"WARC-Target-URI: https://tide.example/a\r\n",
            b"Content-Type: application/http\r\n",
            b"HTTP/1.1 200 OK\r\n",
        ),
        *(
            b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n",
            b"\x1f\x8b\x08",
            gzip.compress(response(http())),
            response(http()),
        ),
        *(b"Content-Length: 99999999999999999999\r\n", b"\xff", b"\0", b"<html>", b"WARC-Date: 9999-99-99\r\n"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(PIECES | st.binary(max_size=9), max_size=12).map(b"".join))
def test_any_bytes_are_attempts_or_one_error(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(body)
    for attempt in discover(str(path), settings=FetchSettings()):
        assert isinstance(attempt, Attempt)
        assert (attempt.document is None) == (attempt.error is not None)


def test_a_warc_file_is_told_by_its_name() -> None:
    assert [Warc().takes(Path(name)) for name in ("a.warc", "A.WARC.GZ", "a.warc.txt")] == [True, True, False]
