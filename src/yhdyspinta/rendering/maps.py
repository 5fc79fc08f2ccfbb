"""Maps as SVG: areas coloured by class, and the tile map of the counties. Each area says its name and value.

Colour is never alone: classes are listed with their bounds, what is missing is hatched (a pattern for each kind of
missing), the own area has a thick outline, tiles carry their number. The sorted table beside is `table(map)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from yhdyspinta.domain.status import Status
from yhdyspinta.rendering.blocks import Column, Table, clean
from yhdyspinta.rendering.image import png as _png
from yhdyspinta.rendering.map_key import OWN, Frame, Look, framed, legend, patterns
from yhdyspinta.rendering.mapped import Map, Place, told
from yhdyspinta.rendering.numbers import number
from yhdyspinta.rendering.standing import Size, alone, with_notes

__all__ = ["Map", "Place", "told"]
_PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_WIDEST, _HIGHEST = 440, 520
_NOWHERE: Mapping[str, str] = MappingProxyType({})
_SIDE, _GAP = 54, 4


Shapes = tuple[tuple[str, str], ...]  # area id, path data of absolute M and L


def choropleth(
    shown: Map, shapes: Shapes, titled: bool = False, beside: bool = False, links: Mapping[str, str] = _NOWHERE, over: str = ""
) -> str:
    """SVG of `shapes`, cut to them. A shape without a place is hatched as no data.

    `titled` draws the title too; `beside` puts the key on the right, as slides want it; `links` are addresses by area id; `over` is
    SVG that lies on the areas, with links in it, placed by `placing`.
    """
    places, look = {p.area: p for p in shown.places}, Look(shown, "c")
    left, top, wide, high = _bounds(shapes)
    scale, drawn = _scale(wide, high), []
    for area, path in sorted(shapes, key=lambda shape: _is_own(places.get(shape[0]))):  # the own outline lies on top
        place = places.get(area, Place(area, area, None, Status.NOT_AVAILABLE))
        line = f'stroke="{OWN}" stroke-width="{3 / scale:.2f}"' if place.own else f'stroke="#ffffff" stroke-width="{0.6 / scale:.2f}"'
        outline = (
            f'<path data-area={quoteattr(area)} d={quoteattr(path)} fill="{look.fill(place)}" {line} stroke-linejoin="round">'
            f"<title>{escape(clean(told(shown, place)))}</title></path>"
        )
        name = quoteattr(clean(told(shown, place)))
        drawn.append(f"<a href={quoteattr(links[area])} aria-label={name}>{outline}</a>" if area in links else outline)
    body = f'<g transform="translate(2,2) scale({scale:.4f}) translate({-left:.1f},{-top:.1f})">{"".join(drawn)}</g>{over}'
    frame = Frame(look, round(wide * scale) + 4, round(high * scale) + 4, titled, beside)
    return framed(body, frame, role="group" if links or over else "img")


def image(shown: Map, shapes: Shapes, notes: tuple[str, ...] = (), *, titled: bool = True, warning: str = "", embedded: bool = True) -> str:
    """SVG of the map that stands alone, with `notes` under it and its font inside (`embedded`); with a title, its key is beside it."""
    lines = (*((warning,) if warning else ()), *notes)
    size = image_size(shown, shapes, titled=titled)
    return alone(choropleth(shown, shapes, titled, beside=titled), size, lines, embedded=embedded, warning=warning)


def image_size(shown: Map, shapes: Shapes, notes: tuple[str, ...] = (), *, titled: bool = True) -> Size:
    """The size of `image` with the same arguments, told without drawing it."""
    _, _, wide, high = _bounds(shapes)
    scale = _scale(wide, high)
    frame = Frame(Look(shown, "c"), round(wide * scale) + 4, round(high * scale) + 4, titled, beside=titled)
    return with_notes(Size(*frame.whole), notes)


def placing(shapes: Shapes) -> Callable[[float, float], tuple[float, float]]:
    """Where a point of the outlines' view box lies in the map drawn of `shapes`, in pixels."""
    left, top, wide, high = _bounds(shapes)
    scale = _scale(wide, high)
    return lambda x, y: (2 + (x - left) * scale, 2 + (y - top) * scale)


