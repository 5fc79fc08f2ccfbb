"""The newest figures of an area for indicators that somebody chose: those of a theme, of a phenomenon, of an interface."""

from __future__ import annotations

from collections.abc import Collection

from yhdyspinta.observations.records import records
from yhdyspinta.pictures.around import read_beside
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparability import parts_of_ratio
from yhdyspinta.pictures.comparing import compared
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.figures import teller_of
from yhdyspinta.pictures.history import Histories
from yhdyspinta.pictures.model import Figure

_ORDINARY = Choice()


def chosen_figures(
    context: Context, histories: Histories, wanted: Collection[str], area: str, choice: Choice = _ORDINARY, *, seeks_unusual: bool = False
) -> dict[str, Figure]:
    """The figures of the area that have a value or a mark, by indicator; without their sentences.

    Refused for an area that is no more. `seeks_unusual` asks also which changes are unusual, beside those of like areas.
    """
    histories.division(area)
    newest = records(context.model.latest_of_area(area, context.indicators))
    rows = [row for row in newest if row["indicator"] in wanted]
    known = {row["indicator"] for row in rows}
    parts = {part for name in known for part in parts_of_ratio(context.indicators[name])}
    histories.read(area, known | parts)
    read_beside(context, histories, known, area)
    teller = teller_of(context, histories, area, newest, seeks_unusual=seeks_unusual)
    figures = tuple(teller.figure(row) for row in rows)
    return {figure.indicator: figure for figure in (compared(context, figures, area, choice) if choice else figures)}
