"""The command line: what the options are. Each command's work is a module of `flows.commands`."""

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.commands import gazetteer
from schemas.errors import NewsfactsError, UsageError

app = typer.Typer(
    name="newsfacts",
    help="Turns news articles into tables of events, actors, places, dates, figures and quotes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(gazetteer.app, name="gazetteer")

DEBUG = "NEWSFACTS_DEBUG"


def _debug(on: bool) -> bool:  # noqa: FBT001 - typer calls it so
    """Worker processes and Prefect's server read it too."""
    if on:
        os.environ[DEBUG] = "true"
    return on


Data = Annotated[Path | None, typer.Option(help="Folder of the warehouse.  [default: data]")]
Debug = Annotated[bool, typer.Option("--debug", callback=_debug, help="Show tracebacks and all logs.")]
AllowPrivate = Annotated[bool | None, typer.Option("--allow-private", help="Fetch from private addresses too.")]
Workers = Annotated[int | None, typer.Option(help="Worker processes.  [default: one a processor]")]
Cluster = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler, as tcp://host:8786, or local.")]
Limit = Annotated[int | None, typer.Option(help="Take at most so many documents.")]
BatchSize = Annotated[int | None, typer.Option(help="Articles in a batch.  [default: 64]")]
Direct = Annotated[bool, typer.Option("--direct", help="Run without Prefect.")]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Publication date of texts that carry none, as 2020-03-25.")
]


@app.command()
def run(  # noqa: PLR0913 - an option each
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE...]",
            help="Pages, feeds, sitemaps, site:URL; text, HTML, JSON Lines and WARC files, folders of them."
            "  [default: those that newsfacts.toml lists]",
            show_default=False,
        ),
    ] = None,
    *,
    data: Data = None,
    published: Published = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was published from this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was published before this day.")] = None,
    refetch: Annotated[
        bool | None, typer.Option("--refetch", help="Fetch pages again that were had and are not due.")
    ] = None,
    workers: Workers = None,
    cluster: Cluster = None,
    limit: Limit = None,
    batch_size: BatchSize = None,
    direct: Direct = False,
    allow_private: AllowPrivate = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Read articles and store their facts: validated, in DuckDB and Parquet."""
    from flows.commands import run as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415 - each command imports what it needs

    settings = config.load(
        data=data, published=published, since=since, until=until, refetch=refetch, workers=workers, cluster=cluster,
        limit=limit, batch_size=batch_size, allow_private=allow_private,
    )  # fmt: skip
    raise typer.Exit(module.command(sources or [], settings, direct=direct))


@app.command()
def reextract(  # noqa: PLR0913 - an option each
    *,
    data: Data = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was fetched from this day on.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what this version has read already.")] = False,
    workers: Workers = None,
    cluster: Cluster = None,
    limit: Limit = None,
    batch_size: BatchSize = None,
    direct: Direct = False,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Read again what is there, from the kept pages and stored texts, and replace its facts."""
    from flows.commands import reextract as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    settings = config.load(data=data, since=since, workers=workers, cluster=cluster, limit=limit, batch_size=batch_size)
    raise typer.Exit(module.command(settings, direct=direct, everything=everything))


@app.command()
def extract(
    source: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="JSON Lines or a text; a folder or URL works too.")
    ] = "-",
    *,
    form: Annotated[Literal["jsonl", "table"], typer.Option("--format", help="What to write.")] = "jsonl",
    published: Published = None,
    allow_private: AllowPrivate = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Text in, facts out: as JSON Lines on standard output, with no warehouse and no Prefect."""
    from flows.commands import extract as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    raise typer.Exit(module.command(source, config.load(published=published, allow_private=allow_private), form))


@app.command()
def sql(  # noqa: PLR0913 - an option each
    statement: Annotated[
        str | None, typer.Argument(metavar='["SELECT ..."]', help="One reading statement.", show_default=False)
    ] = None,
    *,
    file: Annotated[
        str | None, typer.Option(metavar="FILE", help="Read the statement from this file; - for standard input.")
    ] = None,
    data: Data = None,
    form: Annotated[
        Literal["table", "csv", "json", "parquet"], typer.Option("--format", help="What to write.")
    ] = "table",
    output: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Ask the published tables and views in SQL, read-only."""
    from flows.commands import sql as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    asked = module.statement_of(statement, file)
    raise typer.Exit(module.command(asked, config.load(data=data).data, form, output))


