"""The lines beside an area's own under the reader's choice: areas as they are, groups as their median of each period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yhdyspinta.analysis.comparison import middle
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY
from yhdyspinta.pictures import choice as choices
from yhdyspinta.pictures.blocks import lines_beside
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.history import Histories
from yhdyspinta.pictures.model import Series, SeriesPoint, TrendBlock
from yhdyspinta.pictures.phrases import capital, in_all, say

MOST = 3  # lines beside the own one: more than four are not read
_NAMES = {choices.SAME_TYPE: "line_same_type", choices.NEIGHBOURS: "line_neighbours", choices.OWN_GROUP: "line_own_group"}


def under(context: Context, histories: Histories, block: TrendBlock, choice: Choice) -> TrendBlock:
    """The block with the lines of the choice, in its order; as it is under the ordinary one.

    Areas of the same size have no line: their group changes with the residents of each year.
    """
    indicator = context.indicators[block.indicator]
    if not choice or grows_with_area(indicator):
        return block
    own = next(line for line in block.series if line.role == "own")
    beside = [
        line for line in _Beside(context, histories, block, own, choice).lines() if any(point.value is not None for point in line.points)
    ]
    return replace(block, series=(own, *beside[:MOST]))


@dataclass(frozen=True, slots=True)
class _Beside:
    context: Context
    histories: Histories
    block: TrendBlock
    own: Series
    choice: Choice

    def lines(self) -> Iterator[Series]:
        ordinary = {line.area: line for line in self.block.series if line.role == "comparator"}
        for key in self.choice.shown:
            if key in _NAMES:
                areas = choices.peers(self.own.area, key, self.choice.group)
                if areas:
                    yield self._median(key, areas)
                continue
            for area in lines_beside(self.context, self.own.area):
                if area in ordinary and (area == COUNTRY) == (key == choices.WHOLE_COUNTRY) and key != choices.SAME_SIZE:
                    yield ordinary[area]

    def _median(self, key: str, areas: tuple[str, ...]) -> Series:
        """The median of a group in each period of which at least half of its areas have a value; a group of one is that area."""
        values = self._values(areas)
        points = []
        for point in self.own.points:
            known = [values[area][point.period] for area in areas if point.period in values.get(area, {})]
            value = middle(known) if 2 * len(known) >= len(areas) else None
            points.append(SeriesPoint(period=point.period, value=value, status="final" if value is not None else "not_available"))
        alone = len(areas) == 1
        median = in_all(lambda language: capital(say(_NAMES[key], language)))
        name = self.context.register.get(areas[0]).label.as_dict() if alone else median
        return Series(
            area=areas[0] if alone else "", name=name, role="comparator", boundaries=self.context.register.current, points=tuple(points)
        )

    def _values(self, areas: tuple[str, ...]) -> dict[str, dict[str, float]]:
        if areas[0].startswith(MUNICIPALITY) and len(areas) > choices.MOST_AREAS:
            return self.histories.municipal(self.block.indicator, tuple(point.period for point in self.own.points))
        rows = {area: self.histories.of(self.block.indicator, area) for area in areas}
        return {area: {row["period"]: row["value"] for row in found if row["value"] is not None} for area, found in rows.items()}
