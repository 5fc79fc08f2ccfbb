"""Weighing: one need a step, in one's own party's name, before others' answers are seen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.needs import queries, services
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.policy import LINK
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.forms import given, send
from yhdyspinta.web.rooms.needs import presenters
from yhdyspinta.web.rooms.needs.forms import WeightForm

AFTER = "jalkeen"  # of which need the next is looked for, so that one may be passed over


@require_safe
def next_one(request: HttpRequest, area_id: str) -> HttpResponse:
    """Leads to the next need that one's own party has not weighed, or back to the board when there is none."""
    room = enter(request, area_id)
    policy.require(room.member(), "cooperation.see", policy.relation_to_cooperation(room.member(), room.cooperation.pk))
    after = request.GET.get(AFTER, "")
    return HttpResponseRedirect(_next(request, room, int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0))


def _next(request: HttpRequest, room: Room, after: int = 0) -> str:
    left = queries.not_weighed(room.member(), room.cooperation)
    place = left.index(after) + 1 if after in left else 0
    if not left:
        messages.success(request, _("Your party has weighed every need."))
        return reverse("needs_board", args=[room.area])
    return reverse("need_weigh", args=[room.area, left[place % len(left)]])


@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """What one's own party thinks of one need."""
    room = enter(request, area_id)
    actor = room.member()
    need = queries.need_of(actor, room.cooperation, number)
    known, earlier = queries.own_weights(room.party).get(need.pk), queries.earlier_weights(room.party).get(need.pk)
    before = known or earlier  # what was said last time is what the form begins with, and counts only when it is sent
    kept = {"importance": before.importance, "reason": before.reason, "version": before.version} if before else {}
    form = WeightForm(given(request), initial=kept)
    by_link = actor.role == LINK
    answer = send(
        request,
        form,
        lambda said: services.weigh(
            actor=actor, need=need, party=room.party, version=form.seen, importance=said["importance"], reason=said["reason"]
        ),
        to=lambda _made: reverse("need", args=[room.area, number]) if known or by_link else _next(request, room),
    )
    left = [] if by_link else queries.not_weighed(actor, room.cooperation)
    context = {
        "form": form,
        "need": need,
        "title": need.question().in_(language()),
        "facts": presenters.facts(need),
        "known": known is not None,
        "last_time": presenters.last_time(earlier) if earlier else None,
        "by_link": by_link,
        "left": ngettext("%(n)s need left to weigh.", "%(n)s needs left to weigh.", len(left)) % {"n": len(left)} if left else "",
        "pass_url": f"{reverse('needs_weigh', args=[room.area])}?{AFTER}={number}" if len(left) > 1 and number in left else "",
    }
    return answer or page(request, room, "rooms/needs/weigh.html", context, status=form.status)
