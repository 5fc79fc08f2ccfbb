"""The last years of an area's figures, for the small lines beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.period import Period
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.pictures.history import Histories, Row
from yhdyspinta.pictures.model import Figure
from yhdyspinta.rendering.spark import Spark, spark

YEARS = 15


def recent(model: ReadModel, register: AreaRegister, area: str, figures: Iterable[Figure]) -> dict[str, Spark]:
    """Figure id -> the line of its last years up to its own period; read in one query."""
    many = {figure.indicator: figure for figure in figures if figure.value is not None}
    histories = Histories(model, register)
    histories.read(area, many)
    lines = {figure.id: _line(histories.of(indicator, area), figure) for indicator, figure in many.items()}
    return {name: line for name, line in lines.items() if line}


def _line(rows: list[Row], figure: Figure) -> Spark | None:
    last = Period.parse(figure.period)
    periods = [(Period.parse(row["period"]), row["value"]) for row in rows]
    shown = [
        (one, value)
        for one, value in periods
        if one.rhythm is last.rhythm and last.start.year - YEARS < one.start.year and one.start <= last.start
    ]
    if not shown:
        return None
    points: list[tuple[date, float | None]] = [(one.start, value) for one, value in shown]
    return spark(points, str(shown[0][0].start.year), str(last.start.year), _step([one.start for one, _ in shown]))


def _step(days: list[date]) -> int:
    """The usual distance of two periods in days: the least there is, so that a skipped one shows."""
    return min(((after - before).days for before, after in pairwise(days)), default=366)
