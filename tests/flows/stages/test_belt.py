"""The belt: batches pass side by side, and are planned and loaded in their order."""

import random
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from flows.stages.belt import Stages, carry


def stages(**given: Any) -> Stages:
    """Stages that hand on what they get, but for those given."""
    passing = {name: lambda item: item for name in ("fetch", "clean", "plan", "extract", "load")}
    return Stages(**{"find": lambda: iter(()), "publish": lambda: None, **passing, **given})  # type: ignore[arg-type]


def test_batches_are_loaded_in_order_however_long_each_takes() -> None:
    chance, first_may_go = random.Random(1), threading.Event()
    planned: list[int] = []

    def extract(item: int) -> int:
        if item == 5:
            first_may_go.set()
        if item == 0:
            assert first_may_go.wait(20)
        for _ in range(chance.randrange(1000)):
            pass
        return item

    def plan(item: int) -> int:
        planned.append(item)
        return item

    assert list(carry(range(50), stages(extract=extract, plan=plan), width=8)) == list(range(50))  # type: ignore[arg-type]
    assert planned == list(range(50))


def test_no_more_batches_than_the_width_are_underway() -> None:
    taken, loaded = 0, 0

    def batches() -> Iterator[int]:
        nonlocal taken
        for number in range(40):
            taken += 1
            assert taken - loaded <= 4
            yield number

    for _ in carry(batches(), stages(), width=4):  # type: ignore[arg-type]
        loaded += 1
    assert loaded == 40


@pytest.mark.parametrize("stage", ["fetch", "clean", "plan", "extract", "load"])
def test_the_first_error_ends_the_belt_and_nothing_is_loaded_after_it(stage: str) -> None:
    loaded: list[int] = []

    def failing(item: int) -> int:
        if item == 3:
            raise ValueError("told to")
        return item

    def load(item: int) -> int:
        loaded.append(failing(item) if stage == "load" else item)
        return item

    with pytest.raises(ValueError, match="told to"):
        list(carry(range(20), stages(**{stage: failing} | {"load": load}), width=6))  # type: ignore[arg-type]
    assert loaded == list(range(len(loaded)))
    assert len(loaded) <= 3
