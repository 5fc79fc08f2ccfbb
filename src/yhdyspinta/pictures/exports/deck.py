"""A picture as slides: what is alive first, one message a slide, places for people's statements, old figures last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.pictures.exports.shared import (
    Reader,
    about,
    age_notice,
    card,
    figure_table,
    missing_table,
    old_figures,
    source_lines,
)
from yhdyspinta.pictures.model import Figure, MapBlock, Picture, Section, TrendBlock
from yhdyspinta.pictures.phrases import capital, change_text, say
from yhdyspinta.pictures.presenters import charts, maps
from yhdyspinta.pictures.presenters.wording import reason
from yhdyspinta.rendering import blocks, numbers, slides
from yhdyspinta.rendering import maps as drawing
from yhdyspinta.rendering.blocks import Table
from yhdyspinta.rendering.series import Chart

OLD_OF_THEME = 2  # old figures that the table names of each theme
MISSING_SOURCES = 7  # rows that fit one slide


def slides_of(picture: Picture, reader: Reader) -> bytes:
    """The .pptx of a picture."""
    return slides.build(deck_of(picture, reader))


def deck_of(picture: Picture, reader: Reader, *, everything: bool = False) -> slides.Deck:
    """The deck of a picture; with `everything`, all that an older deck may hold too: every card, line and map."""
    name = reader.say(picture.area_name)
    notice = age_notice(picture, reader)
    shown = list(_slides(picture, reader))
    if everything:
        shown += _rest(picture, reader, {(type(one).__name__, one.subject) for one in shown})
    return slides.Deck(
        title=_("Situation picture"),
        subtitle=name,
        language=reader.language,
        slides=tuple(shown),
        date=date.fromisoformat(picture.date),
        source=", ".join(sorted({publisher_name(source["publisher"], reader.language) for source in picture.sources.values()})),
        permalink=reader.permalink(picture),
        labels={"link": _("Permanent address"), "continues": _("continues")},
        lines=tuple(line for line in (_example(picture), about(picture, reader), notice) if line),
        area=picture.area,
    )


def _rest(picture: Picture, reader: Reader, shown: set[tuple[str, str]]) -> Iterator[slides.Slide]:
    """What a deck of another day may have shown: the card of every figure, and the lines and maps that are not shown now."""
    yield slides.Headlines("all-figures", "", tuple(card(figure, reader) for figure in picture.figures.values()))
    lines = {block.indicator: block for section in picture.sections for block in section.trends}
    blocks = {section.map.indicator: section.map for section in picture.sections if section.map}
    for block in lines.values():
        if ("ChartSlide", block.indicator) not in shown:
            yield line_slide(block, _newest(picture, block), reader)
    for mapped in blocks.values():
        slide = None if ("MapSlide", mapped.indicator) in shown else map_slide(mapped, picture.area, reader)
        if slide:
            yield slide


def _example(picture: Picture) -> str:
    return _("EXAMPLE: an invented area with made figures") if picture.example else ""


def _slides(picture: Picture, reader: Reader) -> Iterator[slides.Slide]:
    if picture.headlines:
        cards = tuple(card(picture.figures[name], reader) for name in picture.headlines)
        yield slides.Headlines("headlines", _headline(picture, reader), cards)
    yield from _noticed(picture, reader)
    drawn: set[str] = set()
    for section in picture.sections:
        yield from _theme(picture, section, reader, drawn, old=False)
    if picture.projection:
        yield outlook_slide(picture.projection, reader)
    parts = tuple(slides.Part(reader.say(part.title), reader.say(part.guidance)) for part in picture.parts)
    yield slides.StatementsSlide("parts", _("The parties' own words: the five parts, goals and data"), parts)
    yield from _old(picture, reader)
    missing = missing_table(picture, reader)
    if missing.rows:
        yield slides.TableSlide("missing", _("What is missing, and where it would come from"), _first(missing))
    yield slides.TextSlide("sources", _("Sources and licences"), source_lines(picture, reader), small=True)


def _first(missing: Table) -> Table:
    """The sources from which most is missing; the page has them all."""
    if len(missing.rows) <= MISSING_SOURCES:
        return missing
    rest = missing.rows[MISSING_SOURCES - 1 :]
    figures = sum(int(blocks.text_of(row[1])) for row in rest)
    last = (_("%(n)s other sources") % {"n": len(rest)}, str(figures), _("See the page of the picture."), "–")
    return replace(missing, rows=(*missing.rows[: MISSING_SOURCES - 1], last))


def _headline(picture: Picture, reader: Reader) -> str:
    """What changed most, else whose figures these are."""
    changed = next((picture.figures[name] for name in picture.changed if name in picture.headlines), None)
    if changed is None:
        return _("Headline figures: %(area)s") % {"area": reader.say(picture.area_name)}
    return say("headline", reader.language, title=reader.say(changed.title), change=_change(changed, reader))


def _change(figure: Figure, reader: Reader) -> str:
    return change_text(figure.change or 0.0, figure.change_pct, figure.kind, reader.say(figure.unit), figure.decimals, reader.language)


def _noticed(picture: Picture, reader: Reader) -> Iterator[slides.Slide]:
    """What changed, what is unusual, what cannot be told, in words."""
    told = [reader.say(picture.figures[name].sentence) for name in picture.changed]
    unusual = [reader.say(sentence) for sentence in picture.parts[1].sentences]
    silent = [
        _("Cannot tell: %(title)s (%(reason)s).") % {"title": reader.say(figure.title), "reason": reason(figure.cannot_tell)}
        for figure in (picture.figures[name] for name in picture.cannot_tell)
    ]
    if told or silent:
        yield slides.TextSlide("changes", _("What changed, what is unusual, what cannot be told"), (*told, *unusual, *silent))


def _theme(picture: Picture, section: Section, reader: Reader, drawn: set[str], *, old: bool) -> Iterator[slides.Slide]:
    """The lines and the map of a theme that are alive (or old), each indicator once."""
    for block in section.trends:
        if block.indicator not in drawn and charts.is_old(block, reader.day) is old:
            drawn.add(block.indicator)
            yield line_slide(block, _newest(picture, block), reader)
            if old:
                break  # one line a theme is enough of what is old
    if section.map and f"map {section.map.indicator}" not in drawn and not old:
        shown = maps.area_map(section.map, picture.area, reader.language, reader.day)
        slide = None if shown.old else map_slide(section.map, picture.area, reader)
        if slide:
            drawn.add(f"map {section.map.indicator}")
            yield slide


def _projected(block: TrendBlock, reader: Reader) -> tuple[str, ...]:
    """Each group in one short line, `0–17-vuotiaiden määrä: 48 484 → 39 302 (−18,9 %)`; the page has the sentences."""
    told = []
    for line in block.series:
        first, last = (line.points[place].value or 0.0 for place in (0, -1))
        ends = " → ".join(numbers.number(value, reader.language, block.decimals) for value in (first, last))
        percent = f" ({numbers.signed(100 * (last - first) / first, reader.language, 1, '%')})" if first else ""
        told.append(f"{capital(reader.say(line.name))}: {ends}{percent}")
    return (*told, *(_("Cannot be computed: %(group)s.") % {"group": reader.say(name)} for name in block.lacking))


def _newest(picture: Picture, block: TrendBlock) -> Figure | None:
    return next((figure for figure in picture.figures.values() if figure.indicator == block.indicator), None)


def outlook_slide(block: TrendBlock, reader: Reader) -> slides.Slide:
    """A projection with where each of its groups begins and ends."""
    chart, subject = _drawn(block, reader), f"projection.{block.indicator}"
    title, told = reader.say(block.title), _projected(block, reader)
    return slides.ChartSlide(f"projection-{chart.name}", title, chart, told, subject=subject, source=reader.say(block.source))


def line_slide(block: TrendBlock, figure: Figure | None, reader: Reader) -> slides.Slide:
    """A line with its newest figure beside it; what a speaker says of it is in the notes."""
    chart = _drawn(block, reader)
    return slides.ChartSlide(
        f"theme-{chart.name}",
        reader.say(block.title),
        chart,
        card=card(figure, reader) if figure else None,
        subject=block.indicator,
        source=reader.say(block.source),
        notes=reader.say(figure.sentence) if figure else "",
    )


def _drawn(block: TrendBlock, reader: Reader) -> Chart:
    """The chart under its slide's active title says only what is drawn."""
    return replace(charts.chart_of(block, reader.language), title=reader.say(block.subject))


def map_slide(block: MapBlock, area: str, reader: Reader) -> slides.Slide | None:
    """A map as a picture with its figures beside it; None where the outlines of its areas are not at hand."""
    shown = maps.map_of(block, area, reader.language)
    svg = maps.drawn(shown, block.kind, beside=True)
    if not svg:
        return None
    table, name = maps.table_of(block, area, reader.language), f"map-{block.indicator.replace('.', '-')}"
    image = drawing.png(svg)
    return slides.MapSlide(name, shown.title, image, shown.description, table, subject=block.indicator, source=shown.source)


def _old(picture: Picture, reader: Reader) -> Iterator[slides.Slide]:
    """What is over five years old, folded to the end: a table, and one line a theme."""
    count = len(old_figures(picture))
    if not count:
        return
    listed = [picture.figures[name] for name in dict.fromkeys(name for section in picture.sections for name in section.old[:OLD_OF_THEME])]
    drawn: set[str] = set()
    for section in picture.sections:
        yield from _theme(picture, section, reader, drawn, old=True)
    title = _("Old figures, over five years (%(shown)s of %(n)s)") % {"shown": len(listed), "n": count}
    yield slides.TableSlide("old", title, figure_table(title, listed, reader))
