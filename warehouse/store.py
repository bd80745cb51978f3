"""The warehouse: DuckDB tables with one writer."""

import contextlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from schemas.articles import Article
from schemas.errors import WarehouseError
from schemas.facts import TABLES, Batch
from schemas.hosts import HOSTS, Host
from schemas.moments import utc_now
from schemas.runs import RUNS, Fetch, Reject, Run
from schemas.validate import Rejected
from warehouse.aside import load_aside, swap
from warehouse.duplicates import Version
from warehouse.load import load, merge_rows
from warehouse.lock import Lock
from warehouse.migrate import migrate
from warehouse.seen import Seen, owed, seen
from warehouse.stale import Wanted, failed_fetches, stale_articles
from warehouse.transaction import transaction
from warehouse.versions import Text, Versions

SETTINGS: Mapping[str, str] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
"""Of every connection: nothing is ever downloaded."""

MOST_ASIDE = 20_000
"""Articles that lie aside at most: each swap looks through all there is, and is one transaction."""

_CURRENT = """
    SELECT article_id, version, text_sha256 FROM articles
    WHERE is_current AND article_id IN (SELECT article_id FROM asked_articles)
"""

_CRASHED = "UPDATE runs SET state = 'crashed' WHERE state = 'running' AND run_id <> ?"


