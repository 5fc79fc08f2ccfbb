"""Lines over time: own area, comparators, the official projection with its interval, gaps with their marks."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import groupby, pairwise

from yhdyspinta.domain.status import Status
from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.numbers import MARKS, mark, number
from yhdyspinta.rendering.palette import INK, LETTER, MUTED, Spec, legend_height, number_field, scales, ticks, values
from yhdyspinta.rendering.scale import Axis, number_axis, spread, time_ticks
from yhdyspinta.rendering.series import Chart, Point, Role, Series

_UNSURE = frozenset({Status.PRELIMINARY, Status.ESTIMATE, Status.PARTIAL})
_FRONT = (Role.OWN, Role.FORECAST)
_LABEL_ROOM, _ROW = 210, 16.0
_ROOMY = 480  # pixels from which a drawing is not a telephone's
_FEW = 16  # up to so many points each gets a dot
# By mark: no data, withheld, not applicable.
BANDS = {MARKS[Status.NOT_AVAILABLE]: "#e6e9ee", MARKS[Status.SUPPRESSED]: "#c3cad4", MARKS[Status.NOT_APPLICABLE]: "#f2f4f7"}
_BREAK = {"invalid": "break-paths-show-domains"}  # a missing value is a gap in the line


def height(chart: Chart, width: int) -> int:
    """Of the whole drawing but its title: plot, time axis and, where names do not stand beside the lines, the key."""
    key = legend_height(chart, width) if len(chart.series) > 1 and not _direct(chart, width) else 0
    return _plot(width) + 33 + key


def _plot(width: int) -> int:
    return 240 if width >= _ROOMY else 200


def _direct(chart: Chart, width: int) -> bool:
    """Names stand beside the lines where there is room for them."""
    return len(chart.series) > 1 and width >= _ROOMY and _longest(chart) <= _LABEL_ROOM


def _longest(chart: Chart) -> float:
    return max((len(s.name) for s in chart.series), default=0) * LETTER


def line(chart: Chart, width: int) -> Spec:
    axis = number_axis(values(chart))
    direct, height = _direct(chart, width), _plot(width)
    numbers = max(len(number(tick, chart.language, axis.decimals)) for tick in axis.ticks) * LETTER
    inner = max(round(width - numbers - 20 - (_longest(chart) + 12 if direct else 18)), 120)
    look = scales(chart, legend=len(chart.series) > 1 and not direct, width=width)
    x, y = _time(chart, inner), number_field("y", axis.low, axis.high, ticks(axis))
    layers: list[Spec] = _bands(chart, x) if many_gaps(chart) else []
    if any(p.low is not None and p.high is not None for s in chart.series for p in s.points):
        interval = {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}, "color": look["color"]}
        layers.append({"mark": {"type": "area", "opacity": 0.16} | _BREAK, "encoding": interval})
    layers.append({"mark": {"type": "line", "strokeCap": "butt", "strokeJoin": "round"} | _BREAK, "encoding": {"x": x, "y": y} | look})
    layers.append(_dots({"x": x, "y": y}, look["color"]))
    if not many_gaps(chart):
        layers.append(_gaps(x, y, axis))
    if chart.broken:
        layers += _breaks(chart, x)
    if direct:
        layers.append(_names(chart, axis, height, inner, look["color"]))
    return {"width": inner, "height": height, "data": {"values": _rows(chart)}, "layer": layers}


def _dots(base: Spec, colour: Spec) -> Spec:
    """Dots where a line cannot show a value (alone between gaps) and hollow ones where the value may still change."""
    fill = colour | {"condition": {"test": "datum.unsure", "value": "white"}, "legend": None}
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


def cut(chart: Chart) -> bool:
    """Whether the number axis begins elsewhere than at zero."""
    drawn = values(chart)
    return bool(drawn) and not number_axis(drawn).low <= 0 <= number_axis(drawn).high


def many_gaps(chart: Chart) -> bool:
    """Whether so many own values are missing that marks would run into one another and look like a line: then bands tell."""
    return sum(p.shown is None for s in chart.series if s.role is Role.OWN for p in s.points) > _FEW


def _bands(chart: Chart, x: Spec) -> list[Spec]:
    """A grey band over each run of missing own values, lighter where there is no data than where it is withheld."""
    rows = []
    for points in (_ordered(s) for s in chart.series if s.role is Role.OWN):
        days = [p.date for p in points if p.date is not None]
        half = min((b - a for a, b in pairwise(days)), default=timedelta(days=1)) / 2
        for status, run in groupby(zip(points, days, strict=True), key=lambda one: mark(one[0].status) if one[0].shown is None else ""):
            held = [day for _, day in run]
            if status:
                ends = (max(held[0] - half, days[0]), min(held[-1] + half, days[-1]))
                rows.append({"x": ends[0].toordinal(), "x2": ends[1].toordinal(), "mark": status})
    place = {"x": x, "x2": {"field": "x2"}}
    return [
        {"data": {"values": [row for row in rows if row["mark"] == status]}, "mark": {"type": "rect", "fill": shade}, "encoding": place}
        for status, shade in BANDS.items()
        if any(row["mark"] == status for row in rows)
    ]


def _breaks(chart: Chart, x: Spec) -> list[Spec]:
    """A rule where the figures begin anew, with its words at its head."""
    rows = [{"x": day.toordinal(), "words": words} for day, words in chart.broken]
    data, place = {"values": rows}, {"x": x}
    rule = {"data": data, "mark": {"type": "rule", "stroke": MUTED, "strokeDash": [3, 3]}, "encoding": place}
    words = {"type": "text", "align": "right", "baseline": "top", "dx": -4, "y": 0, "fill": MUTED, "fontSize": 12}
    return [rule, {"data": data, "mark": words, "encoding": place | {"text": {"field": "words", "type": "nominal"}}}]


def _names(chart: Chart, axis: Axis, height: int, inner: int, colour: Spec) -> Spec:
    """Names beside the line ends, pushed apart; their places are counted here, in the axis' own unit."""
    last = {s.name: next((p.shown for p in reversed(_ordered(s)) if p.shown is not None), None) for s in chart.series}
    known = [(name, value) for name, value in last.items() if value is not None]
    size = (axis.high - axis.low) or 1.0
    places = spread([(v - axis.low) / size * height for _, v in known], _ROW, 0.0, float(height))
    rows = [{"s": name, "y": axis.low + place / height * size} for (name, _), place in zip(known, places, strict=True)]
    y = number_field("y", axis.low, axis.high, ticks(axis))
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "fontWeight": 600, "clip": False},
        "encoding": {"x": {"value": inner + 10}, "y": y, "text": {"field": "s", "type": "nominal"}, "fill": colour | {"legend": None}},
    }


