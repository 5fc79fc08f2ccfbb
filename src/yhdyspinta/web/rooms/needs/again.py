"""Asking again what one's own party asked before, looked through first, and going on with what was left half-filled."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yhdyspinta.needs import queries, services
from yhdyspinta.needs.queries import Level, Need, NeedState, Weight
from yhdyspinta.needs.services import Asked
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.forms import given, send
from yhdyspinta.web.rooms.needs.forms import AgainForm
from yhdyspinta.web.rooms.needs.presenters import day, importance_words

_MOST_HALF_FILLED = 3
STEP, AS_LAST = "vaihe", "kuten"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A need that may be asked again: when it was last asked, for which decision, and what the party thought of it."""

    number: int
    question: str
    about: str
    decision: str
    asked: str
    retired: bool
    weight: str


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, area_id: str) -> HttpResponse:
    """The party's earlier needs, all ticked: those that stay ticked are asked again."""
    room = enter(request, area_id)
    actor = room.member()
    policy.require(actor, "need.suggest", "own")
    earlier = list(queries.to_ask_again(room.party))
    written = given(request)
    form = AgainForm(written, needs=earlier)
    count = len(request.POST.getlist("needs"))
    answer = send(
        request,
        form,
        lambda _said: services.ask_again(actor=actor, party=room.party, needs=form.chosen()),
        to=reverse("needs_board", args=[room.area]),
        said=ngettext("%(n)s need is asked again.", "%(n)s needs are asked again.", count) % {"n": count},
    )
    weights = queries.earlier_weights(room.party) | queries.own_weights(room.party)
    ticked = written.getlist("needs") if written is not None else [str(one.pk) for one in earlier]
    context = {"form": form, "earlier": [_line(one, weights.get(one.pk)) for one in earlier], "ticked": ticked}
    return answer or page(request, room, "rooms/needs/again.html", context, status=form.status)


def _line(need: Need, weight: Weight | None) -> Earlier:
    return Earlier(
        number=need.pk,
        question=need.question().in_(language()),
        about=f"{need.theme.name().in_(language())} · {Level(need.level).label}",
        decision=" – ".join(filter(None, (need.decision, need.decision_when))),
        asked=day(queries.last_asked(need)),
        retired=need.state == NeedState.RETIRED,
        weight=importance_words(weight.importance) if weight else "",
    )


def ask(actor: Actor, room: Room, asked: Asked) -> Need:
    """Ask a question. One that the party has asked before of the same theme and level is that need again; of another theme or level
    it is a new one, with what the party said of the other besides."""
    before = None if actor.role == policy.LINK else queries.asked_before(room.party, asked.question)
    if before is None:
        return services.suggest(actor=actor, party=room.party, asked=asked)
    if (before.level, before.theme) == (asked.level, asked.theme):
        return services.ask_again(actor=actor, party=room.party, needs=[before])[0]
    kept = {name: getattr(before, name) for name in ("body", "purpose", "kind", "decision", "decision_when", "changing_answer")}
    own = {name: value for name, value in kept.items() if not getattr(asked, name) or name == "kind"}
    return services.suggest(actor=actor, party=room.party, asked=replace(asked, **own, wanted=asked.wanted or tuple(before.wanted.split())))


def step_url(room: Room, number: int, step: int) -> str:
    """Where a step of a need is filled in."""
    return f"{reverse('need_edit', args=[room.area, number])}?{STEP}={step}"


def after_question(room: Room, made: Need) -> str:
    """The step after the question; it tells where its answers come from when they are there already."""
    return step_url(room, made.pk, 2) + (f"&{AS_LAST}=ennen" if made.decision or made.purpose or made.asked_again_on else "")


def to_go_on(room: Room) -> list[tuple[str, str]]:
    """The party's latest half-filled needs: the question, and the step that is to be done."""
    if room.party is None or not room.may("need.change", "own"):
        return []
    found = queries.half_filled(room.party)[:_MOST_HALF_FILLED]
    return [(one.question().in_(language()), step_url(room, one.pk, queries.step_to_go_on(one))) for one in found]
