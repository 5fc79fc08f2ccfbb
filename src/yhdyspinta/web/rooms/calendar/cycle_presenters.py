"""The annual cycle as its page shows it: a strip of the year, and month by month what comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.formats import date_format

from yhdyspinta.catalogue.terms import term_on
from yhdyspinta.cooperation.queries.cycle import Occurrence, due, events_of, in_year
from yhdyspinta.web.page import language, today
from yhdyspinta.web.rooms.acting import Room


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
        "number": len(events),
        "most": max((len(month.lines) for month in months), default=0),
        "reminded": [_line(room, one) for one in reminded],
        "may": room.may("cycle.change"),
    }


def _month(room: Room, wanted: int, number: int, now: date, found: Iterable[Occurrence]) -> Month:
    name = str(MONTHS[number])
    lines = tuple(_line(room, one) for one in found if one.last.month == number)
    return Month(number, name[:1].upper() + name[1:], name[:3], (wanted, number) == (now.year, now.month), lines)


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
