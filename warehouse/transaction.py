"""One transaction: all of it, or nothing."""

import contextlib
from collections.abc import Iterator

import duckdb


@contextlib.contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what is done inside, or roll all of it back and let the error go on."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A failed COMMIT has rolled back already, and a file that cannot be written allows no ROLLBACK either.
        with contextlib.suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise
