"""What slides and pages of a picture share: cards, tables and lists in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.pictures.editions import Edition
from yhdyspinta.pictures.model import Figure, Picture, Words
from yhdyspinta.pictures.presenters import figures, freshness, wording
from yhdyspinta.pictures.presenters.figures import say
from yhdyspinta.rendering import blocks, numbers
from yhdyspinta.rendering.blocks import Column, Table

_LONG_UNIT = re.compile(r"(?<=\d)\u00a0(?=[^\W\d]{8})")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a file is made: language, the day on which ages are told, the edition, and where the installation is."""

    language: str
    day: date
    edition: Edition | None = None
    address: str = ""

    def say(self, words: Words) -> str:
        return say(words, self.language)

    def permalink(self, picture: Picture) -> str:
        """The permanent address of the edition, or of the area's picture; without a public address, the edition's id."""
        if not self.address:
            return self.edition.id if self.edition else ""
        place = f"julkaisut/{self.edition.id}/" if self.edition else f"alue/{picture.area}/tilannekuva/"
        return f"{self.address}/{self.language}/{place}"


def card(figure: Figure, reader: Reader) -> blocks.Card:
    """A headline card: value, change, comparators with plain verdicts, and what cannot be told."""
    told = figures.card(figure, reader.language, reader.day)
    lines = [told.change, *(beside(line) for line in told.comparators), told.cannot_tell]
    notes = [told.status, told.age, _("boundaries of %(year)s") % {"year": told.boundaries}, told.source]
    return blocks.Card(
        label=told.title,
        value=told.amount,
        period=told.period,
        lines=tuple(line for line in lines if line),
        verdicts=(told.change_verdict,) if told.change_verdict else (),
        figure=figure.id,
        note=", ".join(note for note in notes if note),
    )


def beside(line: figures.ComparatorLine) -> str:
    """`Koko maa: 9,7 % (▲ täällä heikompi)`."""
    return f"{line.name}: {line.value}" + (f" ({blocks.text_of(line.verdict)})" if line.verdict else "")


def figure_table(caption: str, listed: Iterable[Figure], reader: Reader) -> Table:
    """Figures as a table: title, value, period, change, and the source with the status and the boundaries of each."""
    rows = []
    for figure in listed:
        told = figures.card(figure, reader.language, reader.day)
        notes = (told.source, told.status, _("boundaries of %(year)s") % {"year": told.boundaries})
        rows.append((told.title, told.amount, told.period, told.change or "–", ", ".join(note for note in notes if note)))
    columns = (
        Column(_("Figure")),
        Column(_("Value"), numeric=True),
        Column(_("Period")),
        Column(_("Change of the figure"), numeric=True),
        Column(_("Source")),
    )
    return Table(caption, columns, tuple(rows))


def missing_table(picture: Picture, reader: Reader) -> Table:
    """What is missing, by source: how many figures, why, and when the source should have one."""
    by_source: dict[str, list[tuple[str, str, str]]] = {}
    for item in {item.indicator: item for section in picture.sections for item in section.missing}.values():
        by_source.setdefault(reader.say(item.source_title), []).append((reader.say(item.title), reader.say(item.reason), item.due or ""))
    rows = []
    for source, items in sorted(by_source.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        named = ", ".join(title for title, _reason, _due in items[:3]) + (" …" if len(items) > 3 else "")
        due = min((due for _title, _reason, due in items if due), default="")
        rows.append((source, str(len(items)), named, numbers.day(date.fromisoformat(due), reader.language) if due else "–"))
    columns = (Column(_("Source")), Column(_("Figures"), numeric=True), Column(_("For example")), Column(_("Next due")))
    return Table(_("What is missing, and where it would come from"), columns, tuple(rows))


def source_words(source: Mapping[str, Any], reader: Reader) -> str:
    """`Tilastokeskus: Väestörakenne. CC BY 4.0.` of a source as a picture keeps it."""
    publisher, licence = publisher_name(source["publisher"], reader.language), wording.licence_name(source["licence"])
    return f"{publisher}: {reader.say(source['title'])}. {licence}."


def source_lines(picture: Picture, reader: Reader) -> tuple[str, ...]:
    """Each source with publisher and licence, and through whom its figures came."""
    found = []
    for name, source in picture.sources.items():
        through = sorted({release["through"] for release in picture.releases.values() if release["source"] == name and release["through"]})
        copied = through and not picture.example  # made figures are nobody's copy
        line = source_words(source, reader)
        found.append(line + (" " + _("Through a third party's copy: %(through)s.") % {"through": ", ".join(through)} if copied else ""))
    return tuple(found)


def breakable(text: str) -> str:
    """For narrow columns of papers: a long unit may go on to the next line, where a short one stays with its number."""
    return _LONG_UNIT.sub(" ", text)


def age_notice(picture: Picture, reader: Reader) -> str:
    """The one notice on age, empty when nothing is stale."""
    found = freshness.notice(picture, reader.day, reader.language)
    return f"{found.text} {found.details}" if found else ""


def old_figures(picture: Picture) -> list[Figure]:
    """The figures older than five years, each once, in the order of the themes."""
    return [picture.figures[name] for name in dict.fromkeys(name for section in picture.sections for name in section.old)]


def about(picture: Picture, reader: Reader) -> str:
    """On which day, division and table version the picture stands, and that its Swedish has not been read."""
    words = {
        "day": numbers.day(date.fromisoformat(picture.date), reader.language),
        "year": picture.boundaries,
        "version": picture.table_version,
    }
    made = _("Composed on %(day)s; area division of %(year)s unless a figure says otherwise; table version %(version)s.") % words
    return f"{made} {unread(reader.language)}".rstrip()


def unread(language: str) -> str:
    """The mark of texts that nobody has read whose language it is; empty for the others."""
    return _("The Swedish texts have not yet been read by a native Swedish-speaking Finn.") if language == "sv" else ""
