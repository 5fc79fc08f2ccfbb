"""The `value` of a JSON-stat dataset as an Arrow array, in whichever of its forms it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.column import read_floats
from yhdyspinta.formats.cube import FETCH_AGAIN, SPARSE_CELL_LIMIT, check_cells, no_status
from yhdyspinta.formats.marks import in_range, places_of, scatter
from yhdyspinta.formats.numbers import hold_figures, read_numbers
from yhdyspinta.formats.reading import decode_json, kind_of
from yhdyspinta.formats.scan import Piece


def read_values(raw: Any, sizes: Sequence[int], count: int) -> tuple[pa.Array, pa.Array]:
    """The values (float64; string in a table of words) and the marks in place of values (string) of `count` cells.

    `raw` is a piece of the document that is a JSON array or object, or an already decoded list or mapping.
    """
    if isinstance(raw, Piece):
        quick = read_floats(raw, count) if raw.opens_with(b"[") else _sparse_values(raw, count)
        if quick is not None:
            check_cells(sizes, quick[1])
            return quick[0], no_status(count)
        raw = decode_json(raw.view)
    if isinstance(raw, Mapping):
        return _spread(raw, count)
    if not isinstance(raw, list):
        raise ParseError(f"`value` should be an array or an object, and is {kind_of(raw)}.", FETCH_AGAIN)
    check_cells(sizes, len(raw))
    return _mixed(raw)


def _sparse_values(raw: Piece, count: int) -> tuple[pa.Array, int] | None:
    """An object of place -> number; None when something in it is not that."""
    _refuse_bomb(count)
    try:
        found = msgspec.json.decode(raw.view, type=dict[int, float | None])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    places = in_range(np.fromiter(found, dtype=np.int64, count=len(found)), count, "value")
    numbers = np.array(list(found.values()), dtype=np.float64)  # None becomes nan, which JSON itself cannot hold
    values = np.full(count, np.nan)
    values[places] = numbers
    return pa.array(values, from_pandas=True), count


def _spread(raw: Mapping[str, Any], count: int) -> tuple[pa.Array, pa.Array]:
    """A decoded sparse object, which may hold text."""
    _refuse_bomb(count)
    places = places_of(list(raw), count, "value")
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


def _refuse_bomb(count: int) -> None:
    if count > SPARSE_CELL_LIMIT:
        raise ParseError(
            f"The sizes promise {count} cells, of which the reply writes out only some; the limit is {SPARSE_CELL_LIMIT}.",
            "Ask the source for a part of the table.",
        )
