"""A chart as its own page shows it: drawing, facts, words to copy, and how to cite it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from markupsafe import Markup

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.period import Period
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.exports import chart_files
from yhdyspinta.pictures.model import MapBlock, TrendBlock
from yhdyspinta.pictures.named_charts import TREND, NamedChart
from yhdyspinta.pictures.presenters import charts, freshness, maps, wording
from yhdyspinta.pictures.presenters.charts import Drawing
from yhdyspinta.pictures.presenters.figures import say, status_words
from yhdyspinta.rendering import charts as drawing
from yhdyspinta.rendering import maps as map_drawing
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.charts import Size

_KEY = 260  # pixels: the key of a map to zoom fits a narrow screen
_AROUND = 260  # pixels of an embedded chart's title, source and summary


class Placed(Protocol):
    """Anything that has the place of a chart: whose it is, its name, and the edition it stands in."""

    @property
    def area(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def choice(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ChartShown:
    """`drawing` as on other pages, `page` the size of the large picture, `trace` the id of the figure to follow."""

    drawing: Drawing
    page: Size | None
    told: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    text: str
    permalink: str
    citation: str
    embed: str
    trace: str
    lines: bool  # drawn by the chart engine, so that it has a specification and can be explored
    warning: str


@dataclass(frozen=True, slots=True)
class Zoomed:
    """A map to zoom: `places` are (id, name, address) in order of name, `key` the key as SVG, `own` the colour of the own outline."""

    places: tuple[tuple[str, str, str], ...]
    kinds: str
    key: Markup
    own: str
    words: dict[str, object]


def shown(chart: NamedChart, language: str, today: date, address: str) -> ChartShown:
    """Everything that the page of a chart says, in one language on one day; `address` is where the installation stands."""
    block, wanted = chart.block, chart_files.ChartFile(chart, language, address)
    lines = isinstance(block, TrendBlock)
    made = _drawing(chart, language, today)
    figure = chart.figure if chart.figure and chart.figure.value is not None else None
    return ChartShown(
        drawing=made,
        page=drawing.image_size(charts.chart_of(block, language), drawing.WIDE) if isinstance(block, TrendBlock) else made.wide,
        told=tuple(say(one, language) for one in chart.sentences),
        facts=_facts(chart, language, today),
        text=chart_files.text(wanted).strip(),
        permalink=wanted.permalink,
        citation=_citation(chart, wanted, today),
        embed=_embed(made, wanted.permalink),
        trace=figure.id if figure else "",
        lines=lines,
        warning=wanted.warning,
    )


def compares(chart: NamedChart) -> bool:
    """Whether a reader may choose the lines beside the own one: of a line that has any, in a living picture."""
    lines = isinstance(chart.block, TrendBlock) and chart.name.startswith(TREND) and not chart.edition
    return lines and not grows_with_area(indicators()[chart.block.indicator])


def linked_map(chart: NamedChart, language: str, address: Callable[..., str]) -> Markup:
    """The map of a chart with each area as a link, to stand in a page; empty for lines."""
    if not isinstance(chart.block, MapBlock):
        return Markup("")
    shown = maps.map_of(chart.block, chart.area, language)
    links = {place.area: address("area", place.area) for place in shown.places}
    return Markup(map_drawing.choropleth(shown, maps.outlines_of(shown, chart.block.kind), links=links))  # noqa: S704 (our own SVG)


def zoomed(chart: NamedChart, language: str, address: Callable[..., str]) -> Zoomed | None:
    """The same map to zoom, with the words that its script needs; None for lines."""
    if not isinstance(chart.block, MapBlock):
        return None
    shown = maps.map_of(chart.block, chart.area, language)
    return Zoomed(
        places=tuple((place.area, place.name, address("area", place.area)) for place in sorted(shown.places, key=lambda one: one.name)),
        kinds=wording.kinds_name(chart.block.kind),
        key=Markup(map_drawing.key(shown, _KEY)),  # noqa: S704 (our own SVG)
        own=map_drawing.OWN,
        words={
            "page": _("Page of the area"),
            "without": _("This browser cannot draw a map to zoom. Here is its picture."),
            "locale": _controls(),
        },
    )


def _controls() -> dict[str, str]:
    """The words of the map's own parts, by the names that its engine gives them."""
    return {
        "Map.Title": _("Map. Arrow keys move it, plus and minus zoom."),
        "NavigationControl.ZoomIn": _("Zoom in"),
        "NavigationControl.ZoomOut": _("Zoom out"),
        "Popup.Close": _("Close"),
        "CooperativeGesturesHandler.WindowsHelpText": _("Hold Ctrl and scroll to zoom the map"),
        "CooperativeGesturesHandler.MacHelpText": _("Hold ⌘ and scroll to zoom the map"),
        "CooperativeGesturesHandler.MobileHelpText": _("Use two fingers to move the map"),
    }


