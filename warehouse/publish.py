"""Publishing: the stored tables and their views as Parquet and as a DuckDB file for readers, each replaced whole."""

# ruff: noqa: S608 -- the names in these statements are those of `schemas` and of our views, never input

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.errors import WarehouseError
from schemas.facts import PUBLISHED, TABLES
from schemas.table import Table
from warehouse.ddl import comments, create_table, literal, quoted
from warehouse.reviews import fill_reviews
from warehouse.store import Warehouse
from warehouse.sync import sync
from warehouse.transaction import transaction
from warehouse.views import views

MONTH_BYTES = 100_000_000
"""A table is cut by publication month once its months are this large on average, in bytes of Parquet."""

MODEST = "512MB"
"""What DuckDB may hold in memory while it publishes: larger sorts go through temporary files in the data folder."""

KEPT = 2
"""Publications that stay: the newest, and the one before for whoever is still reading it."""

ORDER = ("day", "article_id", "version", "sentence_no", "start")
"""What rows are sorted by, as far as a table has it: near in time is near in the file."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where readers find the facts, and how many rows each table and view has."""

    serving: Path
    parquet: Path
    rows: Mapping[str, int]


def publish(warehouse: Warehouse, out: Path | None = None, *, month_bytes: int = MONTH_BYTES) -> Published:
    """Write all tables and views to `out` (the data folder) as `serving.duckdb` and `parquet/<name>/*.parquet`.

    The file is replaced in one step, and so are all Parquet files together: `parquet` is a link to a folder that
    never changes, beside which the one before is kept. So a reader sees what was or what is, never half, and is
    never locked out. Raises WarehouseError where it cannot be written.
    """
    out = out or warehouse.data
    if (link := out / "parquet").exists() and not link.is_symlink():
        raise WarehouseError(f"{link} is no link made by publishing: move it away first.", resource=str(link))
    with warehouse.writing("what was to be published"):
        home = out / ".published"
        home.mkdir(parents=True, exist_ok=True)
        number = 1 + max(_numbers(home), default=0)
        aside = home / f".{number}"
        try:
            _clear(home)
            connection, data = warehouse.connection, warehouse.data
            rows = _modestly(connection, lambda: _write(connection, data, aside, number, month_bytes))
            _put_in_place(aside, home / str(number), out)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        for old in sorted(_numbers(home))[:-KEPT]:
            shutil.rmtree(home / str(old))
    return Published(out / "serving.duckdb", link, rows)


def _clear(home: Path) -> None:
    """Remove what a publication left that was killed."""
    for left in home.glob(".*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _numbers(home: Path) -> list[int]:
    return [int(path.name) for path in home.iterdir() if path.name.isdecimal()]


def _modestly(connection: duckdb.DuckDBPyConnection, work: Callable[[], dict[str, int]]) -> dict[str, int]:
    """Do the work with little memory, and with all there is only where that is not enough: not all goes to disk."""
    try:
        connection.execute(f"SET memory_limit = {literal(MODEST)}")
        return work()
    except duckdb.OutOfMemoryException:
        connection.execute("RESET memory_limit")
        return work()
    finally:
        connection.execute("RESET memory_limit")


def _write(
    connection: duckdb.DuckDBPyConnection, data: Path, aside: Path, number: int, month_bytes: int
) -> dict[str, int]:
    """Make every file aside, in a new folder; returns the rows of each table and view. Reviews come from `data`.

    The storage format is that of DuckDB 1.0, which the drivers of BI tools can read.
    """
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    home = connection.execute("SELECT current_database()").fetchall()[0][0]
    target = literal(str(aside / "serving.duckdb"))
    connection.execute(f"ATTACH {target} AS serving (STORAGE_VERSION 'v1.0.0')")
    try:
        with transaction(connection):
            for statement in _serving(home):
                connection.execute(statement)
            fill_reviews(connection, data)
        connection.execute("USE serving")
        names = [*PUBLISHED, *(view.name for view in views())]
        return {name: _write_parquet(connection, name, aside / name, number, month_bytes) for name in names}
    finally:
        connection.execute(f"USE {quoted(home)}")
        connection.execute("DETACH serving")


def _serving(home: str) -> Iterator[str]:
    """The statements that fill the serving file."""
    yield "USE serving"
    for table in PUBLISHED.values():
        yield create_table(table)
        yield from comments(table)
        if table.name in TABLES:
            yield f"INSERT INTO {table.name} BY NAME {_sorted_rows(table, home)}"
    for view in views():
        yield from view.statements()


def _sorted_rows(table: Table, home: str) -> str:
    """The stored rows by publication, then as they stand in the article."""
    names = table.arrow.names
    source = f"{quoted(home)}.main.{table.name} AS stored"
    keys = [f"stored.{quoted(name)}" for name in dict.fromkeys((*ORDER, *table.key)) if name in names]
    if _of_version(names):
        source += f" LEFT JOIN {quoted(home)}.main.articles AS article USING (article_id, version)"
        keys.insert(0, "article.published_at")
    return f"SELECT stored.* FROM {source} ORDER BY {', '.join(keys)}"


def _of_version(columns: Sequence[str]) -> bool:
    """Whether rows with these columns belong to one version of an article."""
    return {"article_id", "version"} <= set(columns)


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, name: str, folder: Path, number: int, month_bytes: int
) -> int:
    """One table or view of the serving file as one Parquet file, or as one a month where months are large.

    Names bear the publication's number, so that one name never means two contents.
    """
    folder.mkdir()
    columns = [column for column, *_ in connection.execute(f"DESCRIBE {name}").fetchall()]
    source, published = _dated(name, columns)
    order = f"{name}.rowid" if name in PUBLISHED else ", ".join([*published, *_order(columns)])
    whole = folder / f"{name}-{number}.parquet"
    rows = _copy(connection, f"SELECT {name}.* FROM {source} ORDER BY {order}", whole)
    if rows and published:
        month = f"coalesce(strftime({published[0]}, '%Y-%m'), 'undated')"
        months = [m for (m,) in connection.execute(f"SELECT DISTINCT {month} FROM {source}").fetchall()]
        if whole.stat().st_size > month_bytes * len(months):
            whole.unlink()
            for each in months:
                of_month = f"SELECT {name}.* FROM {source} WHERE {month} = {literal(each)} ORDER BY {order}"
                _copy(connection, of_month, folder / f"{name}-{each}-{number}.parquet")
    return rows


def _dated(name: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    """What to read a table or view from, and the time of publication there; none for rows of no one article."""
    if "published_at" in columns or not _of_version(columns):
        return name, [f"{name}.published_at"] if "published_at" in columns else []
    return f"{name} LEFT JOIN articles USING (article_id, version)", ["articles.published_at"]


def _order(columns: Sequence[str]) -> list[str]:
    return [quoted(name) for name in ORDER if name in columns] or ["ALL"]


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    done = connection.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
    return int(done.fetchall()[0][0])


def _put_in_place(aside: Path, home: Path, out: Path) -> None:
    """Let readers see the finished files: the Parquet files by switching a link, the serving file by replacing it."""
    for path in sorted(aside.rglob("*"), reverse=True):
        sync(path)
    serving = (aside / "serving.duckdb").replace(home.with_name(".serving.duckdb"))
    aside.rename(home)
    link = home.with_name(".link")
    link.symlink_to(home.relative_to(out), target_is_directory=True)
    sync(home.parent)
    link.replace(out / "parquet")
    serving.replace(out / "serving.duckdb")
    sync(out)
