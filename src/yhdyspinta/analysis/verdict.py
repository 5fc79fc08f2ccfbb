"""The verdict on a figure beside another one, as a code that the faces put into words."""

from __future__ import annotations

from enum import StrEnum

from yhdyspinta.analysis.signals import Basis, cannot_tell, clear_difference
from yhdyspinta.domain.indicator import Indicator, Polarity


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"  # equal as shown, or no clear difference between intervals
    NO_DIRECTION = "no_direction"  # neither more nor less is better
    CANNOT_TELL = "cannot_tell"


def verdict(indicator: Indicator, own: Basis, other: Basis) -> Verdict:
    """`own` beside `other` (the year before, the county, the country, the areas of its size) by the indicator's polarity.

    Values that are equal with the indicator's decimals are the same. Only `own` is asked whether it can tell, and a
    missing value on either side cannot.
    """
    if other.value is None or own.value is None or cannot_tell(indicator, own):
        return Verdict.CANNOT_TELL
    if indicator.polarity is Polarity.NEITHER:
        return Verdict.NO_DIRECTION
    difference = round(own.value, indicator.decimals) - round(other.value, indicator.decimals)
    if difference == 0 or clear_difference(own, other) is False:
        return Verdict.SAME
    return Verdict.BETTER if (difference > 0) == (indicator.polarity is Polarity.HIGHER_IS_BETTER) else Verdict.WORSE
