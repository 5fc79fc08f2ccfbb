"""How the values of one indicator lie over areas of one kind: the middle, the quartiles and the ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import quantiles

LEAST = 4  # fewer values have no quarters


@dataclass(frozen=True, slots=True)
class Distribution:
    """Over `n` known values, in the indicator's unit; the quartiles are None where there are fewer than four.

    `lowest_area` and `highest_area` are those of the smallest and the greatest value, the first by id where several share it.
    """

    n: int
    lowest: float
    lowest_area: str
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    highest: float
    highest_area: str


def distribution(values: Mapping[str, float | None]) -> Distribution | None:
    """The distribution of values by area id; None where none is known.

    Quartiles by linear interpolation between the ordered values (definition 7). Hyndman, R. J. and Fan, Y. (1996): Sample
    quantiles in statistical packages. The American Statistician 50.
    """
    known = sorted((value, area) for area, value in values.items() if value is not None)
    if not known:
        return None
    low, high = known[0], min((item for item in known if item[0] == known[-1][0]), key=lambda item: item[1])
    lower, median, upper = quantiles([value for value, _ in known], n=4, method="inclusive") if len(known) >= LEAST else (None, None, None)
    return Distribution(len(known), low[0], low[1], lower, median, upper, high[0], high[1])
