"""What a figure can tell beside others, what is unusual in it, and whether it is stale: plain rules on plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf, sqrt
from statistics import fmean, median

from yhdyspinta.domain.indicator import Indicator, MeasureKind, Polarity
from yhdyspinta.domain.period import Rhythm, due_date

EVENTS_LEAST = 20
DENOMINATOR_LEAST = 2_000
UNUSUAL_Z = 3.0
CHANCE_Z = 1.96  # 95 per cent, two-sided
NOT_CLEAR = "not_clear"  # a change of a count that chance alone would make
OWN_CHANGES = 10
CHANGES_LEAST = 5  # fewer earlier changes tell nothing of what to expect
OLD_YEARS = 5
# Robust z by the median absolute deviation; where that is zero, by the mean absolute deviation.
# Iglewicz, B. and Hoaglin, D. C. (1993): How to Detect and Handle Outliers. ASQC Quality Press.
_MAD_TO_SIGMA, _MEAN_TO_SIGMA = 0.6745, 1.253314


@dataclass(frozen=True, slots=True)
class Basis:
    """What a value stands on, as far as it is known; None is unknown.

    `n` answers of a survey; `low` and `high` its interval; `residents` of the area stand in for a denominator that
    the source does not give.
    """

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    n: float | None = None
    low: float | None = None
    high: float | None = None
    residents: float | None = None

    @property
    def has_interval(self) -> bool:
        return self.low is not None and self.high is not None


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"  # equal as shown, or no clear difference between intervals
    NO_DIRECTION = "no_direction"  # neither more nor less is better
    CANNOT_TELL = "cannot_tell"


class Freshness(StrEnum):
    CURRENT = "current"
    STALE = "stale"
    OLD = "old"


def cannot_tell(indicator: Indicator, basis: Basis) -> bool:
    """Whether there is no arrow, rank or verdict: no value, or no interval and n unknown or small.

    Small: a count of under 20 events, a denominator under 2,000 (the residents, where the source gives none), or
    fewer answers than the indicator's own minimum. A survey without n and interval never tells.
    """
    if basis.value is None:
        return True
    if basis.has_interval:
        return False
    if indicator.survey:
        return basis.n is None or basis.n < max(indicator.minimum_n, 1) or _few_people(basis)
    if indicator.kind is MeasureKind.COUNT:
        return abs(basis.value) < EVENTS_LEAST
    if indicator.minimum_n and (basis.n is None or basis.n < indicator.minimum_n):
        return True
    if basis.numerator is not None and abs(basis.numerator) < EVENTS_LEAST:
        return True
    return _few_or_unknown(basis)


def _few_people(basis: Basis) -> bool:
    return basis.denominator is not None and basis.denominator < DENOMINATOR_LEAST


def _few_or_unknown(basis: Basis) -> bool:
    people = basis.denominator if basis.denominator is not None else basis.residents
    return people is None or people < DENOMINATOR_LEAST


def clear_difference(one: Basis, other: Basis) -> bool | None:
    """Whether the intervals of two values are apart; None where either has no interval."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None
    return one.high < other.low or other.high < one.low


def compared(indicator: Indicator, own: Basis, other: Basis) -> Verdict:
    """`own` beside `other` (the year before, the county, the country, the areas of its size) by the indicator's polarity.

    Values that are equal, or whose difference is zero, with the indicator's decimals are the same.
    Only `own` is asked whether it can tell, and a
    missing value on either side cannot.
    """
    if other.value is None or own.value is None or cannot_tell(indicator, own):
        return Verdict.CANNOT_TELL
    verdict = judged(indicator, own.value, other.value)
    if verdict is not Verdict.NO_DIRECTION and clear_difference(own, other) is False:
        return Verdict.SAME
    return verdict


