"""The trend of a series: Theil–Sen slope, and its direction where one period alone does not decide it.

Theil, H. (1950): A rank-invariant method of linear and polynomial regression analysis. Proceedings of the Koninklijke
Nederlandse Akademie van Wetenschappen 53. Sen, P. K. (1968): Estimates of the regression coefficient based on Kendall's
tau. Journal of the American Statistical Association 63.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import median

LEAST, MOST = 5, 10  # periods


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Trend:
    """`slope` in the indicator's unit a unit of time, over `n` periods; `direction` none where it does not hold."""

    slope: float
    n: int
    direction: Direction


def trend(times: Sequence[float], values: Sequence[float | None]) -> Trend | None:
    """The trend over the last five to ten periods that have a value; None with fewer than five.

    `times` ascend, in any unit (years, as a rule); a period without a value leaves a gap in time, not a zero. Of a
    monthly or quarterly series give the same month or quarter of each year, lest seasons pass for a trend. The direction
    is that of the slope only if the slope keeps its sign when each period in turn is left out.
    """
    known = [(time, value) for time, value in zip(times, values, strict=True) if value is not None][-MOST:]
    if len(known) < LEAST:
        return None
    whole = slope(known)
    signs = {_sign(whole)} | {_sign(slope(known[:left] + known[left + 1 :])) for left in range(len(known))}
    direction = {frozenset({1}): Direction.UP, frozenset({-1}): Direction.DOWN}.get(frozenset(signs), Direction.NONE)
    return Trend(whole, len(known), direction)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Theil–Sen: the median of the slopes between all pairs of points of different times."""
    return median((later[1] - earlier[1]) / (later[0] - earlier[0]) for earlier, later in combinations(points, 2))


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
