"""The plain values that papers are set from. They carry finished text, no figures logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from yhdyspinta.rendering.blocks import Table, Verdict
from yhdyspinta.rendering.pages import Block, Statement


@dataclass(frozen=True, slots=True)
class Front:
    """What every sheet of a paper says of itself. `place` is the area, `edition` the id of an edition, `example` a warning
    that stands on every page, `facts` pairs for the title page (date, division, permanent address)."""

    title: str
    place: str
    language: str
    date: date
    day: str
    page: str  # "Sivu {page}/{pages}"
    edition: str = ""
    permalink: str = ""
    example: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One official part: what belongs there, what figures say, what has been said, and a place to write in."""

    title: str
    guidance: str
    sentences: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    template: ClassVar[str] = "parts"
    parts: tuple[Part, ...]
    place: str  # "Tilaa osapuolten omille kirjauksille"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the first level and what stands under it."""

    title: str
    blocks: tuple[Block | Parts, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """The figures behind a drawing, set small in the annex of data."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper: title page, contents, sections, the figures of its charts as tables, sources."""

    front: Front
    sections: tuple[Section, ...]
    data: tuple[DataTable, ...] = ()
    sources: tuple[str, ...] = ()
    notice: str = ""
    lead: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A line of at least two known values, 0 (lowest) to 1 (highest); None is a gap. `text` says the same in words."""

    points: tuple[float | None, ...]
    first: str
    last: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One of the figures of a card. Without a value, `missing` says why and whence it would come."""

    title: str
    value: str
    unit: str
    period: str
    why: str
    change: str = ""
    verdict: Verdict | None = None
    beside: tuple[tuple[str, Verdict | None], ...] = ()  # a cell for each comparator: its value and the verdict
    line: Sparkline | None = None
    source: str = ""
    note: str = ""
    missing: str = ""
    lines: tuple[str, ...] = ()  # in place of one value: a change for each group


@dataclass(frozen=True, slots=True)
class Outlook:
    """The official projection by age group as a table. `lacking` names what cannot be made of what is published."""

    title: str
    table: Table
    source: str
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a card under the heads of their columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A card: two pages of A4 about one area."""

    front: Front
    lead: str
    top: tuple[tuple[str, str, str], ...]  # label, value, period
    figures: Figures
    outlook: Outlook | None
    sentences: tuple[str, ...]
    blanks: tuple[tuple[str, str], ...]  # heading, guidance
    sources: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Annex:
    """The one-page annex of an agenda paragraph."""

    front: Front
    lead: str
    table: Table
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    labels: Mapping[str, str]
