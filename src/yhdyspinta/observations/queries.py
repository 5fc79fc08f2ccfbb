"""Reading figures: the read model's questions, as Ibis expressions compiled once and run with parameters.

Texts come back as dictionary columns: integer codes inside, text at the edge.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.errors import Damaged, StateError, Unknown
from yhdyspinta.domain.observation import TOTAL, FigureId
from yhdyspinta.observations import pointer
from yhdyspinta.observations.engine import SECONDS, Engine, parameter
from yhdyspinta.observations.expressions import rows_of
from yhdyspinta.observations.schema import DIRECTIONS, MODEL_POINTER, MODEL_SCHEMA

_AXIS_OF = {"previous_period": "period", "county": "area"}  # columns that hold the codes of another axis
SERIES = (
    "indicator", "area", "boundaries", "period", "sex", "age", "value", "numerator", "denominator", "n", "low", "high", "status",
    "release", "origin", "parts", "parts_missing", "method",
)  # fmt: skip
"""The columns of a series; period_start and period_end can be asked for as well."""
_DERIVED = {"period_start": "first_day", "period_end": "last_day"}
_TRIES = 5
_NEWEST = 128  # indicators whose newest figures are kept, of 0.1 MB each
_AT_ONCE = 32  # indicators of one query are padded to a multiple of this, so that few queries are ever compiled


class ReadModel:
    """The published read model, opened read-only. Open it again when the pointer names another file."""

    def __init__(self, path: Path, version: int | None, *, memory: str = "2GB", threads: int = 2, seconds: float | None = SECONDS) -> None:
        self.path = path
        self.version = version
        self._held = path.open("rb")
        fcntl.flock(self._held, fcntl.LOCK_SH)  # the file stays while we read it
        self.engine = Engine(path, read_only=True, memory=memory, threads=threads, seconds=seconds)
        self._dates = self.engine.query("SELECT first_day, last_day FROM periods ORDER BY code").combine_chunks()
        lookup = self.engine.query("SELECT axis, text FROM lookup ORDER BY axis, code")
        self._texts: dict[str, pa.Array] = {}
        for axis in lookup["axis"].unique().to_pylist():
            self._texts[axis] = lookup.filter(pc.equal(lookup["axis"], axis))["text"].combine_chunks()
        self._texts["trend_direction"] = pa.array(DIRECTIONS)
        self._codes = {axis: {text: code for code, text in enumerate(texts.to_pylist())} for axis, texts in self._texts.items()}
        self._compiling = threading.Lock()  # Ibis asks the shared connection for the columns of a table
        self._sql = lru_cache(maxsize=None)(self._compile)
        self._indicators = lru_cache(maxsize=1)(self._read_indicators)
        self._newest = lru_cache(maxsize=_NEWEST)(self._read_newest)
        self._newest_held: dict[int, pa.Table] = {}

    @classmethod
    def open(cls, home: Path, **limits: Any) -> ReadModel:
        """Open what the pointer names. StateError before the first load, Damaged when the file is gone."""
        for _ in range(_TRIES):  # between pointer and file a newer model may be published and this one retired
            held = pointer.read(home / MODEL_POINTER)
            if held is None:
                raise StateError("No figures were loaded yet.", "Run `yhdyspinta load-sample`.")
            if held["schema"] != MODEL_SCHEMA:
                raise StateError(
                    f"The read model has form {held['schema']}, this version reads {MODEL_SCHEMA}.", "Run `yhdyspinta load-sample`."
                )
            path = home / "readmodel" / held["file"]
            if path.exists():
                return cls(path, held["version"], **limits)
        raise Damaged(f"{path} is missing.", "Run `yhdyspinta load-sample` to build it again.")

    @property
    def data_version(self) -> str:
        """Changes if and only if the figures do: the table's version and a hash of all that the file was built from."""
        return self.path.stem.removeprefix("readmodel-")

    def is_current(self, home: Path) -> bool:
        """Whether the pointer still names this file."""
        held = pointer.read(home / MODEL_POINTER)
        return held is not None and held["file"] == self.path.name

    def close(self) -> None:
        self.engine.close()
        self._held.close()

    # ---- questions

    def indicators(self) -> tuple[str, ...]:
        """The indicators that have rows, sorted; read once, since the file never changes."""
        return self._indicators()

    def _read_indicators(self) -> tuple[str, ...]:
        codes = self.engine.query("SELECT indicator FROM extent")["indicator"].combine_chunks()
        return tuple(sorted(self._texts["indicator"].take(codes).to_pylist())) if len(codes) else ()

    def series(
        self,
        indicator: str,
        areas: Collection[str] | None = None,
        sex: str | None = TOTAL,
        age: str | None = TOTAL,
        columns: Sequence[str] = SERIES,
    ) -> pa.Table:
        """Every row of an indicator, by age, sex, area, time. None = every area, sex or age. Unknown indicator: no rows."""
        single = next(iter(areas)) if areas is not None and len(areas) == 1 else None
        named = {"indicator": indicator, "sex": sex, "age": age, "area": single}
        wanted = {axis: self._codes.get(axis, {}).get(text, -1) for axis, text in named.items() if text is not None}
        stored = tuple(dict.fromkeys("period" if name in _DERIVED else name for name in columns))
        several = areas is not None and single is None
        extra = ("area",) if several and "area" not in stored else ()
        rows = self.engine.query(self._sql("observations", tuple(wanted), (*stored, *extra)), tuple(wanted.values()))
        if areas is not None and several:
            codes = [self._codes["area"][area] for area in areas if area in self._codes.get("area", {})]
            rows = rows.filter(pc.is_in(rows["area"], value_set=pa.array(codes, pa.int32())))
        return self._decoded(rows, columns)

    def series_of_area(self, area: str, indicators: Collection[str], columns: Sequence[str] = SERIES) -> pa.Table:
        """Every row of one area for several indicators at once, sex and age in total. `columns` hold no derived ones.

        One query: fifty indicators come in 4 ms of the 2 million rows of the sample, one by one in 70 ms.
        """
        return self._several({"area": area, "sex": TOTAL, "age": TOTAL}, "indicator", indicators, columns)

    def series_of_ages(self, indicator: str, area: str, ages: Collection[str], columns: Sequence[str] = SERIES) -> pa.Table:
        """Every row of one indicator and area for several ages at once, sex in total. `columns` hold no derived ones."""
        return self._several({"indicator": indicator, "area": area, "sex": TOTAL}, "age", ages, columns)

    def lost(self, indicator: str, area: str) -> pa.Table:
        """The rows of an indicator in one area, sex and age in total, that lost their key to another release."""
        named = {"indicator": indicator, "area": area, "sex": TOTAL, "age": TOTAL}
        codes = [self._codes.get(axis, {}).get(text, -1) for axis, text in named.items()]
        return self._decoded(self.engine.query(self._sql("shadowed", tuple(named), SERIES), codes), SERIES)

    def latest_of_area(self, area: str, indicators: Collection[str] | None = None) -> pa.Table:
        """The newest figure of each indicator for one area, with all that is said beside it; of some indicators only, if named.

        A source may bring thousands of indicators that nobody defined: name those that are told.
        """
        rows = self.engine.query(self._sql("latest", ("area",), None), (self._codes.get("area", {}).get(area, -1),))
        return self._latest(rows if indicators is None else self._of_indicators(rows, indicators))

    def latest_of_areas(self, areas: Collection[str], indicators: Collection[str]) -> pa.Table:
        """The newest figures of several areas, of the named indicators only: one query, whatever their number."""
        codes = self._padded("area", areas)
        rows = self.engine.query(self._sql("latest", (), None, "area", len(codes)), codes)
        return self._latest(self._of_indicators(rows, indicators))

    def latest_of_indicator(self, indicator: str, kind: str | None = None) -> pa.Table:
        """The newest figure of one indicator for each area, of one kind of areas if named (KU, HVA …).

        The rows lie by area, so that this reads all of them: 40–70 ms of a million. The pages of every area ask the same.
        """
        code = self._codes.get("indicator", {}).get(indicator, -1)
        rows = self._newest_held[code] if code in self._newest_held else self._newest(code)
        return self._latest(rows if kind is None else self._of_kind(rows, kind))

    def hold_newest(self, indicators: Collection[str]) -> None:
        """Read the newest figures of these for all areas in one query; `latest_of_indicator` then has them at hand, 0.1 MB each."""
        rows = self._newest_of(indicators, None).sort_by("indicator").combine_chunks()
        codes = rows["indicator"].to_numpy()
        starts = [0, *(1 + (codes[1:] != codes[:-1]).nonzero()[0]).tolist(), len(codes)]
        self._newest_held = {int(codes[start]): rows.slice(start, end - start) for start, end in pairwise(starts) if end > start}

    def latest_of_indicators(self, indicators: Collection[str], kind: str, columns: Sequence[str]) -> pa.Table:
        """The newest figures of several indicators for the areas of one kind: one query, whatever their number."""
        return self._decoded(self._of_kind(self._newest_of(indicators, tuple(columns)), kind), columns)

    def trace_row(self, figure: FigureId) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The row of one figure, and the rows that lost its key to it; Unknown when there is no such figure."""
        found = self._keyed("observations", figure)
        if not found:
            raise Unknown(f"There is no figure {figure}.")
        return found[0], self._keyed("shadowed", figure)

    def observations(self) -> int:
        """How many rows there are, received and computed."""
        return int(self.engine.query("SELECT coalesce(sum(rows), 0)::BIGINT AS n FROM extent")["n"][0].as_py())

    def newest_periods(self) -> dict[str, str]:
        """Indicator -> the newest period of which any area has a figure in `latest`."""
        rows = self.engine.query(
            "SELECT indicator, max_by(period, last_day) AS period FROM latest JOIN periods ON code = period GROUP BY ALL"
        )
        found = self._decoded(rows, ("indicator", "period")).to_pylist()
        return {row["indicator"]: row["period"] for row in found}

    def shadowed(self) -> int:
        """How many rows lost their key to another release."""
        return int(self.engine.query("SELECT count(*) AS n FROM shadowed")["n"][0].as_py())

    # ---- how

    def _read_newest(self, indicator: int) -> pa.Table:
        return self.engine.query(self._sql("latest", ("indicator",), None), (indicator,))

    def _padded(self, axis: str, texts: Collection[str]) -> list[int]:
        """The codes of the texts that are known, the last of them repeated up to a multiple of `_AT_ONCE`."""
        known = self._codes.get(axis, {})
        codes = [known[text] for text in sorted(texts) if text in known] or [-1]
        return codes + [codes[-1]] * (-len(codes) % _AT_ONCE)

    def _newest_of(self, indicators: Collection[str], columns: tuple[str, ...] | None) -> pa.Table:
        codes = self._padded("indicator", indicators)
        return self.engine.query(self._sql("latest", (), columns, "indicator", len(codes)), codes)

    def _several(self, single: Mapping[str, str], axis: str, texts: Collection[str], columns: Sequence[str]) -> pa.Table:
        """The rows at one text of each axis in `single`, and at any of `texts` on another axis."""
        codes = self._padded(axis, texts)
        fixed = [self._codes.get(name, {}).get(text, -1) for name, text in single.items()]
        sql = self._sql("observations", tuple(single), tuple(columns), axis, len(codes))
        return self._decoded(self.engine.query(sql, (*fixed, *codes)), columns)

    def _keyed(self, table: str, figure: FigureId) -> list[dict[str, Any]]:
        axes = ("indicator", "area", "period", "sex", "age")
        codes = tuple(self._codes.get(axis, {}).get(getattr(figure, axis), -1) for axis in axes)
        rows = self.engine.query(self._sql(table, (*axes, "boundaries"), SERIES), (*codes, figure.boundaries))
        return self._decoded(rows, SERIES).to_pylist()

    def _compile(self, table: str, axes: tuple[str, ...], columns: tuple[str, ...] | None, several: str = "", number: int = 0) -> str:
        keys = {axis: parameter(place) for place, axis in enumerate(axes, start=1)}
        if several:
            keys[several] = [parameter(len(axes) + place) for place in range(1, number + 1)]
        with self._compiling:
            return self.engine.compile(rows_of(self.engine.backend.table(table), keys, columns))

    def _of_kind(self, rows: pa.Table, kind: str) -> pa.Table:
        codes = [code for area, code in self._codes.get("area", {}).items() if area.rstrip("0123456789") == kind]
        return rows.filter(pc.is_in(rows["area"], value_set=pa.array(codes, pa.int32())))

    def _of_indicators(self, rows: pa.Table, indicators: Collection[str]) -> pa.Table:
        wanted = [self._codes["indicator"][name] for name in indicators if name in self._codes.get("indicator", {})]
        return rows.filter(pc.is_in(rows["indicator"], value_set=pa.array(wanted, pa.int32())))

    def _latest(self, rows: pa.Table) -> pa.Table:
        names = list(rows.column_names)
        names.insert(names.index("period") + 1, "period_end")
        return self._decoded(rows, names)

    def _decoded(self, rows: pa.Table, columns: Sequence[str]) -> pa.Table:
        rows = rows.combine_chunks()
        return pa.table({name: self._decode(rows, name) for name in columns})

    def _decode(self, rows: pa.Table, name: str) -> pa.Array:
        if name in _DERIVED:
            return self._dates[_DERIVED[name]].take(_array(rows["period"]))
        texts = self._texts.get(_AXIS_OF.get(name, name))
        column = _array(rows[name])
        if texts is None:
            return column
        return pa.DictionaryArray.from_arrays(column, texts)


def _array(column: pa.ChunkedArray) -> pa.Array:
    return (
        column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    )
