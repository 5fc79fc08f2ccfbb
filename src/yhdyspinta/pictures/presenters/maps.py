"""One indicator over the areas of one kind: a map and the same as a table."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from yhdyspinta.analysis import signals
from yhdyspinta.catalogue import geometry, installed
from yhdyspinta.domain.period import Period
from yhdyspinta.pictures.model import MapBlock, MapRow
from yhdyspinta.pictures.named_charts import name_of
from yhdyspinta.pictures.presenters import wording
from yhdyspinta.pictures.presenters.charts import Drawing
from yhdyspinta.pictures.presenters.figures import say
from yhdyspinta.rendering import maps, numbers
from yhdyspinta.rendering.blocks import Column, Table

_KEPT = 500  # sets of outlines, which share their text


def area_map(block: MapBlock, own: str, language: str, today: date, edition: str = "") -> Drawing:
    """The map of a block with the picture's own area marked, and its table: own area first, then by name."""
    shown = map_of(block, own, language)
    outlines = outlines_of(shown, block.kind)
    return Drawing(
        name=name_of(block),
        area=own,
        title=shown.title,
        subject="",
        description=shown.description,
        wide=maps.image_size(shown, outlines, titled=False) if outlines else None,
        compact=None,
        table=table_of(block, own, language),
        areas=tuple(row.area for row in _ordered(block, own, language)),
        source=shown.source,
        old=signals.old(Period.parse(block.period).end, today),
        edition=edition,
    )


def drawn(shown: maps.Map, kind: str, *, beside: bool = False, over: str = "") -> str:
    """The drawn map with `over` on it; empty for kinds of area whose outlines are not at hand: their table says the same."""
    outlines = outlines_of(shown, kind)
    return maps.choropleth(shown, outlines, beside=beside, over=over) if outlines else ""


def outlines_of(shown: maps.Map, kind: str) -> maps.Shapes:
    """The outlines of the areas of a map, none where they are not at hand."""
    return _outlines(kind, frozenset(place.area for place in shown.places), installed.edition()) if kind in geometry.FILES else ()


@lru_cache(maxsize=_KEPT)
def _outlines(kind: str, wanted: frozenset[str], _edition: str) -> maps.Shapes:
    """Outlines differ from edition to edition of the areas."""
    return tuple(shape for shape in (*geometry.shapes(kind), *geometry.invented_shapes(kind)) if shape[0] in wanted)


def map_of(block: MapBlock, own: str, language: str) -> maps.Map:
    """A map block as plain values that rendering draws."""
    places = tuple(maps.Place(row.area, say(row.name, language), row.value, row.status, row.area == own) for row in block.rows)
    unit, title = say(block.unit, language), say(block.title, language)
    description = _("Map of %(n)s areas in classes. Its table has every value.") % {"n": len(places)}
    return maps.Map(f"map-{block.kind.lower()}", title, description, places, unit, block.decimals, language, say(block.source, language))


def table_of(block: MapBlock, own: str, language: str) -> Table:
    """The values of a map: own area first, then by name."""
    rows = _ordered(block, own, language)
    ranked = any(row.rank is not None for row in rows)
    caption = f"{say(block.title, language)} ({say(block.unit, language)})"
    columns = [Column(wording.kinds_name(block.kind)), Column(f"{_('Value')} ({say(block.unit, language)})", numeric=True)]
    if ranked:
        columns.append(Column(_("Rank"), numeric=True))
    cells = tuple(_cells(row, block, ranked, language) for row in rows)
    own_rows = frozenset(place for place, row in enumerate(rows) if row.area == own)
    return Table(caption, tuple(columns), cells, own_rows)


def _ordered(block: MapBlock, own: str, language: str) -> list[MapRow]:
    return sorted(block.rows, key=lambda row: (row.area != own, say(row.name, language)))


def _cells(row: MapRow, block: MapBlock, ranked: bool, language: str) -> tuple[str, ...]:
    value = numbers.number(row.value, language, block.decimals, row.status)
    words = numbers.status_words(row.status, language)
    shown = f"{value} ({words})" if words else value
    name = say(row.name, language)
    return (name, shown, str(row.rank) if row.rank is not None else "") if ranked else (name, shown)
