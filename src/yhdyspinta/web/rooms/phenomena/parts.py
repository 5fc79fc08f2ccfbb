"""Something that a party said of a phenomenon: its own party changes it or takes it back, others read it on the phenomenon's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yhdyspinta.phenomena.queries import phenomena as queries
from yhdyspinta.phenomena.services import parts as services
from yhdyspinta.web.rooms.acting import enter, page
from yhdyspinta.web.rooms.forms import given, send
from yhdyspinta.web.rooms.phenomena import presenters
from yhdyspinta.web.rooms.phenomena.forms import PART_FORMS
from yhdyspinta.web.rooms.phenomena.phenomena import form_page

_KINDS: dict[str, type[queries.PartOfPhenomenon]] = {
    "view": queries.View,
    "evidence": queries.Evidence,
    "influence": queries.Influence,
    "step": queries.Step,
}


@form_page
def part(request: HttpRequest, area_id: str, kind: str, number: int) -> HttpResponse:
    room = enter(request, area_id)
    found = queries.part_of(room.actor, room.cooperation, _KINDS[kind], number)
    back = reverse("phenomenon", args=[room.area, found.phenomenon_id])
    own = room.party == found.party and room.may(f"phenomenon.{kind}", "own")
    if request.method != "POST" and not own:
        return HttpResponseRedirect(f"{back}#{kind}")
    actor, taken = room.member(), "take_back" in request.POST
    form = PART_FORMS[kind](given(request), initial=found.plain())
    if taken:  # whatever stands in the fields, which are sent too
        for field in form.fields.values():
            field.required = False
    answer = send(
        request,
        form,
        lambda _said: (
            services.take_back(actor=actor, part=found, version=form.seen)
            if taken
            else services.say_otherwise(actor=actor, part=found, version=form.seen, said=form.said())
        ),
        to=back,
        said=_("Taken back.") if taken else "",
    )
    context = {
        "form": form,
        "part": found,
        "phenomenon": presenters.link(room, found.phenomenon),
        "kind": kind,
        "title": presenters.PARTS[kind],
    }
    return answer or page(request, room, "rooms/phenomena/part.html", context, status=form.status)
