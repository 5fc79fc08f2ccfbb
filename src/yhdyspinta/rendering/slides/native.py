"""Native charts: the reader can edit their data. A missing value is an empty cell and a gap, never a zero."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.numbers import mark
from yhdyspinta.rendering.palette import ACCENT, GRID, INK, MUTED, OTHERS, colours, values
from yhdyspinta.rendering.scale import number_axis
from yhdyspinta.rendering.series import Chart, Kind, Role, Series
from yhdyspinta.rendering.slides.labels import name_ends
from yhdyspinta.rendering.slides.theme import paint

_TYPES = {
    Kind.LINE: XL_CHART_TYPE.LINE,
    Kind.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    Kind.COLUMN: XL_CHART_TYPE.COLUMN_CLUSTERED,
    Kind.PYRAMID: XL_CHART_TYPE.BAR_CLUSTERED,
}
_LANGUAGES = {"fi": "[$-40B]", "sv": "[$-81D]", "en": "[$-809]"}
_LABELS, _NAMED = 12, 14  # names that fit under a line; more periods than that stand on an axis of dates, which every program thins


def add(slide: Any, chart: Chart, box: tuple[Any, Any, Any, Any]) -> Any:
    """Add `chart` to a slide at `box` (left, top, width, height in EMU) and return its graphic frame."""
    chart = chart.distinct()
    frame = slide.shapes.add_chart(_TYPES[chart.kind], *box, _data(chart))
    native = frame.chart
    # The library's own workbook would turn a name that begins with "=" into a formula.
    native.part.chart_workbook.update_from_xlsx_blob(_workbook(chart))
    _look(native, chart)
    _axes(native, chart)
    if name_ends(native, chart, box[2] / 914_400, colours(chart)):
        native.has_legend = False
    for series, drawn in zip(chart.series, native.plots[0].series, strict=True):
        _series(drawn, series, chart)
    return frame


def _cells(chart: Chart, series: Series) -> list[float | None]:
    """Values by category; a pyramid's first series is negative, so that it is drawn to the left."""
    sign = -1.0 if chart.kind is Kind.PYRAMID and series == chart.series[0] else 1.0
    found = [chart.point(series, category) for category in chart.categories]
    return [None if p is None or p.shown is None else sign * round(p.shown, 10) for p in found]


def _dates(chart: Chart) -> list[date]:
    """Long lines stand on an axis of dates, whose labels are years; others name every period."""
    days = {p.period: p.date for s in chart.series for p in s.points if p.date is not None}
    if chart.kind is not Kind.LINE or len(chart.categories) <= _NAMED or len(days) < len(chart.categories):
        return []
    return [days[category] for category in chart.categories]


def _named(chart: Chart, category: str) -> str:
    """A bar without a value has its mark beside its name: `Luhanka (..)`."""
    point = chart.point(chart.series[0], category) if chart.kind is Kind.BAR and len(chart.series) == 1 else None
    return clean(f"{category} ({mark(point.status)})" if point is not None and point.shown is None else category)


def _format(chart: Chart, decimals: int | None = None) -> str:
    """The format of numbers; the language code before it makes programs that know it write as the deck's readers do."""
    decimals = chart.decimals if decimals is None else decimals
    number = _LANGUAGES[chart.language] + "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"{number};{number}" if chart.kind is Kind.PYRAMID else number


def _data(chart: Chart) -> Any:
    data = CategoryChartData(number_format=_format(chart))
    data.categories = _dates(chart) or [_named(chart, category) for category in chart.categories]
    for series in chart.series:
        data.add_series(clean(series.name), _cells(chart, series))
    return data


