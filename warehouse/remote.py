"""Publishing elsewhere: what is published, copied to a folder of object storage under a manifest written last."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from schemas.errors import WarehouseError
from warehouse.publish import KEPT
from warehouse.store import first_line

MANIFEST = "newsfacts.json"
"""The file that says which files are one publication; who reads what it names sees all of it or none."""


NAME = re.compile(r"\d{8}T\d{6}Z-\d+")
"""A publication's folder: its time and number."""


def put(data: Path, uri: str, at: dt.datetime) -> Mapping[str, Any]:
    """Copy what is published in the data folder to the folder with this URI; returns the manifest.

    The URI is one that Arrow knows (s3://bucket/folder, gs://, file:///folder). Each publication has a folder of its
    own, named by time and number, which never changes; the last KEPT stay, for whoever is still reading. Only one
    writer may use a folder. Raises WarehouseError where it cannot be written; what was there stays then.
    """
    try:
        target, root = fs.FileSystem.from_uri(uri)
        manifest = _described(data, at, _kept(target, root))
        _copy(data, target, f"{root}/{manifest['publication']}")
        _write(target, root, manifest)
        _clear(target, root, manifest["kept"])
    except (OSError, pa.ArrowException) as error:
        message = f"What was published could not be put to {uri} ({first_line(error)}): the next run tries again."
        raise WarehouseError(message, resource=uri) from error
    return manifest


def put_too(data: Path, uri: str, at: dt.datetime) -> str | None:
    """Put it there, if there is a URI; returns why that cannot be done: what is published here is good all the same."""
    try:
        if uri:
            put(data, uri, at)
    except WarehouseError as error:
        return str(error)
    return None


def _described(data: Path, at: dt.datetime, before: list[str]) -> dict[str, Any]:
    """The manifest of what lies in the data folder; `before` are publications that lie there already."""
    home = (data / "parquet").resolve()
    name = f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{home.name}"
    tables = {
        table.name: [
            {
                "path": f"{name}/{table.name}/{file.name}",
                "rows": pq.read_metadata(file).num_rows,
                "bytes": file.stat().st_size,
            }
            for file in sorted(table.iterdir())
        ]
        for table in sorted(home.iterdir())
    }
    serving = {"path": f"{name}/serving.duckdb", "bytes": (data / "serving.duckdb").stat().st_size}
    return {
        "publication": name,
        "published_at": at.isoformat(),
        "tables": tables,
        "serving": serving,
        "kept": [*(each for each in before if each != name), name][-KEPT:],
    }


def _kept(target: fs.FileSystem, root: str) -> list[str]:
    """The publications that the manifest there speaks of, the oldest first."""
    try:
        with target.open_input_stream(f"{root}/{MANIFEST}") as file:
            kept: list[str] = json.loads(file.read())["kept"]
    except FileNotFoundError:
        return []
    return kept


def _copy(data: Path, target: fs.FileSystem, folder: str) -> None:
    here = fs.LocalFileSystem()
    target.create_dir(folder)
    home = (data / "parquet").resolve()
    fs.copy_files(str(home), folder, source_filesystem=here, destination_filesystem=target)
    serving = str((data / "serving.duckdb").resolve())
    fs.copy_files(serving, f"{folder}/serving.duckdb", source_filesystem=here, destination_filesystem=target)


def _write(target: fs.FileSystem, root: str, manifest: Mapping[str, Any]) -> None:
    """Have the manifest appear whole."""
    aside = f"{root}/.{MANIFEST}"
    with target.open_output_stream(aside) as file:
        file.write(json.dumps(manifest, indent=1).encode())
    target.move(aside, f"{root}/{MANIFEST}")


def _clear(target: fs.FileSystem, root: str, kept: list[str]) -> None:
    """Remove older publications, and what one left that was killed."""
    for there in target.get_file_info(fs.FileSelector(root)):
        if NAME.fullmatch(there.base_name) and there.base_name not in kept:
            target.delete_dir(there.path)
