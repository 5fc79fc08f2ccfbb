"""The compiled pass that gives `latest`: one walk over the sorted runs of each indicator.

DuckDB hashes its way to the same in 25 × the time. A slow, obvious second implementation stands in the tests.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

TREND_MOST, TREND_LEAST = 10, 5
UP, DOWN, FLAT, UNSURE = 0, 1, 2, -1  # directions; UNSURE: too few periods to say

# Columns of the kernel's two results, by number.
(ROW, PREVIOUS_PERIOD, RANK, RANK_N, SAME_SIZE_N, TREND_N, DIRECTION, PERIODS) = range(8)
(PREVIOUS, COUNTY, COUNTRY, MEDIAN, SLOPE) = range(5)


def _compiled(function: Any) -> Any:
    """Compiled on first use and kept beside the code, or in the user's cache; where neither can be written, each process compiles."""
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:
        return njit(nogil=True)(function)


@_compiled
def latest(  # noqa: C901 - one pass, kept in one piece for the compiler
    lowest: int,
    highest: int,
    starts: Any,
    areas: Any,
    periods: Any,
    values: Any,
    runs: Any,
    polarity: Any,
    area_kind: Any,
    area_class: Any,
    area_county: Any,
    area_country: Any,
    phase: Any,
    year: Any,
    whole: Any,
    real: Any,
) -> None:
    """Fill `whole` (runs × 8 int64) and `real` (runs × 5 float64) for the indicators lowest to highest - 1.

    Rows are sorted by indicator, area and time rank, one a key. starts[i]:starts[i+1] are the rows of indicator i,
    runs[i] the number of its first run (indicator × area). periods are time ranks; values are NaN where there is none.
    `phase` and `year` are by time rank. Codes of -1 mean "none".
    """
    for i in range(lowest, highest):
        first, last = starts[i], starts[i + 1]
        ranks, local = _distinct(periods[first:last], len(phase))
        n_areas = len(area_kind)
        slot = np.full(n_areas, -1, np.int64)  # area -> row of the grid
        members = np.empty(n_areas, np.int64)
        count = 0
        for r in range(first, last):
            if slot[areas[r]] < 0:
                slot[areas[r]] = count
                members[count] = areas[r]
                count += 1
        grid = np.full((count, len(ranks)), np.nan)
        place = np.full((count, len(ranks)), -1, np.int64)
        for r in range(first, last):
            grid[slot[areas[r]], local[r - first]] = values[r]
            place[slot[areas[r]], local[r - first]] = r
        before = np.full(len(ranks), -1, np.int64)
        for p in range(len(ranks)):
            for q in range(p - 1, -1, -1):
                if phase[ranks[q]] == phase[ranks[p]]:
                    if year[ranks[q]] == year[ranks[p]] - 1:
                        before[p] = q
                    break
        for s in range(count):
            run = runs[i] + s
            p = _newest(grid[s], place[s])
            whole[run, ROW] = place[s, p]
            _change(grid[s], p, before[p], ranks, whole[run], real[run])
            value = grid[s, p]
            area = members[s]
            _peers(grid[:, p], members, area, value, polarity[i], area_kind, area_class, whole[run], real[run])
            for column, parent in ((COUNTY, area_county[area]), (COUNTRY, area_country[area])):
                known = parent >= 0 and slot[parent] >= 0
                real[run, column] = grid[slot[parent], p] if known else np.nan
            _trend(grid[s], p, ranks, phase, year, whole[run], real[run])


@_compiled
def _distinct(periods: Any, known: int) -> Any:
    """The distinct time ranks in order, and each row's place among them."""
    place = np.full(known, -1, np.int64)
    for rank in periods:
        place[rank] = 0
    ranks = np.empty(known, np.int64)
    count = 0
    for rank in range(known):
        if place[rank] == 0:
            place[rank] = count
            ranks[count] = rank
            count += 1
    return ranks[:count], place[periods]


