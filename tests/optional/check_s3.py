"""Publishing to a real S3 server: a reader follows the manifest all the while, and never sees half of a publication.

    make check-s3

Starts moto's server on loopback, publishes to it several times, and reads it all back by Arrow. Not part of the tests:
the server comes from an environment of its own, .venv-s3.
"""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
from pyarrow import fs

from schemas.errors import WarehouseError
from tests.schemas.march import marches
from warehouse.publish import KEPT, publish
from warehouse.remote import MANIFEST, put
from warehouse.store import Warehouse

PORT = 5391
ADDRESS = f"http://127.0.0.1:{PORT}"
URI = f"s3://bucket/facts?scheme=http&endpoint_override=127.0.0.1:{PORT}&region=us-east-1"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}  # fmt: skip
PUBLICATIONS = 6
ARTICLES = 20
"""Articles that each publication has more than the one before."""


def main(server: str) -> None:
    """Do it; `server` is the path of moto_server."""
    os.environ.update(ENVIRONMENT)
    process = subprocess.Popen([server, "-H", "127.0.0.1", "-p", str(PORT)], stderr=subprocess.DEVNULL)
    try:
        _wait()
        with tempfile.TemporaryDirectory() as folder:
            check(Path(folder))
    finally:
        process.terminate()
        process.wait()


def _wait() -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(urllib.request.Request(f"{ADDRESS}/bucket", method="PUT"), timeout=5).close()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("moto's server did not start.")


def check(folder: Path) -> None:
    """Publish while a reader reads."""
    target, root = fs.FileSystem.from_uri(URI)
    done, seen = threading.Event(), Counter[str]()
    errors: list[BaseException] = []

    def reading() -> None:
        try:
            while not done.is_set():
                seen[read(target, root)] += 1
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            errors.append(error)

    seconds = []
    with Warehouse.open(folder) as warehouse:
        reader = threading.Thread(target=reading)
        for number in range(PUBLICATIONS):
            batch = marches(*(f"{number}-{each}" for each in range(ARTICLES)), arrested=12 + number)
            warehouse.load(batch, run_id="r")
            publish(warehouse)
            started = time.perf_counter()
            put(folder, URI, dt.datetime.now(dt.UTC))
            seconds.append(time.perf_counter() - started)
            if not number:
                reader.start()
        done.set()
        reader.join()
    if errors:
        raise errors[0]
    there = target.get_file_info(fs.FileSelector(root))
    folders = [each.base_name for each in there if each.type == fs.FileType.Directory]
    assert len(folders) == KEPT, folders
    serving(target, root, folder)
    refused(folder)
    print(f"{PUBLICATIONS} publications put, {sum(seconds) / PUBLICATIONS:.2f} s each")
    print(f"read whole {sum(seen.values())} times, {len(seen)} different publications seen")


def read(target: fs.FileSystem, root: str) -> str:
    """Every table as the manifest says; its publication."""
    with target.open_input_stream(f"{root}/{MANIFEST}") as file:
        manifest = json.loads(file.read())
    rows = {
        name: sum(pq.read_table(f"{root}/{each['path']}", filesystem=target).num_rows for each in files)
        for name, files in manifest["tables"].items()
        if name in ("articles", "figures", "sentences")
    }
    assert rows["articles"] % ARTICLES == 0, rows
    assert rows["sentences"] == 2 * rows["articles"], rows
    return str(manifest["publication"])


def serving(target: fs.FileSystem, root: str, folder: Path) -> None:
    """The serving file there is the one that is here, byte by byte."""
    with target.open_input_stream(f"{root}/{MANIFEST}") as file:
        path = json.loads(file.read())["serving"]["path"]
    with target.open_input_stream(f"{root}/{path}") as far, (folder / "serving.duckdb").open("rb") as near:
        assert far.read() == near.read()


def refused(folder: Path) -> None:
    """A bucket that is not there is one clear sentence."""
    uri = URI.replace("bucket", "nobucket", 1)
    try:
        put(folder, uri, dt.datetime.now(dt.UTC))
    except WarehouseError as error:
        print(f"a bucket that is not there: {error}")
    else:
        raise AssertionError("put to a bucket that is not there")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(shutil.which("moto_server")))
