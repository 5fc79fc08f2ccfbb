"""Composes the situation picture of an area from the read model, by the template of each theme.

The same function serves pages, files and `verify`: what is published is what this makes, put into words (telling.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from yhdyspinta.analysis.signals import NOT_CLEAR, old
from yhdyspinta.catalogue.themes import Theme
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.observations.records import records
from yhdyspinta.pictures.around import read_beside
from yhdyspinta.pictures.blocks import has_line, map_block, projection_block, trend_block
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.division import division_of, parts_of
from yhdyspinta.pictures.figures import teller_of
from yhdyspinta.pictures.history import Histories
from yhdyspinta.pictures.making import made_by
from yhdyspinta.pictures.missing import missing_of
from yhdyspinta.pictures.model import SCHEMA, Figure, MapBlock, Picture, Section, TrendBlock
from yhdyspinta.pictures.origins import releases_of, sources_of
from yhdyspinta.pictures.telling import in_words

HEADLINES = 10
TRENDS = 3  # lines a section draws
CHANGED = 5


@dataclass(frozen=True, slots=True)
class _Told:
    """The figures of an area: all by indicator, which are alive, which are only listed, and each as its line is named by it."""

    area: str
    by_indicator: dict[str, Figure]
    day: date
    listed: Set[str]
    to_draw: Callable[[str], Figure]

    def alive(self, indicators: Iterable[str]) -> list[Figure]:
        return [figure for figure in self._known(indicators) if not self._old(figure) and figure.value is not None]

    def old(self, indicators: Iterable[str]) -> list[Figure]:
        return [figure for figure in self._known(indicators) if self._old(figure)]

    def _known(self, indicators: Iterable[str]) -> list[Figure]:
        return [self.by_indicator[name] for name in indicators if name in self.by_indicator]

    def _old(self, figure: Figure) -> bool:
        return old(date.fromisoformat(figure.period_end), self.day)


def compose(context: Context, area: str, themes: Sequence[int] = ()) -> Picture:
    """The picture of an area of any kind; `themes` are theme numbers, all when empty.

    Raises Unknown for an unknown area, Refused for one that is no more.
    """
    return in_words(context, figures_of(context, area, themes))


def figures_of(context: Context, area: str, themes: Sequence[int] = (), *, old_listed: bool = False) -> Picture:
    """The same picture without its words: no figure has a sentence, and there are no parts. A third of the work.

    `old_listed`: figures over five years old are as lists show them, without change, comparators, trend, rank and method,
    and old lines stand alone. Most figures of an area may be old, and what would stand beside them is then not read.
    """
    register = context.register
    division = division_of(register, area)
    chosen = [theme for theme in context.themes if not themes or theme.number in themes]
    histories = Histories(context.model, register)
    histories.read_peers([theme.map for theme in chosen], parts_of(register, area)[0])
    told = _told(context, histories, area, set(chain.from_iterable(theme.trends for theme in chosen)), old_listed=old_listed)
    drawn = [_drawn(context, histories, told, theme) for theme in chosen]
    lines = {figure.indicator for figure in chain.from_iterable(drawn)} - told.listed
    read_beside(context, histories, lines, area, lines)
    sections = [_section(context, histories, told, theme, lines, area) for theme, lines in zip(chosen, drawn, strict=True)]
    headlines = _headlines(context, told, chosen)
    outlook = _projection(context, histories, chosen, area)
    figures = {figure.id: figure for figure in _used(told, sections)}
    current = [figure for figure in figures.values() if figure in told.alive([figure.indicator])]
    return Picture(
        schema=SCHEMA,
        area=area,
        area_kind=register.get(area).kind,
        area_name=context.places.name(area),
        boundaries=division,
        themes=tuple(theme.number for theme in chosen),
        date=context.day.isoformat(),
        table_version=context.table_version,
        made_by=made_by(),
        headlines=tuple(figure.id for figure in headlines),
        figures=figures,
        sections=tuple(sections),
        changed=tuple(figure.id for figure in _most_changed(current)),
        unusual=tuple(figure.id for figure in current if figure.unusual),
        cannot_tell=tuple(figure.id for figure in current if figure.cannot_tell),
        projection=outlook,
        parts=(),
        releases=releases_of(context, figures.values(), outlook, sections),
        sources=sources_of(context, figures.values(), outlook, sections),
        example=context.example,
    )


def _told(context: Context, histories: Histories, area: str, trends: Set[str], *, old_listed: bool) -> _Told:
    """The figures of an area; `trends` are those of which lines are drawn, whose histories are read with the others."""
    latest = records(context.model.latest_of_area(area, context.indicators))
    rows = {row["indicator"]: row for row in latest if row["indicator"] in context.indicators}
    alive = [name for name, row in rows.items() if not old(row["period_end"], context.day)]
    listed = frozenset(rows).difference(alive if old_listed else rows)
    histories.read(area, (rows.keys() - listed) | (trends & rows.keys()))
    histories.read_peers(alive, context.register.get(area).kind)
    read_beside(context, histories, rows.keys() - listed, area, trends)
    teller = teller_of(context, histories, area, latest)
    figures = {name: teller.listed(row) if name in listed else teller.figure(row) for name, row in rows.items()}
    return _Told(area, figures, context.day, listed, lambda name: teller.led_to(rows[name]) if name in listed else figures[name])


def _defined(context: Context, theme: Theme) -> list[Indicator]:
    return [item for item in context.indicators.values() if theme.number in item.themes]


def _order(theme: Theme, defined: Iterable[Indicator]) -> list[str]:
    """In which a theme tells its figures: its headlines first."""
    return list(dict.fromkeys([*theme.headlines, *(item.id for item in defined)]))


def _section(context: Context, histories: Histories, told: _Told, theme: Theme, drawn: Iterable[Figure], area: str) -> Section:
    defined = _defined(context, theme)
    order = _order(theme, defined)
    alive, aged = told.alive(order), told.old(order)
    lines = (trend_block(context, histories, figure, alone=figure.indicator in told.listed) for figure in drawn)
    return Section(
        theme=theme.number,
        title=theme.title.as_dict(),
        mark=theme.mark.as_dict(),
        defined=len(defined),
        with_data=sum(item.id in told.by_indicator for item in defined),
        live=sum(bool(item.address) for item in defined),
        figures=tuple(figure.id for figure in alive),
        old=tuple(figure.id for figure in aged),
        trends=tuple(line for line in lines if line),
        map=_map(context, histories, [theme.map, *(figure.indicator for figure in (*alive, *aged))], area),
        missing=missing_of(context, defined, told.by_indicator),
    )


def _drawn(context: Context, histories: Histories, told: _Told, theme: Theme) -> list[Figure]:
    """The figures of the first lines that can be drawn: of those that the theme names, else of all; the alive before the old."""
    for wanted in (theme.trends, _order(theme, _defined(context, theme))):
        order = [name for name in dict.fromkeys(wanted) if name in told.by_indicator]
        histories.read(told.area, order)
        able = (figure.indicator for figure in (*told.alive(order), *told.old(order)) if has_line(histories, figure))
        found = [told.to_draw(name) for name in islice(able, TRENDS)]
        if found:
            return found
    return []


def _map(context: Context, histories: Histories, wanted: Iterable[str], area: str) -> MapBlock | None:
    """The first indicator that can be mapped; sums are not coloured, since a larger area has a larger one of itself."""
    for name in dict.fromkeys(wanted):
        indicator = context.indicators.get(name)
        if indicator is None or grows_with_area(indicator):
            continue
        block = map_block(context, histories, indicator, area)
        if block:
            return block
    return None


def _headlines(context: Context, told: _Told, themes: Sequence[Theme]) -> list[Figure]:
    """At most ten figures that are alive: each theme in turn gives its next best.

    Of those that measure the same the newest stands alone; one title stands once, its first source first.
    """
    given = [told.alive(theme.headlines) for theme in themes]
    newest = _newest_of_each(context, chain.from_iterable(given))
    queues = [[figure for figure in queue if figure.id in newest] for queue in given]
    found: dict[str, Figure] = {}
    while any(queues) and len(found) < HEADLINES:
        for queue in queues:
            if queue and len(found) < HEADLINES:
                figure = queue.pop(0)
                found.setdefault(figure.title["fi"], figure)
    return list(found.values())


def _newest_of_each(context: Context, figures: Iterable[Figure]) -> set[str]:
    """The ids of the newest figure of each quantity; of equally new ones the first."""
    found: dict[str, Figure] = {}
    for figure in figures:
        quantity = context.indicators[figure.indicator].quantity
        if quantity not in found or figure.period_end > found[quantity].period_end:
            found[quantity] = figure
    return {figure.id for figure in found.values()}


def _projection(context: Context, histories: Histories, themes: Sequence[Theme], area: str) -> TrendBlock | None:
    for theme in themes:
        for name in theme.projections:
            block = projection_block(context, histories, context.indicators[name], area, theme.projection_ages)
            if block:
                return block
    return None


def _used(told: _Told, sections: Sequence[Section]) -> list[Figure]:
    named = {name for section in sections for name in (*section.figures, *section.old)}
    return [figure for figure in told.by_indicator.values() if figure.id in named]


def _most_changed(figures: Iterable[Figure]) -> list[Figure]:
    """The five that changed most for their size, of those whose change can tell; shares by points, the rest by percent."""
    able = [one for one in figures if one.change and not one.cannot_tell and one.change_verdict not in ("same", NOT_CLEAR, "cannot_tell")]
    return sorted(
        able, key=lambda figure: (-abs(figure.change_pct if figure.change_pct is not None else 10 * (figure.change or 0)), figure.id)
    )[:CHANGED]
