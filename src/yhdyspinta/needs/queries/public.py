"""The needs that a cooperation has made public, as pages for everybody show them."""

from __future__ import annotations

from django.db import DatabaseError
from django.db.models import QuerySet

from yhdyspinta.domain.errors import StateError
from yhdyspinta.needs.models import Need, NeedState
from yhdyspinta.organisations.queries.visibility import visible_to


def public_needs(area: str, theme: int) -> list[Need]:
    """The public needs in force of a theme (by its number) in the cooperation of an area, if it has one; the first asked first.

    StateError when the database does not answer: pages of figures do without it.
    """
    try:
        return list(_of(area, theme).prefetch_related("indicators").order_by("pk"))
    except DatabaseError as error:
        raise _silent() from error


def public_stamp(area: str, theme: int) -> str:
    """What changes when these needs, those who ask them or what answers them do; empty while there are none. One query.

    StateError when the database does not answer.
    """
    rows = _of(area, theme).order_by("pk", "indicators__indicator")
    try:
        return " ".join(":".join(map(str, row)) for row in rows.values_list("pk", "version", "party__version", "indicators__indicator"))
    except DatabaseError as error:
        raise _silent() from error


def _of(area: str, theme: int) -> QuerySet[Need]:
    found = visible_to(None, Need.objects.filter(cooperation__area=area, theme__number=theme).exclude(state=NeedState.RETIRED))
    return found.select_related("party")


def _silent() -> StateError:
    return StateError("The database does not answer.", "Look at its log.")
