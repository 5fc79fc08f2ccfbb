"""`latest`: for each indicator and area its newest figure with everything that is said beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yhdyspinta.domain.indicator import MeasureKind, Polarity
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.domain.status import Status
from yhdyspinta.observations import kernel
from yhdyspinta.observations.codes import NONE, Coding

_SIGN = {Polarity.HIGHER_IS_BETTER.value: 1, Polarity.HIGHER_IS_WORSE.value: -1}
_IN_POINTS = {MeasureKind.SHARE.value, MeasureKind.RANK.value}  # a percentage of these would mislead
_I, _F = pa.int32(), pa.float64()
LATEST: pa.Schema = pa.schema({
    "indicator": _I, "area": _I, "boundaries": pa.int16(), "period": _I, "value": _F, "status": _I, "origin": _I, "parts": _I,
    "parts_missing": _I, "release": _I, "previous_period": _I, "previous_value": _F, "change": _F, "change_pct": _F, "rank": _I,
    "rank_n": _I, "county": _I, "county_value": _F, "country_value": _F, "same_size_median": _F, "same_size_n": _I, "trend_slope": _F,
    "trend_n": _I, "trend_direction": _I, "periods": _I,
})  # fmt: skip
"""Columns of `latest` as stored: texts are codes."""


class Latest:
    """Gathers `latest` bucket by bucket. Forecasts take no part; totals of sex and age only."""

    def __init__(self, coding: Coding, indicators: pa.Table, areas: pa.Table, present: pa.Table | None) -> None:
        self._coding = coding
        self._indicators = {row["indicator"]: row for row in indicators.to_pylist()}
        self._areas = {row["area"]: row for row in areas.to_pylist()}
        pairs = None if present is None else zip(present["area"].to_pylist(), present["boundaries"].to_pylist(), strict=True)
        self._present = None if pairs is None else frozenset(pairs)
        self._parts: list[pa.Table] = []
        self._pool = ThreadPoolExecutor(2)

    def add(self, rows: pa.Table) -> None:
        """Take in one bucket: whole indicators, in the order of the read model."""
        places = self._eligible(rows)
        if len(places) == 0:
            return
        part = rows.take(pa.array(places))
        rank, phase, year, _ = self._coding.time()
        by_rank = np.argsort(rank)
        indicator, area = (part[name].to_numpy() for name in ("indicator", "area"))
        starts = np.flatnonzero(np.r_[True, indicator[1:] != indicator[:-1], True])
        new_run = np.r_[True, (indicator[1:] != indicator[:-1]) | (area[1:] != area[:-1])]
        runs = (np.cumsum(new_run) - 1)[starts[:-1]]
        whole = np.empty((int(new_run.sum()), kernel.PERIODS + 1), dtype=np.int64)
        real = np.empty((len(whole), kernel.SLOPE + 1))
        polarity = np.array([self._polarity(code) for code in indicator[starts[:-1]]], dtype=np.int64)
        values = part["value"].to_numpy()
        periods = rank[part["period"].to_numpy()]
        given = (starts, area, periods, values, runs, polarity, *self._area_arrays(), phase[by_rank], year[by_rank], whole, real)
        half = len(starts) // 2
        jobs = [self._pool.submit(kernel.latest, low, high, *given) for low, high in ((0, half), (half, len(starts) - 1))]
        for job in jobs:
            job.result()
        self._parts.append(self._rows(part, whole, real, by_rank))

    def table(self) -> pa.Table:
        """All rows, an area's together."""
        if not self._parts:
            return LATEST.empty_table()
        table = pa.concat_tables(self._parts)
        return table.take(pc.sort_indices(table, [("area", "ascending"), ("indicator", "ascending")]))

    def _eligible(self, rows: pa.Table) -> NDArray[np.int64]:
        """Rows that may enter: total, no forecast, on the present division; one a period, published and newest division first."""
        status = self._coding["status"]
        keep = (rows["sex"].to_numpy() == self._coding["sex"].code(TOTAL)) & (rows["age"].to_numpy() == self._coding["age"].code(TOTAL))
        keep &= rows["status"].to_numpy() != status.code(Status.FORECAST.value)
        places = np.flatnonzero(keep)
        area, boundaries = rows["area"].to_numpy()[places], rows["boundaries"].to_numpy()[places]
        if self._present is not None:
            texts = self._coding["area"].texts()
            low = int(boundaries.min()) if len(boundaries) else 0
            pairs = area.astype(np.int64) * 1000 + (boundaries - low)
            allowed = [pair for pair in np.unique(pairs) if (texts[pair // 1000], pair % 1000 + low) in self._present]
            inside = np.isin(pairs, allowed)
            places, area, boundaries = places[inside], area[inside], boundaries[inside]
        return self._one_a_period(rows, places)

    def _one_a_period(self, rows: pa.Table, places: NDArray[np.int64]) -> NDArray[np.int64]:
        indicator, area, period = (rows[name].to_numpy()[places] for name in ("indicator", "area", "period"))
        same = (indicator[1:] == indicator[:-1]) & (area[1:] == area[:-1]) & (period[1:] == period[:-1])
        if not same.any():
            return places
        rank = self._coding.time()[0]
        origin, boundaries = rows["origin"].to_numpy()[places], rows["boundaries"].to_numpy()[places].astype(np.int32)
        order = np.lexsort((-boundaries, origin, rank[period], area, indicator))
        indicator, area, period = indicator[order], area[order], period[order]
        first = np.r_[True, (indicator[1:] != indicator[:-1]) | (area[1:] != area[:-1]) | (period[1:] != period[:-1])]
        return places[order[first]]

    def _polarity(self, code: int) -> int:
        return _SIGN.get(self._indicators.get(self._text("indicator", code), {}).get("polarity", ""), 0)

    def _text(self, axis: str, code: int) -> str:
        return self._coding[axis].texts()[code]

    def _area_arrays(self) -> tuple[NDArray[np.int64], ...]:
        """Kind, size class, county and country of each area code."""
        kinds: dict[str, int] = {}
        classes: dict[tuple[str, str], int] = {}
        columns: list[tuple[int, int, int, int]] = []
        codes = self._coding["area"].codes
        for area in codes:
            row = self._areas.get(area, {})
            kind = row.get("kind") or area.rstrip("0123456789")
            size = row.get("size") or ""
            columns.append(
                (
                    kinds.setdefault(kind, len(kinds)),
                    classes.setdefault((kind, size), len(classes)) if size else NONE,
                    codes.get(row.get("county") or "", NONE),
                    codes.get(row.get("country") or "", NONE),
                )
            )
        return tuple(np.array(column, dtype=np.int64) for column in zip(*columns, strict=True))

    def _rows(self, part: pa.Table, whole: Any, real: Any, by_rank: Any) -> pa.Table:
        own = part.take(pa.array(whole[:, kernel.ROW]))
        columns: dict[str, Any] = {name: own[name] for name in ("indicator", "area", "boundaries", "period", "value", "status", "origin")}
        columns |= {"parts": own["parts"], "parts_missing": own["parts_missing"], "release": own["release"]}
        previous = whole[:, kernel.PREVIOUS_PERIOD]
        columns["previous_period"] = _whole(np.where(previous >= 0, by_rank[previous], NONE))
        columns["previous_value"] = _real(real[:, kernel.PREVIOUS])
        value = own["value"].to_numpy()
        change = value - real[:, kernel.PREVIOUS]
        columns["change"] = _real(change)
        columns["change_pct"] = _real(self._percent(own["indicator"].to_numpy(), change, real[:, kernel.PREVIOUS]))
        columns["rank"], columns["rank_n"] = _whole(whole[:, kernel.RANK]), _whole(whole[:, kernel.RANK_N])
        counties = np.array([self._county(text) for text in self._coding["area"].texts()])
        columns["county"] = _whole(counties[own["area"].to_numpy()])
        columns["county_value"], columns["country_value"] = _real(real[:, kernel.COUNTY]), _real(real[:, kernel.COUNTRY])
        columns["same_size_median"], columns["same_size_n"] = _real(real[:, kernel.MEDIAN]), _whole(whole[:, kernel.SAME_SIZE_N])
        columns["trend_slope"], columns["trend_n"] = _real(real[:, kernel.SLOPE]), _whole(whole[:, kernel.TREND_N])
        columns["trend_direction"] = _whole(whole[:, kernel.DIRECTION])
        columns["periods"] = _whole(whole[:, kernel.PERIODS])
        return pa.table(columns).cast(LATEST)

    def _county(self, area: str) -> int:
        county = self._areas.get(area, {}).get("county") or ""
        return self._coding["area"].code(county) if county else NONE

    def _percent(self, indicator: Any, change: Any, previous: Any) -> Any:
        codes = np.unique(indicator)
        kinds = {code: self._indicators.get(self._text("indicator", code), {}).get("kind") for code in codes}
        points = np.isin(indicator, [code for code, kind in kinds.items() if kind in _IN_POINTS])
        with np.errstate(divide="ignore", invalid="ignore"):
            percent = 100 * change / previous
        return np.where(points | ~(previous > 0), np.nan, percent)  # of nothing or of a debt there is no percentage


def _whole(numbers: Any) -> pa.Array:
    return pa.array(numbers.astype(np.int32), mask=numbers < 0)


def _real(numbers: Any) -> pa.Array:
    return pa.array(numbers, mask=np.isnan(numbers))
