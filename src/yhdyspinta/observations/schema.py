"""The columns of observations, the same everywhere, and the check that every row passes before it is stored."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.observation import AGE_PATTERN, SEXES
from yhdyspinta.domain.period import Period
from yhdyspinta.domain.status import WITHOUT_VALUE, Status

OBSERVATIONS: pa.Schema = pa.schema(
    [
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("area", pa.string(), nullable=False),
        pa.field("boundaries", pa.int16(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        pa.field("period_start", pa.date32(), nullable=False),
        pa.field("period_end", pa.date32(), nullable=False),
        pa.field("sex", pa.string(), nullable=False),
        pa.field("age", pa.string(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("numerator", pa.float64()),
        pa.field("denominator", pa.float64()),
        pa.field("n", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("status", pa.string(), nullable=False),
        pa.field("release", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
    ]
)
NUMBERS = ("value", "numerator", "denominator", "n", "low", "high")
TEXTS = ("indicator", "area", "period", "sex", "age", "status", "release", "source")

# Of the read model, for those who build it and those who only read.
MODEL_POINTER, MODEL_SCHEMA = "readmodel.pointer.json", 2
DIRECTIONS = ("up", "down", "none")  # of a trend, by code

# What the computed rows of the read model carry on top of OBSERVATIONS.
PUBLISHED, COMPUTED = "published", "computed"
COMPUTED_ROWS: pa.Schema = pa.schema(
    [
        *OBSERVATIONS,
        pa.field("origin", pa.string(), nullable=False),
        pa.field("parts", pa.int32()),
        pa.field("parts_missing", pa.int32()),
        pa.field("method", pa.string()),
    ]
)


def conform(table: pa.Table, schema: pa.Schema = OBSERVATIONS) -> pa.Table:
    """`table` in the columns and types of `schema`; optional number columns that are absent become empty.

    ParseError names the first fault: a missing column, a type that does not fit, a number that is not finite, an unknown
    status, sex or age, a period whose days are not its own, a value where the status says there is none, or the reverse.
    """
    columns = [_column(table, field) for field in schema]
    shaped = pa.Table.from_arrays(columns, schema=schema)
    for name in NUMBERS:
        if pc.any(pc.invert(pc.is_finite(shaped[name]))).as_py():
            raise ParseError(f"Column {name} holds a number that is not finite.", "Leave the value empty and give a status.")
    _known(shaped["status"], tuple(Status), "status")
    _known(shaped["sex"], SEXES, "sex")
    _ages(shaped["age"])
    _periods(shaped)
    empty = pc.is_null(shaped["value"])
    without = pc.is_in(shaped["status"], value_set=pa.array(sorted(WITHOUT_VALUE)))
    wrong = pc.not_equal(empty, without)
    if pc.any(wrong).as_py():
        row = shaped.filter(wrong).slice(0, 1).to_pylist()[0]
        raise ParseError(
            f"{row['indicator']} {row['area']} {row['period']}: value {row['value']} with status {row['status']}.",
            "A suppressed, not available or not applicable figure has no value; every other one has.",
        )
    return shaped


def _column(table: pa.Table, field: pa.Field) -> pa.ChunkedArray:
    if field.name not in table.column_names:
        if not field.nullable:
            raise ParseError(f"Column {field.name} is missing.", f"Observations have the columns {', '.join(OBSERVATIONS.names)}.")
        return pa.chunked_array([pa.nulls(table.num_rows, field.type)])
    try:
        column = table[field.name].cast(field.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ParseError(f"Column {field.name} does not fit {field.type}: {error}") from error
    if not field.nullable and column.null_count:
        raise ParseError(f"Column {field.name} is empty in {column.null_count} rows.", "Only numbers may be empty.")
    return column


def _known(column: pa.ChunkedArray, allowed: tuple[str, ...], name: str) -> None:
    found = set(pc.unique(column).to_pylist()) - set(allowed)
    if found:
        raise ParseError(f"Column {name} holds {', '.join(sorted(found))}.", f"Write one of {', '.join(allowed)}.")


def _ages(column: pa.ChunkedArray) -> None:
    for age in pc.unique(column).to_pylist():
        if not AGE_PATTERN.fullmatch(age):
            raise ParseError(f"{age!r} is not an age.", "Write total, 5, 0-6 or 100-.")


def _periods(table: pa.Table) -> None:
    names = ["period", "period_start", "period_end"]
    for row in table.select(names).group_by(names).aggregate([]).to_pylist():
        period = Period.parse(row["period"])
        if (row["period_start"], row["period_end"]) != (period.start, period.end):
            raise ParseError(
                f"Period {period.text} is said to last from {row['period_start']} to {row['period_end']}.",
                f"It lasts from {period.start} to {period.end}.",
            )
