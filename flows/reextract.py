"""The Prefect flow `reextract`: everything that is there read again by the extractor of today."""

from typing import Any

from prefect import flow

from flows.after import HOOKS, conclude
from flows.config import load
from flows.reread import reread
from flows.tally import Summary
from flows.tasks import equipment_for, tasks_for


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
