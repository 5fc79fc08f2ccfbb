"""What became of a refreshed deck, and what is wrong with a file, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.pictures.exports.decks import Refreshed
from yhdyspinta.rendering.slides.refresh import EDITED, GONE, REFRESHED, UNCHANGED, Item

FAULTY = "area_gone"


@dataclass(frozen=True, slots=True)
class Line:
    """A shape of the deck: on which slide, and what it is."""

    slide: int
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Group:
    """The shapes that fared alike: a heading, what it means, and the shapes."""

    title: str
    about: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    areas: str
    groups: tuple[Group, ...]
    unchanged: int


def report(done: Refreshed, language: str) -> Report:
    """What a refresh did, in the order in which a person wants to know it."""
    register = register_of_areas()
    named = ", ".join(register.get(area).name.in_(language) for area in done.areas)
    groups = (
        _group(done, REFRESHED, language, _("Refreshed"), _("These now show the newest figures.")),
        _group(
            done,
            EDITED,
            language,
            _("Left as you wrote them"),
            _("You have edited these, so they stay as they are. Check that they still hold."),
        ),
        _group(
            done,
            GONE,
            language,
            _("No longer available"),
            _("These figures are no longer in the picture of the area. They stay as they were."),
        ),
    )
    return Report(named, tuple(group for group in groups if group.lines), done.count(UNCHANGED))


def _group(done: Refreshed, outcome: str, language: str, title: str, about: str) -> Group:
    lines = dict.fromkeys(Line(item.slide, item.title, _what(item, language)) for item in done.items if item.outcome == outcome)
    return Group(title, about, tuple(lines))


def _what(item: Item, language: str) -> str:
    """`kuvio: Työttömät työnhakijat`; what has no indicator is named by its kind alone."""
    kind = {
        "title": _("title"),
        "subtitle": _("subtitle"),
        "card": _("figure"),
        "chart": _("chart"),
        "unit": _("what the chart shows"),
        "map": _("map"),
        "table": _("table"),
        "messages": _("text"),
        "text": _("text"),
        "name": _("name of a part"),
        "part": _("part of the picture"),
        "footer": _("source line"),
        "notes": _("notes"),
    }.get(item.kind, item.kind)
    measured = indicators().get(item.subject.removeprefix("projection."))
    return f"{kind}: {measured.title.in_(language)}" if measured else kind


def fault_words(code: str) -> str:
    """What is wrong with a file that was given, and what to do."""
    return {
        "not_slides": _("The file is not a presentation. Give a PowerPoint file, .pptx or .potx."),
        "locked": _("The file is an old .ppt or has a password. Save it as .pptx without a password."),
        "macros": _("The file holds macros. Save it as .pptx or .potx without macros."),
        "too_large": _("The file is too large. Take its films and large pictures out, and try again."),
        "no_layout": _("No layout of the template has a place for a title. Add one, and try again."),
        "not_ours": _(
            "The presentation holds no figures from here. Give one that was downloaded from here, or into which its slides were copied."
        ),
        "too_many": _("The presentation holds figures of too many areas. Refresh it in parts."),
        FAULTY: _("The presentation holds figures of an area that no longer exists. Remove its slides, and try again."),
    }.get(code, _("The file could not be read. Open it in PowerPoint, save it again as .pptx, and try again."))
