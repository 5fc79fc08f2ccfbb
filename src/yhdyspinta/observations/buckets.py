"""The rows of a table version in buckets of whole indicators, so that no step needs them all in memory at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yhdyspinta.observations.codes import NONE, Coding
from yhdyspinta.observations.schema import NUMBERS

BUCKET_ROWS = 1_000_000
_TEXTS = ["indicator", "area", "period", "sex", "age", "status", "release"]
_COLUMNS = [*_TEXTS, "boundaries", *NUMBERS]
_INTEGERS = ("origin", "parts", "parts_missing", "method")
CODED: pa.Schema = pa.schema(
    [
        *((name, pa.int32()) for name in _TEXTS),
        ("boundaries", pa.int16()),
        *((name, pa.float64()) for name in NUMBERS),
        *((name, pa.int32()) for name in _INTEGERS),
    ]
)
"""Observations as the read model stores them: texts are codes."""


@dataclass(frozen=True, slots=True)
class _Group:
    """One row group of one file, and the indicators between which its rows lie."""

    file: int
    number: int
    rows: int
    lowest: str
    highest: str


class Buckets:
    """Reads Parquet files of observations (and the computed rows) bucket by bucket, coded."""

    def __init__(self, files: Sequence[str], computed: pa.Table, coding: Coding, rows: int = BUCKET_ROWS) -> None:
        self._files = [pq.ParquetFile(path, read_dictionary=_TEXTS) for path in files]
        self._sources = [unquote(Path(path).parent.name.removeprefix("source=")) for path in files]
        self._groups = [group for number, file in enumerate(self._files) for group in _groups(number, file)]
        self._computed = computed
        self._coding = coding
        self._cuts = _cuts(self._groups, computed, rows)

    def __iter__(self) -> Iterator[pa.Table]:
        """Tables of coded columns; each indicator's rows lie in one bucket, buckets rise by indicator."""
        for low, high in zip([None, *self._cuts], [*self._cuts, None], strict=True):
            parts = [self._received(number, low, high) for number in range(len(self._files))]
            parts.append(self._coded(_between(self._computed, low, high), computed=True, source=None))
            full = [part for part in parts if part is not None and part.num_rows]
            if full:
                yield pa.concat_tables(full)

    def _received(self, number: int, low: str | None, high: str | None) -> pa.Table | None:
        wanted = [
            group.number
            for group in self._groups
            if group.file == number and (high is None or group.lowest < high) and (low is None or group.highest >= low)
        ]
        if not wanted:
            return None
        rows = self._files[number].read_row_groups(wanted, columns=_COLUMNS)
        return self._coded(_between(rows, low, high), computed=False, source=self._sources[number])

    def _coded(self, rows: pa.Table, *, computed: bool, source: str | None) -> pa.Table:
        """Text columns as codes; the origin columns added."""
        coding, count = self._coding, rows.num_rows
        columns: dict[str, pa.Array | pa.ChunkedArray] = {}
        for name in _TEXTS:
            columns[name] = pa.array(coding[name].encode(rows[name]))
        if source is None:
            columns["source"] = pa.array(coding["source"].encode(rows["source"]))
        else:
            columns["source"] = pa.array(np.full(count, coding["source"].code(source), dtype=np.int32))
        for name in ("boundaries", *NUMBERS):
            columns[name] = rows[name]
        columns["origin"] = pa.array(np.full(count, int(computed), dtype=np.int32))
        if computed:
            methods = coding["method"].encode(rows["method"])
            columns |= {"parts": rows["parts"], "parts_missing": rows["parts_missing"]}
            columns["method"] = pa.array(methods, mask=methods == NONE)
        else:
            columns |= {name: pa.nulls(count, pa.int32()) for name in ("parts", "parts_missing", "method")}
        return pa.table(columns).select([*CODED.names, "source"])


def _groups(number: int, file: pq.ParquetFile) -> Iterator[_Group]:
    metadata = file.metadata
    column = metadata.schema.names.index("indicator")
    for group in range(metadata.num_row_groups):
        statistics = metadata.row_group(group).column(column).statistics
        bounded = statistics is not None and statistics.has_min_max
        lowest, highest = (statistics.min, statistics.max) if bounded else ("", chr(0x10FFFF))
        yield _Group(number, group, metadata.row_group(group).num_rows, lowest, highest)


def _cuts(groups: Sequence[_Group], computed: pa.Table, rows: int) -> list[str]:
    """Indicators at which a new bucket begins, so that buckets hold about `rows` rows."""
    weights: dict[str, int] = {}
    for group in groups:
        weights[group.lowest] = weights.get(group.lowest, 0) + group.rows
    if computed.num_rows:
        for count in pc.value_counts(computed["indicator"]).to_pylist():
            weights[count["values"]] = weights.get(count["values"], 0) + count["counts"]
    cuts: list[str] = []
    held = 0
    for indicator in sorted(weights):
        if held >= rows:
            cuts.append(indicator)
            held = 0
        held += weights[indicator]
    return cuts


def _between(rows: pa.Table, low: str | None, high: str | None) -> pa.Table:
    """The rows with low <= indicator < high."""
    if rows.num_rows == 0 or (low is None and high is None):
        return rows
    column = rows["indicator"]
    parts = []
    offset = 0
    for chunk in column.chunks:
        mask = _inside(chunk, low, high)
        part = rows.slice(offset, len(chunk))
        offset += len(chunk)
        parts.append(part if mask is None else part.filter(mask))
    return pa.concat_tables(parts)


def _inside(chunk: pa.Array, low: str | None, high: str | None) -> pa.Array | None:
    """Which rows of a chunk lie between; None when all do. Compared on the dictionary, not row by row."""
    encoded = chunk if pa.types.is_dictionary(chunk.type) else pc.dictionary_encode(chunk)
    kept = np.array([(low is None or text >= low) and (high is None or text < high) for text in encoded.dictionary.to_pylist()], dtype=bool)
    if kept.all():
        return None
    return pa.array(kept[encoded.indices.to_numpy(zero_copy_only=False)])
