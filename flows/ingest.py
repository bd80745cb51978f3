"""The Prefect flow `ingest`: from the sources to the published facts."""

from typing import Any

from prefect import flow

from flows.after import HOOKS, conclude
from flows.config import load
from flows.run import run
from flows.tally import Summary
from flows.tasks import equipment_for, tasks_for


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
