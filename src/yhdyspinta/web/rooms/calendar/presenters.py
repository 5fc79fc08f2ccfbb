"""Changes as their pages show them: by time, by place on a map, and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.cooperation.queries.changes import Change, Impact, Statement, impacts_of, statements_of
from yhdyspinta.cooperation.services.changes import Precision
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.calendar.places import places

_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Line:
    """A change in a list."""

    what: str
    url: str
    when: str
    where: str
    party: str
    kind: str
    state: str
    code: str  # of the state, by which it is coloured beside its word
    pin: int  # on the map; 0 where it has none


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the timeline."""

    year: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Where something can be read: a link when it is a web address, else words."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement: of whom, by when, and what came of it. `own` when the reader's party gives it."""

    number: int
    party: str
    due: str
    given_on: str
    reference: Reference
    own: bool
    version: int


def when(day: date, precision: str) -> str:
    """`9.8.2027`, `elokuu 2027`, `3. neljännes 2027`, `2027`."""
    if precision == Precision.DAY:
        return date_format(day, "DATE_FORMAT")
    if precision == Precision.MONTH:
        return date_format(day, "YEAR_MONTH_FORMAT")
    if precision == Precision.QUARTER:
        return _("quarter %(n)d of %(year)d") % {"n": (day.month - 1) // 3 + 1, "year": day.year}
    return str(day.year)


def calendar(room: Room, found: Sequence[Change]) -> dict[str, Any]:
    """The calendar: years with their changes, and where they are."""
    where = places(room, found)
    lines = [(one.starts.year, _line(room, one, where["pin_of"].get(one.pk, 0))) for one in found]
    years = [Year(year, tuple(line for _year, line in together)) for year, together in groupby(lines, key=lambda one: one[0])]
    return {"years": years, "number": len(found), **where}


def _line(room: Room, one: Change, pin: int = 0) -> Line:
    return Line(
        one.what().in_(language()),
        reverse("change", args=[room.area, one.pk]),
        when(one.starts, one.precision),
        areas().get(one.place).name.in_(language()),
        one.party.title().in_(language()),
        str(one.get_kind_display()),
        str(one.get_state_display()),
        one.state,
        pin,
    )


def whole(room: Room, one: Change) -> dict[str, Any]:
    """The page of a change."""
    own = room.party is not None and room.party.pk == one.party_id
    return {
        "change": one,
        "line": _line(room, one),
        "theme": one.theme.name().in_(language()),
        "lease_ends": date_format(one.lease_ends, "DATE_FORMAT") if one.lease_ends else "",
        "decision": reference(one.decision_reference),
        "statements": [_asked(room, asked) for asked in statements_of(one)],
        "impacts": [(impact.pk, impact.title, reference(impact.found_at)) for impact in impacts_of(one)],
        "may": {
            "change": own and room.may("change.record", "own"),
            "ask": own and room.may("change.ask", "own"),
            "impact": own and room.may("change.impact", "own"),
            "propose": room.may("agreement.propose"),
        },
    }


def _asked(room: Room, one: Statement) -> Asked:
    return Asked(
        one.pk,
        one.asked_of.title().in_(language()),
        date_format(one.due, "DATE_FORMAT"),
        date_format(one.given_on, "DATE_FORMAT") if one.given_on else "",
        reference(one.reference),
        room.party is not None and room.party.pk == one.asked_of_id and room.may("change.state", "own"),
        one.version,
    )


def reference(text: str) -> Reference:
    """A reference; only a web address becomes a link."""
    return Reference(text, text if text.startswith(_WEB) and not any(letter.isspace() for letter in text) else "")


def impact_of(found: Iterable[Impact], number: int) -> Impact | None:
    """The impact assessment of a number."""
    return next((one for one in found if one.pk == number), None)
