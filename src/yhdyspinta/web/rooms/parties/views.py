"""The cooperations there are, beginning one, and who is in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.queries.cooperations import Post, cooperations
from yhdyspinta.organisations.queries.inviting import BEGINNERS, invitable, parties_of_area
from yhdyspinta.organisations.services import cooperations as services
from yhdyspinta.organisations.services import people
from yhdyspinta.web.page import show, unkept
from yhdyspinta.web.rooms.acting import SignInNeeded, enter, page, person_of
from yhdyspinta.web.rooms.forms import RoomForm, given, send
from yhdyspinta.web.rooms.parties import presenters
from yhdyspinta.web.rooms.parties.forms import BeginForm, InviteForm

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    return unkept(show(request, "rooms/parties/cooperations.html", presenters.doors(cooperations())))


@form_page
def begin(request: HttpRequest, area_id: str) -> HttpResponse:
    """A county, its regional council or one of its municipalities begins; the area stands in the address."""
    person = person_of(request)
    if person is None:
        raise SignInNeeded("Signing in is needed here.")
    area = areas().get(area_id)
    form = BeginForm(given(request), beginners=parties_of_area(area.id, BEGINNERS))

    def do(said: dict[str, str]) -> Post:
        beginner = form.beginner_party()
        return services.begin(actor=policy.signed_in(person), area=area.id, beginner=beginner, post_title=said["post_title"], holder=person)

    answer = send(request, form, do, to=reverse("assessment", args=[area.id]), said=_("The cooperation has begun."))
    context = {"form": form, "place": presenters.area_words(area)}
    return answer or unkept(show(request, "rooms/parties/begin.html", context, status=form.status))


@require_safe
def cooperation(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    return page(request, room, "rooms/parties/cooperation.html", presenters.home(room))


@form_page
def invite(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    actor = room.member()
    form = InviteForm(given(request), invitable=invitable(room.cooperation))

    def do(said: dict[str, str]) -> Post:
        holder = people.know(actor=actor, email=said["email"])
        return services.invite(
            actor=actor, cooperation=room.cooperation, new=form.new_party(), post_title=said["post_title"], holder=holder
        )

    answer = send(request, form, do, to=reverse("cooperation", args=[room.area]), said=_("Invited. The contact person may now sign in."))
    return answer or page(request, room, "rooms/parties/invite.html", {"form": form}, status=form.status)


@require_POST
def join(request: HttpRequest, area_id: str) -> HttpResponse:
    """The party of the one who acts joins."""
    room = enter(request, area_id)
    actor = room.member()
    form = RoomForm(request.POST)
    answer = send(
        request,
        form,
        lambda _said: services.join(actor=actor, party=room.party, version=form.seen),
        to=reverse("assessment", args=[room.area]),
        said=_("Welcome: your organisation has joined."),
    )
    return answer or page(request, room, "rooms/parties/cooperation.html", presenters.home(room) | {"form": form}, status=form.status)
