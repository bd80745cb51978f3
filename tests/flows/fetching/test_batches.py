"""Batches: hosts take turns, nothing is lost, and no more is looked for than is needed."""

import threading
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetching.batches import batched
from flows.fetching.items import Found, Item
from schemas.moments import utc_now
from sources import Attempt, Reference

HAD = Attempt(source_id="a", url="a", fetched_at=utc_now(), outcome="new")


def page(host: str, number: int) -> Item:
    return Item("s", Reference(kind="page", location=f"https://{host}/{number}"))


def file(number: int) -> Item:
    return Item("s", Reference(kind="file", location=f"{number}.txt"))


def name(found: Found) -> str:
    return found.location if isinstance(found, Reference) else found.url


def host(found: Found) -> str:
    return name(found).split("/")[2]


ITEMS = st.lists(
    st.one_of(
        st.builds(page, st.sampled_from(["a.example", "b.example", "c.example"]), st.integers(0, 999)),
        st.builds(file, st.integers(0, 999)),
        st.builds(lambda n: Item("s", replace(HAD, url=f"lines.jsonl:{n}")), st.integers(0, 999)),
    ),
    max_size=80,
)


@given(items=ITEMS, size=st.integers(1, 9), share=st.integers(1, 9), window=st.integers(1, 20))
def test_every_item_comes_once_in_order_of_its_host_and_no_batch_is_too_large(
    items: list[Item], size: int, share: int, window: int
) -> None:
    batches = list(batched(iter(items), size, share, window=window))
    assert [first for first, _ in batches] == [sum(len(b) for _, b in batches[:no]) for no in range(len(batches))]
    assert all(0 < len(batch) <= size for _, batch in batches)
    taken = [item for _, batch in batches for item in batch]
    assert sorted(map(repr, taken)) == sorted(map(repr, items))
    for shown in ("a.example", "b.example", "c.example", ".txt", "jsonl"):
        of_one = [item for item in items if shown in name(item.found)]
        assert [item for item in taken if shown in name(item.found)] == of_one
    for _, batch in batches:
        hosts = Counter(host(item.found) for item in batch if name(item.found).startswith("https"))
        assert max(hosts.values(), default=0) <= share


def test_the_first_batches_are_small() -> None:
    items = [file(number) for number in range(40)]
    assert [len(batch) for _, batch in batched(items, 16, 16)] == [1, 2, 4, 8, 16, 9]


def test_hosts_take_turns() -> None:
    items = [page("slow.example", n) for n in range(100)] + [page(f"{n}.example", n) for n in range(100)]
    batches = [batch for _, batch in batched(items, 8, 2)]
    shares = [sum(host(item.found) == "slow.example" for item in batch) for batch in batches]
    assert max(shares) <= 2
    assert all(len(batch) == 8 for batch in batches[3:13])


def test_a_hundred_thousand_pages_are_looked_for_no_further_ahead_than_the_window() -> None:
    found = 0

    def finding() -> Iterator[Item]:
        nonlocal found
        for number in range(100_000):
            found = number
            yield page(f"{number % 50}.example", number)

    taken = 0
    tracemalloc.start()
    for _, batch in batched(finding(), 64, 10, window=1000):
        taken += len(batch)
        assert found - taken <= 1001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken == 100_000
    assert peak < 5_000_000


def test_documents_that_are_here_are_not_looked_for_further_ahead_than_a_batch() -> None:
    found, taken = 0, 0

    def finding() -> Iterator[Item]:
        nonlocal found
        for number in range(500):
            found = number
            yield Item("s", HAD)

    for _, batch in batched(finding(), 8, 8):
        taken += len(batch)
        assert found - taken <= 9
    assert taken == 500


def test_what_goes_wrong_while_looking_is_raised() -> None:
    def finding() -> Iterator[Item]:
        yield file(1)
        raise ValueError("told to")

    with pytest.raises(ValueError, match="told to"):
        list(batched(finding(), 4, 4))


def test_whoever_looks_is_let_go_when_nobody_takes_any_more() -> None:
    ended = threading.Event()

    def finding() -> Iterator[Item]:
        try:
            for number in range(100):
                yield file(number)
        finally:
            ended.set()

    batches = batched(finding(), 2, 2)
    next(batches)
    batches.close()  # type: ignore[attr-defined]
    assert ended.wait(20)
