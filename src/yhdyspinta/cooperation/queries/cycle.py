"""When the events of the cycle come next, and which of them a post is reminded of."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from yhdyspinta.catalogue.terms import Term, terms
from yhdyspinta.cooperation.models import CycleEvent, Scope
from yhdyspinta.cooperation.models.cycle import ABOUT
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations.models import Cooperation, Party
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import Shared, kinds, shared_object, visible_to


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event at its time: one day, or the whole month when the event names no day."""

    event: CycleEvent
    first: date
    last: date


def events_of(actor: Actor | None, cooperation: Cooperation) -> list[CycleEvent]:
    """The events that the actor may see, by month and day."""
    found = visible_to(actor, CycleEvent.objects.filter(cooperation=cooperation)).select_related("theme", "need", "cooperation")
    return sorted(found, key=lambda one: (one.month, one.day or 0, one.pk))


def event_of(actor: Actor | None, cooperation: Cooperation, number: int) -> CycleEvent:
    """One of them; Unknown when there is none of that number that the actor may see."""
    found = next((one for one in events_of(actor, cooperation) if one.pk == number), None)
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found


def may_be_about(actor: Actor | None, cooperation: Cooperation) -> dict[str, list[Shared]]:
    """The objects that an event may be about and the actor sees, by kind; what has become one with another is left out."""
    models = kinds()
    found = {kind: visible_to(actor, models[kind]._default_manager.filter(cooperation=cooperation)).order_by("pk") for kind in ABOUT}
    return {kind: [one for one in objects if not one.became()] for kind, objects in found.items()}


def about(actor: Actor | None, event: CycleEvent) -> Shared | None:
    """What an event is about; None where that is nothing, or nothing that the actor sees."""
    try:
        return shared_object(actor, event.cooperation, event.about_kind, event.about_id) if event.about_id is not None else None
    except Unknown:
        return None


def in_year(events: list[CycleEvent], year: int) -> list[Occurrence]:
    """What comes in a year, in order: the yearly events, and those of the council term whose year it is."""
    found = [_at(event, year) for event in events if _comes(event, year)]
    return sorted(found, key=lambda one: (one.first, one.last, one.event.pk))


def _comes(event: CycleEvent, year: int) -> bool:
    if event.scope == Scope.YEAR:
        return True
    return any(_year_of(event, term) == year for term in terms().values())


def _year_of(event: CycleEvent, term: Term) -> int:
    return int(term.year + (event.term_year or 1) - 1)


def _at(event: CycleEvent, year: int) -> Occurrence:
    last_day = monthrange(year, event.month)[1]
    day = min(event.day or last_day, last_day)
    last = date(year, event.month, day)
    return Occurrence(event, last if event.day else date(year, event.month, 1), last)


def concerns(event: CycleEvent, actor: Actor, party: Party) -> bool:
    """Whether an event is for a post of this role on this side."""
    return event.side in ("", party.side) and event.role in ("", actor.role)


def due(actor: Actor, cooperation: Cooperation, today: date | None = None) -> list[Occurrence]:
    """What a post is reminded of now: events for it that end within the days in which each is reminded of, in order."""
    day = today or timezone.localdate()
    if actor.party_id is None or not actor.joined:
        return []
    party = Party.objects.get(pk=actor.party_id)
    mine = [event for event in events_of(actor, cooperation) if concerns(event, actor, party)]
    coming = [*in_year(mine, day.year), *in_year(mine, day.year + 1)]
    return [one for one in coming if one.last - timedelta(days=one.event.remind_days) <= day <= one.last]


def coming(events: list[CycleEvent], first_year: int, years: int) -> Iterator[Occurrence]:
    """What comes in some years, year by year."""
    for year in range(first_year, first_year + years):
        yield from in_year(events, year)
