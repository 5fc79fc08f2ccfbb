"""The rows of a table version in buckets of whole indicators, so that no step needs them all in memory at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.observations.codes import NONE, Coding
from yhdyspinta.observations.scan import Scan, by_indicator, those_of
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


class Buckets:
    """Reads the observations of some indicators (and their computed rows) bucket by bucket, coded."""

    def __init__(
        self, scan: Scan, indicators: Collection[str], sizes: dict[str, int], computed: pa.Table, coding: Coding, rows: int = BUCKET_ROWS
    ) -> None:
        """`sizes`: how many rows were received of each indicator."""
        self._scan = scan
        self._computed = by_indicator(computed)
        self._coding = coding
        self._parts = list(_parts(sorted(indicators), sizes, computed, rows))

    def __iter__(self) -> Iterator[pa.Table]:
        """Tables of coded columns; each indicator's rows lie in one bucket, buckets rise by indicator."""
        for wanted in self._parts:
            chosen = frozenset(wanted)
            full = [part for part in self._received(wanted, chosen) if part.num_rows]
            full += [self._coded(self._computed[name], source=None) for name in wanted if name in self._computed]
            if full:
                yield pa.concat_tables(full)

    def _received(self, wanted: Sequence[str], chosen: frozenset[str]) -> Iterator[pa.Table]:
        for file, groups in self._scan.holding(wanted).items():
            rows = those_of(self._scan.row_groups(file, groups, _COLUMNS), chosen)
            yield self._coded(rows, source=self._scan.sources[file])

    def _coded(self, rows: pa.Table, source: str | None) -> pa.Table:
        """Text columns as codes; the origin columns added. Computed rows name their sources, received ones have one."""
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
        columns["origin"] = pa.array(np.full(count, int(source is None), dtype=np.int32))
        if source is None:
            methods = coding["method"].encode(rows["method"])
            columns |= {"parts": rows["parts"], "parts_missing": rows["parts_missing"]}
            columns["method"] = pa.array(methods, mask=methods == NONE)
        else:
            columns |= {name: pa.nulls(count, pa.int32()) for name in ("parts", "parts_missing", "method")}
        return pa.table(columns).select([*CODED.names, "source"])


def _parts(indicators: Sequence[str], sizes: dict[str, int], computed: pa.Table, rows: int) -> Iterator[list[str]]:
    """The indicators in parts that hold about `rows` rows each."""
    weights = dict(sizes)
    if computed.num_rows:
        for count in pc.value_counts(computed["indicator"]).to_pylist():
            weights[count["values"]] = weights.get(count["values"], 0) + count["counts"]
    part: list[str] = []
    held = 0
    for indicator in indicators:
        part.append(indicator)
        held += weights.get(indicator, 0)
        if held >= rows:
            yield part
            part, held = [], 0
    if part:
        yield part
