"""Rows as delimited text, twice: for programs, and for Excel with Finnish settings.

Both are safe to open in a spreadsheet: text that a spreadsheet would run as a formula is written with an apostrophe
before it (OWASP, CSV Injection). Numbers are numbers in both, negative ones too; None is an empty cell.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

Cell = str | int | float | bool | date | None
Row = Sequence[Cell]
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide ones are run too, with some settings
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel takes UTF-8 for the system's own letters


def machine(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """RFC 4180 for programs: `,` between cells, `.` before decimals, UTF-8 without a mark, one heading row."""
    return _written(columns, rows, ",", ".").encode()


def finnish_excel(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """For Excel in Finnish or Swedish, opened by a double click: `;` between cells, decimal comma, byte order mark."""
    return (_BOM + _written(columns, rows, ";", ",")).encode()


def harmless(text: str) -> str:
    """The text as no spreadsheet runs it: an apostrophe before what would begin a formula."""
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_RUN) else text


def plain_number(value: float, decimal: str = ".") -> str:
    """All digits of a number without an exponent: 0.1 → `0.1`, 1e-07 → `0.0000001`. ValueError for what is no number."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number of a table.")
    text = f"{Decimal(repr(value)):f}"
    return (text.removesuffix(".0") if "." in text else text).replace(".", decimal)


def _written(columns: Sequence[str], rows: Iterable[Row], delimiter: str, decimal: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in columns])
    width = len(columns)
    for row in rows:
        if len(row) != width:
            raise ValueError(f"A row has {len(row)} cells under {width} columns.")
        writer.writerow([_cell(value, decimal) for value in row])
    return out.getvalue()


def _cell(value: Cell, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain_number(value, decimal)
    return value.isoformat() if isinstance(value, date) else harmless(value)
