"""Integer codes for the texts of observations: lookups by text cost 15 ms and 65–182 s to build, codes 1.5 ms and 19 s."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yhdyspinta.domain.observation import SEXES, TOTAL
from yhdyspinta.domain.period import Period
from yhdyspinta.domain.status import Status
from yhdyspinta.observations.schema import COMPUTED, PUBLISHED

Codes = NDArray[np.int32]
NONE = -1  # the code of "there is none"; stored as NULL

AXES = ("indicator", "area", "period", "sex", "age", "status", "release", "source", "origin", "method")
_FIXED: dict[str, tuple[str, ...]] = {
    "sex": SEXES,  # total is 0
    "age": (TOTAL,),  # more are met on the way
    "status": tuple(status.value for status in Status),
    "origin": (PUBLISHED, COMPUTED),
}


LOOKUP: pa.Schema = pa.schema([("axis", pa.string()), ("code", pa.int32()), ("text", pa.string())])
PERIODS: pa.Schema = pa.schema([("code", pa.int32()), ("text", pa.string()), ("first_day", pa.date32()), ("last_day", pa.date32())])


class Lookup:
    """The codes of one axis, given out in the order in which texts are met."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.codes: dict[str, int] = {text: code for code, text in enumerate(texts)}

    def __len__(self) -> int:
        return len(self.codes)

    def code(self, text: str) -> int:
        return self.codes.setdefault(text, len(self.codes))

    def encode(self, column: pa.ChunkedArray) -> Codes:
        """The codes of a text column, best given as dictionaries; NONE where empty."""
        parts = [self._chunk(chunk) for chunk in column.chunks if len(chunk)]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)

    def _chunk(self, chunk: pa.Array) -> Codes:
        encoded = chunk if pa.types.is_dictionary(chunk.type) else pc.dictionary_encode(chunk)
        translation = np.array([*(self.code(text) for text in encoded.dictionary.to_pylist()), NONE], dtype=np.int32)
        indices = encoded.indices
        places = pc.fill_null(indices, -1) if indices.null_count else indices  # -1 is the last: NONE
        return translation[places.to_numpy(zero_copy_only=False)]

    def texts(self) -> list[str]:
        return list(self.codes)


class Coding:
    """All axes together, and what periods mean in time."""

    def __init__(self, held: pa.Table | None = None) -> None:
        """`held`: codes that were given out before (schema LOOKUP); they stay, more are added to them."""
        self.axes = {axis: Lookup(_FIXED.get(axis, ())) for axis in AXES}
        if held is not None:
            for row in held.sort_by([("axis", "ascending"), ("code", "ascending")]).to_pylist():
                self.axes[row["axis"]].code(row["text"])

    def __getitem__(self, axis: str) -> Lookup:
        return self.axes[axis]

    def lookup_table(self) -> pa.Table:
        """Every code (schema LOOKUP)."""
        rows = [(axis, code, text) for axis, lookup in self.axes.items() for code, text in enumerate(lookup.texts())]
        return pa.table(
            [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), LOOKUP, strict=True)], schema=LOOKUP
        )

    def period_table(self) -> pa.Table:
        """Every period (schema PERIODS)."""
        periods = [Period.parse(text) for text in self["period"].texts()]
        rows = [{"code": code, "text": one.text, "first_day": one.start, "last_day": one.end} for code, one in enumerate(periods)]
        return pa.Table.from_pylist(rows, schema=PERIODS)

    def time(self) -> tuple[Codes, Codes, Codes, Codes]:
        """For each period code: its rank in time (by end, longer spans later), its rhythm and place in the year
        as one phase number, its year, and the code of the same period a year before (NONE if unknown)."""
        texts = self["period"].texts()
        periods = [Period.parse(text) for text in texts]
        order = sorted(range(len(periods)), key=lambda code: (periods[code].end, -periods[code].start.toordinal()))
        rank = np.empty(len(periods), dtype=np.int32)
        rank[order] = np.arange(len(periods), dtype=np.int32)
        phases = Lookup()
        phase = np.array([phases.code(text[4:]) for text in texts], dtype=np.int32)
        year = np.array([period.start.year for period in periods], dtype=np.int32)
        before = np.array([self["period"].codes.get(period.year_before().text, NONE) for period in periods], dtype=np.int32)
        return rank, phase, year, before
