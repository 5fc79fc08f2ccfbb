"""The change of a figure against the year before, over the same municipalities in both periods.

A sum whose parts are missing in one period and known in the other changes by what is missing. Where parts are missing in
either, the change is therefore counted over those that are known in both, and says of how many.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yhdyspinta.analysis.comparison import change
from yhdyspinta.domain.indicator import Additivity, Indicator
from yhdyspinta.domain.status import Status
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.history import Histories

Row = Mapping[str, Any]


def change_of(context: Context, histories: Histories, indicator: Indicator, row: Row) -> dict[str, Any]:
    """`change`, `change_pct`, `change_parts` and `before` (the value that the change is counted from) of a `latest` row."""
    before = row["previous_value"]
    plain = {"change": row["change"], "change_pct": row["change_pct"], "change_parts": None, "before": before}
    if row["change"] is None or not _parts_missing(histories, row):
        return plain
    now, then, parts = _over_the_same(context, histories, indicator, row)
    counted = change(now, then, indicator.kind) if parts else None
    if counted is None:
        return {"change": None, "change_pct": None, "change_parts": None, "before": before}
    return {"change": counted.absolute, "change_pct": counted.percent, "change_parts": parts, "before": then}


def _parts_missing(histories: Histories, row: Row) -> bool:
    earlier = histories.row(row["indicator"], row["area"], row["previous_period"])
    return Status.PARTIAL in (row["status"], earlier["status"])


def _over_the_same(context: Context, histories: Histories, indicator: Indicator, row: Row) -> tuple[float | None, float | None, int]:
    """The figure of both periods over the municipalities known in both, and how many they are."""
    members = context.register.members(row["area"], histories.division(row["area"]))
    periods = (row["period"], row["previous_period"])
    if indicator.additivity is Additivity.SUM:
        known = _known(histories, indicator.id, members, periods)
        sums = [sum(found[period] for found in known.values()) for period in periods]
        return (*sums, len(known)) if known else (None, None, 0)  # type: ignore[return-value]
    if indicator.additivity is not Additivity.RATIO_OF_SUMS:
        return None, None, 0
    above, below = (_known(histories, name, members, periods) for name in (indicator.numerator, indicator.denominator))
    both = above.keys() & below.keys()
    found = []
    for period in periods:
        bottom = sum(below[area][period] for area in both)
        found.append(sum(above[area][period] for area in both) / bottom * indicator.factor if bottom else None)
    return found[0], found[1], len(both)


def _known(histories: Histories, indicator: str, members: tuple[str, ...], periods: tuple[str, str]) -> dict[str, dict[str, float]]:
    """The values of the municipalities that have one in both periods."""
    municipal = histories.municipal(indicator, periods)
    found = {area: municipal.get(area, {}) for area in members}
    return {
        area: {period: values[period] for period in periods}
        for area, values in found.items()
        if all(period in values for period in periods)
    }
