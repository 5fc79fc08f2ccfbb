"""The cells of a PX file: numbers and quoted missing markers, dense or with keys in front of each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import SPARSE_CELL_LIMIT, check_cells
from yhdyspinta.formats.marks import scatter
from yhdyspinta.formats.numbers import MARKERS, read_numbers

_CUT = "The file was cut off: fetch it again."
_TO_LINES = bytes.maketrans(b" \t\r", b"\n\n\n")
_MARKS = [*MARKERS, *(f'"{marker}"' for marker in MARKERS)]
_READ = csv.ReadOptions(column_names=["cell"])
_PARSE = csv.ParseOptions(delimiter="\x01", quote_char=False, ignore_empty_lines=True)
# A comma, a semicolon or white space may stand between cells; where white space alone gives the right number
# of cells, a comma inside one is a decimal comma.
_BY_SPACE = re.compile(r'"([^"]*)"|([^\s";]+)')
_BY_ANY = re.compile(r'"([^"]*)"|([^\s";,]+)')
_KEYED = re.compile(r'\s*"([^"]*)"\s*(,?)')


def read_cells(sizes: Sequence[int], body: bytes, encoding: str) -> tuple[pa.Array, pa.Array]:
    """Values (float64) and marks (string) of dense cells, as many as the product of `sizes`."""
    body = _closed(body)
    quick = _plain(body, prod(sizes))
    if quick is not None:
        return quick
    text = _decode(body, encoding)
    cells = _tokens(_BY_SPACE, text)
    if len(cells) != prod(sizes) or any(cell[:1] == "," or cell[-1:] == "," for cell in cells):
        cells = _tokens(_BY_ANY, text)
    check_cells(sizes, len(cells))
    return read_numbers(pa.array(cells, pa.string()), "Cell")


def read_keyed_cells(stub: Sequence[tuple[str, dict[str, int]]], width: int, body: bytes, encoding: str) -> tuple[pa.Array, pa.Array]:
    """Rows that begin with the codes or values of the stub; by the format, a row left out holds only zeros."""
    count = prod(len(lookup) for _, lookup in stub) * width
    if count > SPARSE_CELL_LIMIT:
        raise ParseError(f"The sizes promise {count} cells; the limit of a file with KEYS is {SPARSE_CELL_LIMIT}.", "Ask for a part of it.")
    starts: list[int] = []
    cells: list[str] = []
    text, position = _decode(_closed(body), encoding), 0
    while text[position:].strip() if len(text) - position < 64 else True:
        place, position = _row_place(stub, text, position)
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        found = _tokens(_BY_ANY, text[position:end])
        if len(found) != width:
            raise ParseError(f"A row of the PX file has {len(found)} cells, and HEADING promises {width}.", _CUT)
        starts.append(place * width)
        cells += found
        position = end
    if len(set(starts)) < len(starts):
        raise ParseError("The PX file gives a row twice.", "Ask its publisher for a sound file.")
    places = (np.array(starts, dtype=np.int64)[:, None] + np.arange(width)).reshape(-1)
    numbers, marks = read_numbers(pa.array(cells, pa.string()), "Cell")
    values = np.zeros(count)
    values[places] = numbers.to_numpy(zero_copy_only=False)
    return pa.array(values, from_pandas=True), scatter(places, marks.to_pylist(), count)


def _row_place(stub: Sequence[tuple[str, dict[str, int]]], text: str, position: int) -> tuple[int, int]:
    place = 0
    for name, lookup in stub:
        match = _KEYED.match(text, position)
        key = None if match is None else match[1] if match[1] in lookup else match[1].strip()
        if match is None or key not in lookup:
            shown = text[position : position + 40].strip()
            raise ParseError(
                f"A row of the PX file should begin with a key of {name!r}, and is {shown!r}.", "Ask its publisher for a sound file."
            )
        place = place * len(lookup) + lookup[key]
        position = match.end()
    return place, position


def _closed(body: bytes) -> bytes:
    """The cells without the semicolon that ends them (and DOS's end mark); a cut file has none."""
    body = body.rstrip(b" \t\r\n\x1a")
    if not body.endswith(b";"):
        raise ParseError("The DATA of the PX file does not end with a semicolon.", _CUT)
    return body[:-1]


def _plain(body: bytes, count: int) -> tuple[pa.Array, pa.Array] | None:
    """Cells between white space, as one CSV column; None when there is anything else about them."""
    lines = body.translate(_TO_LINES)
    if not lines.strip():
        return None
    convert = csv.ConvertOptions(column_types={"cell": pa.float64()}, null_values=_MARKS, strings_can_be_null=True)
    try:
        values = csv.read_csv(pa.BufferReader(lines), _READ, _PARSE, convert).column(0).combine_chunks()
    except pa.ArrowInvalid:
        return None
    if len(values) != count or (not pc.all(pc.is_finite(values)).as_py() and values.null_count < count):
        return None
    if not values.null_count:
        return values, pa.nulls(count, pa.string())
    keep = csv.ConvertOptions(column_types={"cell": pa.string()}, null_values=[], strings_can_be_null=False)
    tokens = csv.read_csv(pa.BufferReader(lines), _READ, _PARSE, keep).column(0).combine_chunks()
    places = np.flatnonzero(values.is_null().to_numpy(zero_copy_only=False))
    marks = [token.strip('"') for token in tokens.take(pa.array(places)).to_pylist()]
    return values, scatter(places, marks, count)


def _tokens(pattern: re.Pattern[str], text: str) -> list[str]:
    return [quoted or bare for quoted, bare in pattern.findall(text)]


def _decode(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        raise ParseError(f"The DATA of the PX file is not in its declared charset ({encoding}).", _CUT) from None
