"""Priorities of a term of council, and the parties' own goals side by side by theme."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yhdyspinta.organisations.queries.cooperations import themes_on
from yhdyspinta.phenomena.queries import leading as queries
from yhdyspinta.phenomena.queries.phenomena import phenomena_of
from yhdyspinta.phenomena.services import leading as services
from yhdyspinta.web.rooms.acting import enter, page
from yhdyspinta.web.rooms.forms import given, send
from yhdyspinta.web.rooms.phenomena import leading_presenters as presenters
from yhdyspinta.web.rooms.phenomena.leading_forms import GoalForm, NewPriorityForm, PriorityForm
from yhdyspinta.web.rooms.phenomena.phenomena import form_page


@form_page
def priorities(request: HttpRequest, area_id: str) -> HttpResponse:
    """The priorities by term; whoever may, keeps a new one here."""
    room = enter(request, area_id)
    if request.method == "POST":
        room.member()
    form = NewPriorityForm(given(request), only_here=True, phenomena=phenomena_of(room.actor, room.cooperation))
    answer = send(
        request,
        form,
        lambda said: services.choose(actor=room.member(), phenomenon=form.chosen_one("phenomenon"), term=said["term"], chosen=form.said()),
        to=reverse("priorities", args=[room.area]),
    )
    context = presenters.priorities(room) | {"form": form}
    return answer or page(request, room, "rooms/phenomena/priorities.html", context, status=form.status)


@form_page
def priority(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Correct a priority, or give it up; others are led to the list."""
    room = enter(request, area_id)
    found = queries.priority_of(room.actor, room.cooperation, number)
    back = reverse("priorities", args=[room.area])
    if request.method != "POST" and (not room.may("priority.choose") or found.given_up_at):
        return HttpResponseRedirect(f"{back}#priority-{found.pk}")
    actor, gives_up = room.member(), "give_up" in request.POST
    form = PriorityForm(given(request), initial=found.plain())
    answer = send(
        request,
        form,
        lambda _said: (
            services.give_up(actor=actor, priority=found, version=form.seen)
            if gives_up
            else services.correct(actor=actor, priority=found, version=form.seen, chosen=form.said())
        ),
        to=back,
        said=_("Given up. That it was a priority stays to be seen.") if gives_up else "",
    )
    context = {"form": form, "title": presenters.name_of(found)}
    return answer or page(request, room, "rooms/phenomena/priority.html", context, status=form.status)


@require_safe
def goals(request: HttpRequest, area_id: str) -> HttpResponse:
    room = enter(request, area_id)
    return page(request, room, "rooms/phenomena/goals.html", presenters.goals(room))


@form_page
def new_goal(request: HttpRequest, area_id: str) -> HttpResponse:
    """Tell a goal of one's own party."""
    room = enter(request, area_id)
    actor = room.member()
    theme = request.GET.get("teema", "")
    form = GoalForm(given(request), themes=themes_on(room.cooperation), initial={"theme": theme})
    answer = send(
        request,
        form,
        lambda _said: services.set_goal(actor=actor, party=room.party, goal=form.said()),
        to=lambda made: f"{reverse('own_goals', args=[room.area])}#theme-{made.theme.number}",
    )
    return answer or page(request, room, "rooms/phenomena/goal.html", {"form": form, "own": None}, status=form.status)


@form_page
def goal(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Change a goal of one's own party or take it away; others are led to the goals of its theme."""
    room = enter(request, area_id)
    found = queries.goal_of(room.actor, room.cooperation, number)
    back = f"{reverse('own_goals', args=[room.area])}#theme-{found.theme.number}"
    if request.method != "POST" and not (room.party == found.party and room.may("goal.set", "own")):
        return HttpResponseRedirect(back)
    actor = room.member()
    kept = found.plain() | {"theme": str(found.theme_id), "is_public": not found.legal_ground}
    form = GoalForm(given(request), themes=[*themes_on(room.cooperation)], initial=kept)
    answer = send(
        request,
        form,
        lambda _said: (
            services.take_goal_away(actor=actor, own=found, version=form.seen)
            if "take_away" in request.POST
            else services.change_goal(actor=actor, own=found, version=form.seen, goal=form.said())
        ),
        to=back,
    )
    return answer or page(request, room, "rooms/phenomena/goal.html", {"form": form, "own": found}, status=form.status)
