"""The paragraph "Tietopohja" of a meeting's agenda: the picture's own sentences, and an annex of one page with the figures."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.pictures.exports.paper import front
from yhdyspinta.pictures.exports.shared import Reader, about, age_notice, beside, breakable, source_words
from yhdyspinta.pictures.model import Figure, Picture
from yhdyspinta.pictures.presenters import figures
from yhdyspinta.rendering import numbers, papers
from yhdyspinta.rendering.blocks import Column, Table, text_of
from yhdyspinta.rendering.papers import document as word

SENTENCES = 4
_WIDTHS = (36, 33, 33, 33, 35)  # millimetres


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting's agenda says of the figures behind a matter; `table` is the annex."""

    title: str
    lead: str
    sentences: tuple[str, ...]
    closing: tuple[str, ...]
    table: Table
    sources: tuple[str, ...]
    example: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text to be copied."""
        return tuple(filter(None, (self.example, f"{self.lead} {' '.join(self.sentences)}", *self.closing)))


def agenda_of(picture: Picture, reader: Reader) -> Agenda:
    """The paragraph and the annex of a picture (of one theme, where it was composed of one), in the active language."""
    told = [picture.figures[name] for name in picture.headlines]
    words = {"name": reader.say(picture.area_name), "day": numbers.day(date.fromisoformat(picture.date), reader.language)}
    lead = _("The item rests on the figures of the situation picture of %(name)s in Yhdyspinta (composed on %(day)s).") % words
    if not told:
        lead = _("The situation picture of %(name)s in Yhdyspinta has no figure newer than five years (composed on %(day)s).") % words
    return Agenda(
        title=_("Knowledge base"),
        lead=lead,
        sentences=tuple(reader.say(figure.sentence) for figure in told[:SENTENCES]),
        closing=tuple(filter(None, (age_notice(picture, reader), _closing(picture, told, reader)))),
        table=_table(told, reader),
        sources=_sources(picture, told, reader),
        example=_("EXAMPLE: an invented area with made figures") if picture.example else "",
    )


def annex_pdf(picture: Picture, reader: Reader) -> bytes:
    """The annex as PDF: one page."""
    made = agenda_of(picture, reader)
    shown = papers.Annex(
        front=front(_("Knowledge base: annex"), picture, reader),
        lead=about(picture, reader),
        table=made.table,
        notes=made.closing,
        sources=made.sources,
        labels={"sources": _("Sources and licences")},
    )
    return papers.annex(shown)


def agenda_docx(picture: Picture, reader: Reader) -> bytes:
    """The paragraph and its annex as DOCX, to be moved into an agenda."""
    made = agenda_of(picture, reader)
    name = reader.say(picture.area_name)
    document = word.blank(reader.language, f"{made.title}: {name}")
    word.edges(document, " · ".join(filter(None, (name, made.title, made.example))), reader.permalink(picture) or "Yhdyspinta")
    document.add_heading(made.title, 1)
    for text in made.paragraphs:
        word.paragraph(document, text)
    document.add_heading(f"{_('Annex')}: {made.table.caption}", 1)
    cells = tuple(tuple(breakable(text_of(cell)) for cell in row) for row in made.table.rows)
    word.table(document, tuple(column.title for column in made.table.columns), _WIDTHS, cells)
    for line in made.sources:
        word.paragraph(document, line, quiet=True)
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def file_name(picture: Picture, language: str, kind: str) -> str:
    """`tietopohja-ku179-2026-11-24-fi.docx`; with the theme where the picture is of one."""
    theme = f"-teema{picture.themes[0]}" if len(picture.themes) == 1 else ""
    return f"tietopohja-{picture.area.lower()}{theme}-{picture.date}-{language}.{kind}"


def _closing(picture: Picture, told: list[Figure], reader: Reader) -> str:
    publishers = ", ".join(sorted({publisher_name(figure.publisher, reader.language) for figure in told}))
    link = reader.permalink(picture)
    text = _("The figures are given as published, or as computed from what is published, without interpretation.")
    if publishers:
        text += " " + _("Sources: %(sources)s.") % {"sources": publishers}
    return f"{text} {link}" if link else text


def _table(told: list[Figure], reader: Reader) -> Table:
    columns = (
        Column(_("Figure")),
        Column(_("Value")),
        Column(_("Change of the figure")),
        Column(_("Beside others")),
        Column(_("Source and age")),
    )
    return Table(_("The figures behind the item"), columns, tuple(_row(figure, reader) for figure in told))


def _row(figure: Figure, reader: Reader) -> tuple[str, ...]:
    told = figures.card(figure, reader.language, reader.day)
    period = f"{told.period} ({told.status})" if told.status else told.period
    judged = f" ({text_of(told.change_verdict)})" if told.change_verdict else ""
    change = told.change + judged if told.change else told.cannot_tell or "–"
    others = "\n".join(beside(line) for line in told.comparators) or "–"
    division = _("boundaries of %(year)s") % {"year": told.boundaries}
    return told.title, f"{told.amount}\n{period}", change, others, f"{told.source}, {told.age}, {division}"


def _sources(picture: Picture, told: list[Figure], reader: Reader) -> tuple[str, ...]:
    """The sources of the figures that are named."""
    used = dict.fromkeys(figure.source for figure in told)
    found = (picture.sources[name] for name in used if name in picture.sources)
    return tuple(source_words(source, reader) for source in found)
