"""The change calendar: what comes, where and when, statements on it and its impact assessments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yhdyspinta.cooperation.queries.changes import change_of, changes_of, impacts_of, statements_of
from yhdyspinta.cooperation.services import changes as services
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations.queries.cooperations import joined_parties
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.attention.presenters import comments
from yhdyspinta.web.rooms.calendar import presenters
from yhdyspinta.web.rooms.calendar.forms import AskForm, ChangeForm, ImpactForm, StatementForm, WantedForm
from yhdyspinta.web.rooms.forms import RoomForm, given, left, send
from yhdyspinta.web.rooms.unsent import Written

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def every(request: HttpRequest, area_id: str) -> HttpResponse:
    """The calendar, narrowed by what the address says."""
    room = enter(request, area_id)
    form = WantedForm(request.GET, cooperation=room.cooperation)
    found = list(changes_of(room.actor, room.cooperation, form.wanted()))
    context = presenters.calendar(room, found) | {
        "form": form,
        "asked": request.GET.urlencode(),
        "may": room.may("change.record", "own") and room.party is not None,
    }
    return page(request, room, "rooms/calendar/changes.html", context)


@_form_page
def new(request: HttpRequest, area_id: str) -> HttpResponse:
    """Record a change of one's own party."""
    room = enter(request, area_id)
    actor = room.member()
    form = ChangeForm(given(request), cooperation=room.cooperation)
    answer = send(
        request,
        form,
        lambda _said: services.record(actor=actor, party=room.party, said=form.said()),
        to=lambda made: reverse("change", args=[room.area, made.pk]),
    )
    return answer or page(request, room, "rooms/calendar/write.html", {"form": form, "new": True}, status=form.status)


@_form_page
def edit(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Say a change of one's own party anew."""
    room = enter(request, area_id)
    actor, found = room.member(), change_of(room.actor, room.cooperation, number)
    form = ChangeForm(given(request), cooperation=room.cooperation, initial=ChangeForm.of(found))
    answer = send(
        request,
        form,
        lambda _said: services.describe(actor=actor, target=found, version=form.seen, said=form.said()),
        to=reverse("change", args=[room.area, number]),
    )
    return answer or page(request, room, "rooms/calendar/write.html", {"form": form, "new": False}, status=form.status)


@require_safe
def one(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    return _shown(request, enter(request, area_id), number)


@require_POST
def ask(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Ask another party for a statement."""
    room = enter(request, area_id)
    found = change_of(room.member(), room.cooperation, number)
    form = AskForm(request.POST, parties=joined_parties(room.cooperation), prefix="ask")
    answer = send(
        request,
        form,
        lambda said: services.ask_statement(actor=room.member(), target=found, asked_of=form.chosen_one("asked_of"), due=said["due"]),
        to=reverse("change", args=[room.area, number]),
        said=_("The statement has been asked for."),
    )
    return answer or _shown(request, room, number, ask=form)


@require_POST
def state(request: HttpRequest, area_id: str, number: int, statement: int) -> HttpResponse:
    """Say where the statement of one's own party can be read."""
    room = enter(request, area_id)
    found = change_of(room.member(), room.cooperation, number)
    asked = next((one for one in statements_of(found) if one.pk == statement), None)
    if asked is None:
        raise Unknown(_("There is no such object any more."), _("Go back and choose again."))
    form = StatementForm(request.POST, prefix=f"statement{statement}")
    answer = send(
        request,
        form,
        lambda said: services.give_statement(
            actor=room.member(), statement=asked, version=form.seen, given_on=said["given_on"], reference=said["reference"]
        ),
        to=reverse("change", args=[room.area, number]),
    )
    return answer or _shown(request, room, number, statement=form)


@require_POST
def impact(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Link an impact assessment, or take a link away."""
    room = enter(request, area_id)
    found = change_of(room.member(), room.cooperation, number)
    taken = request.POST.get("take_away", "")
    known = presenters.impact_of(impacts_of(found), int(taken) if taken.isascii() and taken.isdecimal() and len(taken) < 19 else 0)
    form: RoomForm = RoomForm(request.POST) if taken else ImpactForm(request.POST, prefix="impact")
    if taken and known is None:
        raise Unknown(_("There is no such object any more."), _("Go back and choose again."))

    def do(said: dict[str, str]) -> object:
        if known is not None:
            return services.unlink_impact(actor=room.member(), impact=known)
        return services.link_impact(actor=room.member(), target=found, title=said["title"], found_at=said["found_at"])

    answer = send(request, form, do, to=reverse("change", args=[room.area, number]))
    return answer or _shown(request, room, number, impact=form)


def _shown(request: HttpRequest, room: Room, number: int, **sent: RoomForm) -> HttpResponse:
    """The page of a change; `sent` are its forms that have something to correct."""
    found = change_of(room.actor, room.cooperation, number)
    context = presenters.whole(room, found) | {"comments": comments(room, found)}
    others = [party for party in joined_parties(room.cooperation) if party.pk != found.party_id]
    here = (room.area, number)
    context["ask"] = sent.get("ask") or AskForm(_of(request, "change_ask", *here), parties=others, prefix="ask")
    context["impact"] = sent.get("impact") or ImpactForm(_of(request, "change_impact", *here), prefix="impact")
    statements = {one.number: one.version for one in context["statements"] if one.own and not one.given_on}
    context["statement_forms"] = {
        one: StatementForm(_of(request, "change_statement", *here, one), prefix=f"statement{one}", initial={"version": version})
        for one, version in statements.items()
    }
    if "statement" in sent:
        context["statement_forms"][int(str(sent["statement"].prefix).removeprefix("statement"))] = sent["statement"]
    status = max((form.status for form in sent.values()), default=200)
    return page(request, room, "rooms/calendar/change.html", context, status=status)


def _of(request: HttpRequest, view: str, *arguments: object) -> Written | None:
    """What was written in the form that is sent there; taking a link away wrote nothing."""
    written = left(request, reverse(view, args=arguments))
    return None if written is None or "take_away" in written else written
