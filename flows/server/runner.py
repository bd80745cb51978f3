"""Standing: runs deployments whenever they are due, until it is told to stop."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator, Sequence

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner

AT_ONCE = 2
"""Processes at a time: one that writes, and one that has started and waits for its turn. All others wait unstarted."""

STOPPING = (signal.SIGINT, signal.SIGTERM)


async def stand(deployments: Sequence[RunnerDeployment], *, at_once: int = AT_ONCE) -> None:
    """Register the deployments, with their schedules active, and run them until SIGINT or SIGTERM.

    Then what is running is ended (by SIGTERM, after 30 seconds by SIGKILL) and the schedules are paused. A second
    signal is not waited for.
    """
    runner = Runner(name="newsfacts", limit=at_once)
    for deployment in deployments:
        await runner.aadd_deployment(deployment)
    stop = asyncio.Event()
    running = asyncio.create_task(runner.start())
    await asyncio.sleep(0)  # it sets a handler of its own when it starts
    with _handled(stop):
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if stop.is_set():
        await _end(runner, running)
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def _end(runner: Runner, running: asyncio.Task[None]) -> None:
    if runner.started:
        await runner.astop()
    else:
        running.cancel()


@contextlib.contextmanager
def _handled(stop: asyncio.Event) -> Iterator[None]:
    """Have the signals set the event."""
    loop = asyncio.get_running_loop()
    for each in STOPPING:
        loop.add_signal_handler(each, stop.set)
    try:
        yield
    finally:
        for each in STOPPING:
            loop.remove_signal_handler(each)
