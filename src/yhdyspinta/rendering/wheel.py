"""A year as a wheel: twelve months clockwise from the top, a ring for each of those whom things concern, a mark for each thing.

The kind of a thing is told by the shape of its mark, never by colour alone. The list of the months says the same in words.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.palette import FONT, INK

_SIDE, _OUTER, _INNER = 460, 224, 62  # pixels: the square of the wheel, the radius of its rim and of its hub
_RIM = 34  # of the names of months
_MONTHS, _MARK, _ROWS = 12, 6.0, 2
_LINE, _HERE, _MARKS, _MUTED = "#c3cad3", "#fbe3d6", "#003479", "#4f5b6b"
_SHAPES = ("disc", "square", "diamond", "triangle", "ring")
_LEGEND_ROW, _LEGEND_GAP = 24, 14


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing in a month (1 to 12): in which ring, of which kind (both by their place in the wheel's lists), and its words."""

    month: int
    ring: int
    kind: int
    words: str


@dataclass(frozen=True, slots=True)
class Wheel:
    """A year. `months` are their short names, `rings` the names of the rings from the outermost, `kinds` at most five names;
    `here` is the month of today, 0 in another year. `description` is the text alternative."""

    title: str
    description: str
    hub: str
    months: Sequence[str]
    rings: Sequence[str]
    kinds: Sequence[str]
    marks: Sequence[Mark]
    here: int = 0
    language: str = "fi"


def svg(shown: Wheel) -> str:
    """The wheel with its key under it."""
    key = "w" + hashlib.sha256(repr(shown).encode("utf-8", "replace")).hexdigest()[:10]
    drawn = [_sector(shown.here) if shown.here else "", *_frame(shown), *_marks(shown)]
    legend, high = _legend(shown)
    whole = _SIDE + _LEGEND_GAP + high
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIDE}" height="{whole}" viewBox="0 0 {_SIDE} {whole}" role="img" '
        f'lang={quoteattr(shown.language)} aria-labelledby="{key}h {key}d" font-family="{FONT}">'
        f'<title id="{key}h">{escape(clean(shown.title))}</title><desc id="{key}d">{escape(clean(shown.description))}</desc>'
        f'{"".join(drawn)}<g transform="translate(0,{_SIDE + _LEGEND_GAP})">{legend}</g></svg>'
    )


def _radius(ring: int, rings: int, part: float = 0.5) -> float:
    """The radius at a part (0 to 1, outwards) of a ring."""
    wide = (_OUTER - _RIM - _INNER) / rings
    return _OUTER - _RIM - wide * (ring + 1 - part)


def _at(radius: float, months: float) -> tuple[float, float]:
    """The point at a radius, so many months (1 = the end of January) clockwise from the top."""
    angle = 2 * math.pi * months / _MONTHS - math.pi / 2
    return _SIDE / 2 + radius * math.cos(angle), _SIDE / 2 + radius * math.sin(angle)


def _sector(month: int) -> str:
    (ax, ay), (bx, by) = _at(_OUTER, month - 1), _at(_OUTER, month)
    (cx, cy), (dx, dy) = _at(_INNER, month), _at(_INNER, month - 1)
    path = f"M{ax:.1f},{ay:.1f}A{_OUTER},{_OUTER} 0 0 1 {bx:.1f},{by:.1f}L{cx:.1f},{cy:.1f}A{_INNER},{_INNER} 0 0 0 {dx:.1f},{dy:.1f}Z"
    return f'<path d="{path}" fill="{_HERE}"/>'


def _frame(shown: Wheel) -> list[str]:
    """Circles between the rings, lines between the months, their names and the hub."""
    middle, rings = _SIDE / 2, len(shown.rings)
    radii = [_OUTER, *(_radius(ring, rings, 1.0) for ring in range(rings)), _INNER]
    drawn = [f'<circle cx="{middle}" cy="{middle}" r="{radius:.1f}" fill="none" stroke="{_LINE}"/>' for radius in radii]
    for month, name in enumerate(shown.months, 1):
        (ax, ay), (bx, by) = _at(_INNER, month), _at(_OUTER, month)
        drawn.append(f'<line x1="{ax:.1f}" y1="{ay:.1f}" x2="{bx:.1f}" y2="{by:.1f}" stroke="{_LINE}"/>')
        x, y = _at(_OUTER - _RIM / 2, month - 0.5)
        weight = ' font-weight="700"' if month == shown.here else ""
        drawn.append(_text(x, y + 5, name, f'font-size="14" text-anchor="middle"{weight}'))
    drawn.append(_text(middle, middle + 8, shown.hub, 'font-size="24" font-weight="600" text-anchor="middle"'))
    return drawn


def _marks(shown: Wheel) -> list[str]:
    """Those of a month in a ring side by side in their order, on two rows where there are many."""
    drawn = []
    for ring in range(len(shown.rings)):
        for month in range(1, _MONTHS + 1):
            together = [mark for mark in shown.marks if (mark.ring, mark.month) == (ring, month)]
            rows = 1 if len(together) < _ROWS + 1 else _ROWS
            for place, mark in enumerate(together):
                row, across = place % rows, place // rows
                columns = -(-len(together) // rows)
                part = 0.5 if rows == 1 else 0.72 - 0.44 * row
                x, y = _at(_radius(ring, len(shown.rings), part), month - 1 + (across + 0.5) / columns)
                drawn.append(f"<g><title>{escape(clean(mark.words))}</title>{_shape(mark.kind, x, y)}</g>")
    return drawn


def _shape(kind: int, x: float, y: float) -> str:
    shape, r = _SHAPES[kind % len(_SHAPES)], _MARK
    if shape == "disc":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{_MARKS}"/>'
    if shape == "ring":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r - 1}" fill="#ffffff" stroke="{_MARKS}" stroke-width="2"/>'
    corners = {
        "square": [(-r + 1, -r + 1), (r - 1, -r + 1), (r - 1, r - 1), (-r + 1, r - 1)],
        "diamond": [(0.0, -r - 1.5), (r + 1.5, 0.0), (0.0, r + 1.5), (-r - 1.5, 0.0)],
        "triangle": [(0.0, -r - 1), (r + 1, r - 1), (-r - 1, r - 1)],
    }[shape]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{points}" fill="{_MARKS}"/>'


def _legend(shown: Wheel) -> tuple[str, int]:
    """What the shapes are, and what the rings are from the outermost; and its height."""
    drawn = []
    for place, name in enumerate(shown.kinds):
        y = place * _LEGEND_ROW + 12
        drawn += [_shape(place, 12, y), _text(28, y + 5, name)]
    for place, name in enumerate(shown.rings):
        y = place * _LEGEND_ROW + 12
        radius = 10 - 3.2 * place
        drawn.append(f'<circle cx="{_SIDE / 2 + 12}" cy="{y}" r="10" fill="none" stroke="{_LINE}"/>')
        drawn.append(f'<circle cx="{_SIDE / 2 + 12}" cy="{y}" r="{radius:.1f}" fill="none" stroke="{_MUTED}" stroke-width="2.5"/>')
        drawn.append(_text(_SIDE / 2 + 30, y + 5, name))
    return "".join(drawn), max(len(shown.kinds), len(shown.rings)) * _LEGEND_ROW


def _text(x: float, y: float, words: str, look: str = 'font-size="14"') -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {look} fill="{INK}">{escape(clean(words))}</text>'
