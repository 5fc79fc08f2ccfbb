"""The areas of a new year that wait for a decision, as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.sources import sources
from yhdyspinta.pictures.held import Held
from yhdyspinta.pictures.presenters import wording
from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.web.presenters.reviews import state_words
from yhdyspinta.web.presenters.traces import moment

_NOTE = "left_as_it_was"


@dataclass(frozen=True, slots=True)
class DivisionShown:
    id: str
    source: str
    year: str
    state: str
    waits: bool
    since: str
    decided: str
    decided_by: str
    summary: str
    notes: tuple[str, ...]  # what is left as it was, and why
    changes: Table


def shown(held: Held, language: str) -> DivisionShown:
    """Everything of a division as finished text."""
    one, steps = held.review, held.changes["steps"]
    source = sources().get(one.source)
    return DivisionShown(
        id=one.release,
        source=source.title.in_(language) if source else one.source,
        year=str(held.changes["year"]),
        state=state_words(one.state),
        waits=one.state == "held",
        since=moment(one.held_at, language),
        decided=moment(one.decided_at, language) if one.decided_at else "",
        decided_by=one.decided_by,
        summary=_in(one.reasons[0]["text"], language),
        notes=tuple(_in(step["text"], language) for step in steps if step["change"] == _NOTE),
        changes=_table([step for step in steps if step["change"] != _NOTE], language),
    )


def _table(steps: list[dict[str, Any]], language: str) -> Table:
    """The changes one by one."""
    titles = _("Area"), _("Change"), _("Kind of area"), _("Before"), _("From the new year")
    columns = tuple(Column(title) for title in titles)
    rows = tuple(
        (
            f"{_in(step['name'], language)} ({step['area']})",
            _change(step["change"]),
            wording.kind_name(step["kind"]).capitalize() if step["kind"] in wording.KINDS else "–",
            *_names(step, language),
        )
        for step in steps
    )
    return Table(_("Changes one by one"), columns, rows)


def _change(change: str) -> str:
    return {
        "merged": _("municipalities merge"),
        "began": _("begins"),
        "ended": _("ends"),
        "renamed": _("is renamed"),
        "moved": _("moves"),
        "outline": _("boundary changes"),
    }[change]


def _names(step: dict[str, Any], language: str) -> tuple[str, str]:
    """The names before and after; of one that changes in another language only, in that language."""
    before, after = step["before"], step["after"]
    if step["change"] == "renamed" and _in(before, language) == _in(after, language):
        language = next((one for one in before if before[one] != after[one]), language)
    return _in(before, language) or "–", _in(after, language) or "–"


def _in(text: dict[str, str], language: str) -> str:
    return text.get(language) or text["fi"]
