"""The product's own package of observations: Parquet bytes -> Arrow columns.

One file is one dataset of one source in the long form, a row a figure. The shipped sample consists of such files.
What is checked here is what the format promises by itself; whether an indicator or area exists is asked later,
where the registers are known.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.observation import AGE_PATTERN, KEY, SEXES
from yhdyspinta.domain.period import Period
from yhdyspinta.domain.status import WITHOUT_VALUE, Status

_TEXT = pa.dictionary(pa.int32(), pa.string())
SCHEMA: pa.Schema = pa.schema(
    [
        pa.field("indicator", _TEXT, nullable=False),
        pa.field("area", _TEXT, nullable=False),
        pa.field("boundaries", pa.int16(), nullable=False),
        pa.field("period", _TEXT, nullable=False),
        pa.field("sex", _TEXT, nullable=False),
        pa.field("age", _TEXT, nullable=False),
        pa.field("value", pa.float64()),
        pa.field("status", _TEXT, nullable=False),
    ]
)
_MAKE = "Make the package again with `make sample`."


def parse(data: bytes) -> pa.Table:
    """The figures of a package, texts dictionary-encoded, with `period_start` and `period_end` (date32) added.

    ParseError names the first fault: bytes that are not Parquet, other columns or types, an empty key, a period,
    age, sex or status that is not one, a value where the status says there is none (or the other way), one key twice.
    """
    table = _read(data)
    _check_texts(table)
    _check_values(table)
    _check_keys(table)
    return _with_days(table)


def serialise(table: pa.Table) -> bytes:
    """The bytes of a package: the same rows in the same order give the same bytes with one version of Arrow."""
    sink = pa.BufferOutputStream()
    shaped = table.select(SCHEMA.names).cast(SCHEMA).combine_chunks()
    pq.write_table(shaped, sink, compression="zstd", compression_level=19, use_dictionary=True, row_group_size=1 << 20, store_schema=True)
    return sink.getvalue().to_pybytes()


def _read(data: bytes) -> pa.Table:
    try:
        table = pq.read_table(pa.BufferReader(data))
        names = table.column_names
        if names == SCHEMA.names:
            table = table.cast(SCHEMA).unify_dictionaries().combine_chunks()
            table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:  # a name or text that is not UTF-8 is a ValueError
        raise ParseError(f"These bytes are not a whole package, or a column is empty or of another type: {error}", _MAKE) from error
    if names != SCHEMA.names:
        raise ParseError(f"A package has the columns {', '.join(SCHEMA.names)}, not {', '.join(names)}.", _MAKE)
    for field in SCHEMA:
        if not field.nullable and table[field.name].null_count:
            raise ParseError(f"Column {field.name} is empty in {table[field.name].null_count} rows.", _MAKE)
    return table


def _words(table: pa.Table, name: str) -> list[str]:
    """The different texts of a column."""
    return [str(word) for word in pc.unique(table[name]).to_pylist()]


def _check_texts(table: pa.Table) -> None:
    for name, allowed in (("sex", SEXES), ("status", tuple(Status))):
        for word in _words(table, name):
            if word not in allowed:
                raise ParseError(f"Column {name} holds {word!r}.", f"Write one of {', '.join(allowed)}.")
    for word in _words(table, "age"):
        if not AGE_PATTERN.fullmatch(word):
            raise ParseError(f"Column age holds {word!r}.", "Write total, a year (5), a span (0-6) or an open span (100-).")


def _check_values(table: pa.Table) -> None:
    value = table["value"]
    if pc.any(pc.invert(pc.is_finite(value))).as_py():
        raise ParseError("A value is not a finite number.", "Leave it empty and give a status.")
    without = pc.is_in(table["status"].cast(pa.string()), value_set=pa.array(sorted(WITHOUT_VALUE)))
    wrong = pc.not_equal(pc.is_null(value), without)
    if pc.any(wrong).as_py():
        row = table.filter(wrong).slice(0, 1).to_pylist()[0]
        raise ParseError(
            f"{row['indicator']} {row['area']} {row['period']}: value {row['value']} with status {row['status']}.",
            "A suppressed, not available or not applicable figure has no value; every other one has.",
        )


def _check_keys(table: pa.Table) -> None:
    codes = np.zeros(table.num_rows, dtype=np.int64)
    for name in KEY:
        column = table[name].combine_chunks()
        part = column.indices if isinstance(column, pa.DictionaryArray) else column
        numbers = part.to_numpy(zero_copy_only=False).astype(np.int64)
        codes = codes * (int(numbers.max(initial=0)) + 1) + numbers
    order = np.argsort(codes, kind="stable")
    twice = np.flatnonzero(np.diff(codes[order]) == 0)
    if len(twice):
        row = table.slice(int(order[twice[0]]), 1).to_pylist()[0]
        raise ParseError(f"The key {'/'.join(str(row[name]) for name in KEY)} is there twice.", "One key has one value.")


def _with_days(table: pa.Table) -> pa.Table:
    periods = table["period"].combine_chunks()
    parsed = [Period.parse(word) for word in periods.dictionary.to_pylist()]
    place = table.schema.get_field_index("period") + 1
    for offset, days in enumerate(([period.start for period in parsed], [period.end for period in parsed])):
        name = ("period_start", "period_end")[offset]
        column = pc.take(pa.array(days, pa.date32()), periods.indices)
        table = table.add_column(place + offset, pa.field(name, pa.date32(), nullable=False), column)
    return table
