"""Changes from a sheet: a preview of what the sheet comes to, and all of it kept or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.cooperation.services.changes import KINDS, STATES, Described, record_all
from yhdyspinta.cooperation.sheets import COLUMNS, MOST_ROWS, read
from yhdyspinta.organisations import policy
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter
from yhdyspinta.web.rooms.calendar.presenters import when
from yhdyspinta.web.rooms.sheets import Seen, Taking, take


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, area_id: str) -> HttpResponse:
    """Take a sheet in: first what it would do, then, if nothing is wrong in it, do it."""
    room = enter(request, area_id)
    policy.require(room.member(), "change.record", "own")
    return take(request, room, _TAKING)


def _look(room: Room, data: bytes, name: str) -> Seen:
    found, faults = read(data, name, room.cooperation)
    told = [(one.row, str(COLUMNS.get(one.column, one.column)), one.text) for one in faults]
    return Seen({"found": [_row(one) for one in found]}, told, _plain(found))


def _plain(found: Sequence[Described]) -> list[dict[str, Any]]:
    days = ({"starts": one.starts.isoformat(), "lease_ends": str(one.lease_ends or "")} for one in found)
    return [one.values() | {"theme": one.theme.pk} | told for one, told in zip(found, days, strict=True)]


def _keep(room: Room, rows: list[Any]) -> None:
    themes = {theme.pk: theme for theme in room.cooperation.themes.all()}
    record_all(actor=room.member(), party=room.party, said=[Described.of(one, themes) for one in rows])


def _row(one: Described) -> tuple[str, ...]:
    """A change of the preview: what, when, where, its kind, state and theme."""
    words = str(dict(KINDS)[one.kind]), str(dict(STATES)[one.state])
    place, point = areas().get(one.place).name.in_(language()), one.coordinates.degrees() if one.coordinates else ""
    return one.what.in_(language()), when(one.starts, one.precision), place, point, *words, one.theme.name().in_(language())


_TAKING = Taking(
    template="rooms/calendar/sheet.html",
    salt="yhdyspinta.cooperation.sheet",
    done="changes",
    most=MOST_ROWS,
    unreadable=_("The file could not be read as this sheet. Fill in the template, at most %(n)s rows, and save it as .xlsx or .csv."),
    look=_look,
    keep=_keep,
)
