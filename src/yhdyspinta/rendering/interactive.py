"""A chart to explore in a browser: the drawn specification, with the values of a period beside the pointer.

`usermeta.embedOptions` carries the numbers and dates of the language, which a specification cannot hold itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import vl_convert

from yhdyspinta.rendering.charts import WIDE
from yhdyspinta.rendering.image import LOCALES, writable
from yhdyspinta.rendering.numbers import number, status_words
from yhdyspinta.rendering.palette import FONT, MUTED, Spec
from yhdyspinta.rendering.series import Chart, Kind, Point
from yhdyspinta.rendering.vega import spec as drawn

PAGE_FONT = '"Source Sans 3", sans-serif'  # what the site's own stylesheet calls the font


def spec(chart: Chart, width: int = WIDE) -> Spec:
    """The Vega-Lite specification of `chart` with tooltips, ready for vegaEmbed of the same version."""
    chart = chart.distinct()
    made = drawn(chart, width)
    if chart.kind is Kind.LINE:
        made["layer"] = [*made["layer"], *_pointed(chart, made["layer"])]
    locale = LOCALES[chart.language]
    formats = {"formatLocale": vl_convert.get_format_locale(locale), "timeFormatLocale": vl_convert.get_time_format_locale(locale)}
    found: Spec = writable(made | {"usermeta": {"embedOptions": formats}, "description": chart.description})
    return _with_font(found)


def _pointed(chart: Chart, layers: list[Spec]) -> list[Spec]:
    """A band over each period, unseen until the pointer is on it; it tells every series' value of the period.

    Bands and not the nearest mark: the engine's own cells around marks lose the values that a tooltip should tell.
    """
    x = next(layer["encoding"]["x"] for layer in layers if layer["encoding"].get("x", {}).get("field") == "x")
    days = {p.period: p.date for s in chart.series for p in s.points if p.date is not None}
    ordered = [days[category] for category in chart.categories if category in days]
    ends = [ordered[0], *(a + (b - a) / 2 for a, b in pairwise(ordered)), ordered[-1]] if ordered else []
    rows: list[dict[str, Any]] = []
    for i, category in enumerate(chart.categories):
        told = {f"v{k}": _told(chart, chart.point(one, category)) for k, one in enumerate(chart.series)}
        rows.append({"x": ends[i].toordinal(), "x2": ends[i + 1].toordinal(), "period": category} | told)
    tooltip = [{"field": "period", "type": "nominal", "title": " "}]
    tooltip += [{"field": f"v{k}", "type": "nominal", "title": one.name} for k, one in enumerate(chart.series)]
    pointed = {"name": "pointed", "select": {"type": "point", "on": "pointerover", "clear": "pointerout"}}
    # Not nothing: the engine does not find what has no opacity at all.
    seen = {"condition": {"param": "pointed", "empty": False, "value": 0.12}, "value": 0.001}
    place = {"x": x, "x2": {"field": "x2"}}
    band = {"type": "rect", "fill": MUTED}
    return [{"data": {"values": rows}, "params": [pointed], "mark": band, "encoding": place | {"opacity": seen, "tooltip": tooltip}}]


def _told(chart: Chart, point: Point | None) -> str:
    """The value with what is said of its status; empty where the series has no such period."""
    if point is None:
        return ""
    words = status_words(point.status, chart.language)
    return number(point.shown, chart.language, chart.decimals, point.status) + (f" ({words})" if words else "")


def _with_font(value: Any) -> Any:
    """The font under the name by which pages know it."""
    if isinstance(value, dict):
        return {key: _with_font(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_with_font(held) for held in value]
    return PAGE_FONT if value == FONT else value
