"""Needs and weights of one's own party as a workbook: out, and back in by way of a preview."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.needs import queries
from yhdyspinta.needs.services.importing import Taken, take_in
from yhdyspinta.needs.sheets import COLUMNS, MOST_ROWS, Row, cells_of, choices, read
from yhdyspinta.organisations import policy
from yhdyspinta.rendering.workbooks import Cover, Sheet
from yhdyspinta.rendering.workbooks import workbook as made_workbook
from yhdyspinta.web import files
from yhdyspinta.web.page import today, unkept
from yhdyspinta.web.rooms import names
from yhdyspinta.web.rooms.acting import Room, enter
from yhdyspinta.web.rooms.needs import presenters
from yhdyspinta.web.rooms.sheets import Seen, Taking, take


@require_safe
def workbook(request: HttpRequest, area_id: str) -> HttpResponse:
    """Every need that one's own party sees, its own whole and others' for weighing."""
    room = enter(request, area_id)
    actor = room.member()
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, room.cooperation.pk))
    weights, earlier = queries.own_weights(room.party), queries.earlier_weights(room.party)
    rows = [
        cells_of(need, weights.get(need.pk), need.party_id == room.party.pk, earlier.get(need.pk))
        for need in queries.needs_of(actor, room.cooperation)
    ]
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
    policy.require(room.member(), "need.suggest", "own")
    return take(request, room, _TAKING)


def _look(room: Room, data: bytes, _name: str) -> Seen:
    rows, faults = read(data)
    taken = Taken(faults=faults) if faults else take_in(actor=room.member(), party=room.party, rows=rows, keep=False)
    some = taken.new or taken.changed or taken.weighed
    return _seen(taken, [one.as_list() for one in rows] if some else [])


def _keep(room: Room, rows: list[Any]) -> Seen | None:
    """What others did after the preview may have made a row wrong."""
    taken = take_in(actor=room.member(), party=room.party, rows=[Row(*one) for one in rows], keep=True)
    return _seen(taken, []) if taken.faults else None


def _seen(taken: Taken, rows: list[Any]) -> Seen:
    return Seen({"taken": taken}, [(one.line, one.column_words, one.text) for one in taken.faults], rows)


_TAKING = Taking(
    template="rooms/needs/sheet.html",
    salt="yhdyspinta.needs.sheet",
    done="needs_board",
    most=MOST_ROWS,
    unreadable=gettext_lazy(
        "The file could not be read. Fill in the template, at most %(n)s rows, and save it as .xlsx without a password."
    ),
    look=_look,
    keep=_keep,
)
