"""The database of Prefect's temporary server: made once at set-up, and copied from then on.

Making it anew, migration by migration, costs some four seconds of processor time a run.
"""

import asyncio
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

TEMPLATE = Path(__file__).parents[2] / "build" / f"prefect-{version('prefect')}.db"
"""An empty database of the Prefect that is installed. Without it, a server makes its own."""

URL = "PREFECT_SERVER_DATABASE_CONNECTION_URL"


def place(home: Path) -> None:
    """Put an empty database into a folder that has none, and tell Prefect of it; before Prefect is imported."""
    database = home / "prefect.db"
    if TEMPLATE.exists() and not database.exists():
        shutil.copyfile(TEMPLATE, database)
    os.environ["PREFECT_HOME"] = str(home)
    os.environ[URL] = f"sqlite+aiosqlite:///{database}"


def prepare() -> None:
    """Make the template where it is missing; a process that does so at the same time makes the same."""
    if TEMPLATE.exists():
        return
    with tempfile.TemporaryDirectory() as home:
        place(Path(home))
        asyncio.run(_migrate())
        TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
        aside = TEMPLATE.with_suffix(f".{os.getpid()}")
        shutil.copyfile(Path(home, "prefect.db"), aside)
        aside.replace(TEMPLATE)


async def _migrate() -> None:
    # Prefect reads its settings when it is imported, so not before now.
    from prefect.server.database import provide_database_interface  # noqa: PLC0415

    database = provide_database_interface()
    await database.create_db()
    await (await database.engine()).dispose()


if __name__ == "__main__":
    prepare()
