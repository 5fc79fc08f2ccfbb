"""Charts as Vega-Lite: every domain, order and colour is written out, nothing is left to a default.

Three traps shape this: a font without a generic fallback loses all text; a dash domain without an order sorts
by name, so a forecast may come out solid; the engine's own ARIA text is English whatever the language.
"""

from __future__ import annotations

import textwrap

from yhdyspinta.rendering.bars import bar, bar_height, column, column_height, pyramid, pyramid_height
from yhdyspinta.rendering.lines import height, line
from yhdyspinta.rendering.palette import FONT, GRID, INK, MUTED, TITLE_ROW, UNIT_ROW, Spec
from yhdyspinta.rendering.series import Chart, Kind
from yhdyspinta.rendering.standing import Size

_CONFIG: Spec = {
    "aria": False,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "labelColor": INK,
        "titleColor": MUTED,
        "gridColor": GRID,
        "domainColor": MUTED,
        "tickColor": MUTED,
        "labelAngle": 0,
        "labelFont": FONT,
        "title": None,
    },
    "legend": {
        "orient": "top",
        "title": None,
        "labelFontSize": 13,
        "labelColor": INK,
        "labelLimit": 400,
        "symbolStrokeWidth": 3,
        "symbolSize": 220,
        "symbolOpacity": 1,
    },
    "title": {"color": INK},
    "text": {"fontSize": 13, "fill": INK},
}


_HEIGHTS = {Kind.LINE: height, Kind.BAR: bar_height, Kind.COLUMN: column_height, Kind.PYRAMID: pyramid_height}


def size(chart: Chart, width: int, titled: bool = False) -> Size:
    """How large the drawing of `spec` is, told before it is drawn."""
    above = len(_heading(chart, width)) * TITLE_ROW if titled else 0
    under = UNIT_ROW if chart.unit or titled else 0
    return Size(width, _HEIGHTS[chart.kind](chart, width) + above + under)


def _heading(chart: Chart, width: int) -> list[str]:
    return textwrap.wrap(chart.title, max(20, width // 8))


def spec(chart: Chart, width: int = 640, titled: bool = False) -> Spec:
    """The Vega-Lite 6 specification of `chart`; `width` in pixels of the whole picture, `titled` draws the title too."""
    body = {Kind.LINE: line, Kind.BAR: bar, Kind.COLUMN: column, Kind.PYRAMID: pyramid}[chart.kind](chart.distinct(), width)
    heading = _heading(chart, width) if titled else []
    under = [text for text in (chart.unit,) if text]
    title: Spec = {"text": heading or under, "anchor": "start", "frame": "bounds", "fontSize": 15 if titled else 13, "offset": 10}
    if titled:
        title |= {"subtitle": under, "subtitleFontSize": 13, "subtitleColor": MUTED, "fontWeight": 600}
    else:
        title |= {"color": MUTED, "fontWeight": 400}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "white",
        "padding": 4,
        "title": title if heading or under else None,
        "config": _CONFIG,
    } | body
