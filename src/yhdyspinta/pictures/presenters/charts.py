"""Blocks of a picture as charts with their tables. The drawn SVG is kept as long as the data is the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from markupsafe import Markup

from yhdyspinta.analysis import signals
from yhdyspinta.domain.areas import COUNTRY
from yhdyspinta.domain.period import Period
from yhdyspinta.pictures.model import Series, TrendBlock
from yhdyspinta.pictures.presenters.figures import say
from yhdyspinta.rendering import charts, numbers
from yhdyspinta.rendering.blocks import Table

_KEPT = 2000  # SVGs of about 20 kB
_HALF = 560  # pixels: two charts side by side


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as a page shows it: inline SVG, the same as a table, and where it comes from."""

    title: str
    subject: str
    svg: Markup
    table: Table
    source: str
    old: bool  # its newest figure is over five years old


def trend(block: TrendBlock, language: str, today: date) -> Drawing:
    """A trend block as lines over time."""
    chart = chart_of(block, language)
    return Drawing(
        title=say(block.title, language),
        subject=say(block.subject, language),
        svg=Markup(_svg(chart)),  # noqa: S704 (our own SVG; its texts are escaped where it is made)
        table=charts.table(chart, _("Period")),
        source=say(block.source, language),
        old=is_old(block, today),
    )


@lru_cache(maxsize=_KEPT)
def _svg(chart: charts.Chart) -> str:
    """Drawn for half of a wide page and for a telephone; the stylesheet shows one."""
    return charts.svg(chart, _HALF) + charts.svg(chart, charts.COMPACT)


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
    )


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
    """A text alternative: where the own line begins and ends. The table has the rest."""
    known = [point for point in own.points if point.value is not None]
    if not known:
        return _("No figures. The table below says why.")
    ends = [
        (numbers.period_name(point.period, language), numbers.amount(point.value, language, block.decimals, say(block.unit, language)))
        for point in (known[0], known[-1])
    ]
    words = {"name": say(own.name, language), "first": ends[0][0], "a": ends[0][1], "last": ends[1][0], "b": ends[1][1]}
    return _("%(name)s: %(a)s (%(first)s), %(b)s (%(last)s). All the figures are in the table below.") % words
