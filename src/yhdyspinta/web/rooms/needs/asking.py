"""Asking a need, taking a suggested one, changing it, and saying what answers it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.themes import NUMBERS
from yhdyspinta.needs import queries, services
from yhdyspinta.needs.queries import Level, Need, NeedState
from yhdyspinta.needs.queries.states import next_states
from yhdyspinta.organisations.policy import LINK
from yhdyspinta.organisations.queries.cooperations import joined_parties, themes_on
from yhdyspinta.web import search, wordsearch
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.attention.presenters import comments
from yhdyspinta.web.rooms.forms import given, send
from yhdyspinta.web.rooms.needs import presenters
from yhdyspinta.web.rooms.needs.again import AS_LAST, STEP, after_question, ask, step_url
from yhdyspinta.web.rooms.needs.answers import answers
from yhdyspinta.web.rooms.needs.forms import STEPS, IndicatorsForm, MoveForm, NeedForm, TakeForm, before_of

_form_page = require_http_methods(["GET", "HEAD", "POST"])
ALL, LEVEL, WORDS = "kaikki", "taso", "q"
_MOST_FOUND = 12


@_form_page
def suggested(request: HttpRequest, area_id: str) -> HttpResponse:
    """Twelve needs of a level to begin from; the rest behind a button. Several may be taken at once."""
    room = enter(request, area_id)
    actor = room.member()
    level = request.GET.get(LEVEL, "") if request.GET.get(LEVEL, "") in Level.values else Level.POLITICAL.value
    first, rest = queries.suggested(room.party, level)
    every = bool(request.GET.get(ALL))
    shown = [*first, *rest] if every else first
    form = TakeForm(given(request))
    form.fields["suggestions"].choices = [(one.id, one.question.in_(language())) for one in [*first, *rest]]
    count = len(request.POST.getlist("suggestions"))
    answer = send(
        request,
        form,
        lambda said: services.take(actor=actor, party=room.party, suggestions=said["suggestions"]),
        to=reverse("needs_board", args=[room.area]),
        said=ngettext(
            "%(n)s need was taken. It may be edited like your own.", "%(n)s needs were taken. They may be edited like your own.", count
        )
        % {"n": count},
    )
    names, earlier = presenters.theme_names(room), queries.taken_earlier(room.party)
    here = reverse("needs_suggested", args=[room.area])
    context = {
        "form": form,
        "ticked": (given(request) or QueryDict()).getlist("suggestions"),
        "suggestions": [(one, one.question.in_(language()), names.get(one.theme, ""), one.decision.in_(language())) for one in shown],
        "earlier": {one: presenters.day(queries.last_asked(need)) for one, need in earlier.items()},
        "more": 0 if every else len(rest),
        "all_url": f"{here}?{LEVEL}={level}&{ALL}=1",
        "levels": [(str(label), f"{here}?{LEVEL}={value}", value == level) for value, label in Level.choices],
    }
    return answer or page(request, room, "rooms/needs/suggested.html", context, status=form.status)


@_form_page
def new(request: HttpRequest, area_id: str) -> HttpResponse:
    """The question first: it is saved at once, and the rest is asked step by step. As the last time, if so wished."""
    room = enter(request, area_id)
    actor = room.member()
    before = _as_last(room) if request.GET.get(AS_LAST) else {"level": Level.POLITICAL.value}
    form = NeedForm(given(request), themes=themes_on(room.cooperation), before=before, only=STEPS[0])
    answer = send(
        request,
        form,
        lambda _said: ask(actor, room, form.asked()),
        to=lambda made: after_question(room, made),
        said=_("The need is saved. You may stop here and go on later."),
    )
    by_link = actor.role == LINK
    context = {
        "form": form,
        "may_repeat": not by_link and not request.GET.get(AS_LAST) and queries.latest_of(room.party) is not None,
        "repeated": bool(request.GET.get(AS_LAST)),
        "earlier": not by_link and queries.to_ask_again(room.party).exists(),
        "by_link": by_link,
        "steps": len(STEPS),
    }
    return answer or page(request, room, "rooms/needs/new.html", context, status=form.status)


def _as_last(room: Room) -> dict[str, Any]:
    """What one's own party's latest need says besides its question; nothing when there is none."""
    latest = queries.latest_of(room.party) if room.party else None
    if latest is None:
        return {}
    return {name: value for name, value in before_of(latest).items() if not name.startswith("question") and name != "version"}


@_form_page
def edit(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Change a need: all on one page, or one step of three at a time, each saved as it goes."""
    room = enter(request, area_id)
    actor = room.member()
    need = queries.need_of(actor, room.cooperation, number)
    asked = request.GET.get(STEP, "")
    step = int(asked) if asked in [str(one) for one in range(1, len(STEPS) + 1)] else 0
    form = NeedForm(given(request), themes=_themes(room, need), before=before_of(need), only=STEPS[step - 1] if step else ())
    on = step and step < len(STEPS) and "on" in request.POST
    answer = send(
        request,
        form,
        lambda _said: services.rewrite(actor=actor, need=need, version=form.seen, asked=form.asked()),
        to=step_url(room, number, step + 1) if on else reverse("need", args=[room.area, number]),
    )
    context = {"form": form, "need": need, "title": need.question().in_(language()), "step": step, "steps": len(STEPS)}
    context["repeated"] = bool(step and request.GET.get(AS_LAST))
    return answer or page(request, room, "rooms/needs/edit.html", context, status=form.status)


