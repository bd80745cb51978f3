"""Recovering: what a `newsfacts serve` that was killed left on its own server is cleared before the next one begins."""

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

UNDER_WAY = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]

AT_ONCE = 200
"""Rows asked for at a time, the most that Prefect gives."""


def recover() -> None:
    """Mark runs that nobody runs any more as crashed, and give back the turns that they hold.

    Only for a server that has just been started: it has forgotten who holds what, and would keep all of it taken.
    """
    waiting = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNDER_WAY)))
    with get_client(sync_client=True) as client:
        while runs := client.read_flow_runs(flow_run_filter=waiting, limit=AT_ONCE):
            for run in runs:
                client.set_flow_run_state(run.id, Crashed(message="newsfacts serve was killed."), force=True)
        for limit in client.read_global_concurrency_limits(limit=AT_ONCE):
            if limit.active_slots:
                client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))
