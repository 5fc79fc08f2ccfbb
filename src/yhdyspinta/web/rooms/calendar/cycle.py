"""The annual cycle: what comes in a year, its events, and its feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yhdyspinta.cooperation.queries.cycle import event_of
from yhdyspinta.cooperation.services import cycle as services
from yhdyspinta.web.page import today
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.calendar import cycle_presenters as presenters
from yhdyspinta.web.rooms.calendar.cycle_forms import BeginForm, EventForm
from yhdyspinta.web.rooms.calendar.feed import private_word
from yhdyspinta.web.rooms.forms import given, send

_form_page = require_http_methods(["GET", "HEAD", "POST"])
_FIRST, _LAST = 2000, 2100


@require_safe
def year(request: HttpRequest, area_id: str) -> HttpResponse:
    """A year of the cycle, this year unless the address says another."""
    room = enter(request, area_id)
    asked = request.GET.get("vuosi", "")
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 and _FIRST <= int(asked) <= _LAST else today().year
    return _shown(request, room, wanted)


def _shown(request: HttpRequest, room: Room, wanted: int, status: int = 200) -> HttpResponse:
    own = reverse("cycle_feed_own", args=[room.area, private_word(room.post)]) if room.post else ""
    feeds = {
        "own": request.build_absolute_uri(own) if own else "",
        "public": request.build_absolute_uri(reverse("cycle_feed", args=[room.area])),
    }
    context = presenters.year(room, wanted) | {"feeds": feeds, "begin": BeginForm()}
    return page(request, room, "rooms/calendar/cycle.html", context, status=status)


@require_POST
def begin(request: HttpRequest, area_id: str) -> HttpResponse:
    """Copy the events that most cooperations have."""
    room = enter(request, area_id)
    actor = room.member()
    form = BeginForm(request.POST)
    here = reverse("cycle", args=[room.area])
    answer = send(
        request,
        form,
        lambda said: services.begin_cycle(actor=actor, cooperation=room.cooperation, is_public=said["is_public"]),
        to=here,
    )
    return answer or _shown(request, room, today().year, form.status)


@_form_page
def new(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    actor = room.member()
    form = EventForm(given(request), room=room)
    answer = send(
        request,
        form,
        lambda _said: services.add_event(actor=actor, cooperation=room.cooperation, told=form.told()),
        to=reverse("cycle", args=[room.area]),
    )
    return answer or page(request, room, "rooms/calendar/event.html", {"form": form, "event": None, "may": True}, status=form.status)


@_form_page
def event(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """An event; whoever may, changes it or takes it out of the cycle."""
    room = enter(request, area_id)
    found = event_of(room.actor, room.cooperation, number)
    removed = "remove" in request.POST
    form = EventForm(given(request), room=room, initial=EventForm.of(found))

    def do(_said: dict[str, object]) -> object:
        if removed:
            return services.remove_event(actor=room.member(), event=found)
        return services.change_event(actor=room.member(), event=found, version=form.seen, told=form.told())

    answer = send(request, form, do, to=reverse("cycle", args=[room.area]), said=_("Removed from the cycle.") if removed else "")
    context = {"form": form, "may": room.may("cycle.change"), **presenters.whole(room, found)}
    return answer or page(request, room, "rooms/calendar/event.html", context, status=form.status)
