"""What a run comes to: counted while it goes, told at its end, and recorded."""

import dataclasses
import json
import platform
import time
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.fetching.items import FEED
from flows.settings.config import Config
from flows.stages.ingest import SUCCESSES, Loaded
from schemas.facts import BOOKKEEPING
from schemas.moments import utc_now
from schemas.ontology import RunState
from schemas.runs import Fetch, Run
from warehouse.drift import Collapse, collapses

LISTED = 100
"""Failures that a summary holds one by one; all of them are in `fetches`."""


@dataclass(slots=True)
class Tally:
    """What a run came to so far: documents by outcome, rows added by table, the first failures, when facts came."""

    started: float
    outcomes: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    rejects: int = 0
    failures: list[Fetch] = field(default_factory=list)
    first_facts: float | None = None

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    @property
    def failed(self) -> int:
        """Documents that gave no article."""
        return sum(n for outcome, n in self.outcomes.items() if outcome not in SUCCESSES)

    @property
    def facts(self) -> int:
        """Rows added beyond the articles themselves."""
        return sum(n for name, n in self.rows.items() if name not in {"articles", "shingles", *BOOKKEEPING})

    def add(self, loaded: Loaded) -> None:
        """Count a batch."""
        self.outcomes.update(loaded.outcomes)
        self.rows.update(loaded.rows)
        self.rejects += loaded.rejects
        self.failures += loaded.failures[: LISTED - len(self.failures)]
        if self.first_facts is None and self.facts:
            self.first_facts = self.seconds


@dataclass(frozen=True, slots=True)
class Summary:
    """A run that came to its end.

    `rows` are those added or changed, `published` all there are, by table and view; `known` pages were not due.
    `collapsed` is what gave far less than in the runs before; `unsent` says why what was published could not be put
    elsewhere, too.
    """

    run_id: str
    data: Path
    seconds: float
    first_facts: float | None
    outcomes: Mapping[str, int]
    known: int
    rows: Mapping[str, int]
    rejects: int
    failed: int
    failures: Sequence[Fetch]
    published: Mapping[str, int]
    collapsed: Sequence[Collapse] = ()
    unsent: str | None = None


def summary_of(record: Run, config: Config, tally: Tally, published: Mapping[str, int], known: int) -> Summary:
    """The whole run, once it is published."""
    return Summary(
        run_id=record.run_id,
        data=config.data,
        seconds=tally.seconds,
        first_facts=tally.first_facts,
        outcomes=tally.outcomes,
        known=known,
        rows=tally.rows,
        rejects=tally.rejects,
        failed=tally.failed,
        failures=tally.failures,
        published=published,
        collapsed=collapses(config.data, record.run_id),
    )


def begun(flow: str, sources: Sequence[str], config: Config) -> Run:
    """The record of a run that begins."""
    settings = {**config.as_settings(), "sources": list(sources)}
    return Run(
        run_id=uuid.uuid4().hex[:16],
        flow=flow,
        started_at=utc_now(),
        state="running",
        config=json.dumps(settings, default=str),
        host=platform.node(),
    )


def ended(record: Run, state: RunState, tally: Tally, extractor: str | None = None) -> Run:
    """The record of the run when it is over."""
    return dataclasses.replace(
        record,
        ended_at=utc_now(),
        state=state,
        documents=tally.outcomes.total() - tally.outcomes[FEED],
        articles_new=tally.outcomes["new"] + tally.outcomes["changed"],
        articles_unchanged=tally.outcomes["unchanged"] + tally.outcomes["not_modified"],
        articles_failed=tally.failed,
        facts=tally.facts,
        rejects=tally.rejects,
        extractor=extractor,
    )
