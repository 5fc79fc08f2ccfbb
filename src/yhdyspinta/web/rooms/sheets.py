"""A sheet that people filled in is looked at first and then kept, whole or not at all.

What was looked at comes back signed with the decision to keep it, so that nothing waits on the server and only the party whose
preview it was may keep it. A room tells by `Taking` how its sheet is read and kept, and fills the blocks of `rooms/sheet.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yhdyspinta.domain.errors import ParseError, PersonalData, YhdyspintaError
from yhdyspinta.web.rooms.acting import Room, page
from yhdyspinta.web.uploads import received, turn

_MOST_BYTES, _HOUR = 2_000_000, 3_600
_SHOWN = 200  # faults


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sheet comes to: `faults` as row, column in words and what is wrong; `shown` for the room's own block of the page;
    `rows`, plain values from which it is kept, none where there is nothing to keep."""

    shown: Mapping[str, Any] = field(default_factory=dict)
    faults: Sequence[tuple[int, str, str]] = ()
    rows: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Taking:
    """How one kind of sheet is taken in.

    `look` reads the bytes of a file of some name, and raises PersonalData or ParseError; `unreadable` is what is said of the latter,
    with `%(n)s` for `most` rows. `keep` keeps the rows of a preview; what has become wrong with them since then it tells, or raises.
    `done` is the page that is shown when all was kept.
    """

    template: str
    salt: str
    done: str
    most: int
    unreadable: Promise
    look: Callable[[Room, bytes, str], Seen]
    keep: Callable[[Room, list[Any]], Seen | None]


def take(request: HttpRequest, room: Room, taking: Taking) -> HttpResponse:
    """The page of a sheet; the caller has asked whether the actor may."""
    if request.method != "POST":
        return _page(request, room, taking)
    if "held" in request.POST:
        return _kept(request, room, taking)
    data = received(request, "sheet")
    if not data:
        return _page(request, room, taking, fault=_("Choose a file first."), status=HTTPStatus.BAD_REQUEST)
    if len(data) > _MOST_BYTES:
        return _page(request, room, taking, fault=_("The file is too large."), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    with turn() as mine:
        if not mine:
            waiting = _("Other files are being read. Try again in a minute.")
            return _page(request, room, taking, fault=waiting, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return _looked_at(request, room, taking, data)


def _looked_at(request: HttpRequest, room: Room, taking: Taking, data: bytes) -> HttpResponse:
    try:
        seen = taking.look(room, data, request.FILES["sheet"].name or "")
    except PersonalData:
        said = _("The file holds a personal identity code. Take it out: nothing about a single person is kept here.")
    except ParseError:
        said = str(taking.unreadable) % {"n": taking.most}
    else:
        return _page(request, room, taking, seen=seen, status=HTTPStatus.UNPROCESSABLE_ENTITY if seen.faults else HTTPStatus.OK)
    return _page(request, room, taking, fault=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _kept(request: HttpRequest, room: Room, taking: Taking) -> HttpResponse:
    try:
        cooperation, party, rows = signing.loads(request.POST["held"], salt=taking.salt, max_age=_HOUR)
    except (signing.BadSignature, ValueError, TypeError):
        cooperation, party, rows = 0, 0, []
    if (cooperation, party) != (room.cooperation.pk, room.party.pk):
        return _page(request, room, taking, fault=_("The preview is too old. Choose the file again."), status=HTTPStatus.BAD_REQUEST)
    try:
        seen = taking.keep(room, rows)
    except YhdyspintaError as error:
        return _page(request, room, taking, fault=str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if seen is not None:
        return _page(request, room, taking, seen=seen, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The sheet was taken in."))
    response = HttpResponseRedirect(reverse(taking.done, args=[room.area]))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _page(
    request: HttpRequest, room: Room, taking: Taking, *, fault: str = "", seen: Seen | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    held = ""
    if seen is not None and seen.rows and not seen.faults:
        held = signing.dumps([room.cooperation.pk, room.party.pk, list(seen.rows)], salt=taking.salt, compress=True)
    context = {
        "fault": fault,
        "looked_at": seen is not None,
        "faults": list(seen.faults[:_SHOWN]) if seen else [],
        "fault_count": len(seen.faults) if seen else 0,
        "held": held,
        "most": taking.most,
    }
    return page(request, room, taking.template, {**(seen.shown if seen else {}), **context}, status=status)
