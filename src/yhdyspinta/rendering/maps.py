"""Maps as SVG: areas coloured by class, and the tile map of the counties. Each area says its name and value.

Colour is never alone: classes are listed with their bounds, what is missing is hatched (a pattern for each kind of
missing), the own area has a thick outline, tiles carry their number. The sorted table beside is `table(map)`.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from yhdyspinta.domain.status import Status
from yhdyspinta.rendering.blocks import Column, Table, clean
from yhdyspinta.rendering.classes import COLOURS, INKS, Classes
from yhdyspinta.rendering.image import png as _png
from yhdyspinta.rendering.numbers import mark_words, number
from yhdyspinta.rendering.palette import FONT, INK
from yhdyspinta.rendering.standing import Size, alone, with_notes

OWN = "#d9480f"  # the outline of the own area, unlike any class
_PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_WIDEST, _HIGHEST, _BESIDE = 440, 520, 200
_NOWHERE: Mapping[str, str] = MappingProxyType({})
_LEGEND, _ROW, _SIDE, _GAP = 168, 22, 54, 4
_FAR = 1.6  # how much larger the key is on slides


@dataclass(frozen=True, slots=True)
class Place:
    """An area's value on a map. `status` tells what is missing where there is no value."""

    area: str
    name: str
    value: float | None
    status: str = Status.FINAL
    own: bool = False
    short: str = ""  # tiles only: the letters of the tile, "PIR"


@dataclass(frozen=True, slots=True)
class Map:
    """Areas of one kind at one period. `description` is the text alternative; `unit` follows the numbers."""

    name: str
    title: str
    description: str
    places: tuple[Place, ...]
    unit: str = ""
    decimals: int = 0
    language: str = "fi"
    source: str = ""

    @property
    def classes(self) -> Classes:
        """Of the numbers as they are shown, so that two areas with the same shown number share a class."""
        return Classes.quantiles([round(p.value, self.decimals) for p in self.places if p.value is not None], decimals=self.decimals)


Shapes = tuple[tuple[str, str], ...]  # area id, path data of absolute M and L


def choropleth(
    shown: Map, shapes: Shapes, titled: bool = False, beside: bool = False, links: Mapping[str, str] = _NOWHERE, over: str = ""
) -> str:
    """SVG of `shapes`, cut to them. A shape without a place is hatched as no data.

    `titled` draws the title too; `beside` puts the key on the right, as slides want it; `links` are addresses by area id; `over` is
    SVG that lies on the areas, with links in it, placed by `placing`.
    """
    places, look = {p.area: p for p in shown.places}, _Look(shown, "c")
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
    frame = _Frame(look, round(wide * scale) + 4, round(high * scale) + 4, titled, beside)
    return _framed(body, frame, role="group" if links or over else "img")


def image(shown: Map, shapes: Shapes, notes: tuple[str, ...] = (), *, titled: bool = True, warning: str = "", embedded: bool = True) -> str:
    """SVG of the map that stands alone, with `notes` under it and its font inside (`embedded`); with a title, its key is beside it."""
    lines = (*((warning,) if warning else ()), *notes)
    size = image_size(shown, shapes, titled=titled)
    return alone(choropleth(shown, shapes, titled, beside=titled), size, lines, embedded=embedded, warning=warning)


def image_size(shown: Map, shapes: Shapes, notes: tuple[str, ...] = (), *, titled: bool = True) -> Size:
    """The size of `image` with the same arguments, told without drawing it."""
    _, _, wide, high = _bounds(shapes)
    scale = _scale(wide, high)
    frame = _Frame(_Look(shown, "c"), round(wide * scale) + 4, round(high * scale) + 4, titled, beside=titled)
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
    places, look = {p.area: p for p in shown.places}, _Look(shown, "t")
    rows, columns = [row for _, row, _ in grid], [column for _, _, column in grid]
    top, left = min(rows, default=0), min(columns, default=0)
    drawn = []
    for area, row, column in grid:
        place = places.get(area, Place(area, area, None, Status.NOT_AVAILABLE))
        drawn.append(_tile(shown, place, (column - left) * (_SIDE + _GAP) + 3, (row - top) * (_SIDE + _GAP) + 3, look))
    width = (max(columns, default=0) - left + 1) * (_SIDE + _GAP) + 4
    height = (max(rows, default=0) - top + 1) * (_SIDE + _GAP) + 4
    return _framed("".join(drawn), _Frame(look, width, height, titled, beside))


def key(shown: Map, width: int) -> str:
    """SVG of the key alone, `width` pixels wide, for a page where a browser draws the map; in the font of the page."""
    look = _Look(shown, "k")
    drawn, height = _legend(look, width)
    size = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}" class="yp-map">{_patterns(look.key)}{drawn}</svg>'
    )


def fills(shown: Map) -> dict[str, str]:
    """The colour of the class of each area that has a value."""
    look = _Look(shown, "k")
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


