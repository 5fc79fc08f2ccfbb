"""The `status` of a JSON-stat dataset, cell by cell, in whichever of its forms it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.column import read_texts
from yhdyspinta.formats.cube import FETCH_AGAIN, no_status
from yhdyspinta.formats.reading import decode_json, kind_of
from yhdyspinta.formats.scan import Piece

_NULL = b"null"
_QUOTE, _COMMA = b'",'


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
        places = places_of(list(raw), count, "status")
        return scatter(places, [_mark(item) for item in raw.values()], count)
    if isinstance(raw, list):
        marks = [_mark(item) for item in raw]
        if len(marks) == 1:
            return pa.repeat(pa.scalar(marks[0], pa.string()), count)
        if marks and len(marks) != count:
            raise ParseError(f"`status` has {len(marks)} items for {count} cells.", FETCH_AGAIN)
        return pa.array(marks, pa.string()) if marks else no_status(count)
    return pa.repeat(pa.scalar(_mark(raw), pa.string()), count)


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


def places_of(keys: Sequence[str], count: int, what: str) -> np.ndarray[Any, Any]:
    try:
        places = np.array([int(key) for key in keys], dtype=np.int64)
    except (ValueError, OverflowError):
        wrong = next((key for key in keys if not key.isascii() or not key.isdigit()), keys[0])
        raise ParseError(f"`{what}` has the key {wrong[:40]!r}, which is not the number of a cell.", FETCH_AGAIN) from None
    return in_range(places, count, what)


def in_range(places: np.ndarray[Any, Any], count: int, what: str) -> np.ndarray[Any, Any]:
    if len(places) and (places.min() < 0 or places.max() >= count):
        raise ParseError(f"`{what}` names cell {int(places.max())}, and there are only {count} (numbered from 0).", FETCH_AGAIN)
    rising = len(places) < 2 or bool((np.diff(places) > 0).all())
    if not rising and len(np.unique(places)) < len(places):  # "7" and "07" are two keys of JSON and one cell
        raise ParseError(f"`{what}` names a cell twice.", FETCH_AGAIN)
    return places


def _dense_status(raw: Piece, count: int) -> pa.Array | None:
    """An array of text and nulls; None when it must be decoded the ordinary way. Each distinct mark is decoded once."""
    if raw.holds(b"\\") or count < 2:
        return None
    few = _few_among_nulls(raw, count)
    if few is not None:
        return few
    column = read_texts(raw)
    if column is None or len(column) != count:
        return None
    marks = _decoded([token.encode() for token in column.dictionary.to_pylist()])
    return None if marks is None else pa.array(marks, pa.string()).take(column.indices)


def _few_among_nulls(raw: Piece, count: int) -> pa.Array | None:
    """Marks among nulls written without spaces: their places follow from where the quotes stand, as each null is 5 bytes.

    None when that does not account for every byte of the array.
    """
    start, end = raw.start + 1, raw.end - 1
    quotes = np.flatnonzero(np.frombuffer(raw.data, np.uint8, end - start, start) == _QUOTE)
    if not len(quotes) or len(quotes) % 2 or len(quotes) > count:
        return None
    opens, after = quotes[::2], quotes[1::2] + 1
    gaps = opens - np.concatenate(([0], after[:-1] + 1))
    tail = (end - start) - int(after[-1])
    places = np.cumsum(gaps // 5) + np.arange(len(gaps))
    nulls_before, nulls_after = int(gaps.sum()) // 5, tail // 5
    if (gaps < 0).any() or (gaps % 5).any() or tail % 5 or nulls_before + nulls_after + len(gaps) != count:
        return None
    tokens = [raw.data[a:b] for a, b in zip((opens + start).tolist(), (after + start).tolist(), strict=True)]
    distinct = list(set(tokens))
    marks = _decoded(distinct)
    if marks is None or any(_NULL in token for token in distinct):
        return None
    # As many whole `null,` as fit into the gaps, and a comma after each mark: then nothing else is there.
    last = start + int(opens[-1])
    commas = np.frombuffer(raw.data, np.uint8)[after[:-1] + start] == _COMMA
    if raw.data.count(b"null,", start, last) != nulls_before or raw.data.count(b",null", last, end) != nulls_after or not commas.all():
        return None
    mark_of = dict(zip(distinct, marks, strict=True))
    return scatter(places, [mark_of[token] for token in tokens], count)


def _decoded(tokens: Sequence[bytes]) -> list[str | None] | None:
    """JSON tokens as text or null; None when one is neither."""
    try:
        marks = [orjson.loads(token) for token in tokens]
    except orjson.JSONDecodeError:
        return None
    return marks if all(mark is None or isinstance(mark, str) for mark in marks) else None


def _sparse_status(raw: Piece, count: int) -> pa.Array | None:
    try:
        found = msgspec.json.decode(raw.view, type=dict[int, str])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    places = in_range(np.fromiter(found, dtype=np.int64, count=len(found)), count, "status")
    return scatter(places, list(found.values()), count)


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
