"""`newsfacts verify`: whether what is published keeps its contract."""

import sys
from pathlib import Path

from warehouse.verify import verify


def command(data: Path) -> int:
    """Print every claim that does not hold, and how many do; the exit code is 1 where one does not."""
    checks = list(verify(data))
    broken = [check for check in checks if check.faults]
    for check in broken:
        sys.stdout.write(f"{check.table}: {check.faults:,} of {check.rows:,} rows break: {check.claim}\n")
        if check.example:
            sys.stdout.write(f"    for example {check.example[:300]}\n")
    tables = len({check.table for check in checks})
    sys.stdout.write(f"{len(checks) - len(broken)} of {len(checks)} claims about {tables} tables and views hold\n")
    return 1 if broken else 0
