"""Lines of a picture as plain values that rendering draws, and what a page shows of a chart without drawing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from yhdyspinta.analysis import signals
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.areas import COUNTRY
from yhdyspinta.domain.period import Period
from yhdyspinta.pictures.model import MapBlock, Series, TrendBlock
from yhdyspinta.pictures.named_charts import name_of
from yhdyspinta.pictures.presenters.figures import say
from yhdyspinta.rendering import charts, numbers
from yhdyspinta.rendering.blocks import Table
from yhdyspinta.rendering.charts import Size


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart or a map as a page shows it: a picture with its own address, the same in words and as a table, and its source.

    `wide` and `compact` are the sizes of the picture; a map has one, and none where the outlines of its areas are not at
    hand. `areas` are those of the table's rows, for a map.
    """

    name: str
    area: str
    title: str
    subject: str
    description: str
    wide: Size | None
    compact: Size | None
    table: Table
    areas: tuple[str, ...]
    source: str
    old: bool  # its newest figure is over five years old
    edition: str = ""
    choice: str = ""  # the comparisons that its lines follow, as they stand in its address


@dataclass(frozen=True, slots=True)
class Pointer:
    """A drawing that a page leads to but does not show."""

    name: str
    area: str
    title: str
    edition: str = ""
    choice: str = ""


def trend(block: TrendBlock, area: str, language: str, today: date, edition: str = "") -> Drawing:
    """A trend block of an area's picture as lines over time."""
    chart = chart_of(block, language)
    wide, compact = charts.image_sizes(chart, charts.HALF, charts.COMPACT)
    return Drawing(
        name=name_of(block),
        area=area,
        title=chart.title,
        subject=say(block.subject, language),
        description=chart.description,
        wide=wide,
        compact=compact,
        table=charts.table(chart, _("Period")),
        areas=(),
        source=chart.source,
        old=is_old(block, today),
        edition=edition,
    )


def is_aged(block: TrendBlock | MapBlock, today: date) -> bool:
    """Whether the newest figure of a line or a map is over five years old."""
    return signals.old(Period.parse(block.period).end, today) if isinstance(block, MapBlock) else is_old(block, today)


def is_old(block: TrendBlock, today: date) -> bool:
    """Whether the newest figure of a block is over five years old."""
    known = [point.period for one in block.series for point in one.points if point.value is not None]
    return bool(known) and signals.old(Period.parse(max(known)).end, today)


def chart_of(block: TrendBlock, language: str) -> charts.Chart:
    """A trend block as plain values that rendering draws, on pages and on slides."""
    own = next((one for one in block.series if one.role == "own"), None)
    continued = say(own.name, language) if own else ""
    return charts.Chart(
        name="trend-" + "".join(letter if letter.isalnum() else "-" for letter in block.indicator),
        title=say(block.title, language),
        description=_description(block, own or block.series[0], language),
        series=tuple(_line(one, continued, language) for one in block.series),
        unit=say(block.unit, language),
        decimals=block.decimals,
        language=language,
        source=say(block.source, language),
        breaks=_breaks(block.indicator),
    )


def _breaks(indicator: str) -> tuple[tuple[date, str], ...]:
    """From when on the figures of an indicator cannot be compared with earlier ones."""
    defined = indicators().get(indicator)
    return tuple((_day(one), _("break in the series")) for one in defined.breaks) if defined else ()


def _day(text: str) -> date:
    """A day, or the first one of a period."""
    return date.fromisoformat(text) if len(text) == len("2022-02-22") else Period.parse(text).start


def _line(one: Series, continued: str, language: str) -> charts.Series:
    """A line; a forecast goes on in the colour of the area's own line, where there is one."""
    points = tuple(
        charts.Point(numbers.period_short(point.period, language), Period.parse(point.period).start, point.value, point.status)
        for point in one.points
    )
    name = say(one.name, language)
    if one.role == "forecast" and name == continued:
        name = _("%(name)s, forecast") % {"name": name}
    return charts.Series(name, points, _role(one), continued if one.role == "forecast" else "")


def _role(one: Series) -> charts.Role:
    if one.role == "own":
        return charts.Role.OWN
    if one.role == "forecast":
        return charts.Role.FORECAST
    return charts.Role.COUNTRY if one.area == COUNTRY else charts.Role.COMPARATOR


def _description(block: TrendBlock, own: Series, language: str) -> str:
    """A text alternative: where the own line begins and ends. The chart's table, wherever a file has it, has the rest."""
    known = [point for point in own.points if point.value is not None]
    if not known:
        return _("No figures. The table of the chart says why.")
    ends = [
        (numbers.period_name(point.period, language), numbers.amount(point.value, language, block.decimals, say(block.unit, language)))
        for point in (known[0], known[-1])
    ]
    words = {"name": capfirst(say(own.name, language)), "first": ends[0][0], "a": ends[0][1], "last": ends[1][0], "b": ends[1][1]}
    return _("%(name)s: %(a)s (%(first)s), %(b)s (%(last)s). All the figures are in the table of the chart.") % words
