"""Our colours by the names that a master has for them, so that on an organisation's own master its own are taken."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR

from yhdyspinta.rendering import palette

INK, MUTED, ACCENT, PAPER, GROUND = "1E2B3C", "4F5B6B", "003479", "FFFFFF", "F1F5FA"
_OF_WORDS = {
    INK: MSO_THEME_COLOR.TEXT_1,
    ACCENT: MSO_THEME_COLOR.TEXT_2,
    PAPER: MSO_THEME_COLOR.BACKGROUND_1,
    GROUND: MSO_THEME_COLOR.BACKGROUND_2,
}
# Lines and bars; their colours are those of master.COLOURS in the same order.
_ACCENTS = (palette.ACCENT, "#00786c", "#b8500f", "#7a3e9d", palette.COUNTRY, "#8a6d00")
_OF_LINES = {shade: getattr(MSO_THEME_COLOR, f"ACCENT_{place}") for place, shade in enumerate(_ACCENTS, 1)}


def paint(colour: Any, shade: str) -> None:
    """Give a font, a fill or a line one of our colours: `003479` of words, `#003479` of what charts draw."""
    known = _OF_LINES.get(shade.lower()) if shade.startswith("#") else _OF_WORDS.get(shade)
    if known is not None:
        colour.theme_color = known
    else:
        colour.rgb = RGBColor.from_string(shade.lstrip("#").upper())
