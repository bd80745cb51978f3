"""Has workers do rows, and sets apart the rows they fail at."""

from itertools import pairwise

import pyarrow as pa

from flows.workers.pool import WorkerDiedError, Workers, WorkFailedError
from flows.workers.serialization import pack, unpack

PATIENCE = 60.0
"""Seconds a worker is given for rows, and PATIENCE_EACH more for each of them."""
PATIENCE_EACH = 30.0

Lost = tuple[int, str, str]
"""The row's `no`, the outcome, and one sentence on why."""


def in_halves(pool: Workers, method: str, name: str, rows: pa.Table) -> tuple[list[dict[str, pa.Table]], list[Lost]]:
    """Have a worker do these rows; returns its answers, and the rows that are lost.

    Where it fails, the rows are cut at the one it was at, or in halves where it did not tell, down to the single row
    that is to blame. A row at which it took too long is not tried again.
    """
    patience = PATIENCE + PATIENCE_EACH * len(rows)
    try:
        answer = pool.submit(method, pack({name: rows}), patience=patience).result()
        return [unpack(answer)], []
    except (WorkerDiedError, WorkFailedError) as error:
        parts, lost = _after(error, method, rows)
    answers = []
    for part in parts:
        done, also_lost = in_halves(pool, method, name, part)
        answers += done
        lost += also_lost
    return answers, lost


def _after(error: WorkerDiedError | WorkFailedError, method: str, rows: pa.Table) -> tuple[list[pa.Table], list[Lost]]:
    """What is still to be done of rows that a worker failed at, and what is lost of them."""
    at = error.at if isinstance(error, WorkerDiedError) else None
    timed_out = isinstance(error, WorkerDiedError) and error.timed_out and at is not None
    if timed_out or len(rows) == 1:
        no = rows["no"][at or 0].as_py()
        lost = [(no, "timeout" if timed_out else f"{method}_failed", str(error))]
        return _cut(rows, at or 0, without=True), lost
    return _cut(rows, at), []


def _cut(rows: pa.Table, at: int | None, *, without: bool = False) -> list[pa.Table]:
    """The rows in halves, or those before, at and after one of them; none of them empty."""
    cuts = (0, len(rows) // 2, len(rows)) if at is None else (0, at, at + 1, len(rows))
    return [rows[start:end] for start, end in pairwise(cuts) if end > start and not (without and start == at)]