class Warehouse:
    """The one writer of a data folder. Made by `open`; a context manager that closes itself.

    Threads may share it: each call waits for the one before.
    """

    def __init__(self, data: Path, connection: duckdb.DuckDBPyConnection, lock: Lock) -> None:
        self.data = data
        self.connection = connection
        self._lock = lock
        self._versions = Versions()
        self._aside = 0
        self._turn = threading.RLock()

    @classmethod
    def open(cls, data: Path) -> Self:
        """Open the warehouse in a data folder, made and migrated as needed.

        Raises WarehouseError where another run has it open, or where the file is not of this program's making.
        """
        lock = _locked(data)
        try:
            return cls(data, _connected(data / "newsfacts.duckdb"), lock)
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Close the file and let others write."""
        try:
            with self._turn:
                self.connection.close()
        finally:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start_run(self, run: Run) -> None:
        """Record a run that begins. Runs still called running were killed, since only one can write."""
        with self.writing("the run's record"), transaction(self.connection):
            self.connection.execute(_CRASHED, [run.run_id])
            merge_rows(self.connection, RUNS, [run])
        self.swap()  # what a run that was killed left aside

    def end_run(self, run: Run) -> None:
        """Record how a run ended."""
        with self.writing("the run's record"), transaction(self.connection):
            merge_rows(self.connection, RUNS, [run])

    def plan(self, articles: pa.Table) -> pa.Table:
        """What loading these articles would do: `article_id`, `version` and `outcome`, a row each, in order.

        `new` and `changed` texts get the version to extract and load them as; an `unchanged` one is the current
        version's. Of two texts of one article in one batch the later is the later version.
        """
        with self._turn:
            self.connection.register("asked_articles", articles.select(["article_id"]))
            stored = self.connection.execute(_CURRENT).fetchall()
            self.connection.unregister("asked_articles")
            current = {article: (version, digest) for article, version, digest in stored}
            planned = self._versions.plan(_texts(articles), current)
        columns = zip(*planned, strict=True) if planned else ((), (), ())
        names = {"article_id": pa.string(), "version": pa.int32(), "outcome": pa.string()}
        return pa.table({n: pa.array(c, t) for (n, t), c in zip(names.items(), columns, strict=True)})

    def load(
        self,
        batch: Batch,
        *,
        run_id: str,
        rejects: Sequence[Reject | Rejected] = (),
        fetches: Sequence[Fetch] = (),
    ) -> dict[str, int]:
        """Load a validated batch in one transaction: every table or none; returns rows added or changed, by table.

        Loading it again changes no row. The batch may carry a table `shingles` (article_id, version, shingle) by
        which near-duplicates are found. Raises WarehouseError where the file cannot be written.
        """
        with self.writing("a batch"):
            written = load(self.connection, batch, _recorded(rejects, run_id), fetches)
            loaded = (batch["articles"][name].to_pylist() for name in ("article_id", "version"))
            self._versions.keep(zip(*loaded, strict=True))
        return written

    def seen(self, pages: Iterable[tuple[str, str]]) -> dict[str, Seen]:
        """What is known of pages, by name; each is asked for by its name and an article_id that it may have."""
        with self._turn:
            return seen(self.connection, pages)

    def owed(self, source: str, patience: int) -> int:
        """How many pages that a source named have failed, each fewer than `patience` times."""
        with self._turn:
            return owed(self.connection, source, patience)

    def hosts(self) -> list[Host]:
        """How each web host has behaved so far."""
        with self._turn:
            rows = self.connection.sql(f"FROM {HOSTS.name}").to_arrow_table().to_pylist()
        return [Host(**row) for row in rows]

    def remember(self, hosts: Iterable[Host]) -> None:
        """Store how hosts have behaved."""
        with self.writing("how hosts behaved"), transaction(self.connection):
            merge_rows(self.connection, HOSTS, hosts)

    def stale_articles(self, wanted: Wanted, after: Article | None, most: int) -> list[Article]:
        """The next articles to be read anew, after that one."""
        with self._turn:
            return stale_articles(self.connection, wanted, after, most)

    def failed_fetches(self, wanted: Wanted, after: str, most: int) -> list[Fetch]:
        """The next fetches, after that one, whose body is kept and gave no article."""
        with self._turn:
            return failed_fetches(self.connection, wanted, after, most)

    def load_aside(
        self,
        batch: Batch,
        *,
        run_id: str,
        rejects: Sequence[Reject | Rejected] = (),
        fetches: Sequence[Fetch] = (),
        withdrawn: Sequence[Version] = (),
    ) -> dict[str, int]:
        """Like `load`, but beside the stored rows, which stay as they are until `swap`, or until much lies aside.

        `withdrawn` are article versions that are not current any more.
        """
        with self.writing("a batch"):
            written = load_aside(self.connection, batch, _recorded(rejects, run_id), fetches, withdrawn)
            self._aside += batch["articles"].num_rows
            if self._aside >= MOST_ASIDE:
                self.swap()
        return written

    def swap(self) -> None:
        """Put what lies aside in the place of the stored rows, all of it or nothing."""
        with self.writing("what was read anew"):
            self._versions.keep(swap(self.connection))
            self._aside = 0

    def counts(self) -> dict[str, int]:
        """Rows of every published table."""
        counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in TABLES)  # noqa: S608 -- our own names
        with self._turn:
            return dict(self.connection.execute(counts).fetchall())

    @contextlib.contextmanager
    def writing(self, what: str) -> Iterator[None]:
        """Have the connection to oneself; turn DuckDB's errors while `what` is written into one sentence."""
        try:
            with self._turn:
                yield
        except (duckdb.Error, OSError) as error:
            raise WarehouseError(
                f"The warehouse in {self.data} could not store {what}, and kept nothing of it ({first_line(error)}): "
                "make room on the disk or see to its rights, then run again.",
                resource=str(self.data),
            ) from error


def _recorded(rejects: Iterable[Reject | Rejected], run_id: str) -> list[Reject]:
    now = utc_now()
    return [r.recorded(run_id, now) if isinstance(r, Rejected) else r for r in rejects]


def _texts(articles: pa.Table) -> Iterator[Text]:
    return zip(articles["article_id"].to_pylist(), articles["text_sha256"].to_pylist(), strict=True)


def first_line(error: BaseException) -> str:
    """The part of an error's message that fits into a sentence."""
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _locked(data: Path) -> Lock:
    try:
        data.mkdir(parents=True, exist_ok=True)
        return Lock.take(data / ".lock")
    except OSError as error:
        raise WarehouseError(
            f"The data folder {data} cannot be written ({error.strerror}): choose another --data.", resource=str(data)
        ) from error


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(path, config=dict(SETTINGS))
    except duckdb.Error as error:
        raise WarehouseError(
            f"{path} cannot be opened as a DuckDB file ({first_line(error)}): it may be damaged, or of a newer "
            "version; restore or remove it, or choose another --data.",
            resource=str(path),
        ) from error
    try:
        migrate(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, duckdb.Error):
            raise WarehouseError(f"The tables in {path} could not be made ({first_line(error)}).") from error
        raise
    return connection
