"""What one figure measures: the definition of an indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yhdyspinta.domain.period import Rhythm
from yhdyspinta.domain.text import Text


class Polarity(StrEnum):
    HIGHER_IS_BETTER = "higher_is_better"
    HIGHER_IS_WORSE = "higher_is_worse"
    NEITHER = "neither"


class MeasureKind(StrEnum):
    COUNT = "count"
    SHARE = "share"  # in %
    RATE = "rate"  # per 1,000 or 100,000
    MEAN = "mean"
    INDEX = "index"
    MONEY = "money"
    RANK = "rank"


class Additivity(StrEnum):
    """How values add up over areas. A field of the definition, never guessed from a name."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"  # sum(numerator) / sum(denominator) * factor
    POPULATION_WEIGHTED = "population_weighted"  # only where the denominator is that year's population
    MUST_NOT = "must_not"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing measured in one unit; area, period, sex and age are its axes."""

    id: str
    title: Text
    definition: Text
    unit: Text
    decimals: int
    polarity: Polarity
    kind: MeasureKind
    additivity: Additivity
    themes: tuple[int, ...]
    source: str
    producer: str
    licence: str
    rhythm: Rhythm
    lag_days: int
    address: str  # where the live figure is to be had; empty when nowhere
    numerator: str = ""  # indicator ids, for ratio_of_sums
    denominator: str = ""  # for ratio_of_sums, or the population indicator of population_weighted
    factor: float = 1.0  # 100 for %, 1000 for per mille
    minimum_n: int = 0
    ages: bool = False  # has figures by age
    sexes: bool = False
    survey: bool = False
    computed: Text | None = None  # method, when the product computes the indicator itself
    breaks: tuple[str, ...] = ()
    caveats: Text = field(default_factory=lambda: Text(""))
    swedish_reviewed: bool = False
    same_as: str = ""  # the indicator of another source that measures the same

    @property
    def quantity(self) -> str:
        """What is measured, whoever gives the figure: the id of the first indicator of those that measure the same."""
        return self.same_as or self.id
