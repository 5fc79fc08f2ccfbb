"""Changes from a sheet: a preview of what the sheet comes to, and all of it kept or nothing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.cooperation.services.changes import KINDS, STATES, Described, record_all
from yhdyspinta.cooperation.sheets import COLUMNS, MOST_ROWS, Fault, read
from yhdyspinta.domain.errors import ParseError, PersonalData, YhdyspintaError
from yhdyspinta.organisations import policy
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.calendar.presenters import when
from yhdyspinta.web.uploads import received, turn

_MOST_BYTES, _SHOWN = 2_000_000, 200


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, area_id: str) -> HttpResponse:
    """Look at a sheet first; it comes again with the decision to keep it, so that nothing waits on the server."""
    room = enter(request, area_id)
    policy.require(room.member(), "change.record", "own")
    if request.method != "POST":
        return _page(request, room)
    if "held" in request.POST:
        return _kept(request, room)
    data = received(request, "sheet")
    if not data or len(data) > _MOST_BYTES:
        said = _("Choose a file first.") if not data else _("The file is too large.")
        return _page(request, room, fault=said, status=HTTPStatus.BAD_REQUEST if not data else HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    with turn() as mine:
        if not mine:
            said = _("Other files are being read. Try again in a minute.")
            return _page(request, room, fault=said, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return _looked_at(request, room, data, request.FILES["sheet"].name or "")


def _looked_at(request: HttpRequest, room: Room, data: bytes, name: str) -> HttpResponse:
    try:
        found, faults = read(data, name, room.cooperation)
    except PersonalData:
        said = _("The file holds a personal identity code. Take it out: nothing about a single person is kept here.")
        return _page(request, room, fault=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except ParseError:
        said = _("The file could not be read as this sheet. Fill in the template, at most %(n)s rows, and save it as .xlsx or .csv.")
        return _page(request, room, fault=said % {"n": MOST_ROWS}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return _page(request, room, found=found, faults=faults, held="" if faults or not found else _held(room, found), status=status)


_SALT, _HOUR = "yhdyspinta.cooperation.sheet", 3_600


def _held(room: Room, found: list[Described]) -> str:
    """The changes of a preview, signed, so that what is kept is what was looked at."""
    days = ({"starts": one.starts.isoformat(), "lease_ends": str(one.lease_ends or "")} for one in found)
    rows = [one.values() | {"theme": one.theme.pk} | told for one, told in zip(found, days, strict=True)]
    return signing.dumps([room.cooperation.pk, room.party.pk, rows], salt=_SALT, compress=True)


def _kept(request: HttpRequest, room: Room) -> HttpResponse:
    try:
        cooperation, party, rows = signing.loads(request.POST["held"], salt=_SALT, max_age=_HOUR)
    except (signing.BadSignature, ValueError, TypeError):
        cooperation, party, rows = 0, 0, []
    if (cooperation, party) != (room.cooperation.pk, room.party.pk):
        return _page(request, room, fault=_("The preview is too old. Choose the file again."), status=HTTPStatus.BAD_REQUEST)
    themes = {theme.pk: theme for theme in room.cooperation.themes.all()}
    try:
        record_all(actor=room.member(), party=room.party, said=[Described.of(one, themes) for one in rows])
    except (ParseError, PersonalData, YhdyspintaError) as error:
        return _page(request, room, fault=str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("The sheet was taken in."))
    response = HttpResponseRedirect(reverse("changes", args=[room.area]))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _row(one: Described) -> tuple[str, ...]:
    """A change of the preview: what, when, where, its kind, state and theme."""
    words = str(dict(KINDS)[one.kind]), str(dict(STATES)[one.state])
    place = areas().get(one.place).name.in_(language())
    return one.what.in_(language()), when(one.starts, one.precision), place, *words, one.theme.name().in_(language())


def _page(
    request: HttpRequest,
    room: Room,
    *,
    fault: str = "",
    found: list[Described] | None = None,
    faults: list[Fault] | None = None,
    held: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        "fault": fault,
        "found": [_row(one) for one in found or ()],
        "looked_at": found is not None,
        "faults": [(one.row, str(COLUMNS.get(one.column, one.column)), one.text) for one in (faults or ())[:_SHOWN]],
        "held": held,
        "most": MOST_ROWS,
    }
    return page(request, room, "rooms/calendar/sheet.html", context, status=status)
