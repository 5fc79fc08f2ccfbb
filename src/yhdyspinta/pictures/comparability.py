"""What the definition of an indicator says of setting its figures beside others."""

from __future__ import annotations

from yhdyspinta.domain.indicator import Additivity, Indicator, MeasureKind

_MADE_OF_PARTS = (Additivity.RATIO_OF_SUMS, Additivity.POPULATION_WEIGHTED)


def grows_with_area(indicator: Indicator) -> bool:
    """Whether a larger area has a larger value of itself, so that values of unlike areas say nothing beside each other."""
    return indicator.additivity is Additivity.SUM or indicator.kind is MeasureKind.COUNT


def may_lack_parts(indicator: Indicator) -> bool:
    """Whether a figure of it beside others is made of parts, of which some may be missing; sums never stand beside others."""
    return indicator.additivity in _MADE_OF_PARTS


def parts_of_ratio(indicator: Indicator) -> tuple[str, ...]:
    """The indicators above and below the line of a ratio of sums, whose values tell how many it stands on."""
    return (indicator.numerator, indicator.denominator) if indicator.additivity is Additivity.RATIO_OF_SUMS else ()
