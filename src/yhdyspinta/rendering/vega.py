"""Charts as Vega-Lite: every domain, order and colour is written out, nothing is left to a default.

Three traps shape this: a font without a generic fallback loses all text; a dash domain without an order sorts
by name, so a forecast may come out solid; the engine's own ARIA text is English whatever the language.
"""

from __future__ import annotations

import textwrap
from datetime import UTC, date, datetime
from typing import Any

from yhdyspinta.domain.status import Status
from yhdyspinta.rendering.numbers import mark, number
from yhdyspinta.rendering.scale import Axis, number_axis, spread, time_ticks
from yhdyspinta.rendering.series import Chart, Kind, Point, Role, Series

# The family inside our TTF files. A name with a digit in it, even as a second choice, is measured as if missing.
FONT = "'Yhdyspinta Sans', sans-serif"
INK, MUTED, GRID = "#1e2b3c", "#4f5b6b", "#d9dee5"
ACCENT, OTHERS = "#003479", "#7089a8"
# Each has at least 3:1 against white; names stand beside the lines, so colour is never alone.
COMPARATORS = ("#00786c", "#b8500f", "#7a3e9d", "#8a6d00", "#a3195b")
COUNTRY = "#5f6b7a"
SOLID, DASHED, DOTTED = [1, 0], [6, 4], [2, 3]
_UNSURE = frozenset({Status.PRELIMINARY, Status.ESTIMATE, Status.PARTIAL})
_LABEL_ROOM, _LETTER, _ROW = 210, 6.8, 16.0
_FEW = 16  # up to so many points each gets a dot
_FRONT = (Role.OWN, Role.FORECAST)

Spec = dict[str, Any]


def spec(chart: Chart, width: int = 640, titled: bool = False) -> Spec:
    """The Vega-Lite 6 specification of `chart`; `width` in pixels of the whole picture, `titled` draws the title too."""
    body = {Kind.LINE: _line, Kind.BAR: _bar, Kind.COLUMN: _column, Kind.PYRAMID: _pyramid}[chart.kind](chart, width)
    heading = textwrap.wrap(chart.title, max(20, round(width / 8))) if titled else []
    under = [text for text in (chart.unit,) if text]
    title = {"text": heading or under, "anchor": "start", "frame": "bounds", "fontSize": 15 if titled else 13, "offset": 10}
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
    "legend": {"orient": "top", "title": None, "labelFontSize": 13, "labelColor": INK, "labelLimit": 400, "symbolStrokeWidth": 3, "symbolSize": 220, "symbolOpacity": 1},
    "title": {"color": INK},
    "text": {"fontSize": 13, "fill": INK},
}


