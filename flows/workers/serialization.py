"""How documents, articles and facts cross a process boundary: as Arrow tables in one run of bytes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from schemas.articles import ARTICLES, Article
from schemas.documents import Document

NAME = b"newsfacts.table"

NO = pa.field("no", pa.int32())
"""Beside a document's or article's own columns: its number in the batch."""

DOCUMENTS = pa.schema(
    [
        ("source_id", pa.string()),
        ("kind", pa.string()),
        ("body", pa.large_binary()),
        ("fetched_at", pa.timestamp("us")),
        ("url", pa.string()),
        ("title", pa.string()),
        ("published_at", pa.timestamp("us")),
        ("published_precision", pa.string()),
        ("charset", pa.string()),
        ("verbatim", pa.bool_()),
        ("warc_file", pa.string()),
        ("warc_offset", pa.int64()),
    ]
)


def pack(tables: Mapping[str, pa.Table]) -> bytes:
    """Tables by name to bytes: Arrow IPC streams one after the other, the name in each schema's metadata."""
    sink = pa.BufferOutputStream()
    for name, table in tables.items():
        named = table.replace_schema_metadata({**(table.schema.metadata or {}), NAME: name})
        with pa.ipc.new_stream(sink, named.schema) as stream:
            stream.write_table(named)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def unpack(payload: bytes) -> dict[str, pa.Table]:
    """What `pack` packed."""
    tables, reader = {}, pa.BufferReader(payload)
    while reader.tell() < reader.size():
        table = pa.ipc.open_stream(reader).read_all()
        metadata = dict(table.schema.metadata)
        name = metadata.pop(NAME).decode()
        tables[name] = table.replace_schema_metadata(metadata)
    return tables


def documents_to_arrow(documents: Iterable[tuple[int, Document]]) -> pa.Table:
    """One row a document, with its number."""
    numbers, listed = zip(*documents, strict=True)
    columns = [pa.array([getattr(document, field.name) for document in listed], field.type) for field in DOCUMENTS]
    return pa.Table.from_arrays([*columns, pa.array(numbers, NO.type)], schema=DOCUMENTS.append(NO))


def documents_of(table: pa.Table) -> Iterator[tuple[int, Document]]:
    """The numbers and documents of a table, one by one."""
    return ((row.pop("no"), Document(**row)) for row in _rows(table))


def articles_to_arrow(articles: Iterable[tuple[int, Article]]) -> pa.Table:
    """One row an article, with its number."""
    listed = list(articles)
    rows = ARTICLES.to_arrow(article for _, article in listed)
    return rows.append_column(NO, pa.array([no for no, _ in listed], NO.type))


def articles_of(table: pa.Table) -> Iterator[Article]:
    """The articles of a table, one by one, without their numbers."""
    return (Article(**row) for row in _rows(table.drop_columns("no")))


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    return (row for single in table.to_batches(max_chunksize=1) for row in single.to_pylist())
