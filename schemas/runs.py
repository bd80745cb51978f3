"""runs, fetches and rejects: what was done, what was fetched, and what broke its contract."""

import datetime as dt
from dataclasses import dataclass

from schemas.ontology import RunState
from schemas.table import Row, Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Row):
    """One execution of a flow."""

    run_id: str = column("unique id of the run")
    flow: str = column("name of the flow")
    started_at: dt.datetime = column("UTC")
    ended_at: dt.datetime | None = column("UTC; null while it runs or when it was killed", default=None)
    state: RunState = column("how it stands; a run that was killed is found 'running' and marked crashed by the next")
    documents: int = column("documents discovered", default=0, ge=0)
    articles_new: int = column("articles loaded for the first time, or as a new version", default=0, ge=0)
    articles_unchanged: int = column("articles already there with the same text", default=0, ge=0)
    articles_failed: int = column("documents that gave no article", default=0, ge=0)
    facts: int = column("rows loaded into the tables of facts", default=0, ge=0, wide=True)
    rejects: int = column("rows that broke their contract", default=0, ge=0, wide=True)
    extractor: str | None = column("name and version of extractor and parser model", default=None)
    config: str | None = column("the run's settings, JSON", default=None)
    host: str | None = column("name of the machine", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch(Row):
    """One attempt to have one document, from the web or from disk."""

    fetch_id: str = column("deterministic: the run, the URL and the attempt")
    url: str = column("URL or path asked for")
    page: str | None = column("the web page: one name for all its addresses, to compare; null for files", default=None)
    source: str | None = column("the source that named it: what the run was given", default=None)
    fetched_at: dt.datetime = column("UTC")
    status: int | None = column("HTTP status, null where there was none", default=None)
    bytes: int | None = column("length of the body", default=None, ge=0, wide=True)
    etag: str | None = column("ETag header", default=None)
    last_modified: str | None = column("Last-Modified header, as sent", default=None)
    redirected_to: str | None = column("final URL, where it differs", default=None)
    outcome: str = column(
        "new, changed, unchanged, not_modified, feed (it was read), timeout, too_large, blocked_address, no_text ..."
    )
    article_id: str | None = column("the article it holds, where it holds one", default=None)
    warc_file: str | None = column("WARC file that keeps the body, within the data folder", default=None)
    warc_offset: int | None = column("offset of the record in warc_file", default=None, ge=0, wide=True)
    error: str | None = column("one sentence on what went wrong", default=None)
    run_id: str = column("the run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(Row):
    """A row that broke its contract, whole, with the reason."""

    run_id: str = column("the run")
    table_name: str = column("the table it was meant for")
    article_id: str | None = column("the article it came from, where known", default=None)
    row: str = column("the whole row as JSON")
    check: str = column("name of the check it failed; several joined by ';'")
    reason: str = column("one sentence")
    rejected_at: dt.datetime = column("UTC")


RUNS = Table("runs", Run, ("run_id",), "One row an execution of a flow.")
FETCHES = Table("fetches", Fetch, ("fetch_id",), "One row an attempt to have a document.")
REJECTS = Table(
    "rejects",
    Reject,
    ("run_id", "table_name", "row", "check"),
    "Rows that broke their contract: nothing is dropped silently.",
)
