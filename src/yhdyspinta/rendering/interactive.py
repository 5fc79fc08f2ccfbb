"""A chart to explore in a browser: the drawn specification, with the values of a period beside the pointer.

`usermeta.embedOptions` carries the numbers and dates of the language, which a specification cannot hold itself.
"""

from __future__ import annotations

from typing import Any

import vl_convert

from yhdyspinta.rendering.charts import WIDE
from yhdyspinta.rendering.image import LOCALES, writable
from yhdyspinta.rendering.numbers import number, status_words
from yhdyspinta.rendering.palette import FONT, MUTED, Spec
from yhdyspinta.rendering.series import Chart, Kind
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
    """A rule at the period nearest to the pointer; it tells every series' value of that period."""
    x = next(layer["encoding"]["x"] for layer in layers if "x" in layer["encoding"] and layer["encoding"]["x"].get("field") == "x")
    rows: list[dict[str, Any]] = []
    for category in chart.categories:
        points = [(one.name, chart.point(one, category)) for one in chart.series]
        day = next(p.date for _, p in points if p is not None and p.date is not None)
        told = {name: " ".join(filter(None, (_told(chart, p.shown, p.status), _words(chart, p.status)))) for name, p in points if p}
        rows.append({"x": day.isoformat(), "period": category} | {f"v{i}": told.get(one.name, "") for i, one in enumerate(chart.series)})
    tooltip = [{"field": "period", "type": "nominal", "title": " "}]
    tooltip += [{"field": f"v{i}", "type": "nominal", "title": one.name} for i, one in enumerate(chart.series)]
    nearest = {
        "name": "pointed",
        "select": {"type": "point", "on": "pointerover", "nearest": True, "encodings": ["x"], "clear": "pointerout"},
    }
    hidden = {"condition": {"param": "pointed", "empty": False, "value": 1}, "value": 0}
    return [
        {
            "data": {"values": rows},
            "params": [nearest],
            "mark": {"type": "rule", "stroke": MUTED, "strokeWidth": 1, "aria": False},
            "encoding": {"x": x, "opacity": hidden, "tooltip": tooltip},
        }
    ]


def _told(chart: Chart, value: float | None, status: str) -> str:
    return number(value, chart.language, chart.decimals, status)


def _words(chart: Chart, status: str) -> str:
    words = status_words(status, chart.language)
    return f"({words})" if words else ""


def _with_font(value: Any) -> Any:
    """The font under the name by which pages know it."""
    if isinstance(value, dict):
        return {key: _with_font(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_with_font(held) for held in value]
    return PAGE_FONT if value == FONT else value
