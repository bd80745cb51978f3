"""Files and folders: what is found, what is read, and what is neither."""

import gzip
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.errors import UsageError
from sources import Attempt, FetchSettings, Reference, discover, fetch

Write = Callable[[str, bytes | str], Path]

PAGE = "<!DOCTYPE html><html><body><p>The bridge opens on Friday.</p></body></html>"


def had(spec: Path, settings: FetchSettings) -> list[Attempt]:
    """Everything a specification leads to, discovered and fetched."""
    found = list(discover(str(spec), settings=settings))
    fetched = iter(fetch([f for f in found if isinstance(f, Reference)], settings=settings))
    return [f if isinstance(f, Attempt) else next(fetched) for f in found]


def outcomes(attempts: list[Attempt]) -> dict[str, str]:
    return {Path(a.url).name: a.outcome for a in attempts}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "The bridge opens.", "text"),
        ("a.md", PAGE, "text"),
        ("a.html", "The bridge opens.", "html"),
        ("a.HTM", PAGE, "html"),
        ("a.html.gz", gzip.compress(PAGE.encode()), "html"),
        ("a.txt.gz", gzip.compress(b"The bridge opens."), "text"),
        ("a", PAGE, "html"),
        ("a", "The bridge opens.", "text"),
        ("a.php", PAGE, "html"),
        ("a", PAGE.encode("utf-16"), "html"),
    ],
)
def test_a_file_is_html_or_text_by_its_name_or_its_start(
    write: Write, settings: FetchSettings, name: str, content: bytes | str, kind: str
) -> None:
    [attempt] = had(write(name, content), settings)
    assert attempt.document
    assert (attempt.outcome, attempt.document.kind, attempt.document.url) == ("new", kind, None)


def test_a_folder_gives_all_its_files_sorted_without_hidden_ones(
    write: Write, settings: FetchSettings, tmp_path: Path
) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.html", "sub/d.jsonl", ".git/e.txt", "style.css", "f.gif"):
        write(name, '{"text": "The bridge opens."}\n')
    attempts = had(tmp_path, settings)
    assert [Path(a.url).name for a in attempts] == ["a.txt", "b.txt", "f.gif", "style.css", "c.html", "d.jsonl:1"]
    assert outcomes(attempts)["style.css"] == "unsupported"


def test_what_cannot_be_read_is_an_attempt_that_says_why(
    write: Write, make_settings: Callable[..., FetchSettings], tmp_path: Path
) -> None:
    write("empty.txt", "")
    write("blank.html", " \n ")
    write("large.html", PAGE + " " * 2000)
    write("large.txt", "x" * 4001)
    write("bomb.txt.gz", gzip.compress(bytes(100_000)))
    write("cut.html.gz", gzip.compress(os.urandom(500))[:-20])
    write("broken.html.gz", b"\x1f\x8b" + b"nonsense and more of it")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    attempts = had(tmp_path, make_settings(max_bytes=1000, max_text_bytes=4000))
    assert outcomes(attempts) == {
        "empty.txt": "empty",
        "blank.html": "empty",
        "large.html": "too_large",
        "large.txt": "too_large",
        "bomb.txt.gz": "too_large",
        "cut.html.gz": "truncated",
        "broken.html.gz": "unreadable",
        "pipe.txt": "unreadable",
        "dangling.txt": "unreadable",
    }
    assert all(a.document is None and a.error and str(tmp_path) in a.error for a in attempts)


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path, settings: FetchSettings) -> None:
    [attempt] = had(tmp_path, settings)
    assert (attempt.outcome, attempt.url) == ("empty", str(tmp_path))


@pytest.mark.parametrize("spec", ["no/such/path.txt", "a" * 5000, "a\0b", "ftp://example.org/a", "file:///etc/passwd"])
def test_what_is_neither_there_nor_a_web_address_is_wrong_usage(settings: FetchSettings, spec: str) -> None:
    with pytest.raises(UsageError, match="give"):
        discover(spec, settings=settings)


def test_a_name_that_is_no_text_is_shown_with_marks_and_still_read(tmp_path: Path, settings: FetchSettings) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("The bridge opens.")
    [attempt] = had(tmp_path, settings)
    assert attempt.outcome == "new"
    assert attempt.url.endswith("caf\ufffd.txt")


def test_settings_and_references_can_go_to_another_process(tmp_path: Path) -> None:
    reference = Reference(kind="file", location=str(tmp_path))
    assert pickle.loads(pickle.dumps((FetchSettings(), reference)))[1] == reference
