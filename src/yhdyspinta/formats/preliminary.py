"""The star after a period: figures of a starred period are preliminary.

Publishers write `2026Q1*` as a label or even as a code. The star is taken off, so that a code stays the same
when the figure becomes final, and kept as the status `*` of the cells that have no other mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.formats.cube import Dimension
from yhdyspinta.formats.numbers import PRELIMINARY

_PERIOD = re.compile(r"\d{4}(?:\s*[-/.]?\s*(?:[A-Z]{0,2}\d{1,2}|\d{4}))?\s*\*{0,2}", re.IGNORECASE)

Starred = dict[int, np.ndarray[Any, Any]]  # number of the dimension -> its starred positions


def take_stars(dimensions: Sequence[Dimension]) -> tuple[tuple[Dimension, ...], Starred]:
    """The dimensions with stars taken off their periods, and which positions had one."""
    plain: list[Dimension] = []
    starred: Starred = {}
    for number, dimension in enumerate(dimensions):
        bare, places = _of_one(dimension)
        plain.append(bare)
        if places:
            starred[number] = np.array(places, dtype=np.int64)
    return tuple(plain), starred


def mark_stars(status: pa.Array, starred: Starred, sizes: Sequence[int]) -> pa.Array:
    """`status` of dense cells, with the star where a starred period has no other mark."""
    for number, places in starred.items():
        flags = np.isin(np.arange(sizes[number]), places)[None, :, None]
        shape = (prod(sizes[:number]), sizes[number], prod(sizes[number + 1 :]))
        status = _with_star(status, np.broadcast_to(flags, shape).reshape(-1))
    return status


def mark_star_rows(status: pa.Array, starred: Starred, positions: Sequence[np.ndarray[Any, Any]]) -> pa.Array:
    """The same for rows that carry their positions."""
    for number, places in starred.items():
        status = _with_star(status, np.isin(positions[number], places))
    return status


def _with_star(status: pa.Array, flags: np.ndarray[Any, Any]) -> pa.Array:
    return pc.coalesce(status, pc.if_else(pa.array(flags), PRELIMINARY, None).cast(pa.string()))


def _of_one(dimension: Dimension) -> tuple[Dimension, list[int]]:
    codes, labels = dimension.codes, dimension.labels or dimension.codes
    places = [i for i, (code, label) in enumerate(zip(codes, labels, strict=True)) if code.endswith("*") or label.endswith("*")]
    if not places or not (dimension.role == "time" or all(_PERIOD.fullmatch(code) for code in codes)):
        return dimension, []
    bare = tuple(_without_star(code) for code in codes)
    if len(set(bare)) < len(bare) or "" in bare:  # the star tells two codes apart: leave it
        return dimension, []
    return replace(dimension, codes=bare, labels=dimension.labels and tuple(map(_without_star, dimension.labels))), places


def _without_star(text: str) -> str:
    return text.rstrip("*").rstrip() if text.endswith("*") else text
