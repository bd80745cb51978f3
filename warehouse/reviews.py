"""Reviews: what readers judged right or wrong, kept in a journal of its own, and what became of the facts since."""

# ruff: noqa: S608 -- the statements are put together from our own files

import json
import os
from dataclasses import asdict, fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.errors import WarehouseError
from schemas.reviews import REVIEWS, Review
from warehouse.ddl import DUCKDB_TYPES, literal
from warehouse.query import connect
from warehouse.store import SETTINGS

FOLDER = Path(__file__).with_name("claims")

PRECISION = Path(__file__).with_name("precision.sql")

JOURNAL = "reviews.jsonl"
"""The journal's name in the data folder. No run and no publication touches it: judgements are people's work."""


def add(data: Path, review: Review) -> None:
    """Append a judgement to the journal, for good: it is on the disk when this returns."""
    line = json.dumps(asdict(review), ensure_ascii=False, default=datetime.isoformat)
    with (data / JOURNAL).open("ab") as journal:
        journal.write(line.encode() + b"\n")
        journal.flush()
        os.fsync(journal.fileno())


def journal(data: Path) -> str:
    """Every judgement, in order, as one JSON array; raises WarehouseError naming the line that cannot be read.

    A last line without its end was being written when the machine stopped, and is left out.
    """
    path = data / JOURNAL
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    said = [_read(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line]
    return json.dumps([asdict(review) for review in said], default=datetime.isoformat)


def _read(line: bytes, where: str) -> Review:
    try:
        said = json.loads(line)
        said["reviewed_at"] = datetime.fromisoformat(said["reviewed_at"])
        return Review(**{field.name: said.get(field.name) for field in fields(Review)})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WarehouseError(f"{where} is no review ({error}): mend or remove the line.", resource=where) from error


@cache
def claims() -> str:
    """The query for what every fact of a current version claims: one row a fact of every kind, `table_name` first."""
    parts = [
        f"SELECT {literal(path.stem)} AS table_name, * FROM ({path.read_text(encoding='utf-8')})"
        for path in sorted(FOLDER.glob("*.sql"))
    ]
    return f"""
        SELECT claims.*, sentences.text AS sentence
        FROM ({" UNION ALL BY NAME ".join(parts)}) AS claims
        JOIN articles ON articles.article_id = claims.article_id AND articles.version = claims.version
        LEFT JOIN sentences ON sentences.article_id = claims.article_id AND sentences.version = claims.version
            AND sentences.sentence_no = claims.sentence_no
        WHERE articles.is_current
    """


_SHAPE = json.dumps([{column.name: DUCKDB_TYPES[column.arrow] for column in REVIEWS.columns}])

_REVIEWS = f"SELECT unnest(from_json($journal, {literal(_SHAPE)}), max_depth := 2)"
"""The journal as rows. It goes in as a parameter: requests share a database, and may change nothing in it."""

_LAST = f"""
    SELECT DISTINCT ON (table_name, article_id, start, "end", text, claim) *
    FROM ({_REVIEWS}) ORDER BY reviewed_at DESC
"""
"""The judgement that holds on each claim."""

_SAME_PLACE = """
    claims.table_name = last.table_name AND claims.article_id = last.article_id AND claims.text = last.text
    AND (claims.start = last.start OR claims.sentence = last.sentence)
"""
"""A fact is known again by its text, and by its place or its sentence: its ids change with its version."""


def fill_reviews(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Put the journal into the table `reviews` of a connection that has it; raises WarehouseError as `journal`."""
    connection.execute(f"INSERT INTO {REVIEWS.name} BY NAME {_REVIEWS} ORDER BY ALL", {"journal": journal(data)})


def claims_of(data: Path, article_id: str) -> list[dict[str, Any]]:
    """What the facts of an article claim, as they stand in its text, with the verdict and note that hold, if any."""
    with connect(data) as connection:
        sql = f"""
            WITH claims AS ({claims()}), last AS ({_LAST})
            SELECT DISTINCT ON (claims.table_name, fact_id) claims.*, last.verdict, last.note
            FROM claims LEFT JOIN last ON {_SAME_PLACE} AND claims.claim = last.claim
            WHERE claims.article_id = $article_id
            ORDER BY last.reviewed_at DESC NULLS LAST
        """
        found: list[dict[str, Any]] = (
            connection.sql(sql, params={"article_id": article_id, "journal": journal(data)})
            .to_arrow_table()
            .to_pylist()
        )
    return sorted(found, key=lambda row: (row["start"], row["end"], row["table_name"]))


def unjudged(data: Path, table_name: str | None = None, most: int = 25) -> list[dict[str, Any]]:
    """Facts that nobody judged as they stand, of one table or of all, drawn at random: the same ones until then."""
    with connect(data) as connection:
        sql = f"""
            WITH claims AS ({claims()}), last AS ({_LAST})
            SELECT claims.*, NULL AS verdict, NULL AS note FROM claims
            WHERE ($table IS NULL OR table_name = $table)
                AND NOT EXISTS (SELECT 1 FROM last WHERE {_SAME_PLACE} AND claims.claim = last.claim)
            ORDER BY hash(fact_id), fact_id LIMIT {int(most)}
        """
        found: list[dict[str, Any]] = (
            connection.sql(sql, params={"table": table_name, "journal": journal(data)}).to_arrow_table().to_pylist()
        )
        return found


def judged(data: Path) -> pa.Table:
    """Every judgement that holds, with `fate`: what became of its fact since.

    standing: a fact at the same place claims the same; changed: it claims something else; gone: there is none.
    """
    with connect(data) as connection:
        sql = f"""
            WITH last AS ({_LAST}),
            claims AS ({claims()} AND articles.article_id IN (SELECT article_id FROM last))
            SELECT last.*, CASE
                WHEN EXISTS (SELECT 1 FROM claims WHERE {_SAME_PLACE} AND claims.claim = last.claim) THEN 'standing'
                WHEN EXISTS (SELECT 1 FROM claims WHERE {_SAME_PLACE}) THEN 'changed'
                ELSE 'gone' END AS fate
            FROM last ORDER BY table_name, kind, reviewed_at
        """
        return connection.sql(sql, params={"journal": journal(data)}).to_arrow_table()


def precision(data: Path) -> pa.Table:
    """Precision by table and kind of fact, from the judgements whose fact stands: right of all, with a 95 % interval.

    The interval is Wilson's (1927), which is honest for few judgements. `mended` and `lost` count the judgements wrong
    and right whose fact has changed or gone since.
    """
    with duckdb.connect(config=dict(SETTINGS)) as connection:
        connection.register("judged", judged(data))
        return connection.sql(PRECISION.read_text(encoding="utf-8")).to_arrow_table()
