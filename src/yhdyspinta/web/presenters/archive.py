"""Published editions in a list, and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.pictures.edition_changes import Change, Changed
from yhdyspinta.pictures.editions import Edition, Summary
from yhdyspinta.pictures.model import Figure
from yhdyspinta.pictures.presenters.figures import say
from yhdyspinta.rendering import numbers
from yhdyspinta.web.presenters.traces import moment


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition in the archive."""

    id: str
    area: str
    area_id: str
    day: str
    published: str
    themes: str


@dataclass(frozen=True, slots=True)
class Side:
    """A figure in one of two editions: value with unit, period and status, and its id there (empty where there is none)."""

    amount: str
    period: str
    status: str
    figure: str


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    change: str
    before: Side | None
    after: Side | None
    difference: str


@dataclass(frozen=True, slots=True)
class Group:
    """The figures that changed in one way."""

    heading: str
    about: str
    rows: tuple[Row, ...]


def listed(editions: Iterable[Summary], language: str) -> tuple[Listed, ...]:
    """The editions as they come, newest first."""
    return tuple(_listed(one, language) for one in editions)


def _listed(one: Summary, language: str) -> Listed:
    name = register_of_areas().get(one.area).name.in_(language)
    themes = _("themes %(numbers)s") % {"numbers": ", ".join(map(str, one.themes))} if one.themes else ""
    return Listed(one.id, name, one.area, numbers.day(date.fromisoformat(one.date), language), moment(one.published_at, language), themes)


def heading(edition: Edition, language: str) -> str:
    """`Keski-Suomen hyvinvointialue, 24.11.2026`."""
    return f"{say(edition.picture.area_name, language)}, {numbers.day(date.fromisoformat(edition.picture.date), language)}"


def groups(changes: Iterable[Changed], language: str, *, same_area: bool = True) -> tuple[Group, ...]:
    """The changes by kind, those that nobody may miss first; kinds without a figure are left out.

    Of two areas nothing is revised or newer: their figures differ.
    """
    words = _words_of_changes() if same_area else _words_of_differences()
    found: dict[Change, list[Row]] = {}
    for one in changes:
        found.setdefault(one.change, []).append(_row(one, words[one.change][0], language))
    return tuple(Group(*words[change], tuple(found[change])) for change in Change if change in found)


def _words_of_changes() -> dict[Change, tuple[str, str]]:
    return {
        Change.REVISED: (
            _("Revised figures"),
            _("The same period, another value: the source has corrected itself, or the figure has got its parts."),
        ),
        Change.NEWER: (_("Newer figures"), _("A later period than in the earlier edition.")),
        Change.CAME: (_("Figures that came"), _("Not in the earlier edition.")),
        Change.WENT: (_("Figures that went"), _("Not in the later edition.")),
        Change.SAME: (_("Unchanged figures"), _("The same period and the same value.")),
    }


def _words_of_differences() -> dict[Change, tuple[str, str]]:
    return _words_of_changes() | {
        Change.REVISED: (_("Figures that differ"), _("The same period in both areas, another value.")),
        Change.NEWER: (_("Figures of different periods"), _("Of the later edition's area there is a later period.")),
        Change.SAME: (_("Figures that are the same"), _("The same period and the same value.")),
    }


def _row(one: Changed, change: str, language: str) -> Row:
    figure, difference = one.figure, one.difference
    text = "" if difference is None else numbers.signed(difference, language, figure.decimals)
    return Row(say(figure.title, language), change, _side(one.before, language), _side(one.after, language), text)


def _side(figure: Figure | None, language: str) -> Side | None:
    if figure is None:
        return None
    if figure.value is None:
        amount = f"{numbers.mark(figure.status)} ({numbers.mark_words(figure.status, language)})"
    else:
        amount = numbers.amount(figure.value, language, figure.decimals, say(figure.unit, language), figure.status)
    status = numbers.status_words(figure.status, language) if figure.value is not None else ""
    return Side(amount, numbers.period_name(figure.period, language), status, figure.id)
