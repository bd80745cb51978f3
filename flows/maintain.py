"""The Prefect flow `maintain`: the warehouse pruned, published, verified, compacted and backed up."""

from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.events import emit_event

from flows.orchestration.hooks import HOOKS
from flows.orchestration.turns import turn
from flows.runs.maintain import lines, upkeep
from flows.settings.config import load
from schemas.errors import WarehouseError
from warehouse.maintain import Maintained

BROKEN = "newsfacts.broken"
"""The event's name: what a Prefect automation can be set to wait for."""


@flow(name="maintain", validate_parameters=False, **HOOKS)
def maintain(settings: dict[str, Any] | None = None) -> Maintained:
    """Maintain the warehouse. `settings` are those of newsfacts.toml. Fails where a claim about the facts is broken."""
    config = load(settings=settings or {})
    with turn(config.data):
        done = upkeep(config)
    rows = "\n".join(f"| {label} | {value} |" for label, value in lines(done))
    create_markdown_artifact(f"## newsfacts maintain\n\n| | |\n|---|---|\n{rows}\n", key="newsfacts-maintain")
    if done.broken:
        claims = [f"{each.table}: {each.claim}" for each in done.broken]
        resource = {"prefect.resource.id": f"newsfacts.warehouse.{config.data}", "prefect.resource.name": claims[0]}
        emit_event(BROKEN, resource, payload={"claims": claims})
        message = f"{len(claims)} claims do not hold in {config.data} (see `newsfacts verify`): {claims[0]}."
        raise WarehouseError(message, resource=str(config.data))
    return done
