"""What a deck holds. Each slide has a stable ASCII `name`, an active `title`, and its own source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from yhdyspinta.rendering.blocks import Card, Table
from yhdyspinta.rendering.series import Chart

LABELS: Mapping[str, str] = MappingProxyType({"link": "Pysyvä osoite", "continues": "jatkuu"})


@dataclass(frozen=True, slots=True)
class Slide:
    name: str
    title: str
    source: str = field(default="", kw_only=True)
    notes: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Headlines(Slide):
    """Headline figures as cards, six a slide."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ChartSlide(Slide):
    """A native chart with its data inside; `messages` stand beside it."""

    chart: Chart
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSlide(Slide):
    table: Table


@dataclass(frozen=True, slots=True)
class MapSlide(Slide):
    """A picture with its text alternative; `table` beside it gives the numbers."""

    png: bytes
    alt: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class TextSlide(Slide):
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the picture that people fill; `prompt` says what belongs there."""

    title: str
    prompt: str


@dataclass(frozen=True, slots=True)
class StatementsSlide(Slide):
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """A whole presentation. `lines` stand on the cover under the subtitle; `date` is the day of its figures."""

    title: str
    subtitle: str
    language: str
    slides: tuple[Slide, ...]
    date: date
    source: str = ""
    permalink: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: LABELS)
    lines: tuple[str, ...] = ()
    author: str = "Yhdyspinta"
    cover: bool = True  # a slide that goes into another's deck needs none