def _ordered(series: Series) -> list[Point]:
    return sorted((p for p in series.points if p.date is not None), key=lambda p: p.date or date.min)


def _rows(chart: Chart) -> list[Spec]:
    rows: list[Spec] = []
    for series in sorted(chart.series, key=lambda s: s.role in _FRONT):  # what is drawn last lies on top
        points = _ordered(series)
        marked = sum(p.status in _UNSURE for p in points) <= _FEW  # a line full of marks is not read; the table has them all
        for i, p in enumerate(points):
            near = [points[j].shown for j in (i - 1, i + 1) if 0 <= j < len(points)]
            few = len(points) <= _FEW and series.role in _FRONT
            dot = p.shown is not None and (few or all(v is None for v in near) or (p.status in _UNSURE and marked))
            gap = mark(p.status) if p.shown is None and series.role is Role.OWN else ""
            row = {"s": series.name, "x": p.date.toordinal() if p.date else None, "y": p.shown, "low": p.low, "high": p.high}
            rows.append(row | {"dot": dot, "unsure": p.status in _UNSURE, "gap": gap})
    return rows


def _time(chart: Chart, inner: int) -> Spec:
    """The time axis: whole years by number, shorter periods by the names of their points.

    Days are counted, not dated: interpreted expressions, which a strict content policy needs, cannot make a date of a number.
    """
    names = {p.date: p.period for s in chart.series for p in s.points if p.date is not None}
    if not names:
        return {"field": "x", "type": "quantitative"}
    letters = max(map(len, names.values()))
    shown, years = time_ticks(list(names), max(2, inner // (52 if inner > 300 else 46)))
    if not years:
        shown, _ = time_ticks(list(names), max(2, round(inner // (letters * LETTER + 14))))
    texts = {str(day.toordinal()): str(day.year) if years else clean(names[day]) for day in shown}
    axis: Spec = {"values": [day.toordinal() for day in shown], "labelExpr": f"{json.dumps(texts)}[toString(datum.value)]"}
    alone = 180 if len(names) == 1 else 0  # a single point stands in the middle
    domain = [min(names).toordinal() - alone, max(names).toordinal() + alone]
    look = {"grid": False, "labelOverlap": "greedy", "labelFlush": False}
    return {"field": "x", "type": "quantitative", "scale": {"domain": domain, "nice": False, "zero": False}, "axis": axis | look}
