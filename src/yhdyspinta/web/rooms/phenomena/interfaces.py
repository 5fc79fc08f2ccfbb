"""The list of interfaces, a new one, and an interface on which each side says what it does and how it works."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yhdyspinta.domain.errors import Forbidden
from yhdyspinta.organisations.queries.cooperations import joined_parties, themes_on
from yhdyspinta.organisations.queries.groups import posts_of_party
from yhdyspinta.phenomena.queries import interfaces as queries
from yhdyspinta.phenomena.services import interfaces as services
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.attention.presenters import comments
from yhdyspinta.web.rooms.forms import given, send, which
from yhdyspinta.web.rooms.phenomena import interface_presenters as presenters
from yhdyspinta.web.rooms.phenomena.interface_forms import DescribeForm, WorkingForm
from yhdyspinta.web.rooms.phenomena.phenomena import form_page
from yhdyspinta.web.rooms.phenomena.tie_forms import NewInterfaceForm


@require_safe
def every(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    return page(request, room, "rooms/phenomena/interfaces.html", presenters.every(room))


@form_page
def new(request: HttpRequest, area_id: str) -> HttpResponse:
    """Name an interface and its parties."""
    room = enter(request, area_id)
    actor = room.member()
    joined = joined_parties(room.cooperation)
    own = {"parties": [str(room.party.pk)]} if room.party else {}
    form = NewInterfaceForm(given(request), only_here=True, themes=themes_on(room.cooperation), joined=joined, initial=own)

    def do(said: dict[str, Any]) -> queries.Interface:
        described = services.Described(form.chosen_one("theme"), form.text(), said["goal"])
        return services.begin(actor=actor, cooperation=room.cooperation, described=described, parties=form.chosen("parties"))

    to = lambda made: reverse("interface", args=[room.area, made.pk])  # noqa: E731
    answer = send(request, form, do, to=to, said=_("Named. Now say what your party does."))
    return answer or page(request, room, "rooms/phenomena/interface_new.html", {"form": form}, status=form.status)


@form_page
def one(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """An interface; a side of it says here what it does and how it works (`what` names which)."""
    room = enter(request, area_id)
    told = queries.told_of(room.actor, queries.interface_of(room.actor, room.cooperation, number))
    own = next((side for side in told.sides if room.party is not None and side.party == room.party), None)
    here = reverse("interface", args=[room.area, number])
    forms = _forms(request, room, own) if own is not None and own.side is not None else {}
    what = which(request, "what")
    if request.method == "POST":
        room.member()
        if what not in forms:
            raise Forbidden(_("You may not do this in your role."), _("Ask the coordinator of the party whose it is."))
        do = _describe(room, own, forms[what]) if what == "describe" else _assess(room, told, forms[what])
        if answer := send(request, forms[what], do, to=here):
            return answer
    context = presenters.one(room, told) | {"forms": forms, "comments": comments(room, told.interface)}
    status = forms[what].status if what in forms else 200
    return page(request, room, "rooms/phenomena/interface.html", context, status=status)


def _forms(request: HttpRequest, room: Room, own: queries.SideTold) -> dict[str, Any]:
    """The forms that whoever came may send for its own party."""
    may = {"describe": "interface.describe", "working": "interface.assess"}
    make = {"describe": lambda: _describing(request, room, own), "working": lambda: _working(request, own)}
    return {name: make[name]() for name, action in may.items() if room.may(action, "own")}


def _describing(request: HttpRequest, room: Room, own: queries.SideTold) -> DescribeForm:
    side = own.side
    kept = {"does": side.does, "post": str(side.post_id or ""), "version": side.version}
    sent = given(request) if which(request, "what") == "describe" else None
    return DescribeForm(sent, prefix="describe", posts=posts_of_party(room.member(), room.party), initial=kept)


def _working(request: HttpRequest, own: queries.SideTold) -> WorkingForm:
    kept = {} if own.working is None else own.working.plain()
    return WorkingForm(given(request) if which(request, "what") == "working" else None, prefix="working", initial=kept)


def _describe(room: Room, own: queries.SideTold, form: DescribeForm) -> Any:
    return lambda said: services.describe(
        actor=room.member(), side=own.side, version=form.seen, does=said["does"], post=form.chosen_one("post")
    )


def _assess(room: Room, told: queries.InterfaceTold, form: WorkingForm) -> Any:
    return lambda said: services.assess(
        actor=room.member(), interface=told.interface, version=form.seen, grade=said["grade"], reason=said["reason"]
    )


@require_safe
def side(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """What a party does at an interface stands on the page of that."""
    room = enter(request, area_id)
    found = queries.side_of(room.actor, room.cooperation, number)
    return HttpResponseRedirect(reverse("interface", args=[room.area, found.interface_id]))


@require_safe
def working(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """How an interface works in a party's opinion stands on the page of that."""
    room = enter(request, area_id)
    found = queries.working_of(room.actor, room.cooperation, number)
    return HttpResponseRedirect(reverse("interface", args=[room.area, found.interface_id]))
