"""The process page, who answers for the procedure, and the yearly self-assessment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.organisations.queries.groups import posts_of_party
from yhdyspinta.organisations.queries.procedure import QUESTIONS, own_assessment, process_of, responsibility_of
from yhdyspinta.organisations.services import procedure as services
from yhdyspinta.web.rooms.acting import enter, page
from yhdyspinta.web.rooms.attention.presenters import comments
from yhdyspinta.web.rooms.forms import given, send
from yhdyspinta.web.rooms.procedure import presenters
from yhdyspinta.web.rooms.procedure.forms import AssessmentForm, ProcessForm, ResponsibilityForm

_form_page = require_http_methods(["GET", "HEAD", "POST"])
_PROCESS_FIELDS = ("text_fi", "text_sv", "text_en", "agreed_on", "minute_reference")


@require_safe
def process(request: HttpRequest, area_id: str) -> HttpResponse:
    """What anybody may see of the process; inside, who answers for it too."""
    room = enter(request, area_id)
    known = process_of(room.actor, room.cooperation)
    context = presenters.process(room) | {"comments": comments(room, known) if known else None}
    return page(request, room, "rooms/procedure/process.html", context)


@_form_page
def write(request: HttpRequest, area_id: str) -> HttpResponse:
    """Write the process page."""
    room = enter(request, area_id)
    actor = room.member()
    known = process_of(actor, room.cooperation)
    form = ProcessForm(given(request), initial=_initial(known, _PROCESS_FIELDS))
    answer = send(
        request,
        form,
        lambda said: services.write_process(
            actor=actor,
            cooperation=room.cooperation,
            version=form.seen,
            text=form.text(),
            agreed_on=said["agreed_on"],
            minute_reference=said["minute_reference"],
        ),
        to=reverse("process", args=[room.area]),
    )
    return answer or page(request, room, "rooms/procedure/write.html", {"form": form}, status=form.status)


@_form_page
def responsibility(request: HttpRequest, area_id: str) -> HttpResponse:
    """Who answers for the procedure in one's own party."""
    room = enter(request, area_id)
    actor = room.member()
    known = responsibility_of(room.party)
    initial = _initial(known, ("top_official", "political_body")) | ({"post": str(known.post_id or "")} if known else {})
    form = ResponsibilityForm(given(request), posts=posts_of_party(actor, room.party), initial=initial)
    answer = send(
        request,
        form,
        lambda said: services.take_responsibility(
            actor=actor,
            party=room.party,
            version=form.seen,
            top_official=said["top_official"],
            political_body=said["political_body"],
            post=form.chosen_post(),
        ),
        to=reverse("process", args=[room.area]),
    )
    return answer or page(request, room, "rooms/procedure/responsibility.html", {"form": form}, status=form.status)


@_form_page
def assessment(request: HttpRequest, area_id: str) -> HttpResponse:
    """One's own answers of this year, and both sides' beside each other."""
    room = enter(request, area_id)
    actor = room.member()
    known = own_assessment(room.party, timezone.localdate().year)
    form = AssessmentForm(given(request), initial=_initial(known, (*QUESTIONS, "remark")))
    answer = send(
        request,
        form,
        lambda said: services.assess(actor=actor, party=room.party, version=form.seen, answers=form.answers(), remark=said["remark"]),
        to=reverse("assessment", args=[room.area]),
        said=_("Thank you. The assessment of your party is saved."),
    )
    sides = presenters.assessments(room) if room.may("cooperation.see") else []  # whoever came by a link answers and sees no others
    context = {"form": form, "given": known is not None, "sides": sides, "may": room.may("assessment.give", "own")}
    return answer or page(request, room, "rooms/procedure/assessment.html", context, status=form.status)


def _initial(known: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(known, name) for name in (*names, "version")} if known is not None else {}
