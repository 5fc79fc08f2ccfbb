"""One bucket of coded rows in the order of the read model, one row a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yhdyspinta.observations.codes import Coding

_UNNAMED = 100  # precedence of a source that the register does not rank
# Totals first (their code is 0), so that the figures most asked for lie together; then each area's series in time.
_ORDER = ("indicator", "age", "sex", "area", "rank", "boundaries")


def arranged(bucket: pa.Table, coding: Coding, precedence: Mapping[str, int], order: Sequence[str]) -> tuple[pa.Table, pa.Table]:
    """The rows in order, and those that lost their key to another: published beats computed, then precedence, then age."""
    key = _key(bucket, coding)
    bucket = bucket.drop_columns(["source"]) if np.all(np.diff(key) > 0) else bucket
    if "source" not in bucket.column_names:
        return bucket, bucket.slice(0, 0)
    places = np.argsort(key, kind="stable")
    sorted_key = key[places]
    again = np.flatnonzero(sorted_key[1:] == sorted_key[:-1]) + 1
    lost = np.empty(0, dtype=np.int64)
    if len(again):
        places, lost = _winners(bucket, places, sorted_key, again, coding, precedence, order)
    bucket = bucket.drop_columns(["source"])
    return bucket.take(pa.array(places)), bucket.take(pa.array(lost))


def _winners(
    bucket: pa.Table,
    places: NDArray[np.int64],
    key: NDArray[np.int64],
    again: NDArray[np.int64],
    coding: Coding,
    precedence: Mapping[str, int],
    order: Sequence[str],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows that win their key and rows that lose it; only keys that come twice are looked at."""
    doubled = np.zeros(len(key), dtype=bool)
    doubled[again] = True
    doubled[again - 1] = True
    held = places[doubled]
    age = {release: number for number, release in enumerate(order)}
    by_release = np.array([age.get(text, -1) for text in coding["release"].texts()], dtype=np.int64)
    by_source = np.array([precedence.get(text, _UNNAMED) for text in coding["source"].texts()], dtype=np.int64)
    release = _numbers(bucket["release"])[held]
    by_name = np.empty(len(by_release), dtype=np.int64)
    by_name[np.argsort(np.array(coding["release"].texts(), dtype=object), kind="stable")] = np.arange(len(by_release))
    criteria = (
        -by_name[release],
        -by_release[release],
        by_source[_numbers(bucket["source"])[held]],
        _numbers(bucket["origin"])[held],
        key[doubled],
    )
    held = held[np.lexsort(criteria)]
    places = places.copy()
    places[doubled] = held
    first = np.ones(len(key), dtype=bool)
    first[again] = False
    return places[first], places[~first]


def _key(bucket: pa.Table, coding: Coding) -> NDArray[np.int64]:
    rank = coding.time()[0]
    period = _numbers(bucket["period"])
    columns: dict[str, NDArray[Any]] = {name: _numbers(bucket[name]) for name in _ORDER if name != "rank"}
    columns["rank"] = rank[period]
    key = np.zeros(bucket.num_rows, dtype=np.int64)
    room = 63
    for name in _ORDER:
        column = columns[name]
        low = int(column.min())
        bits = (int(column.max()) - low).bit_length()
        room -= bits
        if room < 0:
            raise OverflowError("The keys of one bucket do not fit 63 bits.")
        key <<= bits
        key |= column.astype(np.int64) - low
    return key


def _numbers(column: pa.ChunkedArray) -> NDArray[Any]:
    return column.to_numpy()