def colours(chart: Chart) -> dict[str, str]:
    """A colour for each series name; a forecast has that of the series it continues."""
    found: dict[str, str] = {}
    comparators = iter(COMPARATORS * (1 + len(chart.series) // len(COMPARATORS)))
    for series in chart.series:
        if series.continues in found:
            found[series.name] = found[series.continues]
        elif series.role is Role.COUNTRY:
            found[series.name] = COUNTRY
        elif series.role in (Role.OWN, Role.FORECAST) and ACCENT not in found.values():
            found[series.name] = ACCENT
        else:
            found[series.name] = next(comparators)
    return found


def _dashes(chart: Chart) -> list[list[int]]:
    return [DASHED if s.role is Role.FORECAST else DOTTED if s.role is Role.COUNTRY else SOLID for s in chart.series]


def _values(chart: Chart) -> list[float]:
    numbers = [v for s in chart.series for p in s.points for v in (p.shown, p.low, p.high) if v is not None]
    return numbers


def _scales(chart: Chart, legend: bool, width: int) -> Spec:
    names, palette = [s.name for s in chart.series], colours(chart)
    fits = sum(len(n) * _LETTER + 50 for n in names) <= width
    shown = {"columns": 0 if fits else 1, "symbolType": "stroke"} if legend else None
    return {
        "color": {"field": "s", "type": "nominal", "scale": {"domain": names, "range": [palette[n] for n in names]}, "legend": shown},
        "strokeDash": {"field": "s", "type": "nominal", "scale": {"domain": names, "range": _dashes(chart)}, "legend": shown},
        "strokeWidth": {
            "field": "s",
            "type": "nominal",
            "scale": {"domain": names, "range": [3 if s.role in (Role.OWN, Role.FORECAST) else 2 for s in chart.series]},
            "legend": None,
        },
    }


def _line(chart: Chart, width: int) -> Spec:
    axis = number_axis(_values(chart))
    longest = max((len(s.name) for s in chart.series), default=0)
    direct = len(chart.series) > 1 and width >= 480 and longest * _LETTER <= _LABEL_ROOM
    room = round(longest * _LETTER) + 12 if direct else 8
    inner, height = max(width - room - 62, 120), 240 if width >= 480 else 200
    days = [p.date for s in chart.series for p in s.points if p.date is not None]
    x = {"field": "x", "type": "temporal", "scale": {"type": "utc", "domain": [_milliseconds(min(days)), _milliseconds(max(days))]}, "axis": _time_axis(chart, days, inner)} if days else {}
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [axis.low, axis.high], "nice": False}, "axis": _number_format(axis)}
    scales = _scales(chart, legend=len(chart.series) > 1 and not direct, width=width)
    base = {"x": x, "y": y}
    layers: list[Spec] = []
    if any(p.low is not None and p.high is not None for s in chart.series for p in s.points):
        band = {"type": "area", "opacity": 0.16, "invalid": "break-paths-show-domains"}
        layers.append({"mark": band, "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}, "color": scales["color"]}})
    layers.append({"mark": {"type": "line", "invalid": "break-paths-show-domains", "strokeCap": "butt"}, "encoding": base | scales})
    layers.append(_dots(base, scales["color"]))
    layers.append(_gaps(x, y, axis))
    if direct:
        layers.append(_names(chart, axis, height, inner, scales["color"]))
    return {"width": inner, "height": height, "data": {"values": _line_rows(chart)}, "layer": layers}


def _dots(base: Spec, colour: Spec) -> Spec:
    """Dots where a line cannot show a value (alone between gaps) and hollow ones where the value may still change."""
    fill = {"condition": {"test": "datum.unsure", "value": "white"}, "field": "s", "type": "nominal", "scale": colour["scale"], "legend": None}
    return {
        "transform": [{"filter": "datum.dot"}],
        "mark": {"type": "point", "size": 42, "strokeWidth": 2, "opacity": 1, "filled": False},
        "encoding": base | {"color": colour, "fill": fill},
    }


def _gaps(x: Spec, y: Spec, axis: Axis) -> Spec:
    """The mark of a missing own value stands on the axis at its own period."""
    return {
        "transform": [{"filter": "datum.gap != ''"}, {"calculate": str(axis.low), "as": "floor"}],
        "mark": {"type": "text", "dy": -8, "fontSize": 15, "fontWeight": 700, "fill": INK},
        "encoding": {"x": x, "y": y | {"field": "floor"}, "text": {"field": "gap", "type": "nominal"}},
    }


def _names(chart: Chart, axis: Axis, height: int, inner: int, colour: Spec) -> Spec:
    """Names beside the line ends, pushed apart; their places are counted here, in the axis' own unit."""
    last = {s.name: next((p.shown for p in reversed(_ordered(s)) if p.shown is not None), None) for s in chart.series}
    known = [(name, value) for name, value in last.items() if value is not None]
    size = (axis.high - axis.low) or 1.0
    places = spread([(v - axis.low) / size * height for _, v in known], _ROW, 0.0, float(height))
    rows = [{"s": name, "y": axis.low + place / height * size} for (name, _), place in zip(known, places, strict=True)]
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [axis.low, axis.high], "nice": False}}
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "fontWeight": 600, "clip": False},
        "encoding": {"x": {"value": inner + 10}, "y": y, "text": {"field": "s", "type": "nominal"}, "fill": colour | {"legend": None}},
    }


def _ordered(series: Series) -> list[Point]:
    return sorted((p for p in series.points if p.date is not None), key=lambda p: p.date or date.min)


def _line_rows(chart: Chart) -> list[Spec]:
    rows: list[Spec] = []
    for series in sorted(chart.series, key=lambda s: s.role in _FRONT):  # what is drawn last lies on top
        points = _ordered(series)
        for i, p in enumerate(points):
            near = [points[j].shown for j in (i - 1, i + 1) if 0 <= j < len(points)]
            few = len(points) <= _FEW and series.role in _FRONT
            dot = p.shown is not None and (few or all(v is None for v in near) or p.status in _UNSURE)
            gap = mark(p.status) if p.shown is None and series.role is Role.OWN else ""
            row = {"s": series.name, "x": p.date.isoformat() if p.date else "", "y": p.shown, "low": p.low, "high": p.high}
            rows.append(row | {"dot": dot, "unsure": p.status in _UNSURE, "gap": gap})
    return rows


