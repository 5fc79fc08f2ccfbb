"""One-time links: giving and withdrawing them, and coming by one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from yhdyspinta.accounts import letters, queries
from yhdyspinta.accounts.queries import AccessLink
from yhdyspinta.domain.errors import Forbidden, Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.queries.cooperations import Party
from yhdyspinta.organisations.services import access, people
from yhdyspinta.web.page import language, unkept
from yhdyspinta.web.rooms import names
from yhdyspinta.web.rooms.accounts import forms
from yhdyspinta.web.rooms.accounts.linked import LINKED, asked_of, choices, form_of
from yhdyspinta.web.rooms.accounts.pages import by_letter, see, shown
from yhdyspinta.web.rooms.accounts.signing_in import absolute, count_letter
from yhdyspinta.web.rooms.acting import OPENED_LINK, Room, bare, enter, page
from yhdyspinta.web.rooms.forms import given, send


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link that was given."""

    number: int
    version: int
    receiver: str
    asked: str
    state: str
    open: bool


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, area_id: str) -> HttpResponse:
    """The links of one's own party, and a form to send one."""
    room = enter(request, area_id)
    actor = room.member()
    policy.require(actor, "link.give", "own")
    form = forms.GiveLink(given(request), choices=choices(room))

    def give(said: dict[str, object]) -> None:
        count_letter(request)
        action, target = asked_of(str(said["what"]))
        days = int(str(said["days"]))
        person = people.know(actor=actor, email=str(said["email"]))
        _link, token = access.give_link(actor=actor, party=_party(room), person=person, action=action, target=target, days=days)
        asked = dict(form.fields["what"].choices)[said["what"]]
        address = absolute(request)(reverse("link", args=[token]))
        letters.send_link(person.email, party=_party(room).title().in_(language()), asked=asked, address=address, days=days)

    answer = send(request, form, give, to=reverse("links", args=[room.area]), said=_("The link has been sent."))
    return answer or page(request, room, "rooms/accounts/links.html", {"form": form, "given_links": _lines(room)}, status=form.status)


def _party(room: Room) -> Party:
    if room.party is None:
        raise Forbidden(_("You may not do this in your role."), _("Ask the coordinator of the party whose it is."))
    return room.party


def _lines(room: Room) -> list[LinkLine]:
    return [
        LinkLine(one.pk, one.version, one.person.email or _("erased"), str(LINKED[one.action].asked), *_state(one))
        for one in queries.links_of_party(_party(room).pk)
    ]


def _state(link: AccessLink) -> tuple[str, bool]:
    ends = date_format(timezone.localtime(link.expires_at), "SHORT_DATETIME_FORMAT")
    if link.used_at:
        return _("used"), False
    if link.withdrawn_at:
        return _("withdrawn"), False
    if link.expires_at <= timezone.now():
        return _("too old"), False
    return _("open until %(day)s") % {"day": ends}, True


@require_POST
def withdraw(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Make a link unusable."""
    room = enter(request, area_id)
    actor = room.member()
    found = next((one for one in queries.links_of_party(_party(room).pk) if one.pk == number), None)
    if found is None:
        raise Unknown(_("There is no such object any more."), _("Go back and choose again."))
    access.withdraw_link(actor=actor, link=found, version=found.version)
    return see(reverse("links", args=[room.area]))


@require_safe
@by_letter
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is for. Looking at it spends nothing, and sets no cookie."""
    actor = access.open_link(token)
    party = queries.party_of_link(actor)
    context = {
        "asked": str(LINKED[actor.only_action].asked),
        "party": party.title().in_(language()),
        "cooperation": names.cooperation_name(party.cooperation),
        "form_url": reverse("link_form", args=[token]),
    }
    return shown(request, "link", context)


@require_GET
@by_letter
def link_form(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the form; from now on a session knows by which link its reader came, never the link itself."""
    actor = access.open_link(token)
    form = form_of(queries.party_of_link(actor).cooperation.area, actor.only_action, actor.only_target)
    request.session[OPENED_LINK] = [actor.link_id, bare(form)]
    return unkept(redirect(form))


@require_safe
def link_thanks(request: HttpRequest) -> HttpResponse:
    """The contribution has been kept."""
    return shown(request, "closed", {"heading": _("Thank you"), "advice": _("Your answer has been kept. The link has now been used.")})
