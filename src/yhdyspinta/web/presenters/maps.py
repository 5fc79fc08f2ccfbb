"""One indicator over the areas of one kind: a map and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from yhdyspinta.pictures.model import MapBlock, MapRow
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.web.presenters import wording
from yhdyspinta.web.presenters.figures import say


@dataclass(frozen=True, slots=True)
class AreaMap:
    title: str
    svg: Markup
    table: Table
    source: str


def area_map(block: MapBlock, own: str, language: str) -> AreaMap:
    """The map of a block with the picture's own area marked, and its table: own area first, then by name."""
    return AreaMap(say(block.title, language), Markup(""), _table(block, own, language), say(block.source, language))


def _table(block: MapBlock, own: str, language: str) -> Table:
    rows = sorted(block.rows, key=lambda row: (row.area != own, say(row.name, language)))
    ranked = any(row.rank is not None for row in rows)
    caption = f"{say(block.title, language)}, {numbers.period_name(block.period, language)} ({say(block.unit, language)})"
    columns = [Column(wording.kinds_name(block.kind)), Column(_("Value"), numeric=True)]
    if ranked:
        columns.append(Column(_("Rank"), numeric=True))
    cells = tuple(_cells(row, block, ranked, language) for row in rows)
    own_rows = frozenset(place for place, row in enumerate(rows) if row.area == own)
    return Table(caption, tuple(columns), cells, own_rows)


def _cells(row: MapRow, block: MapBlock, ranked: bool, language: str) -> tuple[str, ...]:
    value = numbers.number(row.value, language, block.decimals, row.status)
    words = numbers.status_words(row.status, language)
    shown = f"{value} ({words})" if words else value
    name = say(row.name, language)
    return (name, shown, str(row.rank) if row.rank is not None else "") if ranked else (name, shown)
