"""Kinds of source: a new one is a class and a line, as docs/extending.md says."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import SourceError, UsageError
from sources import Attempt, FetchSettings, Reference, discover, routing
from sources.kinds import Answer, Kind, Place, path_of
from sources.once import Once
from sources.routing import KINDS
from sources.web import Response
from tests.sources.test_sitemaps import urlset, xml
from tests.webserver import Reply, WebServer

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text("utf-8")


class Bookmarks:
    """A list of URLs, one a line."""

    name: ClassVar[str] = "bookmarks"
    lists: ClassVar[bool] = True

    def takes(self, place: Place) -> bool:
        """By the end of its name."""
        return isinstance(place, Path) and place.suffix == ".urls"

    def find(self, place: Place, settings: FetchSettings) -> Iterator[Reference]:  # noqa: ARG002
        """A page for each line."""
        with path_of(place).open(encoding="utf-8") as lines:
            yield from (Reference(kind="page", location=line.strip()) for line in lines if line.strip())


def test_a_new_kind_of_source_is_a_class_and_a_line(
    tmp_path: Path, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routing, "KINDS", (Bookmarks(), *KINDS))
    path = tmp_path / "mine.urls"
    path.write_text("https://tide.example/a\n\nhttps://tide.example/a#b\nhttps://tide.example/c\n")
    for spec in (path, tmp_path):
        found = [each.location for each in discover(str(spec), settings=settings) if isinstance(each, Reference)]
        assert found == ["https://tide.example/a", "https://tide.example/c"]


def test_the_page_on_extending_shows_that_class() -> None:
    shown = re.search(r"class Bookmarks:.*?(?=```)", PAGE, re.DOTALL)
    source = re.search(r"class Bookmarks:.*?\n\n\n", Path(__file__).read_text("utf-8"), re.DOTALL)
    assert shown
    assert source
    assert shown[0].split() == source[0].replace("  # noqa: ARG002", "").split()


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(st.binary(max_size=40), st.sampled_from(["/", "/a.xml", "/a.rss?x", "/robots.txt"]))
def test_no_answer_of_a_web_server_breaks_a_kind(kind: Kind, body: bytes, path: str) -> None:
    url = f"https://tide.example{path}"
    answer = Answer(Reference(kind="page", location=url), Response(url, 200, {}, body or b"x"))
    assert isinstance(kind.takes(answer), bool)
    with contextlib.suppress(SourceError):
        list(kind.find(answer, FetchSettings()))


def test_what_a_source_is_can_be_said_before_it(server: WebServer, settings: FetchSettings, tmp_path: Path) -> None:
    (tmp_path / "records.txt").write_text('{"text": "Rain fell."}')
    [record] = discover(f"jsonl:{tmp_path / 'records.txt'}", settings=settings)
    assert isinstance(record, Attempt)
    assert record.document
    assert record.document.body == b"Rain fell."
    [page] = discover(f"page:{server.serve('/a.xml', Reply(b'<html>Rain</html>'))}", settings=settings)
    assert isinstance(page, Attempt)
    assert page.outcome == "new"


@pytest.mark.parametrize("spec", ["site:ftp://tide.example", "warc:nowhere.warc", "sitemap:", "file:///etc/passwd"])
def test_a_source_that_is_not_there_is_wrong_usage_whatever_it_is_said_to_be(
    settings: FetchSettings, spec: str
) -> None:
    with pytest.raises(UsageError, match="give"):
        discover(spec, settings=settings)


def test_a_kind_that_cannot_be_what_it_is_said_to_be_is_a_failed_attempt(
    server: WebServer, settings: FetchSettings, tmp_path: Path
) -> None:
    url = server.serve("/a", Reply(b"<html>Rain</html>"))
    for spec in (f"warc:{url}", f"folder:{url}", f"jsonl:{url}", f"site:{tmp_path}", f"sitemap:{url}", f"feed:{url}"):
        *_, last = discover(spec, settings=settings)
        assert isinstance(last, Attempt)
        assert (last.document, last.error is None) == (None, False), spec


def test_an_error_of_our_own_in_one_source_is_recorded_and_the_others_go_on(
    tmp_path: Path, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Bookmarks):
        def find(self, place: Place, settings: FetchSettings) -> Iterator[Reference]:  # noqa: ARG002
            yield Reference(kind="page", location="https://tide.example/a")
            raise KeyError(path_of(place).name)

    monkeypatch.setattr(routing, "KINDS", (Broken(), *KINDS))
    (tmp_path / "a.urls").touch()
    (tmp_path / "b.txt").touch()
    page, failure, file = discover(str(tmp_path), settings=settings)
    assert isinstance(failure, Attempt)
    assert (failure.outcome, failure.error) == ("failed", f"{tmp_path / 'a.urls'} failed: KeyError('a.urls')")
    assert isinstance(page, Reference)
    assert isinstance(file, Reference)


def test_a_page_is_fetched_once_a_run_whoever_names_it(server: WebServer, settings: FetchSettings) -> None:
    page = server.serve("/a", Reply(b"<html>Rain</html>"))
    one = server.serve("/1.xml", xml(urlset([page, server.url("/b")])))
    two = server.serve("/2.xml", xml(urlset([f"{page}?utm_source=x", server.url("/c")])))
    once = Once()
    found = [each for spec in (page, one, two) for each in discover(spec, settings=settings, once=once)]
    named = [each.location.rpartition("/")[2] for each in found if isinstance(each, Reference)]
    assert named == ["b", "c"]
    assert list(discover(f"{page}#again", settings=settings, once=once)) == []
    assert server.asked("/a") == 1


def test_a_list_that_stayed_as_it_was_is_not_read_again(server: WebServer, settings: FetchSettings) -> None:
    url = server.serve("/map.xml", Reply(status=304, headers={"ETag": '"7"'}))

    def recall(reference: Reference) -> Reference:
        return Reference(kind="page", location=reference.location, etag='"7"')

    [attempt] = discover(url, settings=settings, recall=recall)
    assert isinstance(attempt, Attempt)
    assert (attempt.outcome, attempt.etag, attempt.error) == ("not_modified", '"7"', None)


def test_an_index_of_sitemaps_is_always_read_since_those_may_change_without_it(
    server: WebServer, settings: FetchSettings
) -> None:
    leaf = server.serve("/1.xml", Reply(urlset([server.url("/a")]), headers={"ETag": '"1"'}))
    index = f"<sitemapindex><sitemap><loc>{leaf}</loc></sitemap></sitemapindex>".encode()
    attempts = list(discover(server.serve("/all.xml", Reply(index, headers={"ETag": '"2"'})), settings=settings))[:2]
    assert [each.etag for each in attempts if isinstance(each, Attempt)] == [None, '"1"']
