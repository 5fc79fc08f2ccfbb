"""Bars: areas beside one another, a few periods, and the age pyramid."""

from __future__ import annotations

from yhdyspinta.rendering.numbers import number
from yhdyspinta.rendering.palette import (
    ACCENT,
    LETTER,
    MUTED,
    OTHERS,
    Spec,
    category_field,
    legend_height,
    number_field,
    scales,
    ticks,
    values,
)
from yhdyspinta.rendering.scale import number_axis
from yhdyspinta.rendering.series import Chart

_GROUPS = 30  # age groups that are named one by one
_PLAIN = {"ticks": False, "domain": False, "labelPadding": 6}


def _rows(chart: Chart) -> list[Spec]:
    axis_words = chart.language, chart.decimals
    return [
        {"s": s.name, "c": p.period, "y": p.shown, "own": p.own, "text": number(p.shown, *axis_words, status=p.status)}
        for s in chart.series
        for p in s.points
    ]


def _colour(chart: Chart, width: int) -> Spec:
    """One series: the own bar stands out. Several: a colour each, with a key above."""
    if len(chart.series) == 1:
        own = any(p.own for p in chart.series[0].points)
        return {"condition": {"test": "datum.own", "value": ACCENT}, "value": OTHERS if own else ACCENT}
    colour: Spec = scales(chart, legend=True, width=width)["color"]
    return colour | {"legend": {"symbolType": "square", "symbolStrokeWidth": 0}}


def _side_by_side(chart: Chart, channel: str) -> Spec:
    return {channel: category_field("s", [s.name for s in chart.series], None)} if len(chart.series) > 1 else {}


def bar_height(chart: Chart, width: int) -> int:
    """Of the whole drawing but its title."""
    return max(_bars(chart), 40) + 7 + _key(chart, width)


def _bars(chart: Chart) -> int:
    return len(chart.categories) * (26 if len(chart.series) == 1 else 14 * len(chart.series) + 10)


def _key(chart: Chart, width: int) -> int:
    return legend_height(chart, width) - 6 if len(chart.series) > 1 else 0


def bar(chart: Chart, width: int) -> Spec:
    """Lying bars in the given order, each with its number or the mark of what is missing at its end."""
    axis, rows = number_axis(values(chart), from_zero=True), _rows(chart)
    names = min(max((len(c) for c in chart.categories), default=0) * LETTER + 10, 0.42 * width)
    numbers = max((len(r["text"]) for r in rows), default=1) * 8 + 10
    y = category_field("c", list(chart.categories), _PLAIN | {"labelLimit": round(names)}, paddingInner=0.28, paddingOuter=0.1)
    x = number_field("y", axis.low, axis.high, None)
    encoding = {"y": y, "x": x} | _side_by_side(chart, "yOffset")
    text = {
        "transform": [{"calculate": "max(datum.y || 0, 0)", "as": "side"}],
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5},
        "encoding": encoding | {"x": x | {"field": "side"}, "text": {"field": "text", "type": "nominal"}},
    }
    layers = [{"mark": {"type": "bar"}, "encoding": encoding | {"color": _colour(chart, width)}}, text]
    inner = max(round(width - names - numbers - 12), 80)
    return {"width": inner, "height": max(_bars(chart), 40), "data": {"values": rows}, "layer": layers}


def column_height(chart: Chart, width: int) -> int:
    """Of the whole drawing but its title."""
    return 240 + 33 + _key(chart, width)


def column(chart: Chart, width: int) -> Spec:
    """Standing bars over periods, from zero."""
    axis, names = number_axis(values(chart), from_zero=True), list(chart.categories)
    inner = max(width - 70, 160)
    step = -(-len(names) * 58 // inner) or 1
    x = category_field("c", names, {"values": names[::-1][::step][::-1], "ticks": False}, paddingInner=0.3, paddingOuter=0.15)
    y = number_field("y", axis.low, axis.high, ticks(axis))
    encoding = {"x": x, "y": y} | _side_by_side(chart, "xOffset")
    missing = {
        "transform": [{"filter": "datum.y === null"}, {"calculate": "0", "as": "floor"}],
        "mark": {"type": "text", "baseline": "bottom", "fontWeight": 600, "fill": MUTED},
        "encoding": encoding | {"y": y | {"field": "floor"}, "text": {"field": "text", "type": "nominal"}},
    }
    layers = [{"mark": {"type": "bar"}, "encoding": encoding | {"color": _colour(chart, width)}}, missing]
    return {"width": inner, "height": 240, "data": {"values": _rows(chart)}, "layer": layers}


def pyramid_height(chart: Chart, width: int) -> int:
    """Of the whole drawing but its title."""
    return _pyramid(chart) + 38 + _key(chart, width)


def _pyramid(chart: Chart) -> int:
    return max(len(chart.categories) * (4 if len(chart.categories) > _GROUPS else 17), 80)


def pyramid(chart: Chart, width: int) -> Spec:
    """Two series back to back; the first is drawn to the left of zero, and the axis says its size."""
    axis = number_axis([abs(v) for v in values(chart)], count=3, from_zero=True)
    left = chart.series[0].name if chart.series else ""
    rows = [row | {"y": -row["y"] if row["s"] == left and row["y"] is not None else row["y"]} for row in _rows(chart)]
    shown = {"values": sorted({-t for t in axis.ticks} | set(axis.ticks)), "labelExpr": f"format(abs(datum.value), ',.{axis.decimals}f')"}
    x = number_field("y", -axis.high, axis.high, _PLAIN | shown | {"labelOverlap": "greedy"}) | {"stack": None}
    ages = list(chart.categories)
    single = len(ages) > _GROUPS  # single years of age: every tenth is named
    y = category_field("c", ages[::-1], _PLAIN | ({"values": ages[::10]} if single else {}), paddingInner=0 if single else 0.12)
    layer = {"mark": {"type": "bar"}, "encoding": {"x": x, "y": y, "color": _colour(chart, width)}}
    return {"width": max(width - 80, 160), "height": _pyramid(chart), "data": {"values": rows}, "layer": [layer]}
