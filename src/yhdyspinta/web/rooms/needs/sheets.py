"""Needs and weights of one's own party as a workbook: out, and back in by way of a preview."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.domain.errors import ParseError, PersonalData
from yhdyspinta.needs import queries
from yhdyspinta.needs.services.importing import Taken, take_in
from yhdyspinta.needs.sheets import COLUMNS, MOST_ROWS, Row, cells_of, choices, read
from yhdyspinta.organisations import policy
from yhdyspinta.rendering.workbooks import Cover, Sheet
from yhdyspinta.rendering.workbooks import workbook as made_workbook
from yhdyspinta.web import files
from yhdyspinta.web.page import today, unkept
from yhdyspinta.web.rooms import names
from yhdyspinta.web.rooms.acting import Room, enter, page
from yhdyspinta.web.rooms.needs import presenters
from yhdyspinta.web.uploads import received, turn

_SALT, _HOUR = "yhdyspinta.needs.sheet", 3_600
_MOST_BYTES = 2_000_000
_SHOWN = 200  # faults


@require_safe
def workbook(request: HttpRequest, area_id: str) -> HttpResponse:
    """Every need that one's own party sees, its own whole and others' for weighing."""
    room = enter(request, area_id)
    actor = room.member()
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, room.cooperation.pk))
    weights = queries.own_weights(room.party)
    rows = [cells_of(need, weights.get(need.pk), need.party_id == room.party.pk) for need in queries.needs_of(actor, room.cooperation)]
    return _sent(room, rows, "tarpeet.xlsx")


@require_safe
def template(request: HttpRequest, area_id: str) -> HttpResponse:
    """The same without rows."""
    room = enter(request, area_id)
    room.member()
    return _sent(room, [], "tarpeet-pohja.xlsx")


def _sent(room: Room, rows: list[list[str | int]], name: str) -> HttpResponse:
    columns = tuple(str(title) for title in COLUMNS.values())
    needs = Sheet(
        "yhdyspinta_tarpeet", _("Information needs"), columns, rows, description=_("One need a row. Only the question is demanded.")
    )
    themes = [(str(number), title) for number, title in presenters.theme_names(room).items()]
    known = [
        *((_("Theme"), number, title) for number, title in themes),
        *((str(COLUMNS[one]), words, "") for one in ("purpose", "kind", "weight") for words in choices(one).values()),
    ]
    heads = (_("Column"), _("Write"), _("Meaning"))
    codes = Sheet(
        "yhdyspinta_sallitut", _("What may be written"), heads, known, description=_("The words that the columns take."), wrapped=True
    )
    lines = (
        *names.example_lines(room.cooperation),
        (
            _("How to use"),
            _("Change your own needs, add rows for new ones, and weigh any need. Take the file back on the same page."),
        ),
        (_("Do not write"), _("Nothing of single persons, no personal identity codes, and no details of preparedness.")),
    )
    cover = Cover(_("Cover"), _("Information needs"), lines, _("Sheets"))
    data = made_workbook(cover, (needs, codes), {"title": _("Information needs"), "author": "Yhdyspinta"}, today().date())
    return unkept(files.sent(data, name))


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, area_id: str) -> HttpResponse:
    """Take a sheet in: first what it would do, then, if nothing is wrong in it, do it."""
    room = enter(request, area_id)
    actor = room.member()
    policy.require(actor, "need.suggest", "own")
    if request.method != "POST":
        return _page(request, room)
    if "rows" in request.POST:
        return _kept(request, room)
    data = received(request, "sheet")
    if not data:
        return _page(request, room, fault=_("Choose a file first."), status=HTTPStatus.BAD_REQUEST)
    if len(data) > _MOST_BYTES:
        return _page(request, room, fault=_("The file is too large."), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    with turn() as mine:
        if not mine:
            waiting = _("Other files are being read. Try again in a minute.")
            return _page(request, room, fault=waiting, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return _looked_at(request, room, data)


def _looked_at(request: HttpRequest, room: Room, data: bytes) -> HttpResponse:
    try:
        rows, faults = read(data)
    except PersonalData:
        said = _("The file holds a personal identity code. Take it out: nothing about a single person is kept here.")
        return _page(request, room, fault=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except ParseError:
        said = _("The file could not be read. Fill in the template, at most %(n)s rows, and save it as .xlsx without a password.")
        return _page(request, room, fault=said % {"n": MOST_ROWS}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    taken = Taken(faults=faults) if faults else take_in(actor=room.member(), party=room.party, rows=rows, keep=False)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if taken.faults else HTTPStatus.OK
    return _page(request, room, taken=taken, kept=signing.dumps(_plain(room, rows), salt=_SALT, compress=True), status=status)


def _kept(request: HttpRequest, room: Room) -> HttpResponse:
    """What was looked at is kept: the rows come back signed, and only for the party whose preview it was."""
    try:
        cooperation, party, rows = signing.loads(request.POST["rows"], salt=_SALT, max_age=_HOUR)
    except (signing.BadSignature, ValueError, TypeError):
        cooperation, party, rows = 0, 0, []
    if (cooperation, party) != (room.cooperation.pk, room.party.pk):
        return _page(request, room, fault=_("The preview is too old. Choose the file again."), status=HTTPStatus.BAD_REQUEST)
    taken = take_in(actor=room.member(), party=room.party, rows=[Row(*one) for one in rows], keep=True)
    if taken.faults:
        return _page(request, room, taken=taken, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The sheet was taken in."))
    response = HttpResponseRedirect(reverse("needs_board", args=[room.area]))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _plain(room: Room, rows: list[Row]) -> list[Any]:
    return [room.cooperation.pk, room.party.pk, [one.as_list() for one in rows]]


def _page(
    request: HttpRequest, room: Room, *, fault: str = "", taken: Taken | None = None, kept: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "fault": fault,
        "taken": taken,
        "faults": taken.faults[:_SHOWN] if taken else [],
        "nothing": bool(taken and not (taken.new or taken.changed or taken.weighed or taken.faults)),
        "kept": kept,
        "most": MOST_ROWS,
    }
    return page(request, room, "rooms/needs/sheet.html", context, status=status)
