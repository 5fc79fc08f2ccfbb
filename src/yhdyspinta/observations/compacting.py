"""The layout of a source's files: small enough to be written anew for one indicator, in order, so that few hold an indicator.

A commit that replaces releases writes every file anew that holds a row of them, and reading an indicator opens every file
between whose indicators it lies. So files hold about FILE_BYTES each, and are put in order where too many overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from yhdyspinta.observations.rows import ordered
from yhdyspinta.observations.scan import Group, Scan
from yhdyspinta.observations.schema import OBSERVATIONS

ROW_GROUP = 65_536
FILE_BYTES = 500_000  # about 150,000 rows of three bytes
_ROWS_AT_ONCE = 500_000
_DEEPEST = 100  # row groups between whose indicators one indicator may lie; revising a hundredth of a source adds about 20
_SMALL = 30_000  # rows; files of fewer are not worth their opening


def crowded(groups: Sequence[Group]) -> bool:
    """Whether the files (by their row groups) should be put in order: they are small, or too many must be read for one indicator."""
    files = len({group.file for group in groups})
    if files < 2:
        return False
    few = sum(group.rows for group in groups) / files < _SMALL
    return few or _depth([(group.lowest, group.highest) for group in groups]) > _DEEPEST


def _depth(spans: Sequence[tuple[str, str]]) -> int:
    """The most spans that hold one indicator."""
    events = sorted([(low, 0) for low, _ in spans] + [(high, 1) for _, high in spans])
    deepest = open_now = 0
    for _, closes in events:
        open_now += -1 if closes else 1
        deepest = max(deepest, open_now)
    return deepest


def in_order(scan: Scan, sizes: Mapping[str, int]) -> pa.RecordBatchReader:
    """The rows of some indicators (with their numbers of rows) in the stored order, read some indicators at a time.

    Batches are of one row group each: delta-rs deals them out to several writers, and so each row group stays in order.
    """
    return pa.RecordBatchReader.from_batches(OBSERVATIONS, _batches(scan, sizes))


def _batches(scan: Scan, sizes: Mapping[str, int]) -> Iterator[pa.RecordBatch]:
    left = OBSERVATIONS.empty_table()
    for names in _parts(sizes):
        rows = pa.concat_tables([left, ordered(scan.read(names).cast(OBSERVATIONS))])
        whole = rows.num_rows - rows.num_rows % ROW_GROUP
        yield from rows.slice(0, whole).combine_chunks().to_batches(max_chunksize=ROW_GROUP)
        left = rows.slice(whole)
    yield from left.combine_chunks().to_batches()


def _parts(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    part: list[str] = []
    held = 0
    for name in sorted(sizes):
        part.append(name)
        held += sizes[name]
        if held >= _ROWS_AT_ONCE:
            yield part
            part, held = [], 0
    if part:
        yield part
