"""The `value` and `status` of a JSON-stat dataset as Arrow arrays, in whichever of their forms they come."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN, SPARSE_CELL_LIMIT, check_cells, no_status
from yhdyspinta.formats.numbers import hold_figures, read_numbers
from yhdyspinta.formats.reading import decode_json, kind_of
from yhdyspinta.formats.scan import Piece

# A comma ends a cell; other white space becomes a space, which Arrow trims around a number but not inside one,
# so that `1 2` stays the error that it is.
_TO_LINES = bytes.maketrans(b",\n\r\t", b"\n   ")
_NULLS = [" " * before + "null" + " " * after for before in range(33) for after in (0, 1)]
_LINE, _SPACE, _COMMA = b"\n ,"
# One thread translates while others parse; blocks of 1 to 4 MB were quickest and keep no copy of the whole.
_BLOCK = (2**20, 2**22)
_PARSE = csv.ParseOptions(delimiter="\x01", quote_char=False, ignore_empty_lines=False)


def read_values(raw: Any, sizes: Sequence[int], count: int) -> tuple[pa.Array, pa.Array]:
    """The values (float64; string in a table of words) and the marks in place of values (string) of `count` cells.

    `raw` is a piece of the document that is a JSON array or object, or an already decoded list or mapping.
    """
    if isinstance(raw, Piece):
        quick = _dense_values(raw) if raw.opens_with(b"[") else _sparse_values(raw, count)
        if quick is not None:
            check_cells(sizes, len(quick))
            return quick, no_status(count)
        raw = decode_json(raw.view)
    if isinstance(raw, Mapping):
        return _spread(raw, count)
    if not isinstance(raw, list):
        raise ParseError(f"`value` should be an array or an object, and is {kind_of(raw)}.", FETCH_AGAIN)
    check_cells(sizes, len(raw))
    return _mixed(raw)


def read_status(raw: Any, count: int) -> pa.Array:
    """The marks of `count` cells (string, null = none) from text, an array (of one or of all) or an object."""
    if isinstance(raw, Piece):
        quick = _dense_status(raw, count) if raw.opens_with(b"[") else _sparse_status(raw, count)
        if quick is not None:
            return quick
        raw = decode_json(raw.view)
    if isinstance(raw, Mapping) and isinstance(raw.get("value"), Mapping | list | str):
        raw = raw["value"]  # Eurostat's 1.x: the marks, and beside them what each means
    if raw is None:
        return no_status(count)
    if isinstance(raw, Mapping):
        places = _places(list(raw), count, "status")
        return scatter(places, [_mark(item) for item in raw.values()], count)
    if isinstance(raw, list):
        marks = [_mark(item) for item in raw]
        if len(marks) == 1:
            return pa.array(marks * count, pa.string())
        if marks and len(marks) != count:
            raise ParseError(f"`status` has {len(marks)} items for {count} cells.", FETCH_AGAIN)
        return pa.array(marks, pa.string()) if marks else no_status(count)
    return pa.array([_mark(raw)] * count, pa.string())


def scatter(places: np.ndarray[Any, Any], marks: Sequence[str | None], count: int) -> pa.Array:
    """A string array of `count` items, null except at `places` (each once), without a Python object per cell."""
    order = np.argsort(places, kind="stable")
    sorted_marks = pa.array(marks, pa.string()).take(pa.array(order))
    kept = sorted_marks.drop_null()
    if not len(kept):
        return no_status(count)
    where = places[order][sorted_marks.is_valid().to_numpy(zero_copy_only=False)]
    kept = pa.concat_arrays([kept])  # its text begins at the beginning of its buffer
    offsets = np.zeros(count + 1, dtype=np.int32)
    offsets[where + 1] = pc.binary_length(kept).to_numpy(zero_copy_only=False)
    np.cumsum(offsets, out=offsets)
    valid = np.zeros(count, dtype=bool)
    valid[where] = True
    buffers = [pa.py_buffer(np.packbits(valid, bitorder="little")), pa.py_buffer(offsets), kept.buffers()[2]]
    return pa.Array.from_buffers(pa.string(), count, buffers, null_count=count - len(kept))


class _Lines(io.RawIOBase):
    """The items of an array, each on a line of its own, translated block by block as they are read."""

    def __init__(self, piece: Piece) -> None:
        self._data, self._position, self._end = piece.data, piece.start + 1, piece.end - 1

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes | memoryview:
        start = self._position
        self._position = stop = self._end if size < 0 else min(self._end, start + size)
        block = np.frombuffer(self._data, np.uint8, stop - start, start)
        if not len(block) or block.min() < _SPACE:  # tabs and line ends between the items
            return self._data[start:stop].translate(_TO_LINES)
        # The same by arithmetic on whole vectors, 5 times quicker than a table look-up for each byte.
        return (block - (block == _COMMA).view(np.uint8) * np.uint8(_COMMA - _LINE)).data


def _dense_values(raw: Piece) -> pa.Array | None:
    """Numbers and nulls of an array as one CSV column; None when they are not only that."""
    column = _column(raw, pa.float64())
    if column is None:
        return None
    # Arrow reads `nan` and `inf`, which JSON does not have; the ordinary decoder then names the place.
    total = pc.sum(column).as_py()
    if total is not None and not np.isfinite(total) and not pc.all(pc.is_finite(column)).as_py():
        return None
    return column


def _column(raw: Piece, type_: pa.DataType) -> pa.Array | None:
    edge = bytes(raw.view[-64:-1]).rstrip(b" \t\r\n")  # what stands before the closing bracket
    if not edge or edge.endswith((b",", b"[")):
        return None
    read = csv.ReadOptions(column_names=["cell"], block_size=min(max(len(raw.view) // 8, _BLOCK[0]), _BLOCK[1]))
    convert = csv.ConvertOptions(column_types={"cell": type_}, null_values=_NULLS, strings_can_be_null=True)
    try:
        column = csv.read_csv(_Lines(raw), read, _PARSE, convert).column(0)
    except pa.ArrowInvalid:
        return None
    return (column.unify_dictionaries() if pa.types.is_dictionary(type_) else column).combine_chunks()


def _sparse_values(raw: Piece, count: int) -> pa.Array | None:
    """An object of place -> number; None when something in it is not that."""
    _refuse_bomb(count)
    try:
        found = msgspec.json.decode(raw.view, type=dict[int, float | None])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    places = _in_range(np.fromiter(found, dtype=np.int64, count=len(found)), count, "value")
    numbers = np.array(list(found.values()), dtype=np.float64)  # None becomes nan, which JSON itself cannot hold
    values = np.full(count, np.nan)
    values[places] = numbers
    return pa.array(values, from_pandas=True)


def _dense_status(raw: Piece, count: int) -> pa.Array | None:
    """An array of text and nulls; None when a mark holds a comma or the like. Each distinct mark is decoded once."""
    if raw.holds(b"\\"):
        return None
    column = _column(raw, pa.dictionary(pa.int32(), pa.string()))
    if column is None or len(column) != count or count < 2:
        return None
    try:
        marks = [orjson.loads(token) for token in column.dictionary.to_pylist()]
    except orjson.JSONDecodeError:
        return None
    if not all(isinstance(mark, str) for mark in marks):
        return None
    return pa.array(marks, pa.string()).take(column.indices)


def _sparse_status(raw: Piece, count: int) -> pa.Array | None:
    try:
        found = msgspec.json.decode(raw.view, type=dict[int, str])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    places = _in_range(np.fromiter(found, dtype=np.int64, count=len(found)), count, "status")
    return scatter(places, list(found.values()), count)


def _spread(raw: Mapping[str, Any], count: int) -> tuple[pa.Array, pa.Array]:
    """A decoded sparse object, which may hold text."""
    _refuse_bomb(count)
    places = _places(list(raw), count, "value")
    written, marks = _mixed(list(raw.values()))
    if pa.types.is_string(written.type):
        return scatter(places, written.to_pylist(), count), no_status(count)
    values = np.full(count, np.nan)
    values[places] = written.to_numpy(zero_copy_only=False)
    return pa.array(values, from_pandas=True), scatter(places, marks.to_pylist(), count)


def _mixed(items: list[Any]) -> tuple[pa.Array, pa.Array]:
    """Numbers, nulls and numbers written as text; or, when every item is a word, the words."""
    for item in items:
        if item is not None and (isinstance(item, bool) or not isinstance(item, int | float | str)):
            raise ParseError(f"A value should be a number, text or null, and one is {kind_of(item)}.", FETCH_AGAIN)
    plain = pa.array((None if item is None or isinstance(item, str) else float(item) for item in items), pa.float64())
    if not any(isinstance(item, str) for item in items):
        return plain, no_status(len(items))
    texts = pa.array((item if isinstance(item, str) else None for item in items), pa.string())
    if plain.null_count == len(items) and not hold_figures(texts):
        return texts, no_status(len(items))  # a table of words, which JSON-stat allows
    values, marks = read_numbers(texts)
    return pc.coalesce(plain, values), marks


def _places(keys: Sequence[str], count: int, what: str) -> np.ndarray[Any, Any]:
    try:
        places = np.array([int(key) for key in keys], dtype=np.int64)
    except (ValueError, OverflowError):
        wrong = next((key for key in keys if not key.isascii() or not key.isdigit()), keys[0])
        raise ParseError(f"`{what}` has the key {wrong[:40]!r}, which is not the number of a cell.", FETCH_AGAIN) from None
    return _in_range(places, count, what)


def _in_range(places: np.ndarray[Any, Any], count: int, what: str) -> np.ndarray[Any, Any]:
    if len(places) and (places.min() < 0 or places.max() >= count):
        raise ParseError(f"`{what}` names cell {int(places.max())}, and there are only {count} (numbered from 0).", FETCH_AGAIN)
    rising = len(places) < 2 or bool((np.diff(places) > 0).all())
    if not rising and len(np.unique(places)) < len(places):  # "7" and "07" are two keys of JSON and one cell
        raise ParseError(f"`{what}` names a cell twice.", FETCH_AGAIN)
    return places


def _refuse_bomb(count: int) -> None:
    if count > SPARSE_CELL_LIMIT:
        raise ParseError(
            f"The sizes promise {count} cells, of which the reply writes out only some; the limit is {SPARSE_CELL_LIMIT}.",
            "Ask the source for a part of the table.",
        )


_MARK_FORMS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str | None]], ...] = (
    (type(None), lambda item: None),
    (bool, lambda item: str(item).lower()),
    ((str, int, float), str),
)


def _mark(item: Any) -> str | None:
    for kinds, form in _MARK_FORMS:
        if isinstance(item, kinds):
            return form(item)
    raise ParseError(f"A status should be text, and one is {kind_of(item)}.", FETCH_AGAIN)
