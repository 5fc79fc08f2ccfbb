"""Order and identity of rows: sorting by packed integer keys, and one hash for the same rows however they came."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.observation import KEY

# The order in which rows are stored: a run of one indicator and area is one series in time.
ORDER = ("indicator", "area", "period_start", "period", "sex", "age", "boundaries", "release")


def ordered(table: pa.Table) -> pa.Table:
    """`table` in the stored order; ParseError when one release gives one key twice."""
    if table.num_rows == 0:
        return table
    keys = _packed([_ranks(table[name]) for name in ORDER])
    steps = [np.diff(key) for key in keys]
    if len(keys) > 1 or not np.all(steps[0] > 0):  # most tables come sorted already
        places = np.lexsort(keys[::-1])
        table = table.take(pa.array(places)).combine_chunks()
        steps = [np.diff(key[places]) for key in keys]
    same = np.flatnonzero(np.all([step == 0 for step in steps], axis=0))
    if len(same):
        row = table.slice(int(same[0]), 1).to_pylist()[0]
        raise ParseError(
            f"Release {row['release']} gives {' '.join(str(row[name]) for name in KEY)} {len(same) + 1} times or more.",
            "One key has one value in a release.",
        )
    return table


def content_hash(table: pa.Table) -> str:
    """sha256 (hex) of the columns of an ordered table, independent of chunks, slices and dictionaries."""
    digest = hashlib.sha256()
    for field in table.schema:
        column = table[field.name].combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], field.type)
        digest.update(f"{field.name}:{field.type}:{len(column)};".encode())
        if pa.types.is_string(field.type):
            lengths = pc.fill_null(pc.binary_length(column), -1).to_numpy(zero_copy_only=False)
            digest.update(np.ascontiguousarray(lengths, dtype=np.int32).data)
            digest.update(_joined(column))
        else:
            filled = column.cast(pa.int32()) if pa.types.is_date32(field.type) else column
            numbers = pc.fill_null(filled, 0).to_numpy(zero_copy_only=False)
            digest.update(np.ascontiguousarray(numbers + 0).data)  # + 0: minus zero is zero
            digest.update(np.packbits(column.is_valid().to_numpy(zero_copy_only=False)).data)
    return digest.hexdigest()


def _joined(column: pa.Array) -> memoryview:
    """The bytes of all texts of a column, one after another."""
    offsets = np.frombuffer(column.buffers()[1], dtype=np.int32)
    first, last = offsets[column.offset], offsets[column.offset + len(column)]
    data = column.buffers()[2]
    return memoryview(data)[first:last] if data is not None else memoryview(b"")


def _ranks(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], int]:
    """Each value's place among the sorted distinct values of the column, and how many there are."""
    encoded = pc.dictionary_encode(column).unify_dictionaries()
    dictionary = encoded.chunk(0).dictionary
    rank = np.empty(len(dictionary), dtype=np.int64)
    rank[pc.sort_indices(dictionary).to_numpy()] = np.arange(len(dictionary))
    codes = np.concatenate([chunk.indices.to_numpy(zero_copy_only=False) for chunk in encoded.chunks])
    return rank[codes], len(dictionary)


def _packed(columns: Sequence[tuple[NDArray[np.int64], int]]) -> list[NDArray[np.int64]]:
    """The columns as few integer keys of at most 62 bits; comparing them in turn compares the columns in turn."""
    keys: list[NDArray[np.int64]] = []
    room = 0
    for codes, size in columns:
        bits = max(1, (size - 1).bit_length())
        if bits > room:
            keys.append(np.zeros(len(codes), dtype=np.int64))
            room = 62
        keys[-1] = (keys[-1] << bits) | codes
        room -= bits
    return keys
