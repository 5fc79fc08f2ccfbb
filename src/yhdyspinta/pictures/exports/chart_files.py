"""One chart as a file: a picture, a slide that can be edited, its figures, the text to copy, the specification.

Each file says where it comes from, and that an invented area is invented.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import override

from yhdyspinta.catalogue import geometry
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.pictures.choice import PARAMETER
from yhdyspinta.pictures.exports import chart_rows, deck
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.model import MapBlock, TrendBlock
from yhdyspinta.pictures.named_charts import PROJECTION, NamedChart
from yhdyspinta.pictures.presenters import charts, maps
from yhdyspinta.pictures.presenters.figures import say
from yhdyspinta.rendering import charts as drawing
from yhdyspinta.rendering import delimited, geojson, interactive, slides
from yhdyspinta.rendering import maps as map_drawing

# Widths of a chart on pages; without one it is the file that travels, with title, source and address in it.
WIDTHS: Mapping[str, int] = MappingProxyType({"sivu": drawing.WIDE, "puoli": drawing.HALF, "kapea": drawing.COMPACT})

SIZED = ("svg", "json")  # the formats that are made in these widths


@dataclass(frozen=True, slots=True)
class ChartFile:
    """For whom a chart is made a file: language and where the installation is. `width` is a key of WIDTHS or empty."""

    chart: NamedChart
    language: str
    address: str = ""
    width: str = ""

    @property
    def permalink(self) -> str:
        """The permanent address of the chart, with the reader's comparisons; empty without a public address."""
        return permalink(self.chart, self.language, self.address) if self.address else ""

    @property
    def source(self) -> str:
        return say(self.chart.block.source, self.language)

    @property
    def warning(self) -> str:
        return example_words() if self.chart.example else ""


def permalink(chart: NamedChart, language: str, address: str) -> str:
    """Where a chart is to be found as long as its installation stands."""
    place = f"julkaisut/{chart.edition}" if chart.edition else f"alue/{chart.area}"
    query = f"?{PARAMETER}={chart.choice.as_query()}" if chart.choice else ""
    return f"{address}/{language}/{place}/kuvio/{chart.name}/{query}"


def example_words() -> str:
    return _("EXAMPLE: an invented area with made figures")


def export(chart: NamedChart, name: str, language: str, *, address: str = "", width: str = "") -> bytes:
    """The bytes of a chart in one format (a key of WRITERS) and language. Unknown for another format or width."""
    if name not in WRITERS or (width and (width not in WIDTHS or name not in SIZED)):
        raise Unknown(f"There is no format {name} of a chart.", f"Give of these: {', '.join(WRITERS)}.")
    with override(language):
        return WRITERS[name](ChartFile(chart, language, address, width))


def _svg(wanted: ChartFile) -> bytes:
    return _image(wanted, embedded=True).encode()


def _png(wanted: ChartFile) -> bytes:
    """At two pixels a unit: sharp on slides and on paper."""
    return map_drawing.png(_image(wanted, embedded=False))


def _image(wanted: ChartFile, *, embedded: bool) -> str:
    block, travels = wanted.chart.block, not wanted.width
    notes = tuple(filter(None, (wanted.source, wanted.permalink))) if travels else ()
    look = {"titled": travels, "warning": wanted.warning, "embedded": embedded}
    if isinstance(block, TrendBlock):
        chart = charts.chart_of(block, wanted.language)
        return drawing.image(chart, WIDTHS.get(wanted.width, drawing.WIDE), notes=notes, **look)  # type: ignore[arg-type]
    shown = maps.map_of(block, wanted.chart.area, wanted.language)
    return map_drawing.image(shown, _outlines(block, shown), notes, **look)  # type: ignore[arg-type]


def _outlines(block: MapBlock, shown: map_drawing.Map) -> map_drawing.Shapes:
    outlines = maps.outlines_of(shown, block.kind)
    if not outlines:
        raise _no_map()
    return outlines


def _no_map() -> Unknown:
    return Unknown("There is no map of such areas.", "Its figures are in the table and in the CSV file.")


def _slide(wanted: ChartFile) -> bytes:
    """One slide as in the deck of the picture, so that a deck into which it is put can be refreshed."""
    chart, reader = wanted.chart, Reader(wanted.language, date.fromisoformat(wanted.chart.date))
    slide = _slide_of(chart, reader)
    if slide is None:
        raise _no_map()
    made = slides.Deck(
        title=say(chart.block.title, wanted.language),
        subtitle=say(chart.area_name, wanted.language),
        language=wanted.language,
        slides=(replace(slide, title=" – ".join(filter(None, (wanted.warning, slide.title)))),),
        date=reader.day,
        source=wanted.source,
        permalink=wanted.permalink,
        labels={"link": _("Permanent address"), "continues": _("continues")},
        cover=False,
        area=chart.area,
    )
    return slides.build(made)


def _slide_of(chart: NamedChart, reader: Reader) -> slides.Slide | None:
    if isinstance(chart.block, MapBlock):
        return deck.map_slide(chart.block, chart.area, reader)
    if chart.name.startswith(PROJECTION):
        return deck.outlook_slide(chart.block, reader)
    return deck.line_slide(chart.block, chart.figure, reader)


def _text(wanted: ChartFile) -> bytes:
    return text(wanted).encode()


def text(wanted: ChartFile) -> str:
    """What a person copies into a paper: what the chart says, its source and its address."""
    told = tuple(say(one, wanted.language) for one in wanted.chart.sentences) or (f"{say(wanted.chart.block.title, wanted.language)}.",)
    return "\n".join(filter(None, (wanted.warning, " ".join(told), wanted.source, wanted.permalink))) + "\n"


def _specification(wanted: ChartFile) -> bytes:
    """The Vega-Lite specification, with tooltips and the numbers of the language; maps have none."""
    if not isinstance(wanted.chart.block, TrendBlock):
        raise Unknown("A map has no specification.", "Its figures are in the CSV file.")
    chart = charts.chart_of(wanted.chart.block, wanted.language)
    chart = replace(chart, description=" ".join(filter(None, (wanted.warning, chart.description, chart.source))))
    return json.dumps(interactive.spec(chart, WIDTHS.get(wanted.width, drawing.WIDE)), ensure_ascii=False, separators=(",", ":")).encode()


def _geojson(wanted: ChartFile) -> bytes:
    """The areas of a map with their outlines and values; lines have none."""
    block = wanted.chart.block
    if not isinstance(block, MapBlock):
        raise Unknown("Lines have no outlines of areas.", "Their figures are in the CSV file.")
    if block.kind not in geometry.FILES:
        raise _no_map()
    notes = {"title": say(block.title, wanted.language), "source": wanted.source, "period": block.period}
    notes |= {"permalink": wanted.permalink} if wanted.permalink else {}
    notes |= {"warning": wanted.warning} if wanted.warning else {}
    return geojson.features(maps.map_of(block, wanted.chart.area, wanted.language), geometry.geometries(block.kind), notes)


def _machine(wanted: ChartFile) -> bytes:
    return delimited.machine(*chart_rows.machine(wanted.chart, wanted.language, wanted.permalink))


def _excel(wanted: ChartFile) -> bytes:
    return delimited.finnish_excel(*chart_rows.people(wanted.chart, wanted.language, wanted.permalink))


WRITERS: Mapping[str, Callable[[ChartFile], bytes]] = MappingProxyType(
    {
        "svg": _svg,
        "png": _png,
        "pptx": _slide,
        "csv": _machine,
        "excel.csv": _excel,
        "txt": _text,
        "json": _specification,
        "geojson": _geojson,
    }
)
