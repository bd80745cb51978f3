"""The pool: workers that are made once, and replaced when they die."""

import pytest

from flows.workers.pool import Pool, PoolClosedError, WorkerDiedError, WorkerUnfitError, WorkFailedError
from flows.workers.serialization import articles_to_arrow, pack, unpack
from tests.conftest import article_of


def articles(*texts: str) -> bytes:
    return pack({"articles": articles_to_arrow(enumerate(map(article_of, texts)))})


def test_a_worker_answers_and_says_what_went_wrong(pool: Pool) -> None:
    answer = unpack(pool.submit("extract", articles("It was 5.", "It was 6."), patience=60).result())
    assert answer["figures"]["value"].to_pylist() == [5.0, 6.0]
    assert answer["figures"].schema.metadata.keys() == {b"description"}
    with pytest.raises(WorkFailedError, match=r"^ValueError: told to$"):
        pool.submit("extract", articles("RAISE"), patience=60).result()


def test_a_dead_worker_is_replaced(pool: Pool) -> None:
    with pytest.raises(WorkerDiedError, match="was killed"):
        pool.submit("extract", articles("CRASH"), patience=60).result()
    assert pool.submit("name", b"", patience=60).result() == b"fake 1"


def test_a_hung_worker_is_ended() -> None:
    with Pool("tests.flows.fake:Sleeper", workers=1) as pool:
        with pytest.raises(WorkerDiedError, match=r"longer than 0\.01 seconds"):
            pool.submit("sleep", b"", patience=0.01).result()
        assert pool.submit("wake", b"", patience=60).result() == b"awake"


def test_whoever_waits_when_the_pool_is_closed_is_told() -> None:
    with Pool("tests.flows.fake:Sleeper", workers=2) as pool:
        answers = [pool.submit("sleep", b"", patience=60) for _ in range(5)]
    for answer in answers:
        with pytest.raises(PoolClosedError):
            answer.result()


def test_a_worker_that_cannot_be_made_says_why() -> None:
    with (
        Pool("tests.flows.fake:UnfitReader", workers=1) as pool,
        pytest.raises(WorkerUnfitError, match="no such parser"),
    ):
        pool.submit("name", b"", patience=60).result()
