"""A line so small that it fits beside a number: the shape of the last years, without axes. The words beside it say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

WIDTH, HEIGHT, MARGIN = 120, 36, 4


@dataclass(frozen=True, slots=True)
class Spark:
    """`path` in the units of `WIDTH` × `HEIGHT`, broken where a value is missing; `x`, `y` is its last point."""

    path: str
    x: float
    y: float
    first: str
    last: str


def spark(points: Sequence[tuple[date, float | None]], first: str, last: str, step_days: int) -> Spark | None:
    """The line of some points, oldest first; None where fewer than three have a value.

    The height is that of the values themselves: a line shows shape, not size. `step_days` is the usual distance of two
    points: a longer one is a gap, and so is a point without a value.
    """
    known = [(day, value) for day, value in points if value is not None]
    if len(known) < 3:
        return None
    days, values = [day.toordinal() for day, _ in known], [value for _, value in known]
    low, high = min(values), max(values)
    width, height = (days[-1] - days[0]) or 1, (high - low) or 1.0
    places = [
        (
            MARGIN + (WIDTH - 2 * MARGIN) * (day - days[0]) / width,
            HEIGHT / 2 if high == low else HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - low) / height,
        )
        for day, value in zip(days, values, strict=True)
    ]
    near = [False, *(after - before <= 1.5 * step_days for before, after in pairwise(days))]
    path = "".join(f"{'L' if joined else 'M'}{x:.1f} {y:.1f}" for (x, y), joined in zip(places, near, strict=True))
    return Spark(path, round(places[-1][0], 1), round(places[-1][1], 1), first, last)
