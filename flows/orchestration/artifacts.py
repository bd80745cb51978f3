"""After a run under Prefect: its artifact, and a warning and an event for each thing that collapsed."""

from dataclasses import asdict

from prefect.artifacts import create_markdown_artifact
from prefect.events import emit_event
from prefect.logging import get_run_logger

from flows.runs.report import markdown
from flows.runs.tally import Summary
from warehouse.aftermath import aftermath
from warehouse.drift import Collapse

COLLAPSED = "newsfacts.collapsed"
"""The event's name: what a Prefect automation can be set to wait for."""


def conclude(summary: Summary, key: str) -> None:
    """Tell Prefect's server what the run came to; to be called in the flow."""
    report = markdown(summary, aftermath(summary.data, summary.run_id))
    create_markdown_artifact(report, key=key, description=f"Run {summary.run_id}")
    for each in summary.collapsed:
        get_run_logger().warning("Collapsed: %s", each)
        emit_event(COLLAPSED, _resource(summary, each), payload={**asdict(each), "run_id": summary.run_id})


def _resource(summary: Summary, collapse: Collapse) -> dict[str, str]:
    return {
        "prefect.resource.id": f"newsfacts.{collapse.what}.{collapse.name}",
        "prefect.resource.name": str(collapse),
        "newsfacts.data": str(summary.data),
    }
