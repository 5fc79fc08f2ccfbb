"""Names at the ends of lines instead of a legend, where the ends are far enough apart to be read."""

from __future__ import annotations

import itertools
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from yhdyspinta.rendering.numbers import number
from yhdyspinta.rendering.palette import values
from yhdyspinta.rendering.scale import number_axis
from yhdyspinta.rendering.series import Chart, Kind
from yhdyspinta.rendering.slides.theme import paint

SIZE = 14  # points of every word in a chart
_MOST, _APART = 4, 0.065  # lines; the least distance between ends as a share of the axis
_LETTER = SIZE * 0.56 / 72  # inches
_WIDEST, _TOP, _UNDER = 0.3, 0.03, 0.1  # shares of the chart


def ends(chart: Chart) -> dict[int, int] | None:
    """The place of the last value of each line by the line's number; None when a legend must say whose each is."""
    if chart.kind is not Kind.LINE or not 1 < len(chart.series) <= _MOST:
        return None
    found: dict[int, tuple[int, float]] = {}
    for line, series in enumerate(chart.series):
        known = [(i, p.shown) for i, c in enumerate(chart.categories) if (p := chart.point(series, c)) is not None and p.shown is not None]
        if not known or known[-1][0] < 0.9 * (len(chart.categories) - 1):
            return None
        found[line] = known[-1]
    axis = number_axis(values(chart), from_zero=False)
    heights = sorted(value for _, value in found.values())
    near = any(above - below < _APART * (axis.high - axis.low) for below, above in itertools.pairwise(heights))
    return None if near else {line: place for line, (place, _) in found.items()}


def name_ends(native: Any, chart: Chart, inches: float, colours: dict[str, str]) -> bool:
    """Write each line's name at its end, in its colour, in a chart `inches` wide; False when there is no room for them."""
    places = ends(chart)
    longest = max((len(series.name) for series in chart.series), default=0) * _LETTER + 0.15
    if places is None or longest > _WIDEST * inches:
        return False
    for line, place in places.items():
        _named(native.plots[0].series[line], place, colours[chart.series[line].name])
    _leave_room(native, chart, inches, longest)
    return True


def _named(drawn: Any, place: int, colour: str) -> None:
    label = drawn.points[place].data_label
    label.font.size, label.font.bold = Pt(SIZE), True
    paint(label.font.color, colour)
    label.position = XL_LABEL_POSITION.RIGHT
    element = label._dLbl
    for tag, shown in (("c:showVal", 0), ("c:showSerName", 1), ("c:showCatName", 0), ("c:showLegendKey", 0)):
        found = element.find(qn(tag))
        if found is not None:
            found.set("val", str(shown))


def _leave_room(native: Any, chart: Chart, inches: float, right: float) -> None:
    """The plot ends where the names begin; programs leave no room for them by themselves."""
    axis = number_axis(values(chart), from_zero=False)
    left = max(len(number(tick, chart.language, axis.decimals)) for tick in axis.ticks) * _LETTER + 0.2
    shares = (left / inches, _TOP, 1 - (left + right) / inches, 1 - _TOP - _UNDER)
    area = native._chartSpace.chart.find(qn("c:plotArea"))
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    places = "".join(f'<c:{tag} val="{share:.4f}"/>' for tag, share in zip("xywh", shares, strict=True))
    edges = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{edges}{places}</c:manualLayout></c:layout>"))
