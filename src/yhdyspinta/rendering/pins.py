"""Numbered pins on a map: the shape tells the kind, how it is filled tells whose it is. What lies too near shares one pin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.palette import INK

KINDS, FILLS = 5, 3  # how many kinds and whose there are shapes and fillings for
_RADIUS, _APART, _SYMBOL = 13.0, 31.0, 30
SHARED = -1  # of several kinds, or of several of those whose they are
_PLAIN, _RAISED = "#ffffff", "#dbe4f0"
# Corners of the shapes in parts of the radius; a disc has none. All are of about the same size to the eye.
_CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
    ((0.0, -1.35), (1.35, 1.0), (-1.35, 1.0)),
    ((-0.6, -1.05), (0.6, -1.05), (1.2, 0.0), (0.6, 1.05), (-0.6, 1.05), (-1.2, 0.0)),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a place on a map, in pixels of the drawing: its kind and whose it is by their place in lists, and its words."""

    key: int
    x: float
    y: float
    kind: int
    whose: int
    words: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered place with the things that lie in it; `kind` and `whose` are `SHARED` where they differ."""

    number: int
    x: float
    y: float
    things: tuple[Thing, ...]

    @property
    def kind(self) -> int:
        return _same([one.kind for one in self.things])

    @property
    def whose(self) -> int:
        return _same([one.whose for one in self.things])


def gathered(things: Sequence[Thing]) -> tuple[Pin, ...]:
    """The pins of things, so that none lies on another: numbered from the north to the south, then from the west."""
    pins: list[Pin] = []
    for thing in sorted(things, key=lambda one: (one.y, one.x, one.key)):
        near = next((at for at, pin in enumerate(pins) if _near(pin, thing)), None)
        if near is None:
            pins.append(Pin(0, thing.x, thing.y, (thing,)))
        else:
            pins[near] = replace(pins[near], things=(*pins[near].things, thing))
    return tuple(replace(pin, number=number) for number, pin in enumerate(pins, 1))


def drawn(pins: Sequence[Pin], link: str) -> str:
    """SVG of the pins, each a link to `link` with its number in place of `{}`."""
    return "".join(_pin(pin, link) for pin in pins)


def symbol(kind: int, whose: int) -> str:
    """SVG of a pin without its number, for a key whose words stand beside it."""
    middle = _SYMBOL / 2
    shape = _shape(kind, whose, middle, middle + (1.5 if kind == 3 else 0), _RADIUS * 0.8)
    size = f'width="{_SYMBOL}" height="{_SYMBOL}" viewBox="0 0 {_SYMBOL} {_SYMBOL}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true" focusable="false">{shape}</svg>'


def _same(values: list[int]) -> int:
    return values[0] if len(set(values)) == 1 else SHARED


def _near(pin: Pin, thing: Thing) -> bool:
    return (pin.x - thing.x) ** 2 + (pin.y - thing.y) ** 2 < _APART**2


def _pin(pin: Pin, link: str) -> str:
    words = clean(f"{pin.number}: {'; '.join(one.words for one in pin.things)}")
    ink = _PLAIN if pin.whose == 0 else INK
    down = 6.5 if pin.kind == 3 else 5
    return (
        f"<a href={quoteattr(link.format(pin.number))}><title>{escape(words)}</title>"
        f"{_shape(pin.kind, pin.whose, pin.x, pin.y, _RADIUS)}"
        f'<text x="{pin.x:.1f}" y="{pin.y + down:.1f}" text-anchor="middle" font-size="14" font-weight="700" fill="{ink}" '
        f'aria-hidden="true">'
        f"{pin.number}</text></a>"
    )


def _shape(kind: int, whose: int, x: float, y: float, radius: float) -> str:
    """Filled for the first, hollow for the second, hollow with a broken line for the third, thickly outlined where several share it."""
    fill = {0: INK, SHARED: _RAISED}.get(whose, _PLAIN)
    line = 4.5 if whose == SHARED else 2.0
    dashed = ' stroke-dasharray="4 2.5"' if whose == 2 else ""
    look = f'fill="{fill}" stroke="{INK}" stroke-width="{line:g}"{dashed}'
    halo = f'fill="none" stroke="#ffffff" stroke-width="{line + 4:g}"'
    if kind == SHARED:
        wide, high = radius * 1.2, radius * 0.85
        size = f'x="{x - wide:.1f}" y="{y - high:.1f}" width="{2 * wide:.1f}" height="{2 * high:.1f}" rx="{high:.1f}"'
        return f"<rect {size} {halo}/><rect {size} {look}/>"
    corners = _CORNERS[kind % KINDS]
    if not corners:
        size = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"'
        return f"<circle {size} {halo}/><circle {size} {look}/>"
    size = 'points="' + " ".join(f"{x + dx * radius:.1f},{y + dy * radius:.1f}" for dx, dy in corners) + '"'
    return f'<polygon {size} stroke-linejoin="round" {halo}/><polygon {size} stroke-linejoin="round" {look}/>'
