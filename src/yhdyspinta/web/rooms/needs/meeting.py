"""Meeting mode: the disputed needs one by one on a big screen, and what was said and agreed of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.needs import queries, services
from yhdyspinta.needs.queries import Line, Verdict
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.queries.cooperations import joined_parties
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.forms import given, send
from yhdyspinta.web.rooms.needs import presenters
from yhdyspinta.web.rooms.needs.answers import answers
from yhdyspinta.web.rooms.needs.forms import MeetingForm

_OPEN = ("suggested", "discussed")  # what was agreed already needs no meeting


def _disputed(room: Room) -> list[Line]:
    actor = room.member()
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, room.cooperation.pk))
    return [line for line in queries.board(actor, room.cooperation) if line.verdict is Verdict.DISPUTED and line.state in _OPEN]


@require_safe
def meeting(request: HttpRequest, area_id: str) -> HttpResponse:
    """What the meeting goes through, and who has not answered yet."""
    room = enter(request, area_id)
    lines = _disputed(room)
    hidden = len(queries.not_weighed(room.member(), room.cooperation))
    wanted = presenters.Asked(str(Verdict.DISPUTED), -1, "", 1)
    context = {
        "board": presenters.board(room, lines, wanted),
        "first": lines[0].number if lines else 0,
        "hidden": hidden,
        "may": room.may("need.discuss"),
    }
    return page(request, room, "rooms/needs/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """One need for the whole room: the question, both sides' answers and reasons, and what came of it."""
    room = enter(request, area_id)
    actor = room.member()
    need = queries.need_of(actor, room.cooperation, number)
    lines = _disputed(room)
    parties = joined_parties(room.cooperation)
    form = MeetingForm(given(request), joined=parties, initial={"version": need.version})
    here = [line.number for line in lines]
    place = here.index(number) if number in here else -1
    after = _at(room, here, place + 1)
    answer = send(
        request,
        form,
        lambda said: services.discuss(
            actor=actor, need=need, version=form.seen, remark=said["remark"], parties=form.chosen(), days=said["days"]
        ),
        to=after,
        said=_("What was said is kept."),
    )
    weights = queries.weights_of(actor, need)
    weighed = any(weight.party_id == room.party.pk for weight in weights) if room.party else False
    context = {
        "form": form,
        "need": need,
        "title": need.question().in_(language()),
        "facts": presenters.facts(need),
        "answers": answers(room.area, queries.indicators_of(need)),
        "said": presenters.said(weights, parties) if weighed else [],
        "place": place + 1,
        "count": len(here),
        "before": _at(room, here, place - 1) if place > 0 else "",
        "after": after,
        "may": room.may("need.discuss"),
    }
    return answer or page(request, room, "rooms/needs/meeting_one.html", context, status=form.status)


def _at(room: Room, here: list[int], place: int) -> str:
    if 0 <= place < len(here):
        return reverse("need_meeting", args=[room.area, here[place]])
    return reverse("needs_meeting", args=[room.area])
