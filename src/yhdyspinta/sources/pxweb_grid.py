"""The replies of a table put together: every cell that was to be asked, exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
import pyarrow as pa

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN, Cube
from yhdyspinta.formats.pxweb import CONTENTS as JSON_CONTENTS
from yhdyspinta.sources.pxweb_plan import Selection
from yhdyspinta.sources.pxweb_terms import bare

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a selection, in its order: `values` (float64, nan = none) and `marks` (index into `names`; 0 = none)."""

    selection: Selection
    values: _Array
    marks: _Array
    names: tuple[str, ...]


def assemble(selection: Selection, contents: str, answers: Iterable[tuple[Selection, Cube]]) -> Grid:
    """The union of the answers; ParseError when one is not what was asked, or when they are not the whole, each cell once.

    `contents` is the code of the contents variable, which the `json` answer calls otherwise; empty when there is none.
    """
    sizes = tuple(len(codes) for codes in selection.values())
    values, marks, seen = np.full(sizes, np.nan), np.zeros(sizes, np.int8), np.zeros(sizes, np.bool_)
    names = [""]
    places = {code: {bare(value): place for place, value in enumerate(codes)} for code, codes in selection.items()}
    for asked, answer in answers:
        _refuse_other_question(asked, places)
        cube = answer if contents else _without_contents(answer)
        axes = _axes(asked, cube, contents)
        index = _index(axes, cube, places, selection)
        if seen[index].any():
            raise ParseError("Two replies of the table give the same cells.", FETCH_AGAIN)
        order = _order(axes, cube, selection)
        values[index] = _shaped(_numbers(cube), cube, order)
        marks[index] = _shaped(_marks(cube.status, names), cube, order)
        seen[index] = True
        if cube.positions is not None and len(cube.values) != prod(len(codes) for codes in asked.values()):
            raise ParseError("A reply holds fewer rows than the cells that were asked.", FETCH_AGAIN)
    if not seen.all():
        raise ParseError(f"The replies hold {int(seen.sum())} of the {seen.size} cells that were to be asked.", FETCH_AGAIN)
    return Grid(selection, values, marks, tuple(names))


def _refuse_other_question(asked: Selection, places: Mapping[str, Mapping[str, int]]) -> None:
    """ParseError when a reply is to a question that this table, as it is described, would not be asked."""
    if set(asked) != set(places) or any(bare(value) not in places[code] for code, values in asked.items() for value in values):
        raise ParseError("A reply is not to a question about this table as it is described.", FETCH_AGAIN)


def _without_contents(cube: Cube) -> Cube:
    """A reply of a table without contents variable, without the single column of contents that `json` makes of it."""
    kept = [place for place, one in enumerate(cube.dimensions) if not (one.id == JSON_CONTENTS and len(one.codes) == 1)]
    positions = None if cube.positions is None else tuple(cube.positions[place] for place in kept)
    return replace(cube, dimensions=tuple(cube.dimensions[place] for place in kept), positions=positions)


def _axes(asked: Selection, cube: Cube, contents: str) -> list[str]:
    """The variable code of each dimension of the reply, whose codes must be those that were asked."""
    axes = []
    for dimension in cube.dimensions:
        code = dimension.id
        if code not in asked and contents and (code.rstrip("_") == JSON_CONTENTS or dimension.role == "metric"):
            code = contents
        if code not in asked or set(map(bare, asked[code])) != set(map(bare, dimension.codes)):
            raise ParseError(f"The reply has not the values of {code} that were asked.", FETCH_AGAIN)
        axes.append(code)
    if sorted(axes) != sorted(asked):
        raise ParseError(f"The reply has the variables {', '.join(axes)}, and {', '.join(asked)} were asked.", FETCH_AGAIN)
    return axes


def _index(axes: Sequence[str], cube: Cube, places: Mapping[str, Mapping[str, int]], selection: Selection) -> tuple[_Array, ...]:
    """Where the reply's cells lie in the grid: an open mesh for a dense reply, a place a row for one of rows."""
    own = {
        code: np.array([places[code][bare(value)] for value in dimension.codes])
        for code, dimension in zip(axes, cube.dimensions, strict=True)
    }
    if cube.positions is None:
        return np.ix_(*(own[code] for code in selection))
    rows = {code: own[code][position] for code, position in zip(axes, cube.positions, strict=True)}
    return tuple(rows[code] for code in selection)


def _order(axes: Sequence[str], cube: Cube, selection: Selection) -> tuple[int, ...] | None:
    return None if cube.positions is not None else tuple(axes.index(code) for code in selection)


def _shaped(column: _Array, cube: Cube, order: tuple[int, ...] | None) -> _Array:
    return column if order is None else column.reshape(cube.sizes).transpose(order)


def _numbers(cube: Cube) -> _Array:
    if not pa.types.is_floating(cube.values.type):
        raise ParseError("The reply holds words where figures were asked.", FETCH_AGAIN)
    return np.asarray(cube.values.to_numpy(zero_copy_only=False))


def _marks(status: pa.Array, names: list[str]) -> _Array:
    """The marks as numbers into `names`, which grows with each new mark."""
    if status.null_count == len(status):
        return np.zeros(len(status), np.int8)
    encoded = status.dictionary_encode()
    for name in encoded.dictionary.to_pylist():
        if name not in names:
            names.append(name)
    if len(names) > np.iinfo(np.int8).max:
        raise ParseError(f"The reply has {len(names)} different marks.", FETCH_AGAIN)
    numbers = np.array([names.index(name) for name in encoded.dictionary.to_pylist()], np.int8)
    indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return np.where(indices < 0, 0, numbers[indices]).astype(np.int8)
