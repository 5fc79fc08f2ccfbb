"""A picture as one page of HTML that can be sent on: charts, tables and style are inside it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

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
from yhdyspinta.pictures.model import Part, Picture, Section
from yhdyspinta.pictures.presenters import charts, maps
from yhdyspinta.pictures.presenters.wording import reason, statement_kind
from yhdyspinta.rendering import pages

Blocks = tuple[pages.Block, ...]


def html_of(picture: Picture, reader: Reader) -> bytes:
    """The .html of a picture."""
    name = reader.say(picture.area_name)
    shown = pages.Page(
        title=_("Situation picture: %(name)s") % {"name": name},
        language=reader.language,
        sections=tuple(_sections(picture, reader)),
        labels={
            "skip": _("Skip to the content"),
            "contents": _("Contents"),
            "table": _("The same as a table"),
            "period": _("Period"),
            "area": _("Area"),
        },
        lead=_("EXAMPLE: an invented area with made figures") if picture.example else about(picture, reader),
        description=_("Situation picture of %(name)s: official figures, their changes and their sources.") % {"name": name},
        footer=(*source_lines(picture, reader), *filter(None, [reader.permalink(picture)])),
    )
    return pages.page(shown).encode()


def _sections(picture: Picture, reader: Reader) -> Iterator[pages.Section]:
    notice = age_notice(picture, reader)
    cards = tuple(card(picture.figures[name], reader) for name in picture.headlines)
    first: list[pages.Block] = [pages.Notice(notice)] if notice else []
    first.append(pages.Cards(cards) if cards else pages.Paragraphs((_("No figure of this area is newer than five years."),)))
    yield pages.Section(_("Headline figures"), tuple(first))
    yield pages.Section(_("What changed, what is unusual, what cannot be told"), noticed(picture, reader))
    drawn: set[str] = set()
    for section in picture.sections:
        yield pages.Section(reader.say(section.title), theme(picture, section, reader, drawn))
    if picture.projection:
        told = tuple(reader.say(sentence) for sentence in picture.parts[3].sentences)
        chart = pages.ChartBlock(charts.chart_of(picture.projection, reader.language))
        yield pages.Section(_("Official projection"), (chart, pages.Bullets(told)))
    yield pages.Section(_("The parts of the situation picture"), (pages.Statements(tuple(_part(part, reader) for part in picture.parts)),))
    missing = missing_table(picture, reader)
    if missing.rows:
        yield pages.Section(_("What is missing"), (pages.TableBlock(missing),))


def noticed(picture: Picture, reader: Reader) -> Blocks:
    """What changed, what is unusual and what cannot be told, a sentence each."""
    told = [reader.say(picture.figures[name].sentence) for name in picture.changed]
    told += [reader.say(sentence) for sentence in picture.parts[1].sentences]
    for name in picture.cannot_tell:
        figure = picture.figures[name]
        words = {"title": reader.say(figure.title), "reason": reason(figure.cannot_tell)}
        told.append(_("Cannot tell: %(title)s (%(reason)s).") % words)
    return (pages.Bullets(tuple(told)),)


def theme(picture: Picture, section: Section, reader: Reader, drawn: set[str]) -> Blocks:
    """Cards that are not headlines, lines and map; what is old is folded."""
    words = {"defined": section.defined, "data": section.with_data, "fresh": len(section.figures)}
    counts = _("%(defined)s figures defined, %(data)s with data, %(fresh)s newer than five years.") % words
    found: list[pages.Block] = [pages.Paragraphs(tuple(filter(None, (reader.say(section.mark), counts))))]
    rest = tuple(card(picture.figures[name], reader) for name in section.figures if name not in picture.headlines)
    if rest:
        found.append(pages.Cards(rest))
    fresh: list[pages.Block] = []
    folded: list[pages.Block] = []
    for block in section.trends:
        if block.indicator not in drawn:
            drawn.add(block.indicator)
            (folded if charts.is_old(block, reader.day) else fresh).append(pages.ChartBlock(charts.chart_of(block, reader.language)))
    found.extend(fresh)
    if section.map and f"map {section.map.indicator}" not in drawn:
        drawn.add(f"map {section.map.indicator}")
        shown = maps.area_map(section.map, picture.area, reader.language, reader.day)
        svg = maps.drawn(maps.map_of(section.map, picture.area, reader.language), section.map.kind)
        (folded if shown.old else found).append(pages.MapBlock(svg, shown.table, shown.title, shown.source))
    old = [figure for figure in old_figures(picture) if figure.id in section.old]
    if old:
        folded.append(pages.TableBlock(figure_table(_("Old figures"), old, reader)))
    if folded:
        found.append(pages.Folded(_("Old figures, over five years (%(n)s)") % {"n": len(old)}, tuple(folded)))
    return tuple(found)


def _part(part: Part, reader: Reader) -> pages.StatementPart:
    """A part with what figures say of it, what has been said, and the place for more."""
    said = tuple(pages.Statement(item.author, statement_kind(item.kind), reader.say(item.text)) for item in part.statements)
    guidance = " ".join([reader.say(part.guidance), *(reader.say(sentence) for sentence in part.sentences)])
    title = f"{part.number}. {reader.say(part.title)}"
    return pages.StatementPart(title, guidance, said, _("Place for the parties' own statements"))
