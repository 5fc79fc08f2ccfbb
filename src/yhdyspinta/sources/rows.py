"""The rows that connectors give: the columns of an observation but for `release` and `source`, which intake adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.observation import KEY, TOTAL
from yhdyspinta.domain.period import Period
from yhdyspinta.domain.status import Status

_TEXT = pa.dictionary(pa.int32(), pa.string())
NUMBERS = ("value", "numerator", "denominator", "n", "low", "high")
ROWS: pa.Schema = pa.schema(
    [
        pa.field("indicator", _TEXT, nullable=False),
        pa.field("area", _TEXT, nullable=False),
        pa.field("boundaries", pa.int16(), nullable=False),
        pa.field("period", _TEXT, nullable=False),
        pa.field("period_start", pa.date32(), nullable=False),
        pa.field("period_end", pa.date32(), nullable=False),
        pa.field("sex", _TEXT, nullable=False),
        pa.field("age", _TEXT, nullable=False),
        *(pa.field(name, pa.float64()) for name in NUMBERS),
        pa.field("status", _TEXT, nullable=False),
    ]
)


def rows_of(columns: Mapping[str, Any], size: int | None = None) -> pa.Table:
    """A table of `ROWS` from columns (arrays, or one plain value for all rows).

    Needed: indicator, area, boundaries, period, value. Left out: sex and age are total, status is final where there is
    a value and not available where there is none, other numbers are empty. The days of the period are added.
    """
    if size is None:
        size = next(len(column) for column in columns.values() if not isinstance(column, str | int | float))
    given: dict[str, Any] = {"sex": TOTAL, "age": TOTAL, **columns}
    shaped = {name: _column(given[name], ROWS.field(name).type, size) for name in ROWS.names if name in given}
    shaped.update(_days(shaped["period"]))
    if "status" not in given:
        shaped["status"] = pc.if_else(pc.is_valid(shaped["value"]), Status.FINAL.value, Status.NOT_AVAILABLE.value).dictionary_encode()
    for name in NUMBERS:
        shaped.setdefault(name, pa.nulls(size, pa.float64()))
    return pa.table({name: shaped[name] for name in ROWS.names}).cast(ROWS)


def empty_rows() -> pa.Table:
    """No rows, in the right columns."""
    return ROWS.empty_table()


def joined(tables: Sequence[pa.Table]) -> pa.Table:
    """Several tables of rows as one, each text with one dictionary; ParseError when a key stands in two of them with two
    different values."""
    if not tables:
        return empty_rows()
    return once(pa.concat_tables(tables).unify_dictionaries().combine_chunks())


def once(rows: pa.Table) -> pa.Table:
    """Each key once: the same row twice is kept once, the same key with two values is a ParseError."""
    key = [*KEY]
    plain = rows.select([*key, "value", "status"])
    distinct = plain.group_by([*key, "value", "status"]).aggregate([])
    keys = plain.group_by(key).aggregate([])
    if distinct.num_rows != keys.num_rows:
        raise ParseError(f"The replies give two values for {_first_doubled(distinct)}.", "Ask the publisher which one holds.")
    if keys.num_rows == rows.num_rows:
        return rows
    numbered = rows.append_column("_place", pa.array(range(rows.num_rows), pa.int64()))
    first = numbered.group_by(key).aggregate([("_place", "min")])["_place_min"]
    return rows.take(pc.take(first, pc.sort_indices(first)))


def _first_doubled(distinct: pa.Table) -> str:
    counted = distinct.group_by([*KEY]).aggregate([([], "count_all")])
    row = counted.filter(pc.greater(counted["count_all"], 1)).slice(0, 1).to_pylist()[0]
    return ", ".join(str(row[name]) for name in KEY)


def _column(given: Any, kind: pa.DataType, size: int) -> Any:
    if isinstance(given, str | int | float):
        if pa.types.is_dictionary(kind):
            return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), size), pa.array([given], pa.string()))
        return pa.repeat(pa.scalar(given, kind), size)
    array = given if isinstance(given, pa.Array | pa.ChunkedArray) else pa.array(given)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_dictionary(kind):
        return array.cast(kind) if pa.types.is_dictionary(array.type) else array.cast(pa.string()).dictionary_encode()
    return array.cast(kind)


def _days(period: Any) -> dict[str, Any]:
    """First and last day of each period, worked out once a distinct period."""
    known = [Period.parse(text) for text in period.dictionary.to_pylist()]
    return {
        "period_start": pa.array([one.start for one in known], pa.date32()).take(period.indices),
        "period_end": pa.array([one.end for one in known], pa.date32()).take(period.indices),
    }