@app.command()
def export(  # noqa: PLR0913 - an option each
    what: Annotated[str | None, typer.Argument(metavar="[TABLE|VIEW]", help="For example event_facts.")] = None,
    *,
    query: Annotated[str | None, typer.Option(metavar="SQL", help="Rows of a query instead.")] = None,
    form: Annotated[
        Literal["csv", "parquet", "jsonl", "geojson"], typer.Option("--format", help="What to write.")
    ] = "csv",
    output: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
    data: Data = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Write a table, a view or a query's rows to a file: for spreadsheets, other programs and maps."""
    from flows.commands import export as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    raise typer.Exit(module.command(what, query, config.load(data=data).data, form, output))


@app.command()
def explore(
    *,
    data: Data = None,
    host: Annotated[str, typer.Option(help="Address to listen at; others than this machine can reach 0.0.0.0.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="Port to listen at.", min=1, max=65535)] = 8321,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Search, filter, map and read the facts in a browser, and judge them right or wrong."""
    from flows.commands import explore as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    raise typer.Exit(module.command(config.load(data=data).data, host, port, browser=browser))


@app.command()
def review(
    *,
    data: Data = None,
    port: Annotated[int, typer.Option(help="Port to listen at.", min=1, max=65535)] = 8321,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Judge facts drawn at random, right or wrong; `export reviews` gives the judgements, `quality` the precision."""
    from flows.commands import explore as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    raise typer.Exit(module.command(config.load(data=data).data, "127.0.0.1", port, browser=browser, view="#/review"))


@app.command()
def serve(
    *,
    data: Data = None,
    server_port: Annotated[int, typer.Option(help="Port of Prefect's server, where none is configured.")] = 4200,
    debug: Debug = False,
) -> None:
    """Run the sources of newsfacts.toml on their schedules, with a Prefect server, until Ctrl-C."""
    from flows.commands import serve as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    raise typer.Exit(module.command(config.load(data=data, debug=debug or None), server_port))


@app.command()
def maintain(  # noqa: PLR0913 - an option each
    *,
    data: Data = None,
    keep_versions: Annotated[
        int | None, typer.Option(metavar="N", help="Versions to keep of each article.  [default: all]")
    ] = None,
    keep_days: Annotated[
        float | None, typer.Option(metavar="DAYS", help="Days to keep of fetches, rejects and runs.  [default: all]")
    ] = None,
    drop_raw: Annotated[bool | None, typer.Option("--drop-raw", help="Remove fetched pages nothing refers to.")] = None,
    backup: Annotated[Path | None, typer.Option(metavar="DIR", help="Back up to this folder.")] = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Drop what is not to be kept, publish anew, verify, compact and back up."""
    from flows.commands import maintain as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    settings = config.load(
        data=data, keep_versions=keep_versions, keep_days=keep_days, drop_raw=drop_raw, backup=backup
    )
    raise typer.Exit(module.command(settings))


@app.command()
def verify(
    *,
    data: Data = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Check what is published: every span against its text, every id, and Parquet against DuckDB."""
    from flows.commands import verify as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    raise typer.Exit(module.command(config.load(data=data).data))


@app.command()
def quality(
    *,
    data: Data = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Show how many of the judged facts are right, by kind."""
    from flows.commands import quality as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    raise typer.Exit(module.command(config.load(data=data).data))


@app.command()
def status(
    *,
    data: Data = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Show the last runs, what is there, which sources and hosts fail, and why rows were refused."""
    from flows.commands import status as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    raise typer.Exit(module.command(config.load(data=data).data))


@app.command()
def show(  # noqa: PLR0913 - an option each
    what: Annotated[str, typer.Argument(metavar="ARTICLE_ID|URL|FILE", help="A stored article, or one to read now.")],
    *,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page instead.")] = None,
    data: Data = None,
    published: Published = None,
    allow_private: AllowPrivate = None,
    debug: Debug = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Show one article with its facts marked in place, and as tables beneath."""
    from flows.commands import show as module  # noqa: PLC0415
    from flows.settings import config  # noqa: PLC0415

    settings = config.load(data=data, published=published, allow_private=allow_private)
    raise typer.Exit(module.command(what, settings, html))


def main() -> None:
    """What `newsfacts` calls: errors become one sentence and an exit code."""
    try:
        code = _called()
        sys.stdout.flush()
    except BrokenPipeError:
        code = 1
    sys.stderr.flush()
    # Nothing is left to be cleaned up, and DuckDB's binding would complain on the way out about what Prefect holds.
    os._exit(code)


def _called() -> int:
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last place where one can be told
        if os.environ.get(DEBUG):
            traceback.print_exc()
        sys.stderr.write(f"newsfacts: {_sentence(error)}\n")
        return 2 if isinstance(error, UsageError) else 1
    return 0


def _sentence(error: Exception) -> str:
    if isinstance(error, NewsfactsError):
        return str(error)
    what = f"{type(error).__name__}: {error}".rstrip(".")
    return f"this is a fault of newsfacts itself: {what}. --debug shows where."


if __name__ == "__main__":
    main()
