"""What figures mean, as relational expressions: newest figures and sums, the slow and obvious way."""

from __future__ import annotations

from typing import Any

import ibis

from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.domain.status import Status
from yhdyspinta.observations.expressions import rows_of

SERIES = ("area", "boundaries", "period", "period_start", "period_end", "value", "status", "release", "source")
NEWEST = ("indicator", "area", "boundaries", "period", "value", "status", "release")
_TOTALS = {"sex": TOTAL, "age": TOTAL}


def series(observations: Any, indicator: str) -> Any:
    """One indicator: every area and period."""
    return rows_of(observations, {"indicator": indicator, **_TOTALS}, SERIES)


def newest(observations: Any) -> Any:
    """The newest figure with a value of each indicator and area; forecasts take no part."""
    told = rows_of(observations, _TOTALS)
    told = told.filter(told.value.notnull(), told.status != Status.FORECAST.value)
    order = [told.period_end.desc(), told.boundaries.desc(), told.release.desc()]
    place = ibis.row_number().over(group_by=[told.indicator, told.area], order_by=order)
    told = told.mutate(place=place)
    return told.filter(told.place == 0).select(*NEWEST)


def sums(observations: Any, parents: Any, indicator: str) -> Any:
    """An indicator summed from municipalities to the areas of `parents` (area_from, area_to), period by period.

    `parts` is how many municipalities have a row, `known` how many of these have a value.
    """
    own = series(observations, indicator)
    joined = own.join(parents, own.area == parents.area_from)
    grouped = joined.group_by([joined.area_to, joined.boundaries, joined.period])
    return grouped.agg(value=joined.value.sum(), parts=joined.area.count(), known=joined.value.count())