def _themes(room: Room, need: Need) -> list[Any]:
    """The themes in use, and that of the need even where it has been switched off."""
    on = themes_on(room.cooperation)
    return on if need.theme in on else [*on, need.theme]


@require_safe
def one(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """A need: what it says, what answers it, how far it has come, and what the parties think of it."""
    room = enter(request, area_id)
    need = queries.need_of(room.actor, room.cooperation, number)
    return page(request, room, "rooms/needs/need.html", _shown(room, need))


def _shown(room: Room, need: Need) -> dict[str, Any]:
    weights = queries.weights_of(room.actor, need) if room.actor else []
    own = next((one for one in weights if room.party and one.party_id == room.party.pk), None)
    mine = room.party is not None and need.party_id == room.party.pk
    agreed = queries.is_agreed(need)
    return {
        "need": need,
        "title": need.question().in_(language()),
        "comments": comments(room, need),
        "facts": presenters.facts(need),
        "answers": answers(room.area, queries.indicators_of(need)),
        "own": own,
        "last_time": _last_time(room, need),
        "said": presenters.said(weights, joined_parties(room.cooperation)) if own else [],
        "discussions": [
            (one.party.title().in_(language()), one.remark, presenters.day(one.created_at))
            for one in queries.discussions_of(room.actor, need)
        ],
        "moves": [(state, str(NeedState(state).label)) for state in next_states(need) if state != NeedState.ESSENTIAL or agreed]
        if room.may("need.move")
        else [],
        "agreed": agreed,
        "theme_url": reverse("area_theme", args=[room.area, need.theme.number]) if need.theme.number in NUMBERS else "",
        "go_on": step_url(room, need.pk, queries.step_to_go_on(need)) if mine and queries.step_to_go_on(need) else "",
        "waits_agreement": not agreed and need.state in (NeedState.SUGGESTED, NeedState.DISCUSSED),
        "propose_url": f"{reverse('agreement_new', args=[room.area])}?kind={need._meta.label_lower}&number={need.pk}",
        "may": {
            "edit": mine and room.may("need.change", "own"),
            "weigh": room.may("weight.give", "own") and room.actor.joined if room.actor else False,
            "answer": room.may("need.answer"),
            "propose": room.may("agreement.propose"),
            "visibility": mine and room.may("visibility.change", "own"),
        },
    }


def _last_time(room: Room, need: Need) -> dict[str, str] | None:
    earlier = queries.earlier_weights(room.party).get(need.pk) if room.actor and room.party else None
    return presenters.last_time(earlier) if earlier else None


@require_POST
def move(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Bring a need to its next state."""
    room = enter(request, area_id)
    actor = room.member()
    need = queries.need_of(actor, room.cooperation, number)
    form = MoveForm(request.POST)
    answer = send(
        request,
        form,
        lambda said: services.move(actor=actor, need=need, version=form.seen, state=said["state"]),
        to=reverse("need", args=[room.area, number]),
    )
    return answer or page(request, room, "rooms/needs/need.html", _shown(room, need) | {"form": form}, status=form.status)


@_form_page
def answered_by(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """The indicators that answer a need: those that do now, and those that a search finds."""
    room = enter(request, area_id)
    actor = room.member()
    need = queries.need_of(actor, room.cooperation, number)
    words = request.GET.get(WORDS, "").strip()
    now = queries.indicators_of(need)
    found = [one for one in _found(words) if one not in now][:_MOST_FOUND]
    form = IndicatorsForm(given(request), initial={"indicators": list(now)})
    form.fields["indicators"].choices = [
        (one, indicators()[one].title.in_(language()) if one in indicators() else one)
        for one in dict.fromkeys([*now, *found, *_posted(request)])
    ]
    answer = send(
        request,
        form,
        lambda said: services.answer_with(actor=actor, need=need, indicator_ids=said["indicators"]),
        to=reverse("need", args=[room.area, number]),
    )
    context = {"form": form, "need": need, "title": need.question().in_(language()), "words": words, "found": len(found)}
    return answer or page(request, room, "rooms/needs/indicators.html", context, status=form.status)


def _found(words: str) -> tuple[str, ...]:
    return wordsearch.matching(words, wordsearch.INDICATOR) if words and search.acceptable(words) else ()


def _posted(request: HttpRequest) -> list[str]:
    """What was ticked of an earlier search; only indicators that there are."""
    return [one for one in request.POST.getlist("indicators") if one in indicators()]
