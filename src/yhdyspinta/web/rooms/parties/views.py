"""The cooperations there are, and who is in one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yhdyspinta.organisations.queries.cooperations import cooperations
from yhdyspinta.web.page import show, unkept
from yhdyspinta.web.rooms.acting import enter, page
from yhdyspinta.web.rooms.parties.presenters import door, sides


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    return unkept(show(request, "rooms/parties/cooperations.html", {"found": [door(one) for one in cooperations()]}))


@require_safe
def cooperation(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    return page(request, room, "rooms/parties/cooperation.html", {"sides": sides(room.cooperation)})
