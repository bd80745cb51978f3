"""`newsfacts show`: one article with its facts marked in place."""

import sys
from collections.abc import Iterator
from pathlib import Path

from flows.extract.rows import Facts, facts_of_batch
from flows.settings.config import Config
from schemas.errors import UsageError, WarehouseError
from warehouse.article import find_article

LISTING = "SELECT article_id, title, url FROM latest_articles"


def command(what: str, config: Config, html: Path | None) -> int:
    """Show it on the terminal, or write it as a page."""
    shown = 0
    for facts in _found(what, config):
        shown += 1
        if html is None:
            _print(facts)
        else:
            _write(facts, html)
            break
    if not shown:
        raise UsageError(f"{what} holds no article.", resource=what)
    return 0


def _found(what: str, config: Config) -> Iterator[Facts]:
    """The article from the warehouse, or the articles of a file or of a URL that is not there, read on the spot."""
    if Path(what).exists():
        return _read(what, config)
    try:
        batch = find_article(config.data, what)
    except WarehouseError:
        if "://" not in what:
            raise
        batch = None
    if batch is not None:
        return iter([facts_of_batch(batch)])
    if "://" in what:
        return _read(what, config)
    raise UsageError(
        f"{what} is no file, and no article_id, URL or source_id of an article in {config.data}: "
        f"`newsfacts sql '{LISTING}'` lists them.",
        resource=what,
    )


def _read(source: str, config: Config) -> Iterator[Facts]:
    from flows.extract.reading import open_desk, read_source  # noqa: PLC0415 - the parser, which stored articles do not need
    from flows.fetching.manners import manners  # noqa: PLC0415

    return read_source(source, open_desk(config, _failed), manners(config))


def _failed(sentence: str) -> None:
    sys.stderr.write(f"newsfacts: {sentence}\n")


def _print(facts: Facts) -> None:
    from rich.console import Console  # noqa: PLC0415 - one of the two ways

    from flows.show.terminal import show  # noqa: PLC0415

    show(facts, Console(highlight=False))


def _write(facts: Facts, path: Path) -> None:
    from flows.show.page import page  # noqa: PLC0415 - the other

    try:
        path.write_text(page(facts), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", resource=str(path)) from error
