"""A picture as a paper (PDF): the blocks of the one-page file, then the official parts with places to write, data of charts, sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.pictures.exports.page import noticed, theme
from yhdyspinta.pictures.exports.shared import Reader, about, age_notice, card, missing_table, source_lines
from yhdyspinta.pictures.model import Part, Picture
from yhdyspinta.pictures.presenters import charts
from yhdyspinta.pictures.presenters.wording import statement_kind
from yhdyspinta.rendering import charts as drawing
from yhdyspinta.rendering import numbers, pages, papers


def pdf_of(picture: Picture, reader: Reader) -> bytes:
    """The .pdf of a picture: tagged (PDF/UA-1), dated on the picture's day."""
    sections = tuple(_sections(picture, reader))
    shown = papers.Paper(
        front=front(_("Situation picture"), picture, reader),
        sections=sections,
        data=tuple(_data(sections)),
        sources=source_lines(picture, reader),
        notice=age_notice(picture, reader),
        lead=about(picture, reader),
        labels={"contents": _("Contents"), "data": _("Figures of the charts"), "sources": _("Sources and licences")},
    )
    return papers.paper(shown)


def front(title: str, picture: Picture, reader: Reader) -> papers.Front:
    """What each page of a paper about a picture says: area, day, edition, permanent address, and that an example is one."""
    day = numbers.day(date.fromisoformat(picture.date), reader.language)
    link = reader.permalink(picture)
    edition = reader.edition.id if reader.edition else ""
    facts = [(_("Date"), day), (_("Area division"), str(picture.boundaries))]
    facts += [(_("Edition"), edition)] if edition else []
    facts += [(_("Permanent address"), link)] if link and link != edition else []
    return papers.Front(
        title=title,
        place=reader.say(picture.area_name),
        language=reader.language,
        date=date.fromisoformat(picture.date),
        day=day,
        page=_("Page {page}/{pages}"),
        edition=edition,
        permalink=link,
        example=_("EXAMPLE: an invented area with made figures") if picture.example else "",
        facts=tuple(facts),
    )


def _sections(picture: Picture, reader: Reader) -> Iterator[papers.Section]:
    cards = tuple(card(picture.figures[name], reader) for name in picture.headlines)
    none = pages.Paragraphs((_("No figure of this area is newer than five years."),))
    yield papers.Section(_("Headline figures"), (pages.Cards(cards) if cards else none,))
    yield papers.Section(_("What changed, what is unusual, what cannot be told"), noticed(picture, reader))
    drawn: set[str] = set()
    for section in picture.sections:
        yield papers.Section(reader.say(section.title), theme(picture, section, reader, drawn))
    if picture.projection:
        told = tuple(reader.say(sentence) for sentence in picture.parts[3].sentences)
        chart = pages.ChartBlock(charts.chart_of(picture.projection, reader.language))
        yield papers.Section(_("Official projection"), (chart, pages.Bullets(told)))
    parts = papers.Parts(tuple(_part(part, reader) for part in picture.parts), _("Place for the parties' own statements"))
    yield papers.Section(_("The parts of the situation picture"), (parts,))
    missing = missing_table(picture, reader)
    if missing.rows:
        yield papers.Section(_("What is missing"), (pages.TableBlock(missing),))


def _part(part: Part, reader: Reader) -> papers.Part:
    said = tuple(pages.Statement(item.author, statement_kind(item.kind), reader.say(item.text)) for item in part.statements)
    told = tuple(reader.say(sentence) for sentence in part.sentences)
    return papers.Part(f"{part.number}. {reader.say(part.title)}", reader.say(part.guidance), told, said)


def _data(sections: tuple[papers.Section, ...]) -> Iterator[papers.DataTable]:
    """The table behind every chart, also of those that are old."""
    for section in sections:
        for block in section.blocks:
            for one in block.blocks if isinstance(block, pages.Folded) else (block,):
                if isinstance(one, pages.ChartBlock):
                    yield papers.DataTable(one.chart.name, drawing.table(one.chart, _("Period")))