def _time_axis(chart: Chart, days: list[date], inner: int) -> Spec:
    ticks, years = time_ticks(days, max(2, inner // (52 if inner > 300 else 64)))
    form = "%Y" if years else ("%b %Y" if chart.language == "en" else "%-m/%Y")
    return {"values": [_milliseconds(d) for d in ticks], "format": form, "grid": False, "labelOverlap": "greedy", "labelFlush": False}


def _milliseconds(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _number_format(axis: Axis) -> Spec:
    return {"values": list(axis.ticks), "format": f",.{axis.decimals}f", "domain": False, "ticks": False, "labelPadding": 6}


def _bar_rows(chart: Chart) -> list[Spec]:
    axis_words = chart.language, chart.decimals
    return [
        {"s": s.name, "c": p.period, "y": p.shown, "own": p.own, "text": number(p.shown, *axis_words, status=p.status)}
        for s in chart.series
        for p in s.points
    ]


def _bar_colour(chart: Chart, width: int) -> Spec:
    """One series: the own bar stands out. Several: a colour each, with a key above."""
    if len(chart.series) == 1:
        own = any(p.own for p in chart.series[0].points)
        return {"condition": {"test": "datum.own", "value": ACCENT}, "value": OTHERS if own else ACCENT}
    colour: Spec = _scales(chart, legend=True, width=width)["color"]
    return colour | {"legend": {"symbolType": "square", "symbolStrokeWidth": 0}}


def _bar(chart: Chart, width: int) -> Spec:
    axis = number_axis(_values(chart), from_zero=True)
    longest = max((len(c) for c in chart.categories), default=0)
    names = min(longest * _LETTER + 10, 0.42 * width)
    numbers = max((len(r["text"]) for r in _bar_rows(chart)), default=1) * 8 + 10
    inner = max(round(width - names - numbers - 12), 80)
    y = {"field": "c", "type": "nominal", "scale": {"domain": list(chart.categories), "paddingInner": 0.28, "paddingOuter": 0.1}, "sort": None}
    y["axis"] = {"labelLimit": round(names), "ticks": False, "domain": False, "labelPadding": 6}
    encoding: Spec = {"y": y, "x": {"field": "y", "type": "quantitative", "scale": {"domain": [axis.low, axis.high], "nice": False}, "axis": None}}
    text_side = {"field": "side", "type": "quantitative"}
    if len(chart.series) > 1:
        encoding["yOffset"] = {"field": "s", "type": "nominal", "scale": {"domain": [s.name for s in chart.series]}, "sort": None}
    layers = [
        {"mark": {"type": "bar"}, "encoding": encoding | {"color": _bar_colour(chart, width)}},
        {
            "transform": [{"calculate": "max(datum.y || 0, 0)", "as": "side"}],
            "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5},
            "encoding": encoding | {"x": encoding["x"] | text_side, "text": {"field": "text", "type": "nominal"}},
        },
    ]
    rows = len(chart.categories) * (26 if len(chart.series) == 1 else 14 * len(chart.series) + 10)
    return {"width": inner, "height": max(rows, 40), "data": {"values": _bar_rows(chart)}, "layer": layers}


def _column(chart: Chart, width: int) -> Spec:
    axis = number_axis(_values(chart), from_zero=True)
    inner = max(width - 70, 160)
    step = -(-len(chart.categories) * 58 // inner)
    shown = list(chart.categories)[::-1][::step][::-1]
    x: Spec = {"field": "c", "type": "nominal", "scale": {"domain": list(chart.categories), "paddingInner": 0.3, "paddingOuter": 0.15}, "sort": None}
    x["axis"] = {"values": shown, "ticks": False}
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [axis.low, axis.high], "nice": False}, "axis": _number_format(axis)}
    encoding = {"x": x, "y": y, "color": _bar_colour(chart, width)}
    if len(chart.series) > 1:
        encoding["xOffset"] = {"field": "s", "type": "nominal", "scale": {"domain": [s.name for s in chart.series]}, "sort": None}
    missing = {
        "transform": [{"filter": "datum.y === null"}, {"calculate": "0", "as": "floor"}],
        "mark": {"type": "text", "baseline": "bottom", "fontWeight": 600, "fill": MUTED},
        "encoding": {k: v for k, v in encoding.items() if k != "color"} | {"y": y | {"field": "floor"}, "text": {"field": "text", "type": "nominal"}},
    }
    return {"width": inner, "height": 240, "data": {"values": _bar_rows(chart)}, "layer": [{"mark": "bar", "encoding": encoding}, missing]}


def _pyramid(chart: Chart, width: int) -> Spec:
    """Two series back to back; the left one is drawn to the left of zero, its axis says the size."""
    axis = number_axis([abs(v) for v in _values(chart)], count=3, from_zero=True)
    left = chart.series[0].name if chart.series else ""
    rows = [row | {"y": -row["y"] if row["s"] == left and row["y"] is not None else row["y"]} for row in _bar_rows(chart)]
    ticks = sorted({-t for t in axis.ticks} | set(axis.ticks))
    x = {"field": "y", "type": "quantitative", "stack": None, "scale": {"domain": [-axis.high, axis.high], "nice": False}}
    x["axis"] = {"values": ticks, "labelExpr": f"format(abs(datum.value), ',.{axis.decimals}f')", "domain": False, "ticks": False, "labelOverlap": "greedy"}
    y = {"field": "c", "type": "nominal", "sort": None, "scale": {"domain": list(chart.categories)[::-1], "paddingInner": 0.12}}
    y["axis"] = {"ticks": False, "domain": False, "labelPadding": 6}
    encoding = {"x": x, "y": y, "color": _bar_colour(chart, width)}
    height = max(len(chart.categories) * 17, 80)
    return {"width": max(width - 80, 160), "height": height, "data": {"values": rows}, "layer": [{"mark": "bar", "encoding": encoding}]}
