"""One indicator of one area in all its periods, and beside it what the reader compares it with: one row a figure.

A median of a group is computed here for each period of which at least half of the group's areas have a value, as the lines
of charts are. Areas of the same size have a median in the newest period alone: their group changes with the residents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.environment import Environment
from yhdyspinta.observations.records import records
from yhdyspinta.pictures import choice as choices
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.blocks import trend_block
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparing import KEYS, compared
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.exports.fields import DataTable, table
from yhdyspinta.pictures.exports.rows import RowMaker, Values
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.exports.tables import CODES, STANDING
from yhdyspinta.pictures.figures import teller_of
from yhdyspinta.pictures.history import Histories, Row
from yhdyspinta.pictures.lines_beside import under
from yhdyspinta.pictures.model import Comparator, Figure, Series
from yhdyspinta.pictures.presenters.figures import comparator_name, say
from yhdyspinta.rendering.delimited import Cell

NAME = "vertailusarjat"
OWN, COMPARED = "own", "comparator"
_LAYOUT = (*STANDING[:2], "comparator_name", *STANDING[2:6], "comparator_n", *STANDING[6:], "role", "comparator", *CODES)
_COMPUTED = "computed"


def indicator_beside(
    environment: Environment, indicator: str, area: str, choice: Choice, years: tuple[int, int], reader: Reader
) -> DataTable:
    """The table, of the periods that begin in `years` (first, last), in the active language. Unknown for no such indicator or area."""
    with queries.composing(environment, area=area) as context:
        if indicator not in context.indicators:
            raise Unknown(f"There is no indicator {indicator!r}.", "See the list of indicators.")
        return _Maker(context, reader, area, choice.for_area(area)).made(context.indicators[indicator], years)


@dataclass(frozen=True, slots=True)
class _Maker:
    context: Context
    reader: Reader
    area: str
    choice: Choice

    def made(self, indicator: Indicator, years: tuple[int, int]) -> DataTable:
        title = f"{indicator.title.in_(self.reader.language)}: {self.context.register.get(self.area).name.in_(self.reader.language)}"
        rows = (one for one in self._rows(indicator) if years[0] <= int(str(one[0]["period"])[:4]) <= years[1])
        return table(NAME, title, _LAYOUT, rows)

    def _rows(self, indicator: Indicator) -> Iterator[Values]:
        histories, maker = Histories(self.context.model, self.context.register), RowMaker(self.context, self.reader)
        for row in histories.of(indicator.id, self.area):
            values, decimals = maker.row(indicator.id, row)
            yield {**values, "role": OWN}, decimals
        figure = self._figure(histories, indicator.id)
        if figure is None:
            return
        shown: set[str] = set()
        behind = {(other.key, figure.period): other.n for other in figure.comparators}
        for key, line in self._lines(histories, figure):
            shown.add(KEYS[key])
            for values, decimals in self._line(maker, histories, indicator, KEYS[key], line):
                yield {**values, "comparator_n": behind.get((KEYS[key], str(values["period"])))}, decimals
        for other in figure.comparators:
            if other.key not in shown:
                yield self._newest(maker, figure, other)

    def _figure(self, histories: Histories, indicator: str) -> Figure | None:
        """The area's newest figure with the comparators of the choice."""
        rows = records(self.context.model.latest_of_area(self.area, self.context.indicators))
        row = next((one for one in rows if one["indicator"] == indicator), None)
        if row is None:
            return None
        figure = teller_of(self.context, histories, self.area, rows, seeks_unusual=False).figure(row)
        return compared(self.context, (figure,), self.area, self.choice)[0] if self.choice else figure

    def _lines(self, histories: Histories, figure: Figure) -> Iterator[tuple[str, Series]]:
        """Each comparator's line by its key; a chart would show three of them."""
        block = trend_block(self.context, histories, figure)
        if block is None:
            return
        for key in self.choice.shown:
            alone = Choice((), self.choice.group) if key == choices.OWN_GROUP else Choice((key,))
            yield from ((key, line) for line in under(self.context, histories, block, alone).series if line.role == COMPARED)

    def _line(self, maker: RowMaker, histories: Histories, indicator: Indicator, key: str, line: Series) -> Iterator[Values]:
        labels: dict[str, Cell] = {"role": COMPARED, "comparator": key, "comparator_name": say(line.name, self.reader.language)}
        if line.area:
            for row in histories.of(indicator.id, line.area):
                values, decimals = maker.row(indicator.id, row)
                yield {**values, **labels}, decimals
            return
        for point in line.points:
            row = {"boundaries": line.boundaries, "period": point.period, "value": point.value, "status": point.status}
            yield self._median(maker, indicator.id, row, labels)

    def _newest(self, maker: RowMaker, figure: Figure, other: Comparator) -> Values:
        """A comparator that has no line: its value beside the newest figure."""
        name = comparator_name(other, self.reader.language)
        labels: dict[str, Cell] = {"role": COMPARED, "comparator": other.key, "comparator_name": name, "comparator_n": other.n}
        row = {"boundaries": figure.boundaries, "period": figure.period, "value": other.value, "status": other.status}
        if not other.area:
            return self._median(maker, figure.indicator, row, labels)
        values, decimals = maker.row(figure.indicator, {**row, "area": other.area, "origin": "", "release": ""})
        return {**values, **labels}, decimals

    def _median(self, maker: RowMaker, indicator: str, row: Row, labels: dict[str, Cell]) -> Values:
        """A group is no area: no area, figure id or release, and the method is said."""
        values, decimals = maker.row(indicator, {**row, "area": self.area, "origin": _COMPUTED, "release": ""})
        nobody = {"area": "", "area_name": "", "figure": "", "release": ""}
        method = _("computed in Yhdyspinta: median of the areas of the group that have a value") if row["value"] is not None else ""
        return {**values, **nobody, **labels, "method": method}, decimals
