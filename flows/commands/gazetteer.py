"""`newsfacts gazetteer build`: makes the file of places, from the packages or with a full dump of GeoNames."""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The places that are known by name.", no_args_is_help=True)


@app.callback()
def gazetteer() -> None:
    """The places that are known by name."""


@app.command()
def build(
    geonames: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A full GeoNames dump, allCountries.txt or its zip: adds all its places."),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it (Parquet).")] = None,
) -> None:
    """Build the gazetteer: the packaged one anew, or with --geonames one of all 12 million places beside it."""
    from transforms.places.gazetteer import build as make  # noqa: PLC0415 - each command imports what it needs
    from transforms.places.lookup import BUILT, VARIABLE  # noqa: PLC0415

    path = (output or (BUILT.with_name("gazetteer-geonames.parquet") if geonames else BUILT)).absolute()
    started = time.monotonic()
    names = make(path, geonames)
    sys.stdout.write(f"{names:,} names of places in {path} ({time.monotonic() - started:.0f} s)\n")
    if path != BUILT:
        sys.stdout.write(f"To use it: export {VARIABLE}={path}\n")
