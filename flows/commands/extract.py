"""`newsfacts extract`: text in, facts out, with no warehouse and no Prefect."""

import sys
from typing import Literal

from flows.extract.reading import open_desk, read_source
from flows.extract.rows import Facts, as_json
from flows.fetching.manners import manners
from flows.settings.config import Config

Format = Literal["jsonl", "table"]


def command(source: str, config: Config, form: Format) -> int:
    """Write the facts of each article as it is read; returns the exit code."""
    failures = Failures()
    for facts in read_source(source, open_desk(config, failures), manners(config)):
        if form == "jsonl":
            sys.stdout.write(as_json(facts) + "\n")
            sys.stdout.flush()
        else:
            _print(facts)
    return 1 if failures.count else 0


class Failures:
    """Tells each failure on standard error, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, sentence: str) -> None:
        """One article could not be read."""
        self.count += 1
        sys.stderr.write(f"newsfacts: {sentence}\n")


def _print(facts: Facts) -> None:
    from rich.console import Console  # noqa: PLC0415 - needed for this format only

    from flows.show.tables import headline  # noqa: PLC0415
    from flows.show.terminal import show_tables  # noqa: PLC0415

    console = Console(highlight=False)
    console.rule(headline(facts))
    show_tables(facts, console)
