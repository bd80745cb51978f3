"""hosts: how each web host has behaved, from run to run."""

import datetime as dt
from dataclasses import dataclass

from schemas.table import Row, Table, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Host(Row):
    """One web host."""

    host: str = column("name in lower case, with its port where that is not the usual")
    failures: int = column("failures in a row", default=0, ge=0)
    left_alone_until: dt.datetime | None = column("UTC; not asked before; null where it may be asked", default=None)
    last_error: str | None = column("one sentence on its last failure; null since it is well", default=None)
    last_success_at: dt.datetime | None = column("when it last answered, UTC", default=None)


HOSTS = Table("hosts", Host, ("host",), "One row a web host that was asked: which are left alone, and why.")
