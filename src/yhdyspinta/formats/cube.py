"""What every reader gives: a cube of figures, or a table of codes, as Arrow columns and metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from yhdyspinta.domain.errors import ParseError

FETCH_AGAIN = "The reply was cut off or mixed up on its way: fetch it again."
# A sparse reply may declare any product of sizes; 20 million cells is over 100 times what PxWeb lets out.
SPARSE_CELL_LIMIT = 20_000_000


@dataclass(frozen=True, slots=True)
class Dimension:
    """One axis. `codes` are text as the source writes them; `role` is time, geo, metric or empty."""

    id: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...] | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cube:
    """Figures of one dataset.

    Without `positions` the cells are dense: one for each combination, the last dimension fastest, and
    `values` (float64, null = no value; string only where JSON-stat holds words and no number) has as many items
    as the product of the sizes. With `positions` (one
    index array per dimension) each item is a row that the source wrote: a combination without a row has none.
    `status` (string, null = none) keeps the source's own mark: `.`, `..`, `...`, `e`, `*` for preliminary.
    `extra` holds further figures of the same rows. A reply that describes but holds no figures has `kind`
    "codes" (dimensions only) or "listing" (a table of text as published).
    """

    dimensions: tuple[Dimension, ...]
    values: pa.Array
    status: pa.Array
    meta: dict[str, Any]
    positions: tuple[np.ndarray[Any, Any], ...] | None = None
    extra: Mapping[str, pa.Array] = field(default_factory=dict)
    listing: pa.Table | None = None
    kind: Literal["figures", "codes", "listing"] = "figures"

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(dimension.codes) for dimension in self.dimensions)

    @property
    def labels(self) -> dict[str, dict[str, str]]:
        """dimension id -> code -> label; a dimension without labels is absent."""
        return {d.id: dict(zip(d.codes, d.labels, strict=True)) for d in self.dimensions if d.labels is not None}


def dense(dimensions: Sequence[Dimension], values: pa.Array, status: pa.Array, meta: dict[str, Any]) -> Cube:
    """A cube with one cell per combination; a wrong number of cells is a ParseError."""
    check_cells(tuple(len(d.codes) for d in dimensions), len(values))
    return Cube(tuple(dimensions), values, status, meta)


def rows(
    dimensions: Sequence[Dimension],
    positions: Sequence[np.ndarray[Any, Any]],
    values: pa.Array,
    status: pa.Array,
    meta: dict[str, Any],
    extra: Mapping[str, pa.Array] | None = None,
) -> Cube:
    """A cube of the rows that were written. The same combination twice with two values is a ParseError."""
    _refuse_contradictions(dimensions, positions, values, status)
    return Cube(tuple(dimensions), values, status, meta, tuple(positions), extra or {})


def codes_only(dimensions: Sequence[Dimension], meta: dict[str, Any]) -> Cube:
    """The dimensions of a reply that describes a table and holds none of its figures."""
    return Cube(tuple(dimensions), pa.nulls(0, pa.float64()), no_status(0), meta, kind="codes")


def listing(table: pa.Table, meta: dict[str, Any]) -> Cube:
    """A list that is neither figures nor codes of one table (regions, indicators, contents of a folder)."""
    return Cube((), pa.nulls(0, pa.float64()), no_status(0), meta, listing=table, kind="listing")


def no_status(length: int) -> pa.Array:
    return pa.nulls(length, pa.string())


def check_cells(sizes: Sequence[int], found: int) -> None:
    """The completeness of a dense reply: its cells are the product of its sizes, neither more nor fewer."""
    expected = prod(sizes)
    if expected != found:
        shape = " × ".join(map(str, sizes)) or "1"
        raise ParseError(f"The sizes {shape} promise {expected} cells, and the reply holds {found}.", FETCH_AGAIN)


def to_table(cube: Cube) -> pa.Table:
    """A column per dimension (its id, holding codes), then `value` and `status`, then further figures.

    A reply of codes gives dimension, code and label; a listing its own columns.
    """
    if cube.listing is not None:
        return cube.listing
    if cube.kind == "codes":
        return _table_of_codes(cube.dimensions)
    names = column_names(cube)
    columns: list[pa.Array] = [_axis(cube, number) for number in range(len(names))]
    return pa.table([*columns, cube.values, cube.status, *cube.extra.values()], names=[*names, "value", "status", *cube.extra])


def column_names(cube: Cube) -> list[str]:
    """The ids of the dimensions; one that is itself called like a column of figures gets `_dimension` after it."""
    taken = {"value", "status", *cube.extra}
    return [f"{d.id}_dimension" if d.id in taken else d.id for d in cube.dimensions]


def _axis(cube: Cube, number: int) -> pa.Array:
    """The codes of one dimension for each cell, as a dictionary array over the smallest index that holds them."""
    sizes = cube.sizes
    width = index_type(sizes[number])
    if cube.positions is not None:
        indices = cube.positions[number].astype(width, copy=False)
    else:
        indices = _tiled(np.repeat(np.arange(sizes[number], dtype=width), prod(sizes[number + 1 :])), prod(sizes[:number]))
    return pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(cube.dimensions[number].codes, pa.string()))


def _tiled(block: np.ndarray[Any, Any], times: int) -> np.ndarray[Any, Any]:
    """`block` repeated, by doubling what is filled: np.tile copies short blocks one by one, 5 times slower."""
    if times == 1:
        return block
    whole = np.empty(len(block) * times, dtype=block.dtype)
    filled = min(len(block), len(whole))
    whole[:filled] = block[:filled]
    while 0 < filled < len(whole):
        step = min(filled, len(whole) - filled)
        whole[filled : filled + step] = whole[:step]
        filled += step
    return whole


def index_type(size: int) -> type[np.signedinteger[Any]]:
    if size <= 2**7:
        return np.int8
    return np.int16 if size <= 2**15 else np.int32


def _table_of_codes(dimensions: Sequence[Dimension]) -> pa.Table:
    rows_ = [(d.id, code, label) for d in dimensions for code, label in zip(d.codes, d.labels or (None,) * len(d.codes), strict=True)]
    columns = list(zip(*rows_, strict=True)) or [(), (), ()]
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(("dimension", "code", "label"), columns, strict=True)})


def _refuse_contradictions(
    dimensions: Sequence[Dimension], positions: Sequence[np.ndarray[Any, Any]], values: pa.Array, status: pa.Array
) -> None:
    key, bound = np.zeros(len(values), dtype=np.int64), 1
    for dimension, position in zip(dimensions, positions, strict=True):
        bound *= max(len(dimension.codes), 1)
        if bound >= 2**62:  # before the key overflows, number only the combinations that occur
            key = np.unique(key, return_inverse=True)[1]
            bound = max(len(values), 1) * max(len(dimension.codes), 1)
        key = key * max(len(dimension.codes), 1) + position
    order = np.argsort(key, kind="stable")
    repeated = np.flatnonzero(key[order][1:] == key[order][:-1])
    for place in repeated:
        first, second = int(order[place]), int(order[place + 1])
        if values[first] != values[second] or status[first] != status[second]:
            names = ", ".join(f"{d.id} {d.codes[p[first]]}" for d, p in zip(dimensions, positions, strict=True))
            raise ParseError(f"The reply gives two different values for {names}.", "Ask the publisher which one holds.")
