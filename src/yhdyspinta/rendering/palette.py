"""Colours, dashes and the font of charts, and the pieces of a specification that all kinds share."""

from __future__ import annotations

from typing import Any

from yhdyspinta.rendering.scale import Axis
from yhdyspinta.rendering.series import Chart, Role

# The family inside our TTF files. A name with a digit in it, even as a second choice, is measured as if missing.
FONT = "'Yhdyspinta Sans', sans-serif"
INK, MUTED, GRID = "#1e2b3c", "#4f5b6b", "#d9dee5"
ACCENT, OTHERS = "#003479", "#7089a8"
# Each has at least 3:1 against white; names stand beside the lines, so colour is never alone.
COMPARATORS = ("#00786c", "#b8500f", "#7a3e9d", "#8a6d00", "#a3195b")
COUNTRY = "#5f6b7a"
SOLID, DASHED, DOTTED = [1, 0], [6, 4], [2, 3]
LETTER = 6.8  # mean width of a letter of 13 px
TITLE_ROW, UNIT_ROW, LEGEND_ROW = 18, 24, 18  # heights of what stands above a drawing

Spec = dict[str, Any]


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


def dashes(chart: Chart) -> list[list[int]]:
    return [DASHED if s.role is Role.FORECAST else DOTTED if s.role is Role.COUNTRY else SOLID for s in chart.series]


def values(chart: Chart) -> list[float]:
    """All that is drawn: values and the ends of intervals."""
    return [v for s in chart.series for p in s.points for v in (p.shown, p.low, p.high) if v is not None]


def legend_fits(chart: Chart, width: int) -> bool:
    """Whether the names of the series stand on one row."""
    return sum(len(s.name) * LETTER + 50 for s in chart.series) <= width


def legend_height(chart: Chart, width: int) -> int:
    """The height of a key above a drawing."""
    return 28 + (0 if legend_fits(chart, width) else LEGEND_ROW * (len(chart.series) - 1))


def scales(chart: Chart, legend: bool, width: int) -> Spec:
    """Colour, dash and width by series, each with its domain in the order of the chart."""
    palette = colours(chart)
    names = list(palette)
    shown = {"columns": 0 if legend_fits(chart, width) else 1, "symbolType": "stroke"} if legend else None
    widths = [3 if s.role in (Role.OWN, Role.FORECAST) else 2 for s in chart.series]
    return {
        "color": series_field(names, [palette[name] for name in names], shown),
        "strokeDash": series_field(names, dashes(chart), shown),
        "strokeWidth": series_field(names, widths, None) | {"type": "ordinal"},
    }


def series_field(names: list[str], shown_as: list[Any], legend: Spec | None) -> Spec:
    """A look by series. The scale is named: a width would otherwise be spread evenly over its range, or be none at all."""
    return {"field": "s", "type": "nominal", "scale": {"type": "ordinal", "domain": names, "range": shown_as}, "legend": legend}


def number_field(field: str, low: float, high: float, axis: Spec | None) -> Spec:
    return {"field": field, "type": "quantitative", "scale": {"domain": [low, high], "nice": False}, "axis": axis}


def category_field(field: str, names: list[str], axis: Spec | None, **padding: float) -> Spec:
    shown: Spec = {"field": field, "type": "nominal", "scale": {"domain": names} | padding, "sort": None}
    return shown | ({"axis": axis} if axis is not None else {})


def ticks(axis: Axis) -> Spec:
    return {"values": list(axis.ticks), "format": f",.{axis.decimals}f", "domain": False, "ticks": False, "labelPadding": 10}
