"""Axes in code: the drawn domain and ticks are ours, so every engine draws the same picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Axis:
    """A number axis: its ends, its ticks and the decimals the ticks need."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int


def number_axis(values: Sequence[float], count: int = 5, from_zero: bool = False) -> Axis:
    """Ends at round numbers. From zero when asked, or when the values vary by more than half of their size."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if from_zero or 0 <= low <= 0.5 * high or high <= 0 <= low:
        low = min(low, 0.0)
    if from_zero:
        high = max(high, 0.0)
    if low == high:
        low, high = (0.0, high) if high > 0 else (low, 0.0) if low < 0 else (0.0, 1.0)
    step = _step((high - low) / count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if round(step, decimals) != step and abs(step * 10**decimals - round(step * 10**decimals)) > 1e-9:
        decimals += 1
    ticks = tuple(round(i * step, 10) + 0.0 for i in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks, decimals)


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * 0.999)


def time_ticks(days: Sequence[date], room: int) -> tuple[list[date], bool]:
    """At most `room` ticks out of the given days, and whether they are whole years."""
    ordered = sorted(set(days))
    years = sorted({d.year for d in ordered})
    if len(years) >= 3 or all(d.month == 1 and d.day == 1 for d in ordered):
        first_days = [date(year, 1, 1) for year in years]
        within = [d for d in first_days if ordered[0] <= d <= ordered[-1]] or first_days[:1]
        return _even_years(within, room), True
    return _thinned(ordered, room), False


def _even_years(days: list[date], room: int) -> list[date]:
    """Every year, every few years back from the last one, or whole fives and tens."""
    step = next(step for step in (1, 2, 3, 4, 5, 10, 20, 50, 100, 1000) if (len(days) - 1) // step + 1 <= max(room, 1) or step == 1000)
    even = [day for day in days if day.year % step == 0] if step >= 5 else []
    return even if len(even) > 1 else days[::-1][::step][::-1]


def _thinned(days: list[date], room: int) -> list[date]:
    step = -(-len(days) // max(room, 1))
    return days[::-1][::step][::-1]  # the last one stays: it is what is read first


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels as near their lines as a mutual distance of `gap` allows, inside [low, high]."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    floor = low
    for i in order:
        placed[i] = max(wanted[i], floor)
        floor = placed[i] + gap
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed
