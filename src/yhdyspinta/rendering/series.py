"""What a chart shows: series of points with their status. Values only; how they are drawn is in vega.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from yhdyspinta.domain.status import WITHOUT_VALUE, Status


class Kind(StrEnum):
    LINE = "line"  # over time; points carry dates
    BAR = "bar"  # lying bars, one a category (areas), first on top
    COLUMN = "column"  # standing bars over a few periods
    PYRAMID = "pyramid"  # two series over age groups, the youngest at the bottom


class Role(StrEnum):
    OWN = "own"  # the area that the picture is of
    COMPARATOR = "comparator"
    COUNTRY = "country"
    FORECAST = "forecast"  # dashed; takes the colour of the series it continues


@dataclass(frozen=True, slots=True)
class Point:
    """One value at a period or a category. `value` None is a gap; a suppressed or missing value is never drawn."""

    period: str  # shown text: "toukokuu 2023", "Jämsä", "80–84"
    date: date | None = None  # where it stands on a time axis; None for categories
    value: float | None = None
    status: str = Status.FINAL
    low: float | None = None  # an interval, drawn as a band on lines
    high: float | None = None
    own: bool = False  # the area's own bar among others

    @property
    def shown(self) -> float | None:
        return None if self.status in WITHOUT_VALUE else self.value


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    points: tuple[Point, ...]
    role: Role = Role.OWN
    continues: str = ""  # name of the series whose colour a forecast takes


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart with one message. `title` says what is seen, `description` is its text alternative."""

    name: str  # stable ASCII name: the slide shape's and the element's id
    title: str
    description: str
    series: tuple[Series, ...]
    kind: Kind = Kind.LINE
    unit: str = ""
    decimals: int = 0
    language: str = "fi"
    source: str = ""  # "Lähde: Tilastokeskus, …, haettu 24.11.2026"
    breaks: tuple[tuple[date, str], ...] = ()  # days from which figures are not comparable with earlier ones, each with its words

    @property
    def categories(self) -> tuple[str, ...]:
        """Period or category texts in order: by date where there are dates, else as first met."""
        found: dict[str, date | None] = {}
        for series in self.series:
            for point in series.points:
                found.setdefault(point.period, point.date)
        dated = [(when, text) for text, when in found.items() if when is not None]
        return tuple(text for _, text in sorted(dated)) if len(dated) == len(found) else tuple(found)

    @property
    def broken(self) -> tuple[tuple[date, str], ...]:
        """The breaks that fall inside what is drawn."""
        days = [p.date for s in self.series for p in s.points if p.date is not None]
        return tuple(one for one in self.breaks if days and min(days) < one[0] <= max(days))

    def point(self, series: Series, category: str) -> Point | None:
        return next((p for p in series.points if p.period == category), None)

    def distinct(self) -> Chart:
        """The same chart with invisible marks behind repeated names: Helsinki is a municipality and a county of one name.

        Engines know series and categories by name only, and would draw two of one name as one.
        """
        names = _apart([series.name for series in self.series])
        categories = self.kind in (Kind.BAR, Kind.PYRAMID)
        return replace(self, series=tuple(_renamed(s, name, categories) for s, name in zip(self.series, names, strict=True)))


INVISIBLE = "\u200b"


def _renamed(series: Series, name: str, categories: bool) -> Series:
    if not categories:
        return replace(series, name=name)
    periods = _apart([point.period for point in series.points])
    return replace(series, name=name, points=tuple(replace(p, period=text) for p, text in zip(series.points, periods, strict=True)))


def _apart(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        found.append(name + INVISIBLE * seen[name])
        seen[name] += 1
    return found
