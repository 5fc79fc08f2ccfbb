"""Why an area has no figure of an indicator: each reason is another thing, and none of them is a zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from yhdyspinta.domain.indicator import Additivity, Indicator
from yhdyspinta.domain.status import WITHOUT_VALUE, Status
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.model import Figure, TrendBlock


class Reason(StrEnum):
    NOT_HERE = "not_here"  # no figure of the indicator has been fetched
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"  # the source gives the area a mark in place of a value
    NOT_APPLICABLE = "not_applicable"
    ONLY_FORECAST = "only_forecast"  # an official projection, of which no period has come to pass
    OTHER_DIVISION = "other_division"  # only of a division on which the area was another
    NOT_FOR_KIND = "not_for_kind"  # nobody publishes it for areas of this kind, and it cannot be computed
    NOT_COVERED = "not_covered"  # there are figures of other areas of the kind, not of this one


@dataclass(frozen=True, slots=True)
class Absence:
    """`must_not` tells that the figure cannot be computed from those of municipalities either."""

    reason: Reason
    must_not: bool


def absence_of(
    context: Context, indicator: Indicator, area: str, figure: Figure | None, history: TrendBlock | None, kinds: Sequence[str]
) -> Absence | None:
    """Why there is no value; None where there is one. `history` is drawn of the area, `kinds` are those that have figures."""
    if figure is not None and figure.value is not None:
        return None
    if figure is not None:
        reason = Reason(figure.status) if Status(figure.status) in WITHOUT_VALUE else Reason.NOT_AVAILABLE
    else:
        reason = _without_row(context, indicator, area, history, kinds)
    return Absence(reason, indicator.additivity is Additivity.MUST_NOT)


def _without_row(context: Context, indicator: Indicator, area: str, history: TrendBlock | None, kinds: Sequence[str]) -> Reason:
    if indicator.id not in context.model.indicators():
        return Reason.NOT_HERE
    if history is not None:
        return Reason.ONLY_FORECAST
    if context.model.series(indicator.id, (area,)).num_rows:
        return Reason.OTHER_DIVISION
    return Reason.NOT_COVERED if context.register.get(area).kind in kinds else Reason.NOT_FOR_KIND