class _Look:
    """How one map is coloured; the key keeps its patterns apart from those of other maps on the page."""

    def __init__(self, shown: Map, kind: str) -> None:
        self.shown, self.classes = shown, shown.classes
        self.key = "m" + hashlib.sha256(repr((kind, shown)).encode("utf-8", "replace")).hexdigest()[:10]

    def fill(self, place: Place) -> str:
        if place.value is None:
            return f"url(#{self.key}{'s' if place.status == Status.SUPPRESSED else 'n'})"
        return COLOURS[self._shade(place.value)]

    def ink(self, place: Place) -> str:
        return INK if place.value is None else INKS[self._shade(place.value)]

    def _shade(self, value: float) -> int:
        return self.classes.shade(self.classes.of(round(value, self.shown.decimals)))


def told(shown: Map, place: Place) -> str:
    """The name of an area and its value, or what is missing."""
    value = mark_words(place.status, shown.language) if place.value is None else number(place.value, shown.language, shown.decimals)
    return f"{place.name}: {value}" + (f" {shown.unit}" if shown.unit and place.value is not None else "")


def _tile(shown: Map, place: Place, x: int, y: int, look: _Look) -> str:
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


class _Frame:
    """Where the parts of a map stand: the title above when `titled`, the key under or `beside`. Sizes in pixels."""

    def __init__(self, look: _Look, width: int, height: int, titled: bool, beside: bool) -> None:
        self.look, under = look, max(width, _LEGEND)
        self.far = _FAR if beside and not titled else 1.0  # a slide is read from afar
        widest = max((len(part) for *_, words in _entries(look) for part in words.split(" ")), default=0)
        aside = max(_BESIDE, round((34 + 7 * widest) * self.far))
        self.legend, legend_height = _legend(look, round(aside / self.far) if beside else under)
        full = width + 24 + aside if beside else under
        self.heading = textwrap.wrap(clean(look.shown.title), max(18, full // 8)) if titled else []
        self.above = len(self.heading) * 20 + (8 if self.heading else 0)
        self.whole = full, self.above + (max(height, round(legend_height * self.far)) if beside else height + 10 + legend_height)
        self.move = 0 if beside else (full - width) // 2
        self.legend_at = (width + 24, self.above + 4) if beside else (0, self.above + height + 10)


def _framed(body: str, frame: _Frame, role: str = "img") -> str:
    """The map with its title and its key, and its name and description for everyone."""
    shown, key, (full, whole) = frame.look.shown, frame.look.key, frame.whole
    heading = "".join(_text(2, 16 + i * 20, line, 'font-size="15" font-weight="600"') for i, line in enumerate(frame.heading))
    size = f'width="{full}" height="{whole}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {full} {whole}" '
        f'role="{role}" class="yp-map" lang={quoteattr(shown.language)} aria-labelledby="{key}h {key}d" font-family="{FONT}">'
        f'<title id="{key}h">{escape(clean(shown.title))}</title><desc id="{key}d">{escape(clean(shown.description))}</desc>'
        f'{_patterns(key)}<rect {size} fill="#ffffff"/>{heading}<g transform="translate({frame.move},{frame.above})">{body}</g>'
        f'<g transform="translate({frame.legend_at[0]},{frame.legend_at[1]}) scale({frame.far:g})">{frame.legend}</g></svg>'
    )


def _text(x: int, y: int, words: str, look: str = 'font-size="13"') -> str:
    return f'<text x="{x}" y="{y}" {look} fill="{INK}">{escape(words)}</text>'


def _patterns(key: str) -> str:
    """No data: sparse diagonals. Withheld: a dense grid of dots. Neither looks like a class."""
    return (
        f'<defs><pattern id="{key}n" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/>'
        f'<path d="M-2,2l4,-4M0,8l8,-8M6,10l4,-4" stroke="#6b7683" stroke-width="1.2"/></pattern>'
        f'<pattern id="{key}s" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/>'
        f'<circle cx="2" cy="2" r="1.4" fill="#4f5b6b"/></pattern></defs>'
    )


def _entries(look: _Look) -> list[tuple[str, str, str]]:
    """Fill, outline and words of each line of the key."""
    shown, grey = look.shown, "#5f6b7a"
    words = look.classes.words(shown.language, shown.decimals, shown.unit) if any(p.value is not None for p in shown.places) else ()
    entries = [(COLOURS[look.classes.shade(i)], grey, text) for i, text in enumerate(words)]
    for status in sorted({p.status for p in shown.places if p.value is None}):
        text = mark_words(status, shown.language)
        if all(text != other for _, _, other in entries):
            entries.append((look.fill(Place("", "", None, status)), grey, text))
    return entries + [("#ffffff", OWN, p.name) for p in shown.places if p.own]


def _legend(look: _Look, width: int) -> tuple[str, int]:
    drawn, y = [], 0
    for fill, line, words in _entries(look):
        lines = textwrap.wrap(clean(words), max(14, (width - 34) // 7), break_long_words=False) or [""]
        outline = f'stroke="{line}" stroke-width="{3 if line == OWN else 1}"'
        drawn.append(f'<rect x="2" y="{y + 2}" width="22" height="16" fill="{fill}" {outline}/>')
        drawn += [_text(32, y + 15 + i * 16, text) for i, text in enumerate(lines)]
        y += _ROW + 16 * (len(lines) - 1)
    return "".join(drawn), y + 4
