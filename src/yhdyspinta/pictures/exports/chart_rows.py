"""The figures of a chart as rows: long with codes for programs, as the table is for people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from yhdyspinta.domain.status import WITHOUT_VALUE
from yhdyspinta.pictures.model import MapBlock, TrendBlock
from yhdyspinta.pictures.named_charts import NamedChart
from yhdyspinta.pictures.presenters import charts, wording
from yhdyspinta.pictures.presenters.figures import say
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.delimited import Row

COLUMNS = ("indicator", "title", "series", "role", "area", "boundaries", "period", "value", "status", "unit", "source", "link", "example")
Rows = tuple[Sequence[str], list[Row]]


def machine(chart: NamedChart, language: str, link: str) -> Rows:
    """A row for each value, in full precision, with what must travel with it; a missing value is an empty cell with its status."""
    block, title = chart.block, _title(chart, language)
    last = (say(block.unit, language), say(block.source, language), link, chart.example)
    rows: list[Row] = []
    if isinstance(block, MapBlock):
        for row in block.rows:
            role = "own" if row.area == chart.area else "comparator"
            place = (say(row.name, language), role, row.area, chart.boundaries, block.period)
            rows.append((block.indicator, title, *place, _value(row.value, row.status), row.status, *last))
        return COLUMNS, rows
    for line in block.series:
        for point in line.points:
            place = (say(line.name, language), line.role, line.area, line.boundaries, point.period)
            rows.append((block.indicator, title, *place, _value(point.value, point.status), point.status, *last))
    return COLUMNS, rows


def people(chart: NamedChart, language: str, link: str) -> Rows:
    """The table of the page: a row for each period or area, marks where values are missing, source and address last."""
    block, unit = chart.block, say(chart.block.unit, language)
    if isinstance(block, MapBlock):
        value = _("Value")
        heads = [wording.kinds_name(block.kind), f"{value} ({unit})", _("Period")]
        rows: list[list[str | float | None]] = [
            [say(row.name, language), _shown(row.value, row.status, block), numbers.period_name(block.period, language)]
            for row in block.rows
        ]
    else:
        drawn = charts.chart_of(block, language)
        heads = [_("Period"), *(f"{line.name} ({unit})" for line in drawn.series)]
        points = [[(drawn.point(line, category)) for line in drawn.series] for category in drawn.categories]
        rows = [
            [category, *("" if one is None else _shown(one.value, one.status, block) for one in found)]
            for category, found in zip(drawn.categories, points, strict=True)
        ]
    last = (_title(chart, language), say(block.source, language), link)
    extra = [_("EXAMPLE: an invented area with made figures")] if chart.example else []
    return (*heads, _("Figure"), _("Source"), _("Permanent address"), *([_("Note")] if extra else [])), [
        (*row, *last, *extra) for row in rows
    ]


def _title(chart: NamedChart, language: str) -> str:
    """What is drawn: the indicator of a line, the whole title of a map."""
    return say(chart.block.subject if isinstance(chart.block, TrendBlock) else chart.block.title, language)


def _value(value: float | None, status: str) -> float | None:
    return None if status in WITHOUT_VALUE else value


def _shown(value: float | None, status: str, block: TrendBlock | MapBlock) -> str | float:
    """The number as the page shows it, or the mark of what is missing."""
    return numbers.mark(status) if value is None or status in WITHOUT_VALUE else round(value, block.decimals)
