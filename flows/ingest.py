"""The Prefect flow `ingest`: from the sources to the published facts."""

from typing import Any

from prefect import flow

from flows.orchestration.artifacts import conclude
from flows.orchestration.hooks import HOOKS
from flows.orchestration.tasks import equipment_for, tasks_for
from flows.runs.ingest import run
from flows.runs.tally import Summary
from flows.settings.config import load


@flow(name="ingest", validate_parameters=False, **HOOKS)
def ingest(sources: list[str] | None = None, settings: dict[str, Any] | None = None) -> Summary:
    """Articles from the sources to facts in the warehouse, published.

    `settings` are those of newsfacts.toml; the sources that it lists are taken where none are given.
    """
    config = load(settings=settings or {})
    with equipment_for(config) as equipment:
        summary = run(sources or [], config, equipment, wrap=tasks_for(config))
    conclude(summary, "newsfacts-ingest")
    return summary
