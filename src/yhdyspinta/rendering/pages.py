"""A picture as one file of HTML: style and charts inside it, each chart with its table, nothing fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from yhdyspinta.rendering import charts
from yhdyspinta.rendering.blocks import Card, Table, Verdict
from yhdyspinta.rendering.image import FONTS
from yhdyspinta.rendering.series import Chart

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Paragraphs:
    template: ClassVar[str] = "paragraphs"
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    template: ClassVar[str] = "bullets"
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice above what it concerns; `tone` is warning or info."""

    template: ClassVar[str] = "notice"
    text: str
    tone: str = "warning"


@dataclass(frozen=True, slots=True)
class Cards:
    template: ClassVar[str] = "cards"
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart under its title, with its source and its table."""

    template: ClassVar[str] = "chart"
    chart: Chart
    heading: str = ""  # the chart's title when empty

    @property
    def svg(self) -> Markup:
        return Markup(charts.figure(self.chart))  # noqa: S704 (our own SVG; its texts are escaped where it is made)


@dataclass(frozen=True, slots=True)
class MapBlock:
    """A map that rendering.maps drew, with its table."""

    template: ClassVar[str] = "map"
    svg: str
    table: Table
    title: str
    source: str = ""

    @property
    def drawn(self) -> Markup:
        return Markup(self.svg)  # noqa: S704 (as above)


@dataclass(frozen=True, slots=True)
class TableBlock:
    template: ClassVar[str] = "table_block"
    table: Table


@dataclass(frozen=True, slots=True)
class Folded:
    """Blocks behind a summary, closed at first; open on paper."""

    template: ClassVar[str] = "folded"
    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    author: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class StatementPart:
    """One part of the picture: what belongs there, and what has been said; without statements the place stays open."""

    title: str
    guidance: str
    statements: tuple[Statement, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Statements:
    template: ClassVar[str] = "statements"
    parts: tuple[StatementPart, ...]


Block = Paragraphs | Bullets | Notice | Cards | ChartBlock | MapBlock | TableBlock | Folded | Statements


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `level` is 2, or 3 inside the section before it."""

    title: str
    blocks: tuple[Block, ...]
    id: str = ""
    level: int = 2


LABELS: Mapping[str, str] = {
    "skip": "Siirry sisältöön",
    "contents": "Sisällys",
    "table": "Sama taulukkona",
    "period": "Ajankohta",
    "area": "Alue",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page in one language. `labels` as in LABELS; `footer` lines stand at the end."""

    title: str
    language: str
    sections: tuple[Section, ...]
    labels: Mapping[str, str] = field(default_factory=lambda: LABELS)
    lead: str = ""
    description: str = ""
    footer: tuple[str, ...] = ()


def page(shown: Page) -> str:
    """The file's text. Raises jinja2.UndefinedError when a label is missing."""
    sections = [(section, section.id or anchor(section.title)) for section in shown.sections]
    return _environment().get_template("page.html").render(page=shown, sections=sections, style=_style(), labels=shown.labels)


def anchor(title: str) -> str:
    """An id made of a title: `mita-puuttuu`."""
    plain = title.lower().translate(str.maketrans("äåöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


@cache
def _style() -> Markup:
    parts = [(_TEMPLATES / name).read_text(encoding="utf-8") for name in ("standalone.css", "components.css")]
    return Markup("\n".join([*_faces(), *parts]))  # noqa: S704 (our own files)


def _faces() -> list[str]:
    """The font inside the file, so that charts are as wide as they were measured."""
    face = '@font-face{{font-family:"Source Sans 3";font-weight:{};src:url(data:font/woff2;base64,{}) format("woff2")}}'
    files = [(weight, FONTS / f"YhdyspintaSans-{style}.woff2") for weight, style in ((400, "Regular"), (600, "SemiBold"))]
    return [face.format(weight, b64encode(file.read_bytes()).decode()) for weight, file in files if file.is_file()]


@cache
def _environment() -> Environment:
    shown = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown.globals["chart_table"] = charts.table
    shown.tests["verdict"] = lambda cell: isinstance(cell, Verdict)
    return shown