@_compiled
def _newest(values: Any, place: Any) -> int:
    """The newest period with a value, else the newest with a row."""
    for p in range(len(values) - 1, -1, -1):
        if not np.isnan(values[p]):
            return p
    for p in range(len(values) - 1, -1, -1):
        if place[p] >= 0:
            return p
    return 0


@_compiled
def _change(values: Any, p: int, q: int, ranks: Any, whole: Any, real: Any) -> None:
    whole[PREVIOUS_PERIOD] = -1
    real[PREVIOUS] = np.nan
    if q >= 0 and not np.isnan(values[q]):
        whole[PREVIOUS_PERIOD] = ranks[q]
        real[PREVIOUS] = values[q]
    n = 0
    for k in range(len(values)):
        n += not np.isnan(values[k])
    whole[PERIODS] = n


@_compiled
def _peers(column: Any, members: Any, area: int, value: float, polarity: int, kind: Any, size: Any, whole: Any, real: Any) -> None:
    """Rank among areas of the kind (1 = best, ties share it), and the median of those of the same size."""
    better, n, same = 0, 0, 0
    alike = np.empty(len(members))
    for s in range(len(column)):
        other = members[s]
        if kind[other] != kind[area] or np.isnan(column[s]):
            continue
        n += 1
        better += (column[s] - value) * polarity > 0
        if size[area] >= 0 and size[other] == size[area]:
            alike[same] = column[s]
            same += 1
    ranked = polarity != 0 and not np.isnan(value)
    whole[RANK] = better + 1 if ranked else -1
    whole[RANK_N] = n if ranked else -1
    whole[SAME_SIZE_N] = same if size[area] >= 0 else -1
    real[MEDIAN] = _median(alike, same) if same > 0 else np.nan


@_compiled
def _trend(values: Any, p: int, ranks: Any, phase: Any, year: Any, whole: Any, real: Any) -> None:
    """Theil–Sen slope a year over the last five to ten periods that lie whole years apart.

    The direction stands only if its sign survives leaving out each of the periods in turn.
    """
    t = np.empty(TREND_MOST)
    y = np.empty(TREND_MOST)
    n = 0
    for q in range(p, -1, -1):
        if n < TREND_MOST and phase[ranks[q]] == phase[ranks[p]] and not np.isnan(values[q]):
            t[n] = year[ranks[q]]
            y[n] = values[q]
            n += 1
    whole[TREND_N] = n
    whole[DIRECTION] = UNSURE
    real[SLOPE] = np.nan
    if n < TREND_LEAST:
        return
    slope = _slope(t, y, n, -1)
    real[SLOPE] = slope
    sign = np.sign(slope)
    for left_out in range(n):
        if np.sign(_slope(t, y, n, left_out)) != sign:
            sign = 0.0
            break
    whole[DIRECTION] = UP if sign > 0 else DOWN if sign < 0 else FLAT


@_compiled
def _slope(t: Any, y: Any, n: int, left_out: int) -> float:
    """The median of the slopes between all pairs, without one of the points."""
    slopes = np.empty(n * (n - 1) // 2)
    m = 0
    for a in range(n):
        if a == left_out:
            continue
        for b in range(a + 1, n):
            if b != left_out:
                slopes[m] = (y[a] - y[b]) / (t[a] - t[b])
                m += 1
    return _median(slopes, m)


@_compiled
def _median(numbers: Any, n: int) -> float:
    """The median of the first n numbers, which are put in another order (Hoare's selection).

    np.median in its place makes compiling the whole pass take half as long again.
    """
    middle = n // 2
    low, high = 0, n - 1
    while low < high:
        pivot = numbers[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while numbers[i] < pivot:
                i += 1
            while numbers[j] > pivot:
                j -= 1
            if i <= j:
                numbers[i], numbers[j] = numbers[j], numbers[i]
                i += 1
                j -= 1
        if middle <= j:
            high = j
        elif middle >= i:
            low = i
        else:
            break
    if n % 2:
        return numbers[middle]
    below = numbers[0]
    for k in range(1, middle):
        below = max(below, numbers[k])
    return (below + numbers[middle]) / 2
