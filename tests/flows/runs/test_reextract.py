"""Reading again what is there: from kept pages and stored texts, beside the old rows until the swap."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.runs.job import Equipment, NoProgress
from flows.runs.reextract import reread
from flows.runs.tally import Summary
from flows.settings.config import Config
from flows.workers.pool import Pool
from tests.flows.conftest import Ingest, published, stored
from tests.flows.newspaper import WEB, Newspaper

Again = Callable[..., Summary]


@pytest.fixture(scope="module")
def better() -> Iterator[Pool]:
    """Workers with the next version of the fake reader: see there what it does otherwise."""
    with Pool("tests.flows.fake:BetterReader", workers=2) as workers:
        yield workers


@pytest.fixture
def again(better: Pool, data: Path) -> Again:
    """Read all again with the better reader."""

    def call(*, everything: bool = False, **settings: Any) -> Summary:
        config = Config(**{"data": data, "workers": 2, **settings})
        return reread(config, Equipment(better, NoProgress(), time.monotonic()), everything=everything)

    return call


def test_stored_texts_are_read_again_and_keep_their_version(
    ingest: Ingest, again: Again, lines: Path, data: Path
) -> None:
    ingest(lines, batch_size=5)
    before = stored(data, "SELECT * EXCLUDE (extractor) FROM articles ORDER BY ALL")
    assert again(batch_size=6).outcomes == {"reread": 20}
    assert stored(data, "SELECT * EXCLUDE (extractor) FROM articles ORDER BY ALL") == before
    assert stored(data, "SELECT DISTINCT extractor FROM articles") == [("fake 2",)]
    assert published(data, "SELECT count(*), min(confidence) FROM figures") == [(60, 0.5)]
    runs = published(data, "SELECT flow, documents, articles_new, extractor FROM runs ORDER BY started_at")
    assert runs[1:] == [("reextract", 20, 0, "fake 2")]


def test_what_todays_extractor_has_read_is_passed_over_unless_all_is_asked_for(
    ingest: Ingest, again: Again, lines: Path
) -> None:
    ingest(lines, limit=3)
    assert again(limit=2).outcomes == {"reread": 2}
    assert again().outcomes == {"reread": 1}
    assert again().outcomes == {}
    assert again(everything=True).outcomes == {"reread": 3}
    assert again(everything=True, since="2100-01-01").outcomes == {}


def test_kept_pages_are_cleaned_again_and_a_better_text_is_a_new_version(
    ingest: Ingest, again: Again, paper: Newspaper, data: Path
) -> None:
    paper.publish(4, said="Advertisement: 10 bridges for sale.\n")
    ingest(paper.feed, **WEB)
    paper.asked()
    assert again().outcomes == {"reread": 3, "changed": 1}
    assert paper.asked() == []
    columns = "version, is_current, text LIKE '%for sale%', warc_file IS NOT NULL"
    assert stored(data, f"SELECT {columns} FROM articles WHERE url LIKE '%-4.html' ORDER BY 1") == [
        (1, False, True, True),
        (2, True, False, True),
    ]
    assert again(everything=True).outcomes == {"reread": 4}


def test_a_page_that_gave_no_article_may_give_one_now(
    ingest: Ingest, again: Again, paper: Newspaper, data: Path
) -> None:
    paper.publish(4, said="RAISE\n")
    assert ingest(paper.feed, **WEB).outcomes == {"feed": 1, "new": 3, "extract_failed": 1}
    assert again().outcomes == {"reread": 3, "new": 1}
    outcomes = "SELECT outcome, error FROM fetches WHERE url LIKE '%-4.html'"
    assert stored(data, outcomes) == [("new", None)]
    assert stored(data, "SELECT count(*) FROM articles") == [(4,)]


def test_an_article_that_is_none_any_more_is_withdrawn(
    ingest: Ingest, again: Again, paper: Newspaper, data: Path
) -> None:
    paper.publish(4, said="Please accept 7 cookies.\n")
    ingest(paper.feed, **WEB)
    assert again().outcomes == {"reread": 3, "withdrawn": 1}
    assert stored(data, "SELECT count(*) FROM articles WHERE is_current") == [(3,)]
    assert published(data, "SELECT count(DISTINCT article_id) FROM latest_figures") == [(3,)]


def test_an_article_that_turns_out_to_be_another_one_takes_its_place(
    ingest: Ingest, again: Again, paper: Newspaper, data: Path
) -> None:
    paper.publish(4, said="MOVED to another address.\n")
    ingest(paper.feed, **WEB)
    assert again().outcomes == {"reread": 3, "new": 1}
    current = stored(data, "SELECT url, is_current FROM articles WHERE url LIKE '%-4.html' ORDER BY is_current")
    assert [is_current for _, is_current in current] == [False, True]


def test_where_a_kept_page_is_gone_the_stored_text_is_read(
    ingest: Ingest, again: Again, paper: Newspaper, data: Path
) -> None:
    ingest(paper.feed, **WEB)
    for path in (data / "raw").rglob("*.gz"):
        path.unlink()
    assert again().outcomes == {"reread": 3}


def test_readers_and_the_stored_rows_see_nothing_of_it_until_the_swap(
    ingest: Ingest, again: Again, lines: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(lines, limit=3)
    with monkeypatch.context() as patched:
        patched.setattr("warehouse.store.swap", lambda _: [])
        again()
    assert stored(data, "SELECT DISTINCT extractor FROM articles") == [("fake 1",)]
    assert stored(data, "SELECT DISTINCT extractor FROM aside.articles") == [("fake 2",)]
    assert published(data, "SELECT DISTINCT extractor FROM articles") == [("fake 1",)]
    assert ingest(lines, limit=4).outcomes == {"unchanged": 3, "new": 1}  # the next run of any kind swaps them
    assert published(data, "SELECT extractor, count(*) FROM articles GROUP BY ALL ORDER BY ALL") == [
        ("fake 1", 1),
        ("fake 2", 3),
    ]
