"""Sotkanet's CSV: `indicator;region;year;gender;primary value;absolute value`.

It declares no size. A reply cut within a row is refused, because the last line must end; one cut exactly
between two rows cannot be told from a whole one, and must be caught by the transport or by comparing the
number of rows with the last release.
"""

from __future__ import annotations

import pyarrow as pa
from pyarrow import csv

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN, Cube, listing
from yhdyspinta.formats.numbers import read_numbers
from yhdyspinta.formats.reading import clean
from yhdyspinta.formats.sotkanet import AXES, cube_of

NAME = "sotkanet-csv"
VALUE, NUMERATOR = "primary value", "absolute value"


def parse(data: bytes) -> list[Cube]:
    """The CSV reply as one cube, columns in any order; ParseError when a row or the last line is not whole."""
    table = _read(data)
    missing = [name for name in (*AXES, VALUE) if name not in table.column_names]
    if missing:
        raise ParseError(
            f"The CSV has no column {missing[0]!r}; its first line is not Sotkanet's.", "Expected: " + ";".join((*AXES, VALUE, NUMERATOR))
        )
    axes = [table.column(name).combine_chunks() for name in AXES]
    for name, axis in zip(AXES, axes, strict=True):
        if pa.compute.any(pa.compute.equal(axis, "")).as_py():
            raise ParseError(f"A row of the CSV has no {name}.", FETCH_AGAIN)
    values, marks = read_numbers(table.column(VALUE).combine_chunks())
    if NUMERATOR in table.column_names:
        numerators, _ = read_numbers(table.column(NUMERATOR).combine_chunks(), "The absolute value")
    else:
        numerators = pa.nulls(len(values), pa.float64())
    return [cube_of(axes, values, marks, numerators, NAME)]


def parse_listing(data: bytes) -> list[Cube]:
    """Any other table of codes that goes with Sotkanet (such as old and new region ids), as text."""
    return [listing(_read(data), {"format": NAME})]


def _read(data: bytes) -> pa.Table:
    data = clean(data)
    if not data.endswith(b"\n"):
        raise ParseError("The last line of the CSV does not end, so the reply was cut off.", "Fetch it again.")
    head, _, _ = data.partition(b"\n")
    delimiter = ";" if b";" in head else ","
    names = [name.strip().strip('"') for name in _text(head).split(delimiter)]
    if len(set(names)) < len(names):
        raise ParseError("The first line of the CSV names a column twice.", FETCH_AGAIN)
    try:
        return csv.read_csv(
            pa.BufferReader(data),
            csv.ReadOptions(column_names=names, skip_rows=1, use_threads=False),
            csv.ParseOptions(delimiter=delimiter, newlines_in_values=False),
            csv.ConvertOptions(column_types={name: pa.string() for name in names}, strings_can_be_null=False),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return pa.table({name: pa.array([], pa.string()) for name in names})
        raise ParseError(f"The CSV is malformed: {str(error).splitlines()[0][:200]}.", FETCH_AGAIN) from None


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as wrong:
        raise ParseError(f"The CSV is not UTF-8 (byte {wrong.start}).", "Fetch it again, or save it as UTF-8.") from None
