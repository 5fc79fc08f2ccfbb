"""Sources as the page of sources lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.pictures.presenters import wording
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.web.presenters.traces import moment


@dataclass(frozen=True, slots=True)
class SourceShown:
    title: str
    publisher: str
    licence: str
    rhythm: str
    last_release: str
    due: str
    limits: str
    here: bool  # whether figures of it have been loaded


def listed(states: list[dict[str, Any]], language: str, today: date) -> tuple[SourceShown, ...]:
    """The sources by publisher and title; `states` are those of the installation's status."""
    found = [_shown(one, language, today) for one in states]
    return tuple(sorted(found, key=lambda one: (one.publisher, one.title)))


def coverage(themes: list[dict[str, Any]], language: str) -> Table:
    """How many indicators each theme has: defined, with figures here, fetched from a live source."""
    columns = (
        Column(_("Theme")),
        Column(_("Indicators defined"), numeric=True),
        Column(_("With figures here"), numeric=True),
        Column(_("Fetched from a source"), numeric=True),
    )
    counts = ("defined", "with_data", "live")
    rows = tuple((one["title"][language], *(numbers.number(one[name], language) for name in counts)) for one in themes)
    return Table(_("How many indicators each theme has"), columns, rows)


def _shown(state: dict[str, Any], language: str, today: date) -> SourceShown:
    source = sources()[state["id"]]
    return SourceShown(
        title=source.title.in_(language),
        publisher=publisher_name(source.publisher, language),
        licence=wording.licence_name(source.licence),
        rhythm=wording.rhythm_name(source.rhythm),
        last_release=moment(state["last_release"], language) if state["last_release"] else _("no data here"),
        due=due_words(state["due"], language, today),
        limits=source.limits.in_(language),
        here=bool(state["last_release"]),
    )


def due_words(due: str | None, language: str, today: date) -> str:
    """`25.12.2023, myöhässä`: the day after which figures are stale, and whether it has passed."""
    if not due:
        return _("no date")
    day = numbers.day(date.fromisoformat(due), language)
    return _("%(day)s, overdue") % {"day": day} if date.fromisoformat(due) < today else day