def _workbook(chart: Chart) -> bytes:
    """The workbook behind the chart, laid out as the chart refers to it: categories in A, a series a column."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})  # the same bytes every time
    sheet, shown = book.add_worksheet("Sheet1"), book.add_format({"num_format": _format(chart)})
    days = _dates(chart)
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, category in enumerate(chart.categories, 1):
        if days:
            sheet.write_datetime(row, 0, datetime(days[row - 1].year, days[row - 1].month, days[row - 1].day), dated)  # noqa: DTZ001 (a day)
        else:
            sheet.write_string(row, 0, _named(chart, category))
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, clean(series.name))
        for row, value in enumerate(_cells(chart, series), 1):
            if value is not None:
                sheet.write_number(row, column, value, shown)
    book.close()
    return file.getvalue()


def _look(native: Any, chart: Chart) -> None:
    native.has_title = False
    native.font.size = Pt(14)
    paint(native.font.color, INK)
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        native.legend.font.size = Pt(14)
    space = native._chartSpace
    blank = space.chart.find(qn("c:dispBlanksAs"))
    if blank is None:
        blank = parse_xml(f"<c:dispBlanksAs {nsdecls('c')}/>")
        space.chart.append(blank)
    blank.set("val", "gap")


def _axes(native: Any, chart: Chart) -> None:
    numbers, names = native.value_axis, native.category_axis
    axis = number_axis(
        [abs(v) for v in values(chart)] if chart.kind is Kind.PYRAMID else values(chart), from_zero=chart.kind is not Kind.LINE
    )
    numbers.minimum_scale, numbers.maximum_scale = -axis.high if chart.kind is Kind.PYRAMID else axis.low, axis.high
    numbers.major_unit = axis.ticks[1] - axis.ticks[0] if len(axis.ticks) > 1 else None
    numbers.tick_labels.number_format = _format(chart, axis.decimals)
    numbers.tick_labels.number_format_is_linked = False
    numbers.has_major_gridlines = chart.kind is not Kind.BAR
    numbers.visible = chart.kind is not Kind.BAR
    if numbers.has_major_gridlines:
        paint(numbers.major_gridlines.format.line.color, GRID)
    numbers.format.line.fill.background()
    numbers.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    paint(names.format.line.color, MUTED)
    names.has_major_gridlines = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.reverse_order = chart.kind is Kind.BAR
    names.tick_labels.font.size = Pt(14 if len(chart.categories) <= 14 or chart.kind in (Kind.LINE, Kind.COLUMN) else 10)
    names._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")  # turned words are not read
    if days := _dates(chart):
        _years(names, days)
    elif chart.kind in (Kind.LINE, Kind.COLUMN):
        _skip(names, -(-len(chart.categories) // _LABELS))
    plot = native.plots[0]
    if chart.kind is not Kind.LINE:
        plot.gap_width = 12 if chart.kind is Kind.PYRAMID else 45
        plot.overlap = 100 if chart.kind is Kind.PYRAMID else -5
    if chart.kind is Kind.BAR:
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = _format(chart), False
        plot.data_labels.font.size = Pt(14)


def _skip(names: Any, step: int) -> None:
    """Every `step`-th name is written."""
    last = names._element.find(qn("c:noMultiLvlLbl"))
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        last.addprevious(parse_xml(f'<{tag} {nsdecls("c")} val="{step}"/>'))


def _years(names: Any, days: list[date]) -> None:
    """A label for every year, or for every few."""
    step = -(-(days[-1].year - days[0].year + 1) // _LABELS)
    names.tick_labels.number_format, names.tick_labels.number_format_is_linked = "yyyy", False
    element = names._element
    for tag in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit", "c:minorUnit", "c:minorTimeUnit"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    base = "years" if all((d.month, d.day) == (1, 1) for d in days) else "months"
    for tag, value in (("c:baseTimeUnit", base), ("c:majorUnit", step), ("c:majorTimeUnit", "years")):
        element.append(parse_xml(f'<{tag} {nsdecls("c")} val="{value}"/>'))


def _series(drawn: Any, series: Series, chart: Chart) -> None:
    colour = colours(chart)[series.name]
    if chart.kind is not Kind.LINE:
        own = any(p.own for p in series.points)
        drawn.format.fill.solid()
        paint(drawn.format.fill.fore_color, OTHERS if own else colour)
        drawn.invert_if_negative = False
        for i, category in enumerate(chart.categories):
            point = chart.point(series, category)
            if point is not None and point.own:
                drawn.points[i].format.fill.solid()
                paint(drawn.points[i].format.fill.fore_color, ACCENT)
        return
    drawn.smooth = False
    paint(drawn.format.line.color, colour)
    drawn.format.line.width = Pt(3 if series.role in (Role.OWN, Role.FORECAST) else 2)
    if series.role is Role.FORECAST:
        drawn.format.line.dash_style = MSO_LINE.DASH
    elif series.role is Role.COUNTRY:
        drawn.format.line.dash_style = MSO_LINE.ROUND_DOT
    shown = [p for p in series.points if p.shown is not None]
    dots = series.role in (Role.OWN, Role.FORECAST) and len(shown) <= 16
    drawn.marker.style = XL_MARKER_STYLE.CIRCLE if dots else XL_MARKER_STYLE.NONE
    if dots:
        drawn.marker.size = 7
        drawn.marker.format.fill.solid()
        paint(drawn.marker.format.fill.fore_color, colour)
        paint(drawn.marker.format.line.color, colour)
