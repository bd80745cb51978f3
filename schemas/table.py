"""A table's one definition: a frozen dataclass of rows, from which the Arrow schema and the pandera contract follow."""

import datetime as dt
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

import pandera.pyarrow as pandera
import pyarrow as pa
import pyarrow.compute as pc

type_hints = typing.get_type_hints

ARROW_TYPES: Mapping[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    dt.date: pa.date32(),
    dt.datetime: pa.timestamp("us"),
}

Mask = Callable[[pa.Table], pa.ChunkedArray]
"""From a table to one boolean a row: true where the rule holds, null where it does not apply."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over several columns of one table, with the sentence a reject carries."""

    name: str
    reason: str
    holds: Mask


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it is declared: its Arrow type, whether it may be null, its closed list, bounds and meaning."""

    name: str
    arrow: pa.DataType
    nullable: bool
    choices: tuple[str, ...]
    description: str
    ge: float | None
    le: float | None


def column(
    description: str,
    *,
    default: Any = ...,
    ge: float | None = None,
    le: float | None = None,
    wide: bool = False,
) -> Any:
    """Declare a column of a row class: its meaning, and its bounds (inclusive). `wide` makes an integer BIGINT."""
    metadata = {"description": description, "ge": ge, "le": le, "wide": wide}
    if default is ...:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


class Row:
    """Base of every row class; a subclass is a frozen, keyword-only dataclass whose fields are made with `column`."""

    __slots__ = ()


def _read_column(name: str, hint: Any, metadata: Mapping[str, Any]) -> Column:
    options = get_args(hint) if get_origin(hint) in (types.UnionType, typing.Union) else (hint,)
    nullable = types.NoneType in options
    (bare,) = [o for o in options if o is not types.NoneType]
    choices = get_args(bare) if get_origin(bare) is Literal else ()
    arrow = pa.string() if choices else ARROW_TYPES[bare]
    if metadata["wide"]:
        arrow = pa.int64()
    return Column(name, arrow, nullable, choices, metadata["description"], metadata["ge"], metadata["le"])


@dataclass(frozen=True)
class Table:
    """A table: the class of its rows, the columns that tell two rows apart, and its rules across columns."""

    name: str
    row: type[Row]
    key: tuple[str, ...]
    description: str
    rules: tuple[Rule, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The declared columns, in order."""
        hints = type_hints(self.row)
        return tuple(_read_column(f.name, hints[f.name], f.metadata) for f in fields(self.row))  # type: ignore[arg-type]

    @cached_property
    def arrow(self) -> pa.Schema:
        """The Arrow schema; each field's metadata carries its description."""
        return pa.schema(
            [
                pa.field(c.name, c.arrow, nullable=c.nullable, metadata={"description": c.description})
                for c in self.columns
            ],
            metadata={"description": self.description},
        )

    @cached_property
    def contract(self) -> pandera.DataFrameSchema:
        """The pandera schema that every batch of this table is held to."""
        return pandera.DataFrameSchema(
            {c.name: _contract_column(c) for c in self.columns},
            checks=[_contract_rule(rule) for rule in self.rules],
            name=self.name,
            description=self.description,
            strict=True,
        )

    def to_arrow(self, rows: Iterable[Row]) -> pa.Table:
        """Rows to an Arrow table with this table's schema; raises pa.ArrowInvalid on a value of the wrong type."""
        listed = list(rows)
        loose = pa.schema([pa.field(f.name, f.type, metadata=f.metadata) for f in self.arrow], self.arrow.metadata)
        arrays = [pa.array([getattr(row, f.name) for row in listed], type=f.type) for f in loose]
        return pa.Table.from_arrays(arrays, schema=loose)


def _contract_column(declared: Column) -> pandera.Column:
    return pandera.Column(
        declared.arrow,
        nullable=declared.nullable,
        checks=list(_column_checks(declared)),
        description=declared.description,
    )


def _column_checks(declared: Column) -> Iterator[pandera.Check]:
    if declared.choices:
        choices = pa.array(declared.choices)
        yield pandera.Check(
            lambda data: pc.or_kleene(
                pc.is_null(data.table[data.key]), pc.is_in(data.table[data.key], value_set=choices)
            ),
            name="in_list",
            error=f"{declared.name} must be one of: {', '.join(declared.choices)}",
        )
    if pa.types.is_floating(declared.arrow):
        yield pandera.Check(
            lambda data: pc.is_finite(data.table[data.key]),
            name="finite",
            error=f"{declared.name} must be a finite number",
        )
    for bound, compare, word in ((declared.ge, pc.greater_equal, "least"), (declared.le, pc.less_equal, "most")):
        if bound is not None:
            yield pandera.Check(
                lambda data, bound=bound, compare=compare: compare(data.table[data.key], bound),
                name=f"at_{word}",
                error=f"{declared.name} must be at {word} {bound:g}",
            )


def _contract_rule(rule: Rule) -> pandera.Check:
    return pandera.Check(lambda data: rule.holds(data.table), name=rule.name, error=rule.reason)
