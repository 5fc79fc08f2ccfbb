"""Charts: one value object gives the specification, the SVG, the PNG and the table beside it."""

from __future__ import annotations

from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.rendering.image import drawn, finished
from yhdyspinta.rendering.image import png as _png
from yhdyspinta.rendering.numbers import number, status_words
from yhdyspinta.rendering.series import INVISIBLE, Chart, Kind, Point, Role, Series
from yhdyspinta.rendering.vega import spec

__all__ = ["COMPACT", "WIDE", "Chart", "Kind", "Point", "Role", "Series", "figure", "png", "rows", "spec", "svg", "table"]

WIDE, COMPACT = 720, 300  # pixels: a page's column, and a telephone of 320


def svg(chart: Chart, width: int = WIDE, titled: bool = False) -> str:
    """Inline SVG of the whole chart. Its title and description are the chart's, for those who do not see it."""
    css_class = "yp-chart yp-chart--compact" if width <= COMPACT else "yp-chart yp-chart--wide"
    return finished(drawn(spec(chart, width, titled), chart.language), chart.title, chart.description, css_class, chart.language)


def figure(chart: Chart) -> str:
    """The chart in both widths; the stylesheet shows one, so that text is readable at 320 px too."""
    return svg(chart, WIDE) + svg(chart, COMPACT)


def png(chart: Chart, scale: float = 2.0, width: int = WIDE) -> bytes:
    """PNG with the title drawn in it, `scale` pixels a unit."""
    return _png(svg(chart, width, titled=True), scale)


def rows(chart: Chart, language: str = "") -> tuple[tuple[str, ...], ...]:
    """A row for each period or category: its name, then each series' value or the mark of what is missing."""
    language, chart = language or chart.language, chart.distinct()
    return tuple(
        (category.rstrip(INVISIBLE), *(_cell(chart, s, category, language) for s in chart.series)) for category in chart.categories
    )


def _cell(chart: Chart, series: Series, category: str, language: str) -> str:
    point = chart.point(series, category)
    if point is None:
        return ""
    text = number(point.shown, language, chart.decimals, point.status)
    words = status_words(point.status, language) if point.shown is not None and series.role is not Role.FORECAST else ""
    return f"{text} ({words})" if words else text


def table(chart: Chart, first: str) -> Table:
    """The chart's data as a table; `first` heads the column of periods or categories ("Ajankohta")."""
    unit = f" ({chart.unit})" if chart.unit else ""
    columns = (Column(first), *(Column(s.name, numeric=True) for s in chart.series))
    return Table(caption=chart.title + unit, columns=columns, rows=rows(chart), note=chart.source)
