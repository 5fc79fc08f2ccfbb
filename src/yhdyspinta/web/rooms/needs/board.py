"""The board of needs, the weights of both sides as a drawing, and the core set."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.needs import queries
from yhdyspinta.needs.queries import CARD_REMINDER, CORE_REMINDER, Common, Verdict
from yhdyspinta.organisations import policy
from yhdyspinta.web import reading
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.needs import plot as drawing
from yhdyspinta.web.rooms.needs import presenters
from yhdyspinta.web.rooms.needs.again import to_go_on
from yhdyspinta.web.rooms.needs.answers import answers

_MOST_PUBLIC = 200
_MOST_COMMON = 10


@require_safe
def board(request: HttpRequest, area_id: str) -> HttpResponse:
    """The needs by what both sides think of them; whose party has not joined sees the public ones without weights."""
    room = enter(request, area_id)
    if room.actor is None or not room.inside:
        return _public(request, room)
    lines = queries.board(room.actor, room.cooperation)
    wanted = presenters.asked(request.GET)
    context = {
        "board": presenters.board(room, lines, wanted),
        "some": bool(lines),
        "to_weigh": sum(line.verdict is Verdict.HIDDEN for line in lines),
        "disputed": sum(line.verdict is Verdict.DISPUTED for line in lines),
        "may": _may(room),
        "half_filled": to_go_on(room),
        "earlier": queries.to_ask_again(room.party).count() if room.party and room.may("need.suggest", "own") else 0,
    }
    return page(request, room, "rooms/needs/board.html", context)


def _public(request: HttpRequest, room: Room) -> HttpResponse:
    names = presenters.theme_names(room)
    found = queries.needs_of(None, room.cooperation)
    rows = [presenters.plain_row(need, names) for need in found[:_MOST_PUBLIC]]
    return page(request, room, "rooms/needs/public.html", {"rows": rows, "count": found.count(), "signed_in": room.person is not None})


def _may(room: Room) -> dict[str, bool]:
    return {
        "suggest": room.may("need.suggest", "own"),
        "weigh": room.may("weight.give", "own"),
        "meet": room.may("need.discuss"),
        "hall": room.may("hall.open"),
    }


@require_safe
def plot(request: HttpRequest, area_id: str) -> HttpResponse:
    """Weight against weight, and what serves both sides."""
    room = enter(request, area_id)
    actor = room.member()
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, room.cooperation.pk))
    lines = queries.board(actor, room.cooperation)
    found = queries.commons(room.cooperation, lines)
    names = presenters.theme_names(room)
    context = {
        "plot": drawing.plot(lines),
        "size": drawing.SIZE,
        "edge": drawing.EDGE,
        "themes": [(names.get(int(one.what), one.what), one) for one in found.themes],
        "indicators": [(_title(one), one) for one in found.indicators[:_MOST_COMMON]],
    }
    return page(request, room, "rooms/needs/plot.html", context)


def _title(one: Common) -> str:
    known = indicators().get(one.what)
    return known.title.in_(language()) if known else one.what


@require_safe
def core(request: HttpRequest, area_id: str) -> HttpResponse:
    """What the parties have agreed to follow together: needs, the indicators that answer them, and what is missing."""
    room = enter(request, area_id)
    found = queries.core_set(room.actor, room.cooperation)
    told = {one.id: one for one in answers(room.area, found.indicators)}
    headlines = _headlines(room.area)
    without = queries.without_need(room.actor, room.cooperation, headlines)
    context = {
        "needs": [
            (need, need.question().in_(language()), str(need.get_state_display()), [told[one] for one in found.answers.get(need.pk, ())])
            for need in found.needs
        ],
        "core": found,
        "most": CORE_REMINDER,
        "most_on_card": CARD_REMINDER,
        "crowded_card": queries.too_many(headlines, on_a_card=True),
        "without": [(one, indicators()[one].title.in_(language())) for one in without],
        "headlines": len(headlines),
        "may_answer": room.may("need.answer"),
    }
    return page(request, room, "rooms/needs/core.html", context)


def _headlines(area: str) -> tuple[str, ...]:
    """The indicators that the situation picture of the area opens with; none before the first load."""
    try:
        picture = reading.figures(area)
    except YhdyspintaError:
        return ()
    return tuple(dict.fromkeys(picture.figures[one].indicator for one in picture.headlines))
