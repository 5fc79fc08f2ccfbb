"""The annual cycle as its page shows it: a strip of the year, and month by month what comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yhdyspinta.attention.queries.naming import kind_name
from yhdyspinta.catalogue.terms import term_on
from yhdyspinta.cooperation.queries.cycle import CycleEvent, Occurrence, about, coming, due, events_of, in_year
from yhdyspinta.cooperation.services.cycle import KINDS, SIDES
from yhdyspinta.needs.queries import needs_of
from yhdyspinta.rendering.wheel import Mark, Wheel, svg
from yhdyspinta.web.page import language, today
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.objects import address_of

_RINGS = ("", "municipality", "county", "partner")  # from the outermost; everybody first
_ALWAYS = frozenset(_RINGS[:3])
_AHEAD = 6  # years, in which every event of a council term comes again


@dataclass(frozen=True, slots=True)
class Line:
    """An event at its time."""

    title: str
    url: str
    when: str
    kind: str
    code: str
    whom: str
    theme: str
    description: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year with what comes in it; `here` when it is this month."""

    number: int
    name: str
    short: str
    here: bool
    lines: tuple[Line, ...]


def year(room: Room, wanted: int) -> dict[str, Any]:
    """The page of a year of the cycle."""
    now = today().date()
    events = events_of(room.actor, room.cooperation)
    found = in_year(events, wanted)
    months = [_month(room, wanted, number, now, found) for number in MONTHS]
    reminded = due(room.actor, room.cooperation, now) if room.actor is not None else []
    return {
        "year": wanted,
        "term": term_on(date(wanted, 12, 31)).years,
        "months": months,
        "wheel": _wheel(wanted, now, found) if found else "",
        "number": len(events),
        "most": max((len(month.lines) for month in months), default=0),
        "reminded": [_line(room, one) for one in reminded],
        "may": room.may("cycle.change"),
    }


def whole(room: Room, event: CycleEvent) -> dict[str, Any]:
    """The page of an event: when it comes next, for whom, what it serves."""
    now = today().date()
    next_time = next((one for one in coming([event], now.year, _AHEAD) if one.last >= now), None)
    seen = event.need_id is not None and needs_of(room.actor, room.cooperation).filter(pk=event.need_id).exists()
    need = (event.need.heading().in_(language()), address_of(room.area, event.need)) if seen else None
    dealt = about(room.actor, event)
    told = (kind_name(event.about_kind), dealt.heading().in_(language()), address_of(room.area, dealt)) if dealt else None
    return {"event": event, "line": _line(room, next_time) if next_time else None, "need": need, "about": told}


def _wheel(wanted: int, now: date, found: Iterable[Occurrence]) -> str:
    found = list(found)
    kinds, sides = [code for code, _words in KINDS], {one.event.side for one in found}
    rings = [side for side in _RINGS if side in sides or side in _ALWAYS]
    marks = [
        Mark(one.last.month, rings.index(one.event.side), kinds.index(one.event.kind), one.event.title().in_(language())) for one in found
    ]
    shown = Wheel(
        title=_("Annual cycle %(year)s") % {"year": wanted},
        description=_("Wheel of the year. The list of the months says the same in words."),
        hub=str(wanted),
        months=[str(MONTHS_3[number]) for number in MONTHS_3],
        rings=[str(dict(SIDES).get(side) or _("Everybody")) for side in rings],
        kinds=[str(words) for _code, words in KINDS],
        marks=marks,
        here=now.month if wanted == now.year else 0,
        language=language(),
    )
    return svg(shown)


def _month(room: Room, wanted: int, number: int, now: date, found: Iterable[Occurrence]) -> Month:
    name = str(MONTHS[number])
    lines = tuple(_line(room, one) for one in found if one.last.month == number)
    return Month(number, name[:1].upper() + name[1:], str(MONTHS_3[number]), (wanted, number) == (now.year, now.month), lines)


def _line(room: Room, one: Occurrence) -> Line:
    event = one.event
    whom = ", ".join(str(words) for words in (event.get_side_display(), event.get_role_display()) if words)
    return Line(
        event.title().in_(language()),
        reverse("cycle_event", args=[room.area, event.pk]),
        date_format(one.last, "SHORT_DATE_FORMAT") if one.first == one.last else date_format(one.last, "YEAR_MONTH_FORMAT"),
        str(event.get_kind_display()),
        event.kind,
        whom,
        event.theme.name().in_(language()) if event.theme_id else "",
        event.description,
    )
