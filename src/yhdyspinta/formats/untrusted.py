"""Runs in a child process of its own: makes a grid of text of a file that people gave, or refuses it.

Started by formats/sandbox.py as `python -m yhdyspinta.formats.untrusted`. It sets its own limits on memory, processor and
output before it reads anything. The options come as the first line of standard input (JSON), the file's bytes after it;
the answer goes to standard output as JSON. The product itself never imports this: a hostile workbook can end a process.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO

from yhdyspinta.domain.errors import ParseError, PersonalData, YhdyspintaError
from yhdyspinta.domain.identity import has_identity_code
from yhdyspinta.formats.limits import bound

CELLS = 2_000_000
_DELIMITERS = (";", "\t", ",")
Grid = list[list[str]]


def read(data: bytes, options: dict[str, Any]) -> Grid:
    """Rows of text, the heading first. ParseError for a file that is not what it says, PersonalData for one that tells persons."""
    kind = options["format"]
    if kind == "csv":
        grid = _csv(data, options)
    elif kind == "xlsx":
        grid = _workbook(data, options)
    else:
        grid = _cube(data)
    grid = [row for row in grid[int(options.get("skip", 0)) :] if options.get("keep_empty") or any(row)]
    if len(grid) < 2:
        raise ParseError("The file has no rows under its heading.", "See `skip`: the heading must be the first row that is read.")
    return [[*row, *[""] * (len(grid[0]) - len(row))] for row in grid]


def _csv(data: bytes, options: dict[str, Any]) -> Grid:
    encoding = str(options.get("encoding") or "utf-8-sig")
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ParseError(
            f"The file is not text in {encoding}.", 'Give its encoding in the mapping, for example encoding = "cp1252".'
        ) from error
    _refuse_identity(enumerate(text.splitlines(), 1), "line")
    if not text.endswith(("\n", "\r")):  # a CSV tells no size: 2000 that was cut to 20 would look whole
        raise ParseError("The last line of the file has no end, so the file may have been cut.", "Open it and save it again.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = str(options.get("delimiter") or max(_DELIMITERS, key=first.count))
    grid: Grid = []
    width = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            width = width or len(row)
            if row and len(row) != width:
                raise ParseError(f"Row {len(grid) + 1} has {len(row)} fields, and the first has {width}.", "Check the delimiter.")
            grid.append([cell.strip() for cell in row])
            _limit(width * len(grid))
    except csv.Error as error:
        raise ParseError(f"The file is not a table with {delimiter!r} between fields: {error}.", "Check the delimiter.") from error
    return grid


def _workbook(data: bytes, options: dict[str, Any]) -> Grid:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {}
        for name in book.sheet_names:  # also those that are hidden: personal data may lie there
            sheet = book.get_sheet_by_name(name)
            _limit(sheet.total_height * sheet.total_width)
            sheets[name] = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise ParseError(f"This is not a workbook that can be read: {error}.", "Save it as XLSX without a password.") from error
    for name, grid in sheets.items():
        _refuse_identity(((f"{name!r}, row {number}", " ".join(row)) for number, row in enumerate(grid, 1)), "sheet")
    wanted = str(options.get("sheet") or _holding(sheets, options.get("holding", ())) or next(iter(sheets), ""))
    if wanted not in sheets:
        raise ParseError(f"The workbook has no sheet {wanted!r}.", f"Its sheets are: {', '.join(sheets)}.")
    return sheets[wanted]


def _holding(sheets: dict[str, Grid], titles: Iterable[str]) -> str:
    """The first sheet with one of these titles in its first row."""
    return next((name for name, grid in sheets.items() if grid and set(titles) & set(grid[0])), "")


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))  # a workbook has no whole numbers: 2025 comes as 2025.0
    return "" if value is None else str(value).strip()


def _cube(data: bytes) -> Grid:
    from yhdyspinta.formats.cube import to_table
    from yhdyspinta.formats.detect import parse_any

    _refuse_identity(enumerate(data.decode("utf-8", "replace").splitlines(), 1), "line")
    cubes = [cube for cube in parse_any(data) if cube.kind == "figures"]
    if len(cubes) != 1:
        raise ParseError(f"The file holds {len(cubes)} tables of figures, and one is expected.", "Save one table in a file.")
    table = to_table(cubes[0])
    _limit(table.num_rows * table.num_columns)
    columns = [["" if value is None else _cell(value) for value in column.to_pylist()] for column in table.columns]
    return [list(table.column_names), *map(list, zip(*columns, strict=True))]


def _refuse_identity(texts: Iterable[tuple[object, str]], what: str) -> None:
    for place, text in texts:
        if has_identity_code(text):
            raise PersonalData(
                f"The file holds a personal identity code ({what} {place}).",
                "Only figures of groups of people are taken. Remove the column and everything else that tells persons apart.",
            )


def _limit(cells: int) -> None:
    if cells > CELLS:
        raise ParseError(f"The file has more than {CELLS:,} cells.", "Give it in parts, or only the columns that are needed.")


def _answer(stream: BinaryIO) -> dict[str, Any]:
    options = json.loads(stream.readline())
    bound(options.pop("memory"), options.pop("processor"))
    try:
        return {"grid": read(stream.read(), options)}
    except YhdyspintaError as error:
        return {"refused": type(error).__name__, "message": error.message, "hint": error.hint}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer), ensure_ascii=False))
