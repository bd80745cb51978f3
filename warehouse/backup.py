"""Backing up: a consistent copy of what cannot be made again, each whole or not there."""

import datetime as dt
import os
import shutil
from pathlib import Path

import duckdb

from schemas.errors import WarehouseError
from warehouse.compact import settle
from warehouse.lock import Lock
from warehouse.reviews import JOURNAL
from warehouse.store import first_line

NAME = "%Y-%m-%dT%H%M%SZ"
"""A backup's folder is named by its time, in UTC."""

FILES = ("newsfacts.duckdb", JOURNAL)


def back_up(data: Path, folder: Path, now: dt.datetime, *, keep: int) -> Path:
    """Copy the writer's file and the reviews to a new folder in `folder`; keep the newest `keep` of these.

    Raw files never change, so they are copied once, to `folder/raw`, for all backups. Nobody can write meanwhile.
    Returns the new folder. Raises WarehouseError where another run has the warehouse open, or the copy fails.
    """
    done, aside = folder / now.strftime(NAME), folder / f".{now.strftime(NAME)}"
    lock = Lock.take(data / ".lock")
    try:
        settle(data / "newsfacts.duckdb")
        aside.mkdir(parents=True)
        for path in (data / name for name in FILES):
            if path.exists():
                _copy(path, aside / path.name)
        _mirror(data / "raw", folder / "raw")
        aside.rename(done)
    except (duckdb.Error, OSError) as error:
        message = f"{data} could not be backed up to {folder} ({first_line(error)}): make room, or see to its rights."
        raise WarehouseError(message, resource=str(folder)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        lock.release()
    for old in backups(folder)[:-keep]:
        shutil.rmtree(old)
    return done


def backups(folder: Path) -> list[Path]:
    """The backups there are, the oldest first."""
    return sorted(path.parent for path in folder.glob(f"[0-9]*/{FILES[0]}"))


def _mirror(raw: Path, there: Path) -> None:
    """Copy the files that are not there yet, or were not whole when they were copied."""
    for path in sorted(raw.rglob("*.warc.gz")):
        copy = there / path.relative_to(raw)
        if not copy.exists() or copy.stat().st_size != path.stat().st_size:
            copy.parent.mkdir(parents=True, exist_ok=True)
            aside = copy.with_name(f".{copy.name}")
            _copy(path, aside)
            aside.replace(copy)


def _copy(path: Path, to: Path) -> None:
    """Copy a file, and have the disk hold it."""
    with path.open("rb") as source, to.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
