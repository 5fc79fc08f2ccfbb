"""Charts: one value object gives the specification, the SVG, the PNG and the table beside it."""

from __future__ import annotations

from yhdyspinta.domain.status import Status
from yhdyspinta.domain.text import Text
from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.rendering.image import drawn, finished
from yhdyspinta.rendering.image import png as _png
from yhdyspinta.rendering.lines import cut, many_gaps
from yhdyspinta.rendering.numbers import mark, mark_words, number, status_words
from yhdyspinta.rendering.series import INVISIBLE, Chart, Kind, Point, Role, Series
from yhdyspinta.rendering.standing import Size, alone, with_notes
from yhdyspinta.rendering.vega import size, spec

__all__ = [
    "COMPACT", "HALF", "WIDE", "Chart", "Kind", "Point", "Role", "Series", "Size",
    "figure", "image", "image_size", "image_sizes", "marks", "png", "rows", "spec", "svg", "table",
]  # fmt: skip

WIDE, HALF, COMPACT = 720, 560, 300  # pixels: a page's column, two charts side by side, and a telephone of 320
_SHADES = {
    Status.NOT_AVAILABLE: Text("vaaleanharmaa alue", "ljusgrått fält", "light grey band"),
    Status.SUPPRESSED: Text("tummanharmaa alue", "mörkgrått fält", "dark grey band"),
    Status.NOT_APPLICABLE: Text("hyvin vaalea alue", "mycket ljust fält", "very light band"),
}
_RING = Text("ontto piste", "ihålig punkt", "hollow dot")
_CUT = Text("asteikko ei ala nollasta", "skalan börjar inte vid noll", "the scale does not begin at zero")
_HOLLOW = (Status.PRELIMINARY, Status.ESTIMATE, Status.PARTIAL)  # drawn as rings


def svg(chart: Chart, width: int = WIDE, titled: bool = False) -> str:
    """Inline SVG of the whole chart. Its title and description are the chart's, for those who do not see it."""
    css_class = "yp-chart yp-chart--compact" if width <= COMPACT else "yp-chart yp-chart--wide"
    return finished(drawn(spec(chart, width, titled), chart.language), chart.title, chart.description, css_class, chart.language)


def figure(chart: Chart) -> str:
    """The chart in both widths; the stylesheet shows one, so that text is readable at 320 px too."""
    return svg(chart, WIDE) + svg(chart, COMPACT)


def image_size(chart: Chart, width: int, titled: bool = False, notes: tuple[str, ...] = ()) -> Size:
    """The size of `image` with the same arguments, told without drawing it."""
    return with_notes(size(chart, width, titled), (*marks(chart), *notes))


def image_sizes(chart: Chart, *widths: int) -> tuple[Size, ...]:
    """The sizes of `image` in several widths; what its marks mean is found once."""
    notes = marks(chart)
    return tuple(with_notes(size(chart, width), notes) for width in widths)


def image(
    chart: Chart, width: int = WIDE, titled: bool = True, notes: tuple[str, ...] = (), *, warning: str = "", embedded: bool = True
) -> str:
    """SVG of the chart that stands alone: its marks in words and then `notes` under it, its font inside (`embedded`)."""
    lines = (*((warning,) if warning else ()), *marks(chart), *notes)
    return alone(svg(chart, width, titled), size(chart, width, titled), lines, embedded=embedded, warning=warning)


def marks(chart: Chart) -> tuple[str, ...]:
    """What the marks of the drawing mean: `.. salattu pienen lukumäärän vuoksi · ontto piste: ennakkotieto`; may be nothing."""
    front = [p for s in chart.series for p in s.points if s.role is Role.OWN]
    missing = dict.fromkeys(Status(p.status) for p in front if p.shown is None)
    banded = chart.kind is Kind.LINE and many_gaps(chart)
    shades = {status: f" ({_SHADES[status].in_(chart.language)})" if banded else "" for status in missing}
    words = [f"{mark(status)} {mark_words(status, chart.language)}{shades[status]}" for status in missing]
    if chart.kind is Kind.LINE:
        rings = dict.fromkeys(Status(p.status) for p in front if p.shown is not None and p.status in _HOLLOW)
        words += [f"{_RING.in_(chart.language)}: {status_words(status, chart.language)}" for status in rings]
        if cut(chart):
            words.append(_CUT.in_(chart.language))
    return (" · ".join(words),) if words else ()


def png(chart: Chart, scale: float = 2.0, width: int = WIDE, notes: tuple[str, ...] = (), *, warning: str = "") -> bytes:
    """PNG of `image` with the title drawn in it, `scale` pixels a unit."""
    return _png(image(chart, width, titled=True, notes=notes, warning=warning, embedded=False), scale)


def rows(chart: Chart, language: str = "") -> tuple[tuple[str, ...], ...]:
    """A row for each period or category: its name, then each series' value or the mark of what is missing."""
    language, chart = language or chart.language, chart.distinct()
    points = [(s, {p.period: p for p in reversed(s.points)}) for s in chart.series]
    return tuple(
        (category.rstrip(INVISIBLE), *(_cell(chart, s, found.get(category), language) for s, found in points))
        for category in chart.categories
    )


def _cell(chart: Chart, series: Series, point: Point | None, language: str) -> str:
    if point is None:
        return ""
    text = number(point.shown, language, chart.decimals, point.status)
    words = status_words(point.status, language) if point.shown is not None and series.role is not Role.FORECAST else ""
    return f"{text} ({words})" if words else text


def table(chart: Chart, first: str) -> Table:
    """The chart's data as a table; `first` heads the column of periods or categories ("Ajankohta")."""
    unit = f" ({chart.unit})" if chart.unit else ""
    columns = (Column(first), *(Column(s.name, numeric=True) for s in chart.series))
    return Table(caption=chart.title + unit, columns=columns, rows=rows(chart), note=chart.source)
