"""A long JSON array as one Arrow column, without decoding it as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from yhdyspinta.formats.scan import Piece

# A comma ends a cell; other white space becomes a space, which Arrow trims around a number but not inside one,
# so that `1 2` stays the error that it is.
_TO_LINES = bytes.maketrans(b",\n\r\t", b"\n   ")
_NULLS = [" " * before + "null" + " " * after for before in range(33) for after in (0, 1)]
_LINE, _SPACE, _COMMA = b"\n ,"
# Blocks that stay in the cache: the array is never copied whole, and page faults do not eat the gain.
_BLOCK = 2**21
_THREADS = 2
_PARSE = csv.ParseOptions(delimiter="\x01", quote_char=False, ignore_empty_lines=False)
_FLOAT = csv.ConvertOptions(column_types={"cell": pa.float64()}, null_values=_NULLS)
_TOKEN = csv.ConvertOptions(column_types={"cell": pa.dictionary(pa.int32(), pa.string())}, null_values=_NULLS, strings_can_be_null=True)


def read_floats(raw: Piece, count: int) -> tuple[pa.Array, int] | None:
    """The numbers and nulls of an array (float64, at most `count`), and how many there are; None when it holds else.

    Not told apart from JSON's numbers: `01`, `1.`, `.5`, `+1`.
    """
    if _ends_badly(raw):
        return None
    values = np.empty(min(count, len(raw.view) // 2 + 1))  # a cell takes two bytes at least, whatever the sizes say
    found, nulls = 0, 0
    with ThreadPoolExecutor(_THREADS) as pool:
        run = pool.map if len(raw.view) > 2 * _BLOCK else map
        for block in run(partial(_floats, raw.data), *zip(*_blocks(raw), strict=True)):
            if block is None:
                return None
            if found + len(block) <= len(values):
                values[found : found + len(block)] = block.to_numpy(zero_copy_only=False)  # null becomes nan
            found += len(block)
            nulls += block.null_count
    return pa.array(values[:found], from_pandas=nulls > 0), found


def read_texts(raw: Piece) -> pa.Array | None:
    """The items of an array as JSON tokens, a dictionary array; None when an item runs over lines or is empty."""
    if _ends_badly(raw):
        return None
    blocks = [_column(raw.data, start, stop, _TOKEN) for start, stop in _blocks(raw)]
    if any(block is None for block in blocks):
        return None
    return pa.chunked_array(blocks).unify_dictionaries().combine_chunks()


def _ends_badly(raw: Piece) -> bool:
    """Whether nothing or a comma stands before the closing bracket."""
    edge = bytes(raw.view[-64:-1]).rstrip(b" \t\r\n")
    return not edge or edge.endswith((b",", b"["))


def _blocks(raw: Piece) -> Iterator[tuple[int, int]]:
    """Where the array can be cut into blocks of whole items."""
    start, end = raw.start + 1, raw.end - 1
    while end - start > _BLOCK:
        comma = raw.data.rfind(b",", start, start + _BLOCK)
        if comma < 0:
            break
        yield start, comma
        start = comma + 1
    yield start, end


def _floats(data: bytes, start: int, stop: int) -> pa.Array | None:
    block = _column(data, start, stop, _FLOAT)
    # Arrow reads `nan` and `inf`, which JSON does not have; the ordinary decoder then names the place.
    total = None if block is None else pc.sum(block).as_py()
    if total is not None and not np.isfinite(total) and not pc.all(pc.is_finite(block)).as_py():
        return None
    return block


def _column(data: bytes, start: int, stop: int, convert: csv.ConvertOptions) -> pa.Array | None:
    read = csv.ReadOptions(column_names=["cell"], block_size=stop - start + 1, use_threads=False)
    try:
        return csv.read_csv(pa.BufferReader(_lines(data, start, stop)), read, _PARSE, convert).column(0).combine_chunks()
    except pa.ArrowInvalid:
        return None


def _lines(data: bytes, start: int, stop: int) -> pa.Buffer:
    """The items between two places, each on a line of its own."""
    block = np.frombuffer(data, np.uint8, stop - start, start)
    if not len(block) or block.min() < _SPACE:  # tabs and line ends between the items
        return pa.py_buffer(data[start:stop].translate(_TO_LINES))
    # The same by arithmetic on whole vectors, 5 times quicker than a table look-up for each byte.
    return pa.py_buffer(block - (block == _COMMA).view(np.uint8) * np.uint8(_COMMA - _LINE))
