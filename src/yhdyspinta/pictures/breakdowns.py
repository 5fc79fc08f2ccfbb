"""One figure by sex and by age group, where its data have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yhdyspinta.analysis.ages import interval
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.observation import SEXES, TOTAL
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.history import Row
from yhdyspinta.pictures.model import Figure

MOST = 24  # classes of age in one table; where there are more, single years are left out
_COLUMNS = ("period", "boundaries", "sex", "age", "value", "status", "origin")


@dataclass(frozen=True, slots=True)
class Class:
    """One sex or age group: its code, value and status."""

    code: str
    value: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The classes of one axis, `sex` or `age`, in the figure's own period and division."""

    axis: str
    classes: tuple[Class, ...]


def breakdowns_of(context: Context, indicator: Indicator, area: str, figure: Figure) -> tuple[Breakdown, ...]:
    """By sex (ages in total) and by age (sexes in total); an axis of which the period has nothing is left out."""
    found = []
    if indicator.sexes:
        rows = _rows(context, indicator, area, figure, sex=None, age=TOTAL)
        by_sex = {row["sex"]: row for row in rows}
        found.append(Breakdown("sex", tuple(_class(sex, by_sex[sex]) for sex in SEXES if sex != TOTAL and sex in by_sex)))
    if indicator.ages:
        rows = _rows(context, indicator, area, figure, sex=TOTAL, age=None)
        found.append(Breakdown("age", _ages({row["age"]: row for row in rows if row["age"] != TOTAL})))
    return tuple(one for one in found if one.classes)


def _rows(context: Context, indicator: Indicator, area: str, figure: Figure, *, sex: str | None, age: str | None) -> Sequence[Row]:
    table = context.model.series(indicator.id, (area,), sex, age, _COLUMNS)
    rows = [row for row in table.to_pylist() if row["period"] == figure.period]
    own = [row for row in rows if row["boundaries"] == figure.boundaries]
    return own or rows


def _ages(by_age: dict[str, Row]) -> tuple[Class, ...]:
    ages = sorted(by_age, key=interval)
    if len(ages) > MOST:
        ages = [age for age in ages if "-" in age]
    return tuple(_class(age, by_age[age]) for age in ages)


def _class(code: str, row: Row) -> Class:
    return Class(code, row["value"], row["status"])
