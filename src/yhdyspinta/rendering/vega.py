"""Charts as Vega-Lite: every domain, order and colour is written out, nothing is left to a default.

Three traps shape this: a font without a generic fallback loses all text; a dash domain without an order sorts
by name, so a forecast may come out solid; the engine's own ARIA text is English whatever the language.
"""

from __future__ import annotations

import textwrap

from yhdyspinta.rendering.bars import bar, column, pyramid
from yhdyspinta.rendering.lines import line
from yhdyspinta.rendering.palette import FONT, GRID, INK, MUTED, Spec
from yhdyspinta.rendering.series import Chart, Kind

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


def spec(chart: Chart, width: int = 640, titled: bool = False) -> Spec:
    """The Vega-Lite 6 specification of `chart`; `width` in pixels of the whole picture, `titled` draws the title too."""
    body = {Kind.LINE: line, Kind.BAR: bar, Kind.COLUMN: column, Kind.PYRAMID: pyramid}[chart.kind](chart.distinct(), width)
    heading = textwrap.wrap(chart.title, max(20, width // 8)) if titled else []
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
