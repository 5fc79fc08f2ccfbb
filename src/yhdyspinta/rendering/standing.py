"""An SVG that stands alone, as a file or behind an <img>: of an exact size, with its own font and lines under it.

A browser loads nothing for a picture, so the letters that Finnish, Swedish and English need travel inside it. Other
programs that do not read such a font take the next one named; text is never lost.
"""

from __future__ import annotations

import math
import re
import textwrap
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.image import FONTS
from yhdyspinta.rendering.palette import FONT, INK, MUTED

FAMILY = FONT.split(",")[0].strip("'")
WEIGHTS = {400: "Regular", 600: "SemiBold"}
SMALL = "YhdyspintaSans-{}-chart.woff2"  # made by tools/chart_assets.py
_LINE, _LETTER, _GAP = 17, 6.2, 8  # of the lines under a drawing, 13 px
_ROOT = re.compile(r"<svg\b[^>]*?\swidth=\"([\d.]+)\"[^>]*?\sheight=\"([\d.]+)\"")
_HEAVY = re.compile(r'font-weight="(?:[6-9]00|bold)"')


@dataclass(frozen=True, slots=True)
class Size:
    """Of a picture, in pixels."""

    width: int
    height: int


def with_notes(size: Size, notes: Sequence[str]) -> Size:
    """The size of a drawing with its lines under it."""
    count = sum(len(_wrapped(note, size.width)) for note in notes)
    return Size(size.width, size.height + (count * _LINE + _GAP if count else 0))


def alone(svg: str, size: Size, notes: Sequence[str] = (), *, embedded: bool = True, warning: str = "") -> str:
    """`svg` in a picture of `size` with `notes` under it; shrunk to fit where it was drawn larger than was thought.

    `warning` is the first of the notes that must not be overlooked; it is written heavy.
    """
    found = _ROOT.search(svg)
    wide, high = (float(found[1]), float(found[2])) if found else (size.width, size.height)
    whole = with_notes(size, notes)
    share = min(1.0, size.width / wide, size.height / high)
    body = svg if share == 1.0 else svg.replace(found[0], _shrunk(found[0], wide, high, share), 1) if found else svg
    lines = _lines(notes, size, warning)
    faces = f"<style>{_faces(bool(_HEAVY.search(body + lines)))}</style>" if embedded else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole.width}" height="{whole.height}" viewBox="0 0 {whole.width} {whole.height}" '
        f'font-family="{FONT}">{faces}<rect width="{whole.width}" height="{whole.height}" fill="#ffffff"/>{body}{lines}</svg>'
    )


def _shrunk(head: str, wide: float, high: float, share: float) -> str:
    """The first tag of a drawing, which keeps its view box, at a smaller size."""
    return head.replace(f'width="{wide:g}"', f'width="{wide * share:.1f}"').replace(f'height="{high:g}"', f'height="{high * share:.1f}"')


def _lines(notes: Sequence[str], size: Size, warning: str) -> str:
    drawn, y = [], size.height + _GAP + 9
    for note in notes:
        look = f'font-size="13" font-weight="600" fill="{INK}"' if note == warning else f'font-size="13" fill="{MUTED}"'
        for line in _wrapped(note, size.width):
            drawn.append(f'<text x="4" y="{y}" {look}>{escape(line)}</text>')
            y += _LINE
    return "".join(drawn)


def _wrapped(note: str, width: int) -> list[str]:
    return textwrap.wrap(clean(note), max(16, math.floor((width - 8) / _LETTER)), break_on_hyphens=False)


@cache
def _faces(heavy: bool) -> str:
    """The fonts of a chart as rules of style; nothing where the small fonts have not been built."""
    rule = "@font-face{{font-family:'{}';font-weight:{};src:url(data:font/woff2;base64,{}) format('woff2')}}"
    wanted = [(weight, FONTS / SMALL.format(style)) for weight, style in WEIGHTS.items() if heavy or weight == 400]
    return "".join(rule.format(FAMILY, weight, b64encode(file.read_bytes()).decode()) for weight, file in wanted if file.is_file())
