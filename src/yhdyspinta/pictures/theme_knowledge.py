"""What is known of a theme: its content items in the halves of the national frame, each with the figures that answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from yhdyspinta.catalogue.coverage import Coverage, coverage
from yhdyspinta.catalogue.items import ContentItem, content_items
from yhdyspinta.catalogue.needs import Need, needs
from yhdyspinta.catalogue.themes import CURRENT_STATE, FORESIGHT, Theme
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.pictures.around import read_beside
from yhdyspinta.pictures.blocks import map_block, trend_block
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.chosen import chosen_figures
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.history import Histories
from yhdyspinta.pictures.lines_beside import under
from yhdyspinta.pictures.missing import missing_of
from yhdyspinta.pictures.model import Figure, MapBlock, Missing, TrendBlock

_ORDINARY = Choice()
TRENDS = 3  # lines that a theme draws


@dataclass(frozen=True, slots=True)
class ItemKnown:
    """A content item with the needs it serves. Without an area it has no figures, and `indicators` tell what would answer it."""

    item: ContentItem
    needs: tuple[Need, ...]
    indicators: tuple[Indicator, ...]
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a half: E, F of foresight; H, K, Y of the current state."""

    code: str
    items: tuple[ItemKnown, ...]


@dataclass(frozen=True, slots=True)
class ThemeKnown:
    """`area` is empty for the theme alone. `coverage` counts the theme's indicators; with an area, those with data are the
    ones of which it has a figure. `others` are figures of the theme that no content item names."""

    theme: Theme
    area: str
    foresight: tuple[Side, ...]
    current_state: tuple[Side, ...]
    others: tuple[Figure, ...]
    trends: tuple[TrendBlock, ...]
    map: MapBlock | None
    coverage: Coverage

    @property
    def items(self) -> tuple[ItemKnown, ...]:
        return tuple(item for side in (*self.foresight, *self.current_state) for item in side.items)


def theme_knowledge(context: Context, number: int, area: str = "", choice: Choice = _ORDINARY) -> ThemeKnown:
    """The knowledge of theme `number`, of an area when named, its figures beside what `choice` says.

    Unknown for another theme or area; Refused for a former area. Two queries, and one for each group that is compared with,
    however many figures the theme has, and those of its charts: what is unusual is not sought here.
    """
    theme = next((one for one in context.themes if one.number == number), None)
    if theme is None:
        raise Unknown(f"There is no theme {number}.", f"The themes are {', '.join(str(one.number) for one in context.themes)}.")
    own = {item.id: item for item in content_items().values() if item.theme == number}
    defined = [item for item in context.indicators.values() if number in item.themes]
    wanted = {name: context.indicators[name] for item in own.values() for name in item.indicators if name in context.indicators}
    wanted |= {item.id: item for item in defined}
    histories = Histories(context.model, context.register)
    told = chosen_figures(context, histories, wanted, area, choice) if area else {}
    here = {name for name, figure in told.items() if figure.value is not None} if area else set(context.model.indicators())
    sides = {code: Side(code, tuple(_item(context, item, told, area) for item in own.values() if item.side == code)) for code in "EFHKY"}
    named = {name for item in own.values() for name in item.indicators}
    return ThemeKnown(
        theme=theme,
        area=area,
        foresight=tuple(sides[code] for code in FORESIGHT if sides[code].items),
        current_state=tuple(sides[code] for code in CURRENT_STATE if sides[code].items),
        others=tuple(figure for name, figure in told.items() if name not in named),
        trends=_trends(context, histories, theme, told, choice),
        map=_map(context, histories, theme, area) if area else None,
        coverage=coverage(here)[number],
    )


def _trends(context: Context, histories: Histories, theme: Theme, told: Mapping[str, Figure], choice: Choice) -> tuple[TrendBlock, ...]:
    """The first lines that can be drawn: those that the theme names, then its other figures."""
    order = [name for name in dict.fromkeys((*theme.trends, *told)) if name in told]
    if order:
        read_beside(context, histories, order[:TRENDS], told[order[0]].area, set(order[:TRENDS]))
    drawn = (trend_block(context, histories, told[name]) for name in order)
    return tuple(under(context, histories, block, choice) for block in islice((block for block in drawn if block), TRENDS))


def _map(context: Context, histories: Histories, theme: Theme, area: str) -> MapBlock | None:
    """The map of the theme; sums are not coloured, since a larger area has a larger one of itself."""
    indicator = context.indicators[theme.map]
    return None if grows_with_area(indicator) else map_block(context, histories, indicator, area)


def _item(context: Context, item: ContentItem, told: Mapping[str, Figure], area: str) -> ItemKnown:
    indicators = tuple(context.indicators[name] for name in item.indicators if name in context.indicators)
    return ItemKnown(
        item=item,
        needs=tuple(need for need in needs().values() if item.id in need.items),
        indicators=indicators,
        figures=_newest_first(told[one.id] for one in indicators if one.id in told),
        missing=missing_of(context, indicators, told) if area else (),
    )


def _newest_first(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: figure.period_end, reverse=True))
