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
    """`subject` names what its chart, map or table shows (an indicator's id) and stays the same in every deck."""

    name: str
    title: str
    subject: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)
    notes: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Headlines(Slide):
    """Headline figures as cards, six a slide."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ChartSlide(Slide):
    """A native chart with its data inside; beside it stand the newest figure as a `card`, else `messages`."""

    chart: Chart
    messages: tuple[str, ...] = ()
    card: Card | None = None


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
    """Paragraphs; `small` ones are for lists that are looked up, such as sources."""

    paragraphs: tuple[str, ...]
    small: bool = False


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
    """A whole presentation. `lines` stand on the cover under the subtitle; `date` is the day of its figures.

    With an `area` its shapes bear names by which a later deck of the same area refreshes them.
    """

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
    area: str = ""
    cover: bool = True  # a slide that goes into another's deck needs none
