"""Presentations that leaders edit: native charts and tables on a master of our own or the organisation's."""

from yhdyspinta.rendering.slides.build import build
from yhdyspinta.rendering.slides.model import (
    LABELS,
    ChartSlide,
    Deck,
    Headlines,
    MapSlide,
    Part,
    Slide,
    StatementsSlide,
    TableSlide,
    TextSlide,
)

__all__ = [
    "LABELS",
    "ChartSlide",
    "Deck",
    "Headlines",
    "MapSlide",
    "Part",
    "Slide",
    "StatementsSlide",
    "TableSlide",
    "TextSlide",
    "build",
]
