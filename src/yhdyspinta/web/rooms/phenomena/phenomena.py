"""The list of phenomena, a phenomenon with everything on one page, and merging two that are one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yhdyspinta.organisations.queries.cooperations import themes_on
from yhdyspinta.phenomena.queries import phenomena as queries
from yhdyspinta.phenomena.services import merging, parts
from yhdyspinta.phenomena.services import phenomena as services
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.attention.presenters import comments
from yhdyspinta.web.rooms.forms import given, send, which
from yhdyspinta.web.rooms.phenomena import presenters
from yhdyspinta.web.rooms.phenomena.forms import PART_FORMS, MergeForm, PartForm, RaiseForm

form_page = require_http_methods(["GET", "HEAD", "POST"])
_THEME = "teema"


@form_page
def every(request: HttpRequest, area_id: str) -> HttpResponse:
    """The phenomena, of one theme where asked; on top a sentence raises one."""
    room = enter(request, area_id)
    if request.method == "POST":
        room.member()
    form = RaiseForm(given(request), only_here=True)
    form.offer("themes", themes_on(room.cooperation))
    answer = send(
        request,
        form,
        lambda _said: services.raise_phenomenon(actor=room.member(), party=room.party, sentence=form.text(), themes=form.chosen("themes")),
        to=lambda raised: reverse("phenomenon", args=[room.area, raised.pk]),
        said=_("Raised. Now say what your party sees."),
    )
    asked = request.GET.get(_THEME, "")
    context = presenters.every(room, int(asked) if asked.isdecimal() and len(asked) < 4 else None)
    return answer or page(request, room, "rooms/phenomena/phenomena.html", context | {"form": form}, status=form.status)


@form_page
def one(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """A phenomenon; what is sent is named by its kind (`what`) and is the sender's own party's."""
    room = enter(request, area_id)
    found = queries.phenomenon_of(room.actor, room.cooperation, number)
    what = which(request, "what")
    forms = {kind: form(given(request) if what == kind else None, prefix=kind) for kind, form in PART_FORMS.items()}
    for form in forms.values():
        if answer := _say(request, room, found, form):
            return answer
    context = presenters.one(room, queries.told_of(room.actor, found), forms) | {"comments": comments(room, found)}
    return page(request, room, "rooms/phenomena/phenomenon.html", context, status=max(form.status for form in forms.values()))


def _say(request: HttpRequest, room: Room, found: queries.Phenomenon, form: PartForm) -> HttpResponse | None:
    def do(_said: dict[str, Any]) -> queries.PartOfPhenomenon:
        return parts.say(actor=room.member(), phenomenon=found, said=form.said())

    return send(request, form, do, to=reverse("phenomenon", args=[room.area, found.pk]))


@form_page
def merge(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Choose the phenomenon that is the same."""
    room = enter(request, area_id)
    actor = room.member()
    found = queries.phenomenon_of(actor, room.cooperation, number)
    others = queries.phenomena_of(actor, room.cooperation).exclude(pk=found.pk)
    form = MergeForm(given(request), others=others, initial={"version": found.version})
    answer = send(
        request,
        form,
        lambda _said: merging.merge(actor=actor, phenomenon=found, version=form.seen, into=form.chosen_one("into")),
        to=lambda gone: reverse("phenomenon", args=[room.area, gone.merged_into_id]),
        said=_("Merged. Everything is here now, and both stay in the trail."),
    )
    context = {"form": form, "phenomenon": presenters.link(room, found), "others": bool(others)}
    return answer or page(request, room, "rooms/phenomena/merge.html", context, status=form.status)