def _scale(wide: float, high: float) -> float:
    return min(_WIDEST / wide, _HIGHEST / high)


@lru_cache(maxsize=64)
def _bounds(shapes: Shapes) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is drawn."""
    pairs = [pair for _, path in shapes for pair in _PAIR.findall(path)]
    xs, ys = [float(x) for x, _ in pairs] or [0.0], [float(y) for _, y in pairs] or [0.0]
    return min(xs), min(ys), max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)


def tiles(shown: Map, grid: tuple[tuple[str, int, int], ...], titled: bool = False, beside: bool = False) -> str:
    """SVG of one square an area at (area id, row, column), each with its letters and its number."""
    places, look = {p.area: p for p in shown.places}, Look(shown, "t")
    rows, columns = [row for _, row, _ in grid], [column for _, _, column in grid]
    top, left = min(rows, default=0), min(columns, default=0)
    drawn = []
    for area, row, column in grid:
        place = places.get(area, Place(area, area, None, Status.NOT_AVAILABLE))
        drawn.append(_tile(shown, place, (column - left) * (_SIDE + _GAP) + 3, (row - top) * (_SIDE + _GAP) + 3, look))
    width = (max(columns, default=0) - left + 1) * (_SIDE + _GAP) + 4
    height = (max(rows, default=0) - top + 1) * (_SIDE + _GAP) + 4
    return framed("".join(drawn), Frame(look, width, height, titled, beside))


def key(shown: Map, width: int) -> str:
    """SVG of the key alone, `width` pixels wide, for a page where a browser draws the map; in the font of the page."""
    look = Look(shown, "k")
    drawn, height = legend(look, width)
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}" class="yp-map">{patterns(look.key)}{drawn}</svg>'


def fills(shown: Map) -> dict[str, str]:
    """The colour of the class of each area that has a value."""
    look = Look(shown, "k")
    return {place.area: look.fill(place) for place in shown.places if place.value is not None}


def png(svg: str, scale: float = 2.0) -> bytes:
    """PNG of a map, by default at two pixels a unit."""
    return _png(svg, scale)


def table(shown: Map, first: str, second: str) -> Table:
    """All areas from the greatest value down, the missing last; `first` and `second` head the columns."""
    ordered = sorted(shown.places, key=lambda p: (p.value is None, -(p.value or 0.0), p.name))
    rows = tuple((p.name, number(p.value, shown.language, shown.decimals, p.status)) for p in ordered)
    own = frozenset(i for i, p in enumerate(ordered) if p.own)
    unit = f" ({shown.unit})" if shown.unit else ""
    return Table(shown.title + unit, (Column(first), Column(second, numeric=True)), rows, own, shown.source)


def _is_own(place: Place | None) -> bool:
    return place is not None and place.own


def _tile(shown: Map, place: Place, x: int, y: int, look: Look) -> str:
    ink, middle = look.ink(place), x + _SIDE // 2
    line, width = (OWN, 4) if place.own else ("#5f6b7a", 1)
    value = escape(number(place.value, shown.language, shown.decimals, place.status))
    size = 14 if len(value) <= 6 else 12 if len(value) <= 7 else 10
    square = f'width="{_SIDE}" height="{_SIDE}" rx="4" fill="{look.fill(place)}" stroke="{line}" stroke-width="{width}"'
    plate = f'<rect x="{x + 7}" y="{y + 8}" width="40" height="38" rx="3" fill="#ffffff"/>' if place.value is None else ""
    return (
        f"<g data-area={quoteattr(place.area)}><title>{escape(clean(told(shown, place)))}</title>"
        f'<rect x="{x}" y="{y}" {square}/>{plate}'
        f'<g text-anchor="middle" fill="{ink}">'
        f'<text x="{middle}" y="{y + 23}" font-size="13" font-weight="600">{escape(clean(place.short))}</text>'
        f'<text x="{middle}" y="{y + 41}" font-size="{size}">{value}</text></g></g>'
    )
