"""JSON Lines: one article a line, and a bad line alone."""

import datetime as dt
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import SourceError
from sources import Attempt, FetchSettings, discover, records
from sources.records import read_record

Write = Callable[[str, bytes | str], Path]

NOW = dt.datetime(2026, 3, 1)  # noqa: DTZ001  # UTC without zone, as everywhere


def had(path: Path, settings: FetchSettings) -> list[Attempt]:
    return [found for found in discover(str(path), settings=settings) if isinstance(found, Attempt)]


def test_a_line_gives_its_text_with_all_that_is_said_of_it(write: Write, settings: FetchSettings) -> None:
    record = {
        "id": 7,
        "text": "Rain\r\nfell.\n",
        "title": "Rain",
        "url": "https://example.org/rain",
        "published_at": "2026-02-27",
    }
    path = write("a.jsonl", json.dumps(record))
    [attempt] = had(path, settings)
    document = attempt.document
    assert document
    assert (attempt.source_id, attempt.url) == ("7", f"{path}:1")
    assert (document.kind, document.body, document.verbatim) == ("text", b"Rain\r\nfell.\n", True)
    assert (document.title, document.url) == ("Rain", "https://example.org/rain")
    assert document.published_at == dt.datetime(2026, 2, 27)  # noqa: DTZ001  # UTC without zone
    assert document.published_precision == "day"


def test_a_line_of_html_is_a_page(write: Write, settings: FetchSettings) -> None:
    [attempt] = had(write("a.ndjson", '{"html": "<p>Rain fell in Ålesund.</p>"}'), settings)
    assert attempt.document
    assert (attempt.document.kind, attempt.document.charset, attempt.document.verbatim) == ("html", "utf-8", False)


@pytest.mark.parametrize("zipped", [False, True])
def test_a_bad_line_fails_alone_and_names_its_number(write: Write, settings: FetchSettings, *, zipped: bool) -> None:
    lines = [
        b'{"id": "a", "text": "Rain fell."}',
        b"not json",
        b"",
        b'{"id": "d"}',
        b"[1]",
        b'{"text": "  "}',
        b'{"text": 5}',
        b'{"text": "caf\xe9"}',
        b"[" * 100_000,
        b'{"id": "z", "text": "Snow fell."}',
    ]
    content = b"\n".join(lines)
    path = write("a.jsonl.gz" if zipped else "a.jsonl", gzip.compress(content) if zipped else content)
    attempts = had(path, settings)
    good = ["a", "z"]
    assert [a.source_id for a in attempts if a.document] == good
    bad = [a for a in attempts if not a.document]
    assert {a.outcome for a in bad} == {"bad_json"}
    assert [a.url for a in bad] == [f"{path}:{n}" for n in (2, 4, 5, 6, 7, 8, 9)]
    assert all(a.error and a.error.startswith(a.url) for a in bad)


def test_a_line_over_the_limit_fails_alone(write: Write, make_settings: Callable[..., FetchSettings]) -> None:
    path = write("a.jsonl", json.dumps({"text": "x" * 500}) + '\n{"text": "Rain fell."}\n')
    assert [a.outcome for a in had(path, make_settings(max_text_bytes=100))] == ["too_large", "new"]


def test_a_gzipped_file_that_breaks_off_gives_the_lines_before(write: Write, settings: FetchSettings) -> None:
    lines = b"".join(json.dumps({"id": n, "text": f"{n} {hash((n, 1))} {n**9}"}).encode() + b"\n" for n in range(5000))
    attempts = had(write("a.jsonl.gz", gzip.compress(lines)[:-9000]), settings)
    assert [a.source_id for a in attempts[:-1]] == [str(n) for n in range(len(attempts) - 1)]
    assert len(attempts) > 1
    assert attempts[-1].outcome == "unreadable"


@pytest.mark.parametrize("zipped", [False, True])
def test_a_file_is_opened_and_read_once(
    write: Write, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch, *, zipped: bool
) -> None:
    content = b'{"text": "Rain fell."}\n' * 1000
    path = write("a.jsonl.gz" if zipped else "a.jsonl", gzip.compress(content) if zipped else content)
    opened: list[Path] = []
    open_plain = records.open_plain
    monkeypatch.setattr(records, "open_plain", lambda path: opened.append(path) or open_plain(path))
    assert len(had(path, settings)) == 1000
    assert opened == [path]


def test_an_empty_file_is_said_to_be_empty(write: Write, settings: FetchSettings) -> None:
    [attempt] = discover(str(write("a.jsonl", "")), settings=settings)
    assert isinstance(attempt, Attempt)
    assert attempt.outcome == "empty"


def test_half_a_surrogate_pair_is_marked_and_offsets_stay() -> None:
    document = read_record(rb'{"text": "a\ud800b", "title": "\udfff"}', where="x", fetched_at=NOW)
    assert document.body.decode() == "a\ufffdb"
    assert document.title == "\ufffd"


def test_a_date_that_cannot_be_read_is_left_out() -> None:
    document = read_record(b'{"text": "Rain fell.", "published_at": "last week"}', where="x", fetched_at=NOW)
    assert (document.published_at, document.published_precision) == (None, "none")


TEXTS = st.text(alphabet="ab 1-\n\0é€👍\ud800\u2028\ufeff<>", max_size=12)


@given(st.dictionaries(st.sampled_from(["id", "text", "html", "title", "url", "published_at"]), TEXTS | st.none()))
def test_a_record_gives_a_document_wherever_it_has_a_text(record: dict[str, str | None]) -> None:
    line = json.dumps(record).encode()
    if (record.get("text") or "").strip() or (record.get("html") or "").strip():
        document = read_record(line, where="x:1", fetched_at=NOW)
        assert document.body.decode().strip()
        assert document.source_id.encode()
    else:
        with pytest.raises(SourceError, match="x:1 has no text"):
            read_record(line, where="x:1", fetched_at=NOW)
