"""Compacting: the writer's file copied into a fresh one where much of it is free."""

from pathlib import Path

import duckdb

from schemas.errors import WarehouseError
from warehouse.ddl import literal
from warehouse.lock import Lock
from warehouse.store import SETTINGS, first_line

FREE_SHARE = 0.25
"""A file of which less is free stays as it is: DuckDB uses its free blocks again."""

_FREE = "SELECT free_blocks / total_blocks FROM pragma_database_size() WHERE total_blocks > 0"


def compact(data: Path, *, free_share: float = FREE_SHARE) -> int:
    """Make the writer's file small again where more than `free_share` of it is free; returns the bytes gained.

    Needs room for the copy beside it. The file is replaced in one step, while nobody else can write. Raises
    WarehouseError where another run has it open, or where it cannot be written.
    """
    path, fresh = data / "newsfacts.duckdb", data / ".newsfacts.compact"
    lock = Lock.take(data / ".lock")
    try:
        fresh.unlink(missing_ok=True)
        if settle(path) <= free_share:
            return 0
        before = path.stat().st_size
        _copy(path, fresh)
        fresh.replace(path)
        return before - path.stat().st_size
    except (duckdb.Error, OSError) as error:
        message = f"{path} could not be compacted ({first_line(error)}), and stays as it is: make room on the disk."
        raise WarehouseError(message, resource=str(path)) from error
    finally:
        fresh.unlink(missing_ok=True)
        lock.release()


def settle(path: Path) -> float:
    """Have the file hold all that is in its log; returns the share of it that is free then."""
    with duckdb.connect(path, config=dict(SETTINGS)) as connection:
        connection.execute("CHECKPOINT")
        return float(next(iter(connection.execute(_FREE).fetchall()), (0.0,))[0])


def _copy(path: Path, fresh: Path) -> None:
    with duckdb.connect(config=dict(SETTINGS)) as connection:
        connection.execute(f"ATTACH {literal(str(path))} AS stored (READ_ONLY)")
        connection.execute(f"ATTACH {literal(str(fresh))} AS fresh")
        connection.execute("COPY FROM DATABASE stored TO fresh")
        connection.execute("CHECKPOINT fresh")
