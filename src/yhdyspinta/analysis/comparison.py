"""Comparisons of one figure with others: its rank, the areas of its size, and the same period a year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from yhdyspinta.domain.indicator import MeasureKind, Polarity


@dataclass(frozen=True, slots=True)
class Rank:
    """`place` 1 is the best of `n` areas; areas with the same value share a place (1, 2, 2, 4)."""

    place: int
    n: int


class SizeClass(StrEnum):
    """The classes of the table of meanings, by residents; the limits of counties are wider than those of municipalities."""

    UNDER_5_000 = "under_5000"
    FROM_5_000 = "5000_20000"
    FROM_20_000 = "20000_50000"
    OVER_50_000 = "over_50000"
    UNDER_150_000 = "under_150000"
    FROM_150_000 = "150000_300000"
    OVER_300_000 = "over_300000"


@dataclass(frozen=True, slots=True)
class Change:
    """Against the same period a year before. `absolute` is in the indicator's unit, for shares in percentage points.

    `percent` is None for shares and ranks, and where the earlier value is not above zero.
    """

    absolute: float
    percent: float | None
    points: bool


# Upper limits: below the first is the first class; the last limit itself still belongs to the class before ("over").
_MUNICIPALITIES = ((5_000, SizeClass.UNDER_5_000), (20_000, SizeClass.FROM_5_000), (50_001, SizeClass.FROM_20_000))
_COUNTIES = ((150_000, SizeClass.UNDER_150_000), (300_001, SizeClass.FROM_150_000))
_CLASSES = {"KU": (_MUNICIPALITIES, SizeClass.OVER_50_000), "HVA": (_COUNTIES, SizeClass.OVER_300_000)}


def rank(values: Mapping[str, float | None], polarity: Polarity) -> dict[str, Rank]:
    """The rank of each area that has a value, among areas of one kind in one period; empty where polarity is neither."""
    if polarity is Polarity.NEITHER:
        return {}
    known = {area: value for area, value in values.items() if value is not None}
    ordered = sorted(known.values(), reverse=polarity is Polarity.HIGHER_IS_BETTER)
    places: dict[float, int] = {}
    for place, value in enumerate(ordered, 1):
        places.setdefault(value, place)
    return {area: Rank(places[value], len(known)) for area, value in known.items()}


def size_class(kind: str, residents: float | None) -> SizeClass | None:
    """The size class of a municipality or a county; None for other kinds and where residents are unknown.

    A lower limit belongs to its class, and exactly 50,000 (300,000) is not yet over it.
    """
    if residents is None or kind not in _CLASSES:
        return None
    limits, largest = _CLASSES[kind]
    return next((size for limit, size in limits if residents < limit), largest)


def same_size(area: str, kind: str, residents: Mapping[str, float | None]) -> tuple[str, ...]:
    """The areas of the size class of `area`, itself among them, by id; empty where its size is unknown."""
    own = size_class(kind, residents.get(area))
    if own is None:
        return ()
    return tuple(sorted(other for other, people in residents.items() if size_class(kind, people) is own))


def middle(values: Sequence[float | None]) -> float | None:
    """The median of the known values, None where there are none."""
    known = [value for value in values if value is not None]
    return median(known) if known else None


def change(now: float | None, year_before: float | None, kind: MeasureKind) -> Change | None:
    """This period against the one a year before; None where either has no value."""
    if now is None or year_before is None:
        return None
    absolute = now - year_before
    share = kind is MeasureKind.SHARE
    percent = None if share or kind is MeasureKind.RANK or year_before <= 0 else 100.0 * absolute / year_before
    return Change(absolute, percent, share)
