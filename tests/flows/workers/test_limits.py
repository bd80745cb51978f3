"""A page that stalls or breaks its worker is cut off and recorded; the rest of its batch goes on."""

import datetime as dt
import resource
from collections.abc import Iterator

import pytest

from flows.stages.ingest import articles_in
from flows.workers.bisection import Lost
from flows.workers.limits import limited
from flows.workers.pool import Pool
from schemas.documents import Document

FETCHED = dt.datetime(2026, 3, 1)  # noqa: DTZ001  # UTC without zone, as everywhere


@pytest.fixture(scope="module")
def rough() -> Iterator[Pool]:
    """One worker whose library misbehaves."""
    with Pool("tests.flows.fake:RoughReader", workers=1) as workers:
        yield workers


def cleaned(pool: Pool, *texts: str) -> tuple[list[str], list[Lost]]:
    """The texts that were had, and all losses, whoever noticed them."""
    bodies = (f"<html><body><p>{text}</p></body></html>".encode() for text in texts)
    documents = [Document(source_id=f"{no}", kind="html", body=b, fetched_at=FETCHED) for no, b in enumerate(bodies)]
    articles, lost = articles_in(enumerate(documents), pool)
    return articles["text"].to_pylist(), lost


def test_a_page_that_stalls_in_c_is_cut_off_and_the_rest_goes_on(rough: Pool) -> None:
    texts, lost = cleaned(rough, "one", "two", "STALL", "four")
    assert texts == ["one", "two", "four"]
    reason = "The worker process took more processor time than it may for one article."
    assert lost == [(2, "timeout", reason)]


def test_a_page_that_kills_its_worker_is_found_and_the_rest_goes_on(rough: Pool) -> None:
    texts, lost = cleaned(rough, "CRASH", "two", "three", "CRASH", "five")
    assert texts == ["two", "three", "five"]
    assert [(no, outcome) for no, outcome, _ in lost] == [(0, "clean_failed"), (3, "clean_failed")]


def test_a_page_that_wants_too_much_memory_fails_alone(rough: Pool) -> None:
    texts, lost = cleaned(rough, "one", "GREED", "three")
    assert texts == ["one", "three"]
    assert [(no, outcome) for no, outcome, _ in lost] == [(1, "failed")]


def test_limits_leave_nothing_behind() -> None:
    kinds = (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)
    before = [resource.getrlimit(kind) for kind in kinds]
    with limited(60, 1 << 30):
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    assert [resource.getrlimit(kind) for kind in kinds] == before