def _embed(made: Drawing, permalink: str) -> str:
    """The element that shows the chart in another page."""
    page, _mark, query = permalink.partition("?")
    address = f"{page}upota/" + (f"?{query}" if query else "")
    high = (made.wide.height if made.wide else 0) + _AROUND
    return str(Markup('<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>').format(address, made.title, high))


def _drawing(chart: NamedChart, language: str, today: date) -> Drawing:
    block = chart.block
    if isinstance(block, MapBlock):
        return maps.area_map(block, chart.area, language, today, chart.edition)
    return replace(charts.trend(block, chart.area, language, today, chart.edition), choice=chart.choice.as_query())


def _facts(chart: NamedChart, language: str, today: date) -> tuple[tuple[str, str], ...]:
    """What must travel with the figures: unit, periods, areas and their division, status, age, comparability, definition."""
    block, defined = chart.block, indicators().get(chart.block.indicator)
    facts = [
        (_("Indicator"), defined.title.in_(language) if defined else block.indicator),
        (_("Definition"), defined.definition.in_(language) if defined else ""),
        (_("Unit"), say(block.unit, language)),
        (_("Period"), _periods(block, language)),
        (_("Areas"), _areas(chart, language)),
        (_("Status of the figures"), _status(chart, language)),
        (_("How old"), _age(chart, today)),
        (_("Comparability"), _breaks(chart, language)),
        (_("Judgement"), wording.reason(chart.figure.cannot_tell) if chart.figure and chart.figure.cannot_tell else ""),
        (_("Note"), defined.caveats.in_(language) if defined else ""),
        (_("Source"), say(block.source, language).partition(": ")[2] or say(block.source, language)),
    ]
    return tuple((name, capfirst(text)) for name, text in facts if text)


def _known(chart: NamedChart) -> list[str]:
    """The periods of which the chart has a value, oldest first."""
    if isinstance(chart.block, MapBlock):
        return [chart.block.period]
    return sorted({point.period for line in chart.block.series for point in line.points if point.value is not None})


def _periods(block: TrendBlock | MapBlock, language: str) -> str:
    if isinstance(block, MapBlock):
        return numbers.period_name(block.period, language)
    periods = sorted({point.period for line in block.series for point in line.points})
    first, last = (numbers.period_name(one, language) for one in (periods[0], periods[-1]))
    return first if first == last else f"{first} – {last}"


def _areas(chart: NamedChart, language: str) -> str:
    if isinstance(chart.block, MapBlock):
        words = {"kinds": wording.kinds_name(chart.block.kind), "n": len(chart.block.rows), "year": chart.boundaries}
        return _("%(kinds)s (%(n)s), boundaries of %(year)s") % words
    found: dict[int, list[str]] = {}
    for line in chart.block.series:
        name = say(chart.area_name, language) if line.role == "forecast" else say(line.name, language)
        if name not in found.setdefault(line.boundaries, []):
            found[line.boundaries].append(name)
    return "; ".join(
        _("%(names)s (boundaries of %(year)s)") % {"names": ", ".join(names), "year": year} for year, names in sorted(found.items())
    )


def _status(chart: NamedChart, language: str) -> str:
    """The status of the newest own figure, and every kind of status and of missing that the chart shows."""
    if isinstance(chart.block, MapBlock):
        statuses = dict.fromkeys(row.status for row in chart.block.rows)
    else:
        statuses = dict.fromkeys(point.status for line in chart.block.series for point in line.points)
    words = [_("final") if one == "final" else numbers.status_words(one, language) for one in statuses]
    newest = status_words(chart.figure, language) if chart.figure else ""
    return ", ".join(dict.fromkeys(filter(None, (*words, newest))))


def _age(chart: NamedChart, today: date) -> str:
    known = _known(chart)
    if not known:
        return ""
    words = freshness.age_words(Period.parse(known[-1]).end.isoformat(), today)
    late = chart.figure is not None and freshness.word(chart.figure, today) == "stale"
    return "; ".join((words, _("a newer figure should have been published"))) if late else words


def _breaks(chart: NamedChart, language: str) -> str:
    if isinstance(chart.block, MapBlock):
        return ""
    broken = charts.chart_of(chart.block, language).broken
    return "; ".join(
        _("figures from %(day)s on cannot be compared with earlier ones") % {"day": numbers.day(day, language)} for day, _w in broken
    )


def _citation(chart: NamedChart, wanted: chart_files.ChartFile, today: date) -> str:
    words = {
        "source": wanted.source.partition(": ")[2] or wanted.source,
        "title": say(chart.block.subject if isinstance(chart.block, TrendBlock) else chart.block.title, wanted.language),
        "area": say(chart.area_name, wanted.language),
        "link": wanted.permalink,
        "day": numbers.day(today, wanted.language),
    }
    return _("%(source)s. %(title)s, %(area)s. Yhdyspinta, %(link)s (read %(day)s).") % words
