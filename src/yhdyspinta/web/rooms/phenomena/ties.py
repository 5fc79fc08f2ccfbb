"""Changing a phenomenon or an interface itself, and what is tied to it: a page of small forms, of which one is sent (`what`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from yhdyspinta.needs.queries import needs_of
from yhdyspinta.organisations.queries.cooperations import joined_parties, themes_on
from yhdyspinta.phenomena.queries import interfaces as interface_queries
from yhdyspinta.phenomena.queries import phenomena as queries
from yhdyspinta.phenomena.services import interfaces, phenomena
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.fields import numbers_of
from yhdyspinta.web.rooms.forms import RoomForm, given, send, which
from yhdyspinta.web.rooms.phenomena import presenters
from yhdyspinta.web.rooms.phenomena.forms import SentenceForm
from yhdyspinta.web.rooms.phenomena.phenomena import form_page
from yhdyspinta.web.rooms.phenomena.tie_forms import IndicatorsForm, InterfaceForm, NeedsForm, PartiesForm, PhenomenaForm, PlaceForm

_SEARCH = "haku"
Tied = dict[str, tuple[RoomForm, Callable[[dict[str, Any]], Any]]]


@form_page
def phenomenon(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """The sentence (for those whose party raised it), themes and levels, needs, figures."""
    room = enter(request, area_id)
    actor = room.member()
    found = queries.phenomenon_of(actor, room.cooperation, number)
    told = queries.told_of(actor, found)
    sentence = SentenceForm(_sent(request, "sentence"), initial=found.plain())
    placed = {"themes": numbers_of(told.themes), "levels": found.levels.split(), "version": found.version}
    place = PlaceForm(_sent(request, "place"), initial=placed)
    place.offer("themes", themes_on(room.cooperation))
    needs = _needs_form(request, room, told.needs)
    figures = _figures_form(request, told.indicators, [theme.number for theme in told.themes])
    tied: Tied = {
        "sentence": (
            sentence,
            lambda _said: phenomena.rewrite(actor=actor, phenomenon=found, version=sentence.seen, sentence=sentence.text()),
        ),
        "place": (
            place,
            lambda said: phenomena.place(
                actor=actor, phenomenon=found, version=place.seen, themes=place.chosen("themes"), levels=said["levels"]
            ),
        ),
        "needs": (needs, lambda _said: phenomena.link_needs(actor=actor, phenomenon=found, needs=needs.chosen("needs"))),
        "figures": (
            figures,
            lambda said: phenomena.link_indicators(actor=actor, phenomenon=found, indicator_ids=said["indicators"]),
        ),
    }
    others = () if found.raised_by == room.party and room.may("phenomenon.change", "own") else ("sentence",)
    return _answer(request, room, tied, found, others)


@form_page
def interface(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    """Its name, theme and goal, its parties, needs, figures and phenomena."""
    room = enter(request, area_id)
    actor = room.member()
    found = interface_queries.interface_of(actor, room.cooperation, number)
    told = interface_queries.told_of(actor, found)
    described = InterfaceForm(
        _sent(request, "described"), themes=themes_on(room.cooperation), initial=found.plain() | {"theme": str(found.theme_id)}
    )
    parties = PartiesForm(
        _sent(request, "parties"),
        joined=joined_parties(room.cooperation),
        initial={"parties": numbers_of(one.party for one in told.sides), "version": found.version},
    )
    needs = _needs_form(request, room, told.needs)
    figures = _figures_form(request, told.indicators, [found.theme.number])
    worked_on = PhenomenaForm(_sent(request, "phenomena"), initial={"phenomena": numbers_of(told.phenomena)})
    worked_on.offer("phenomena", queries.phenomena_of(actor, room.cooperation))
    tied: Tied = {
        "described": (
            described,
            lambda said: interfaces.rewrite(
                actor=actor,
                interface=found,
                version=described.seen,
                described=interfaces.Described(described.chosen_one("theme"), described.text(), said["goal"]),
            ),
        ),
        "parties": (
            parties,
            lambda _said: interfaces.name_parties(actor=actor, interface=found, parties=parties.chosen("parties")),
        ),
        "phenomena": (
            worked_on,
            lambda _said: interfaces.link_phenomena(actor=actor, interface=found, phenomena=worked_on.chosen("phenomena")),
        ),
        "needs": (needs, lambda _said: interfaces.link_needs(actor=actor, interface=found, needs=needs.chosen("needs"))),
        "figures": (
            figures,
            lambda said: interfaces.link_indicators(actor=actor, interface=found, indicator_ids=said["indicators"]),
        ),
    }
    return _answer(request, room, tied, found)


def _answer(request: HttpRequest, room: Room, tied: Tied, found: Any, others: tuple[str, ...] = ()) -> HttpResponse:
    """Do what was sent, else show the forms; those that only others may send (`others`) are not shown."""
    what = request.POST.get("what", "")
    here = reverse(request.resolver_match.view_name, args=[room.area, found.pk])
    if what in tied:
        form, do = tied[what]
        if answer := send(request, form, do, to=here):
            return answer
    forms = {name: form for name, (form, _do) in tied.items() if name not in others}
    context = {"forms": forms, "back": presenters.link(room, found), "asked": _asked(request)}
    return page(request, room, "rooms/phenomena/ties.html", context, status=max(form.status for form in forms.values()))


def _sent(request: HttpRequest, what: str) -> Any:
    return given(request) if which(request, "what") == what else None


def _asked(request: HttpRequest) -> str:
    return request.GET.get(_SEARCH, "")


def _needs_form(request: HttpRequest, room: Room, kept: Any) -> NeedsForm:
    form = NeedsForm(_sent(request, "needs"), initial={"needs": numbers_of(kept)})
    form.offer("needs", needs_of(room.actor, room.cooperation))
    return form


def _figures_form(request: HttpRequest, kept: Any, of_themes: list[int]) -> IndicatorsForm:
    return IndicatorsForm(_sent(request, "figures"), kept=kept, of_themes=of_themes, asked=_asked(request))
