"""Reading a version of the table by indicator: only the row groups that may hold what is asked for, texts as dictionaries."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yhdyspinta.observations.schema import OBSERVATIONS, TEXTS

_TEXT = pa.dictionary(pa.int32(), pa.string())
_STORED = [name for name in OBSERVATIONS.names if name != "source"]  # the source is in the folder's name
DICTIONARIES: pa.Schema = pa.schema([field.with_type(_TEXT) if field.name in TEXTS else field for field in OBSERVATIONS])
"""OBSERVATIONS with texts as dictionaries: what `Scan.read` gives."""


@dataclass(frozen=True, slots=True)
class Group:
    """One row group of one file, and the indicators between which its rows lie."""

    file: int
    number: int
    rows: int
    lowest: str
    highest: str


class Scan:
    """The Parquet files of a version, opened as they are needed; which row groups they have is looked up once."""

    def __init__(self, files: Sequence[str]) -> None:
        self.files = tuple(files)
        self.sources = tuple(unquote(Path(path).parent.name.removeprefix("source=")) for path in files)
        self.groups = tuple(group for number, path in enumerate(files) for group in _groups(number, path))

    def read(self, indicators: Collection[str]) -> pa.Table:
        """The rows (schema DICTIONARIES) of some indicators."""
        wanted = sorted(indicators)
        parts = [self._file(number, groups, wanted) for number, groups in self.holding(wanted).items()]
        found = [part for part in parts if part.num_rows]
        return pa.concat_tables(found).unify_dictionaries() if found else DICTIONARIES.empty_table()

    def places(self, indicators: Collection[str]) -> dict[str, list[tuple[str, int]]]:
        """Indicator -> the pairs of area and boundaries that it has rows of; no other column is read."""
        wanted, chosen = sorted(indicators), frozenset(indicators)
        found: dict[str, set[tuple[str, int]]] = {}
        for file, groups in self.holding(wanted).items():
            rows = those_of(self.row_groups(file, groups, ["indicator", "area", "boundaries"]), chosen).unify_dictionaries()
            for row in rows.group_by(rows.column_names).aggregate([]).to_pylist():
                found.setdefault(row["indicator"], set()).add((row["area"], row["boundaries"]))
        return {name: sorted(pairs) for name, pairs in found.items()}

    def holding(self, wanted: Sequence[str]) -> dict[int, list[int]]:
        """File -> its row groups that may hold rows of the (sorted) indicators."""
        found: dict[int, list[int]] = {}
        for group in self.groups:
            place = bisect_left(wanted, group.lowest)
            if place < len(wanted) and wanted[place] <= group.highest:
                found.setdefault(group.file, []).append(group.number)
        return found

    def counted(self) -> dict[str, dict[str, int]]:
        """Release -> how many rows it has of each indicator, found by reading."""
        found: dict[str, dict[str, int]] = {}
        for file in range(len(self.files)):
            groups = [group.number for group in self.groups if group.file == file]
            rows = self.row_groups(file, groups, ["release", "indicator"])
            plain = pa.table({name: rows[name].cast(pa.string()) for name in rows.column_names})
            for row in plain.group_by(["release", "indicator"]).aggregate([([], "count_all")]).to_pylist():
                counts = found.setdefault(row["release"], {})
                counts[row["indicator"]] = counts.get(row["indicator"], 0) + row["count_all"]
        return found

    def row_groups(self, file: int, groups: Sequence[int], columns: Sequence[str]) -> pa.Table:
        """Some row groups of a file, texts as dictionaries."""
        with pq.ParquetFile(self.files[file], read_dictionary=[name for name in TEXTS if name != "source"]) as opened:
            return opened.read_row_groups(list(groups), columns=list(columns))

    def _file(self, number: int, groups: Sequence[int], wanted: Sequence[str]) -> pa.Table:
        rows = those_of(self.row_groups(number, groups, _STORED), frozenset(wanted))
        source = pa.DictionaryArray.from_arrays(np.zeros(rows.num_rows, dtype=np.int32), pa.array([self.sources[number]]))
        return rows.append_column("source", source).select(DICTIONARIES.names).cast(DICTIONARIES)


@lru_cache(maxsize=4)
def scan_of(files: tuple[str, ...]) -> Scan:
    """The scan of these files, kept: a file is never written twice, and looking up hundreds of them takes longer than reading."""
    return Scan(files)


def those_of(rows: pa.Table, wanted: Collection[str]) -> pa.Table:
    """The rows of some indicators. Compared on the dictionaries, not row by row."""
    if rows.num_rows == 0:
        return rows
    parts, offset = [], 0
    for chunk in rows["indicator"].chunks:
        part = rows.slice(offset, len(chunk))
        offset += len(chunk)
        encoded = chunk if pa.types.is_dictionary(chunk.type) else pc.dictionary_encode(chunk)
        kept = np.array([text in wanted for text in encoded.dictionary.to_pylist()], dtype=bool)
        inside = kept[encoded.indices.to_numpy(zero_copy_only=False)]
        parts.append(part if inside.all() else part.filter(pa.array(inside)))
    return pa.concat_tables(parts)


def by_indicator(rows: pa.Table) -> dict[str, pa.Table]:
    """The rows of each indicator, in their order."""
    return by_text(rows, "indicator")


def by_text(rows: pa.Table, column: str) -> dict[str, pa.Table]:
    """The rows of each text of a column, in their order."""
    if rows.num_rows == 0:
        return {}
    encoded = pc.dictionary_encode(rows[column]).unify_dictionaries().combine_chunks()
    encoded = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    if np.any(codes[1:] < codes[:-1]):
        places = np.argsort(codes, kind="stable")
        rows, codes = rows.take(pa.array(places)), codes[places]
    ends = np.searchsorted(codes, np.arange(len(encoded.dictionary)), side="right").tolist()
    spans = zip(encoded.dictionary.to_pylist(), [0, *ends[:-1]], ends, strict=True)
    return {text: rows.slice(start, end - start) for text, start, end in spans if end > start}


def _groups(number: int, path: str) -> Iterator[Group]:
    metadata = pq.read_metadata(path)
    column = metadata.schema.names.index("indicator")
    for group in range(metadata.num_row_groups):
        statistics = metadata.row_group(group).column(column).statistics
        bounded = statistics is not None and statistics.has_min_max
        lowest, highest = (statistics.min, statistics.max) if bounded else ("", chr(0x10FFFF))
        yield Group(number, group, metadata.row_group(group).num_rows, lowest, highest)
