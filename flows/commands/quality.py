"""`newsfacts quality`: precision by kind of fact, from what readers judged."""

import sys
from pathlib import Path

from flows.commands.tables import printed, wide_console
from warehouse.reviews import precision


def command(data: Path) -> int:
    """Print the table."""
    rows = precision(data)
    if not rows.num_rows:
        sys.stderr.write("newsfacts: no fact was judged yet: `newsfacts review` draws some.\n")
        return 1
    wide_console().print(printed(rows))
    return 0
