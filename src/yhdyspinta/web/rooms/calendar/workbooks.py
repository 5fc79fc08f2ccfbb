"""Changes as workbooks: an empty one to fill in, and what the calendar holds."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yhdyspinta.cooperation.queries.changes import Change, changes_of
from yhdyspinta.cooperation.services.changes import KINDS, STATES
from yhdyspinta.cooperation.sheets import COLUMNS, cells_of
from yhdyspinta.rendering.workbooks import Cover, Sheet, workbook
from yhdyspinta.web import files
from yhdyspinta.web.page import language, today, unkept
from yhdyspinta.web.rooms import names
from yhdyspinta.web.rooms.acting import Room, enter
from yhdyspinta.web.rooms.calendar.forms import WantedForm, municipalities


@require_safe
def template(request: HttpRequest, area_id: str) -> HttpResponse:
    """An empty sheet with the words that its columns take."""
    room = enter(request, area_id)
    room.member()
    described = _("One change a row. What changes, the municipality and the time are demanded.")
    changes = Sheet("yhdyspinta_muutokset", _("Changes"), _heads(), [], description=described)
    known = [
        *((str(COLUMNS["kind"]), str(words)) for _code, words in KINDS),
        *((str(COLUMNS["state"]), str(words)) for _code, words in STATES),
        *((str(COLUMNS["place"]), name) for _area, name in municipalities(room.cooperation)),
    ]
    about = _("The words that the columns take.")
    codes = Sheet("yhdyspinta_sallitut", _("What may be written"), (_("Column"), _("Write")), known, description=about)
    told = _("Nothing of single persons, no personal identity codes, and no details of preparedness.")
    return _sent(room, (changes, codes), (_("Do not write"), told), "muutokset-pohja.xlsx")


@require_safe
def every(request: HttpRequest, area_id: str) -> HttpResponse:
    """The changes of the calendar as the address narrows it, in the columns of the template and whose they are."""
    room = enter(request, area_id)
    found = changes_of(room.actor, room.cooperation, WantedForm(request.GET, cooperation=room.cooperation).wanted())
    rows = [_row(one) for one in found]
    described = _("The changes that you may see, by time.")
    changes = Sheet("yhdyspinta_muutokset", _("Changes"), (*_heads(), _("Party")), rows, description=described, wrapped=True)
    return _sent(room, (changes,), (_("How many"), str(len(rows))), "muutokset.xlsx")


def _row(one: Change) -> list[str | int]:
    cells = cells_of(one)
    return [*(cells[name] for name in COLUMNS), one.party.title().in_(language())]


def _heads() -> tuple[str, ...]:
    return tuple(str(title) for title in COLUMNS.values())


def _sent(room: Room, sheets: Sequence[Sheet], line: tuple[str, str], name: str) -> HttpResponse:
    cover = Cover(_("Cover"), _("Changes"), (*names.example_lines(room.cooperation), line), _("Sheets"))
    data = workbook(cover, sheets, {"title": _("Changes"), "author": "Yhdyspinta"}, today().date())
    return unkept(files.sent(data, name))
