"""Reading: SQL on what was published, and nothing but reading."""

from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.errors import UsageError, WarehouseError
from warehouse.store import SETTINGS, first_line

READ_ONLY = {**SETTINGS, "enable_external_access": "false", "lock_configuration": "true"}
"""No query can touch a file or the network, nor allow itself to."""

_READS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


def connect(data: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to what is published in a data folder, as it stands now.

    It keeps seeing that, also while something newer is published. Raises WarehouseError where there is nothing.
    """
    path = data / "serving.duckdb"
    if not path.is_file():
        raise WarehouseError(
            f"Nothing is published in {data} yet: run `newsfacts run` first, or choose another --data.",
            resource=str(path),
        )
    try:
        return duckdb.connect(path, read_only=True, config=dict(READ_ONLY))
    except duckdb.Error as error:
        raise WarehouseError(
            f"{path} cannot be read ({first_line(error)}): `newsfacts run` writes it anew.", resource=str(path)
        ) from error


def query(data: Path, sql: str) -> pa.Table:
    """The result of one reading statement; raises UsageError for anything else, and for SQL that does not run."""
    _demand_read(sql)
    with connect(data) as connection:
        try:
            return connection.sql(sql).to_arrow_table()
        except duckdb.PermissionException as error:
            raise UsageError("The query may read the published tables only, no files and no addresses.") from error
        except duckdb.Error as error:
            raise UsageError(f"The query cannot be run: {first_line(error)}.") from error


def _demand_read(sql: str) -> None:
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise UsageError(f"The query is not SQL: {first_line(error)}.") from error
    if len(statements) != 1:
        raise UsageError(f"Give one statement at a time, not {len(statements)}.")
    if statements[0].type not in _READS:
        kind = statements[0].type.name
        raise UsageError(f"The query may only read (SELECT), and this is {kind}.")
