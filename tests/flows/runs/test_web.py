"""Runs on the web: each page is fetched once, asked for again when that is due, and kept as it came."""

from pathlib import Path

from tests.flows.conftest import Ingest, published, stored
from tests.flows.newspaper import WEB, Newspaper
from tests.webserver import Reply
from warehouse.account import account
from warehouse.raw import Kept, read_raw

FEED = ("feed.xml", 200)
FEED_AS_BEFORE = ("feed.xml", 304)


def page(number: int, status: int = 200) -> tuple[str, int]:
    return f"a-bridge-is-closed-{number}.html", status


def test_a_second_run_asks_whether_the_feed_changed_and_fetches_nothing_again(ingest: Ingest, paper: Newspaper) -> None:
    assert ingest(paper.feed, **WEB).outcomes == {"feed": 1, "new": 3}
    assert paper.asked() == [page(1), page(2), page(3), FEED]
    again = ingest(paper.feed, **WEB)
    assert (again.outcomes, again.failed) == ({"not_modified": 1}, 0)
    assert paper.asked() == [FEED_AS_BEFORE]


def test_only_what_is_new_in_a_feed_is_fetched(ingest: Ingest, paper: Newspaper) -> None:
    ingest(paper.feed, **WEB)
    paper.asked()
    paper.publish(4)
    again = ingest(paper.feed, **WEB)
    assert (again.outcomes, again.known) == ({"feed": 1, "new": 1}, 3)
    assert paper.asked() == [page(4), FEED]


def test_a_page_that_its_feed_says_was_updated_is_asked_for_and_changed_is_a_new_version(
    ingest: Ingest, paper: Newspaper, data: Path
) -> None:
    ingest(paper.feed, **WEB)
    paper.asked()
    paper.publish(1, said="A second bridge, number 77, was closed.\n", updated="2200-01-01T00:00:00Z")
    paper.publish(2, updated="2200-01-01T00:00:00Z")
    assert ingest(paper.feed, **WEB).outcomes == {"feed": 1, "changed": 1, "not_modified": 1}
    assert paper.asked() == [page(1), page(2, 304), FEED]
    versions = "SELECT version, is_current FROM articles WHERE url LIKE '%closed-1.html' ORDER BY version"
    assert stored(data, versions) == [(1, False), (2, True)]


def test_old_pages_are_asked_for_again_and_all_with_refetch(ingest: Ingest, paper: Newspaper) -> None:
    ingest(paper.feed, **WEB)
    paper.publish(4)
    paper.asked()
    again = ingest(paper.feed, revisit_days=0.0, **WEB)
    assert again.outcomes == {"feed": 1, "not_modified": 3, "new": 1}
    paper.asked()
    assert ingest(paper.feed, refetch=True, **WEB).outcomes == {"feed": 1, "unchanged": 4}
    assert paper.asked() == [page(1), page(2), page(3), page(4), FEED]


def test_a_page_in_two_feeds_is_fetched_once(ingest: Ingest, paper: Newspaper) -> None:
    other = paper.web.url("/other.xml?utm_source=x")
    entry = f'<entry><link href="{paper.page(2)}?utm_source=feed"/></entry>'
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entry}</feed>'.encode()
    paper.web.serve("/other.xml?utm_source=x", Reply(body, content_type="application/atom+xml"))
    assert ingest(paper.feed, other, **WEB).outcomes == {"feed": 2, "new": 3}
    assert ingest(other, **WEB).known == 1
    assert paper.asked().count(page(2)) == 1


def test_a_feed_cut_short_by_a_limit_is_read_whole_the_next_time(ingest: Ingest, paper: Newspaper) -> None:
    assert ingest(paper.feed, limit=1, **WEB).outcomes == {"feed": 1, "new": 1}
    assert ingest(paper.feed, **WEB).outcomes == {"feed": 1, "new": 2}
    assert ingest(paper.feed, **WEB).outcomes == {"not_modified": 1}


def test_a_page_that_failed_is_tried_again_with_the_next_run_though_the_feed_is_as_it_was(
    ingest: Ingest, paper: Newspaper
) -> None:
    path = "/news/a-bridge-is-closed-2.html"
    well = paper.web.routes[path]
    paper.web.serve(path, Reply(status=403))
    assert ingest(paper.feed, **WEB).outcomes == {"feed": 1, "new": 2, "http_error": 1}
    paper.web.routes[path] = well
    again = ingest(paper.feed, **WEB)
    assert (again.outcomes, again.known) == ({"feed": 1, "new": 1}, 2)
    assert ingest(paper.feed, **WEB).outcomes == {"not_modified": 1}


def test_a_page_that_is_gone_is_not_asked_for_again_soon(ingest: Ingest, paper: Newspaper) -> None:
    paper.web.serve("/news/a-bridge-is-closed-2.html", Reply(status=410))
    assert ingest(paper.feed, **WEB).outcomes == {"feed": 1, "new": 2, "not_found": 1}
    assert ingest(paper.feed, **WEB).outcomes == {"not_modified": 1}


def test_what_was_fetched_is_kept_and_its_article_says_where(ingest: Ingest, paper: Newspaper, data: Path) -> None:
    ingest(paper.feed, **WEB)
    ((url, file, offset),) = stored(data, "SELECT url, warc_file, warc_offset FROM articles WHERE url LIKE '%-2.html'")
    record = read_raw(data, Kept(file, offset))
    assert (record.url, record.status, b"Bridge number 2" in record.body) == (url, 200, True)
    assert {name.lower() for name, _ in record.headers} >= {"etag", "content-type"}
    assert stored(data, "SELECT count(*), count(warc_file) FROM fetches") == [(4, 4)]
    assert len(list((data / "raw").rglob("*.warc.gz"))) == 1


def test_nothing_is_kept_where_that_is_not_wanted_nor_of_files(
    ingest: Ingest, paper: Newspaper, data: Path, lines: Path
) -> None:
    ingest(lines)
    ingest(paper.feed, keep_raw=False, **WEB)
    assert not (data / "raw").exists()
    assert stored(data, "SELECT count(warc_file) FROM articles") == [(0,)]


def test_what_was_kept_can_be_a_source(ingest: Ingest, paper: Newspaper, data: Path, tmp_path: Path) -> None:
    ingest(paper.feed, **WEB)
    again = ingest(data / "raw", data=tmp_path / "other")
    assert again.outcomes["new"] == 3
    articles = "SELECT article_id, text, fetched_at FROM articles ORDER BY ALL"
    assert stored(tmp_path / "other", articles) == stored(data, articles)


def test_hosts_that_fail_are_remembered(ingest: Ingest, paper: Newspaper, data: Path) -> None:
    ingest("http://127.0.0.1:9/closed", paper.feed, **WEB)
    hosts = dict(stored(data, "SELECT host, failures > 0 FROM hosts"))
    assert hosts == {"127.0.0.1:9": True, paper.web.url("").removeprefix("http://"): False}


def test_the_account_tells_of_failing_sources_and_hosts(ingest: Ingest, paper: Newspaper, data: Path) -> None:
    paper.web.serve("/news/a-bridge-is-closed-2.html", Reply(status=403))
    ingest("http://127.0.0.1:9/closed", paper.feed, **WEB)
    told = account(data)
    failing, well = told["sources"].to_pylist()
    assert (failing["source"], failing["articles"], failing["last_new"]) == ("http://127.0.0.1:9/closed", 0, None)
    assert "could not be reached" in failing["error"]
    assert (well["source"], well["articles"], well["failing_pages"], well["error"]) == (paper.feed, 2, 1, None)
    assert told["hosts"]["host"].to_pylist() == ["127.0.0.1:9"]
    pages = published(data, "SELECT outcome, attempts, article_id IS NULL FROM pages ORDER BY page")
    assert sorted(pages)[:2] == [("connection_failed", 1, True), ("feed", 1, True)]


def test_the_sources_of_the_settings_are_run_where_none_are_given(ingest: Ingest, paper: Newspaper) -> None:
    from flows.settings.listed import Listed

    listed = (Listed(url=paper.feed, kind="feed", limit=2), Listed(url=paper.page(3)))
    assert ingest(sources=listed, **WEB).outcomes == {"feed": 1, "new": 3}
