"""The needs that a cooperation has made public, as pages for everybody show them."""

from __future__ import annotations

from django.db.models import QuerySet

from yhdyspinta.needs.models import Need, NeedState
from yhdyspinta.organisations.queries.visibility import visible_to


def public_needs(area: str, theme: int) -> QuerySet[Need]:
    """The public needs in force of a theme (by its number) in the cooperation of an area, if it has one; the first asked first."""
    found = visible_to(None, Need.objects.filter(cooperation__area=area, theme__number=theme).exclude(state=NeedState.RETIRED))
    return found.select_related("party").prefetch_related("indicators").order_by("pk")


def public_stamp(area: str, theme: int) -> str:
    """What changes when these needs, those who ask them or what answers them do; empty while there are none. One query."""
    rows = public_needs(area, theme).prefetch_related(None).order_by("pk", "indicators__indicator")
    told = rows.values_list("pk", "version", "party__version", "indicators__indicator")
    return " ".join(":".join(map(str, row)) for row in told)
