"""The key of a map and the frame that holds the two: colours of classes, patterns of what is missing, the own area's outline."""

from __future__ import annotations

import hashlib
import textwrap
from xml.sax.saxutils import escape, quoteattr

from yhdyspinta.domain.status import Status
from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.classes import COLOURS, INKS
from yhdyspinta.rendering.mapped import Map, Place
from yhdyspinta.rendering.numbers import mark_words
from yhdyspinta.rendering.palette import FONT, INK

OWN = "#d9480f"  # the outline of the own area, unlike any class
_BESIDE, _LEGEND, _ROW = 200, 168, 22
_FAR = 1.6  # how much larger the key is on slides


class Look:
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


class Frame:
    """Where the parts of a map stand: the title above when `titled`, the key under or `beside`. Sizes in pixels."""

    def __init__(self, look: Look, width: int, height: int, titled: bool, beside: bool) -> None:
        self.look, under = look, max(width, _LEGEND)
        self.far = _FAR if beside and not titled else 1.0  # a slide is read from afar
        widest = max((len(part) for *_, words in _entries(look) for part in words.split(" ")), default=0)
        aside = max(_BESIDE, round((34 + 7 * widest) * self.far))
        self.legend, legend_height = legend(look, round(aside / self.far) if beside else under)
        full = width + 24 + aside if beside else under
        self.heading = textwrap.wrap(clean(look.shown.title), max(18, full // 8)) if titled else []
        self.above = len(self.heading) * 20 + (8 if self.heading else 0)
        self.whole = full, self.above + (max(height, round(legend_height * self.far)) if beside else height + 10 + legend_height)
        self.move = 0 if beside else (full - width) // 2
        self.legend_at = (width + 24, self.above + 4) if beside else (0, self.above + height + 10)


def framed(body: str, frame: Frame, role: str = "img") -> str:
    """The map with its title and its key, and its name and description for everyone."""
    shown, key, (full, whole) = frame.look.shown, frame.look.key, frame.whole
    heading = "".join(_text(2, 16 + i * 20, line, 'font-size="15" font-weight="600"') for i, line in enumerate(frame.heading))
    size = f'width="{full}" height="{whole}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {full} {whole}" '
        f'role="{role}" class="yp-map" lang={quoteattr(shown.language)} aria-labelledby="{key}h {key}d" font-family="{FONT}">'
        f'<title id="{key}h">{escape(clean(shown.title))}</title><desc id="{key}d">{escape(clean(shown.description))}</desc>'
        f'{patterns(key)}<rect {size} fill="#ffffff"/>{heading}<g transform="translate({frame.move},{frame.above})">{body}</g>'
        f'<g transform="translate({frame.legend_at[0]},{frame.legend_at[1]}) scale({frame.far:g})">{frame.legend}</g></svg>'
    )


def _text(x: int, y: int, words: str, look: str = 'font-size="13"') -> str:
    return f'<text x="{x}" y="{y}" {look} fill="{INK}">{escape(words)}</text>'


def patterns(key: str) -> str:
    """No data: sparse diagonals. Withheld: a dense grid of dots. Neither looks like a class."""
    return (
        f'<defs><pattern id="{key}n" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/>'
        f'<path d="M-2,2l4,-4M0,8l8,-8M6,10l4,-4" stroke="#6b7683" stroke-width="1.2"/></pattern>'
        f'<pattern id="{key}s" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/>'
        f'<circle cx="2" cy="2" r="1.4" fill="#4f5b6b"/></pattern></defs>'
    )


def _entries(look: Look) -> list[tuple[str, str, str]]:
    """Fill, outline and words of each line of the key."""
    shown, grey = look.shown, "#5f6b7a"
    words = look.classes.words(shown.language, shown.decimals, shown.unit) if any(p.value is not None for p in shown.places) else ()
    entries = [(COLOURS[look.classes.shade(i)], grey, text) for i, text in enumerate(words)]
    for status in sorted({p.status for p in shown.places if p.value is None}):
        text = mark_words(status, shown.language)
        if all(text != other for _, _, other in entries):
            entries.append((look.fill(Place("", "", None, status)), grey, text))
    return entries + [("#ffffff", OWN, p.name) for p in shown.places if p.own]


def legend(look: Look, width: int) -> tuple[str, int]:
    """The lines of the key within `width` pixels, and how high they are."""
    drawn, y = [], 0
    for fill, line, words in _entries(look):
        lines = textwrap.wrap(clean(words), max(14, (width - 34) // 7), break_long_words=False) or [""]
        outline = f'stroke="{line}" stroke-width="{3 if line == OWN else 1}"'
        drawn.append(f'<rect x="2" y="{y + 2}" width="22" height="16" fill="{fill}" {outline}/>')
        drawn += [_text(32, y + 15 + i * 16, text) for i, text in enumerate(lines)]
        y += _ROW + 16 * (len(lines) - 1)
    return "".join(drawn), y + 4
