"""What has been done in a cooperation, who may see an object, and everything public as one file."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.organisations.chain import anchor
from yhdyspinta.organisations.queries.cooperations import done_in
from yhdyspinta.organisations.queries.groups import groups_of
from yhdyspinta.organisations.queries.visibility import everything_public, shared_object
from yhdyspinta.organisations.services.visibility import set_visibility
from yhdyspinta.web.files import sent
from yhdyspinta.web.page import language, unkept
from yhdyspinta.web.rooms.acting import enter, page
from yhdyspinta.web.rooms.forms import given, send
from yhdyspinta.web.rooms.objects import address_of
from yhdyspinta.web.rooms.record import presenters
from yhdyspinta.web.rooms.record.forms import VisibilityForm


@require_safe
def record(request: HttpRequest, area_id: str) -> HttpResponse:
    """The newest of what was done, and the end of the chain to be taken out."""
    room = enter(request, area_id)
    lines = presenters.done(room.cooperation, done_in(room.member(), room.cooperation))
    return page(request, room, "rooms/record/record.html", {"done": lines, "anchor": anchor()})


@require_http_methods(["GET", "HEAD", "POST"])
def visibility(request: HttpRequest, area_id: str, kind: str, number: int) -> HttpResponse:
    """Who may see an object; those whose it is say it."""
    room = enter(request, area_id)
    actor = room.member()
    target = shared_object(actor, room.cooperation, kind, number)
    names = ("visibility", "legal_ground", "ground_note", "kept_at", "version")
    initial = {name: getattr(target, name) for name in names} | {"group": str(target.group_id or "")}
    form = VisibilityForm(given(request), groups=groups_of(actor, room.cooperation), initial=initial)
    answer = send(
        request,
        form,
        lambda said: set_visibility(
            actor=actor,
            target=target,
            version=form.seen,
            visibility=said["visibility"],
            legal_ground=said["legal_ground"],
            ground_note=said["ground_note"],
            group=form.chosen_group(),
            kept_at=said["kept_at"],
        ),
        to=address_of(room.area, target),
    )
    context = {"form": form, "what": target.heading().in_(language()), "back": address_of(room.area, target)}
    return answer or page(request, room, "rooms/record/visibility.html", context, status=form.status)


@require_safe
def public_export(request: HttpRequest, area_id: str) -> HttpResponse:
    """Everything public in the cooperation, of every kind, as JSON."""
    room = enter(request, area_id)
    found = {
        "cooperation": room.area,
        "example": room.cooperation.is_example,
        "address": request.build_absolute_uri(reverse("cooperation", args=[room.area])),
    }
    found |= {"objects": list(everything_public(room.cooperation))}
    return unkept(sent(json.dumps(found, ensure_ascii=False, indent=1).encode(), f"{room.area}-julkinen.json"))