def judged(indicator: Indicator, own: float, other: float) -> Verdict:
    """The difference of two values that can tell, by polarity, at the precision at which both are shown."""
    if indicator.polarity is Polarity.NEITHER:
        return Verdict.NO_DIRECTION
    difference = own - other
    if round(own, indicator.decimals) == round(other, indicator.decimals) or round(difference, indicator.decimals) == 0:
        return Verdict.SAME
    return Verdict.BETTER if (difference > 0) == (indicator.polarity is Polarity.HIGHER_IS_BETTER) else Verdict.WORSE


def within_chance(indicator: Indicator, now: float, before: float) -> bool:
    """Whether the change of a count is no greater than chance: |now − before| ≤ 1.96 √(now + before).

    Two counts of events whose rate stands still differ by √(now + before) in standard deviation (Poisson; Przyborowski, J. and
    Wilenski, H. (1940): Homogeneity of results in testing samples from Poisson series. Biometrika 31; the normal form holds
    from some twenty events up, and below that nothing is told at all). Only of events that are for the better or the worse:
    a stock without polarity, such as a population, is a full count whose change is told as it is.
    """
    if indicator.kind is not MeasureKind.COUNT or indicator.polarity is Polarity.NEITHER:
        return False
    return abs(now - before) <= CHANCE_Z * sqrt(abs(now) + abs(before))


def three_period_mean(values: Sequence[float | None]) -> float | None:
    """The mean of the last three periods, shown where one alone cannot tell; None unless all three are known."""
    known = [value for value in values[-3:] if value is not None]
    return fmean(known) if len(known) == 3 else None


def three_period_ratio(numerators: Sequence[float | None], denominators: Sequence[float | None], factor: float) -> float | None:
    """The ratio of three periods taken together: sum of numerators / sum of denominators × factor; None unless all are known."""
    above, below = three_period_mean(numerators), three_period_mean(denominators)
    return None if above is None or not below else above / below * factor


def robust_z(value: float, sample: Sequence[float]) -> float:
    """How far `value` lies from the median of `sample`, in robust standard deviations; infinite where the sample never varies."""
    centre = median(sample)
    deviations = [abs(each - centre) for each in sample]
    spread = median(deviations)
    scale = spread / _MAD_TO_SIGMA if spread else _MEAN_TO_SIGMA * fmean(deviations)
    if scale == 0:
        return 0.0 if value == centre else inf if value > centre else -inf
    return (value - centre) / scale


def unusual(change: float | None, own_changes: Sequence[float | None], comparators: Sequence[float | None], *, tells: bool) -> bool:
    """Whether the latest change lies outside what both the area's own past and its comparators lead one to expect.

    `own_changes`: the earlier changes of the area, oldest first, without the latest; the last ten count. `comparators`:
    the latest changes of the other areas. Both need five known changes. Never where the figure cannot tell.
    """
    return tells and stands_out(change, own_changes) and _far(change, comparators)


def stands_out(change: float | None, own_changes: Sequence[float | None]) -> bool:
    """Whether the latest change lies outside what the area's own last ten changes lead one to expect: the first half of `unusual`."""
    return _far(change, [each for each in own_changes if each is not None][-OWN_CHANGES:])


def _far(change: float | None, others: Sequence[float | None]) -> bool:
    known = [each for each in others if each is not None]
    return change is not None and len(known) >= CHANGES_LEAST and abs(robust_z(change, known)) > UNUSUAL_Z


def stale(period_end: date, lag_days: int, rhythm: Rhythm, today: date) -> bool:
    """Today is later than period end + usual lag + one rhythm; a series without a rhythm is never stale."""
    due = due_date(period_end, lag_days, rhythm)
    return due is not None and today > due


def old(period_end: date, today: date) -> bool:
    """The period ended over five years ago."""
    return (today.year - period_end.year, today.month, today.day) > (OLD_YEARS, period_end.month, period_end.day)


def freshness(period_end: date, lag_days: int, rhythm: Rhythm, today: date) -> Freshness:
    """Old before stale before current. Computed when shown, from dates; never stored."""
    if old(period_end, today):
        return Freshness.OLD
    return Freshness.STALE if stale(period_end, lag_days, rhythm, today) else Freshness.CURRENT
