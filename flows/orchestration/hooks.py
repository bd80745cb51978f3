"""Hooks of the flows: under `newsfacts serve`, one line on the terminal for each run when it is over."""

import os
import sys
from collections.abc import Mapping
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State

from flows.orchestration.served import SERVED_BY


def told(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Called when a run is over: what ran, how it ended, what it gave, in what time."""
    if SERVED_BY in os.environ:
        sys.stderr.write(line(flow.name, flow_run, state) + "\n")
        sys.stderr.flush()


def line(flow: str, flow_run: FlowRun, state: State[Any]) -> str:
    """Such as "04:15:00 News Example: completed, 12 new articles, 34 s"."""
    what = f"{state.timestamp:%H:%M:%S} {_what(flow, flow_run.parameters)}:"
    if state.is_cancelling() or state.is_cancelled():
        return f"{what} stopped; what was loaded stays, and the next run goes on"
    if not state.is_completed():
        return f"{what} {state.type.value.lower()}: {(state.message or 'no reason given').splitlines()[0]}"
    said = [f"{what} {state.type.value.lower()}"]
    if hasattr(summary := state.result(raise_on_failure=False), "outcomes"):
        said.append(f"{summary.outcomes.get('new', 0) + summary.outcomes.get('changed', 0):,} new articles")
    if flow_run.start_time:
        said.append(f"{(state.timestamp - flow_run.start_time).total_seconds():,.0f} s")
    return ", ".join(said)


def _what(flow: str, parameters: Mapping[str, Any]) -> str:
    """The sources' names, or the flow's where it has none."""
    listed = (parameters.get("settings") or {}).get("sources") or []
    return ", ".join(each.get("name") or each["url"] for each in listed) or flow


HOOKS: dict[str, Any] = {when: [told] for when in ("on_completion", "on_failure", "on_crashed", "on_cancellation")}
"""What Prefect calls when a flow is over, however."""
