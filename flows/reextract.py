"""The Prefect flow `reextract`: everything that is there read again by the extractor of today."""

from typing import Any

from prefect import flow

from flows.orchestration.artifacts import conclude
from flows.orchestration.hooks import HOOKS
from flows.orchestration.tasks import equipment_for, tasks_for
from flows.runs.reextract import reread
from flows.runs.tally import Summary
from flows.settings.config import load


@flow(name="reextract", validate_parameters=False, **HOOKS)
def reextract(settings: dict[str, Any] | None = None, *, everything: bool = False) -> Summary:
    """Kept pages and stored texts to facts, published. `settings` are those of newsfacts.toml.

    Passes over what the extractor of today has read, unless it is to read everything.
    """
    config = load(settings=settings or {})
    with equipment_for(config) as equipment:
        summary = reread(config, equipment, everything=everything, wrap=tasks_for(config))
    conclude(summary, "newsfacts-reextract")
    return summary
