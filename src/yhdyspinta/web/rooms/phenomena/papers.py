"""The cooperation interface plan as a page and as papers, and the list of agreements as papers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yhdyspinta.organisations.queries.agreements import agreements_of
from yhdyspinta.phenomena.queries import interfaces as queries
from yhdyspinta.rendering import papers
from yhdyspinta.web.files import sent
from yhdyspinta.web.page import language, today, unkept
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.phenomena import agreement_paper, plan_paper

_MAKERS = {"pdf": papers.paper, "docx": papers.written}


@require_safe
def plan(request: HttpRequest, area_id: str) -> HttpResponse:
    """The plan as it is read on a screen: the same words as on paper."""
    room = enter(request, area_id)
    context = {"paper": _plan(room), "formats": tuple(_MAKERS)}
    return page(request, room, "rooms/phenomena/plan.html", context)


@require_safe
def plan_file(request: HttpRequest, area_id: str, file_format: str) -> HttpResponse:
    """The plan as PDF or DOCX: what its reader may see."""
    room = enter(request, area_id)
    return _sent(room, _plan(room), "yhdyspintasuunnitelma", file_format)


@require_safe
def agreements_file(request: HttpRequest, area_id: str, file_format: str) -> HttpResponse:
    """The list of agreements as PDF or DOCX: those that its reader may see."""
    room = enter(request, area_id)
    made = agreement_paper.agreement_list(room, list(agreements_of(room.actor, room.cooperation.pk)))
    return _sent(room, made, "sopimusluettelo", file_format)


def _plan(room: Room) -> papers.Paper:
    return plan_paper.plan(room, queries.plan(room.actor, room.cooperation))


def _sent(room: Room, paper: papers.Paper, name: str, file_format: str) -> HttpResponse:
    if file_format not in _MAKERS:
        raise Http404
    file = f"{name}-{room.area.lower()}-{today().date().isoformat()}-{language()}.{file_format}"
    return unkept(sent(_MAKERS[file_format](paper), file))
